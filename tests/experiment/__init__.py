"""Tests of rnn/experiment."""
