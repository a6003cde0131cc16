"""Tests of rnn/lenses."""
