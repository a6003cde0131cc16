"""What is said of a network that predicts symbols: how often it is right, and among how many it hesitates."""

from __future__ import annotations

import numpy as np

from rnn.network.bptt import Pass
from rnn.network.parameters import Array
from rnn.text.quantities import number, percent
from rnn.training.trainer import Trainer


def about_symbols(shown: Trainer) -> str:
    """Accuracy and perplexity with cross-entropy, over the steps that count, and over those held out; else nothing."""
    if shown.experiment.loss != "cross-entropy":
        return ""
    latest = shown.latest
    said = f"Accuracy {percent(accuracy(latest, latest.counts))}, perplexity {number(perplexity(latest.loss))}"
    if latest.held_out is None:
        return f"{said}."
    held_out = percent(accuracy(latest, latest.held_out))
    return f"{said}; held out {held_out}, {number(perplexity(latest.held_out_loss))}."


def accuracy(shown: Pass, steps: Array) -> float:
    """Return the fraction of the time steps of a mask, (B, T), whose most probable symbol is the target."""
    right = shown.yhat[steps].argmax(axis=1) == shown.target[steps].argmax(axis=1)
    return float(np.mean(right))


def perplexity(loss: float) -> float:
    """Return exp(cross-entropy): as many equally probable symbols would leave one as uncertain."""
    with np.errstate(over="ignore"):
        return float(np.exp(loss))
