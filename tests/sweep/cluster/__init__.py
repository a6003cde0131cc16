"""Tests of sweeps on a cluster."""
