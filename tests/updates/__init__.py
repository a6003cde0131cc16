"""Tests of rnn/updates."""
