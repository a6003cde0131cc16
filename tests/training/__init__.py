"""Tests of rnn/training."""
