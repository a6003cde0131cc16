"""A walk through one forward and one backward pass: what a person would write on a board, with this epoch's numbers."""

from rnn.lenses.walk.walk import Walk

__all__ = ["Walk"]
