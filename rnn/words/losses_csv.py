"""Losses of several runs as a tidy CSV: one row for each run and epoch."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from rnn.training.trainer import Trainer

HEADER = ("run", "first_epoch", "epochs", "loss", "lowest", "highest", "gradient_norm", "held_out_loss")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def losses_csv(runs: Iterable[tuple[str, Trainer]]) -> str:
    """Return one row for each run and row of its history; a long history has several epochs in a row, with their mean.

    The last row of a run is its newest epoch, of which no gradient step was made.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    for name, trainer in runs:
        writer.writerows((harmless(name), *row) for row in _rows(trainer))
    return text.getvalue()


def harmless(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front."""
    return f"'{name}" if name.startswith(_FORMULA) else name


def _rows(trainer: Trainer) -> Iterable[tuple[object, ...]]:
    history, holds_out = trainer.history, trainer.experiment.held_out is not None
    low, mean, high = history.series("loss")
    norms, held_out = history.series("gradient_norm")[1], history.series("held_out_loss")[1]
    for row in range(len(mean)):
        values = (mean[row], low[row], high[row], norms[row])
        held = float(held_out[row]) if holds_out else ""
        yield (int(history.first[row]), int(history.count[row]), *map(float, values), held)
    shown = trainer.latest
    yield (trainer.epoch, 1, *[shown.loss] * 3, shown.gradient_norm, shown.held_out_loss if holds_out else "")
