"""Tests of the explanations of numbers."""
