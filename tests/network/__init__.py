"""Tests of rnn/network."""
