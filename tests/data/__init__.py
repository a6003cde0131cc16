"""Tests of rnn/data."""
