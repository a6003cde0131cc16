"""Walk through one forward and one backward pass, equation by equation, with this epoch's numbers."""

from rnn.lenses.walk.walk import Walk

__all__ = ["Walk"]
