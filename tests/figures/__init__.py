"""Tests of rnn/figures."""
