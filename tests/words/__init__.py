"""Tests of rnn/words."""
