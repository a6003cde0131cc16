"""Kept runs as one JSON file: experiments, weights and histories; strictly validated when read."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import Experiment
from rnn.experiment.experiment_file import document_of, experiment_of
from rnn.network.parameters import Array
from rnn.text.quoting import quoted
from rnn.training.history import SERIES, History
from rnn.training.snapshots import Snapshots
from rnn.training.trainer import Trainer
from rnn.words.kept import MOST_KEPT, Kept, cleaned, keep

VERSION = 1
MOST_LETTERS = 8_000_000
MOST_ROWS = 300
"""Rows of a history in the file."""
MOST_EPOCH = 10**9


def kept_to_json(kept: Sequence[Kept]) -> str:
    """Return all kept runs as JSON; a history is condensed to 300 rows at most."""
    return json.dumps({"kept_runs": VERSION, "runs": [_written(run) for run in kept]}, allow_nan=False)


def kept_from_json(text: bytes) -> tuple[Kept, ...]:
    """Read the output of `kept_to_json`. Raises ExperimentError for anything else."""
    document = document_of(text, MOST_LETTERS)
    version, runs = document.get("kept_runs"), document.get("runs")
    if version != VERSION or isinstance(version, bool):
        raise _refusal(f"it holds no kept runs of version {VERSION}. Give a file that was saved under Kept runs.")
    if not isinstance(runs, list) or len(runs) > MOST_KEPT:
        raise _refusal(f"give at most {MOST_KEPT} runs.")
    return tuple(_read(place, run) for place, run in enumerate(runs, start=1))


def _written(run: Kept) -> dict[str, Any]:
    trainer = run.trainer
    history = trainer.history.condensed(MOST_ROWS)
    parts = {name: getattr(history, name).tolist() for name in ("first", "count", "low", "mean", "high", "untrained")}
    return {
        "name": run.name,
        "experiment": trainer.experiment.model_dump(mode="json"),
        "epoch": trainer.epoch,
        "checkpoint": [None if not math.isfinite(value) else value for value in trainer.checkpoint.vector.tolist()],
        "history": {"stride": history.stride, **parts},
    }


def _read(place: int, run: Any) -> Kept:
    """Return a kept run; its numbers are those of the file, its table row is computed again."""
    if not isinstance(run, dict) or not isinstance(run.get("name"), str) or not isinstance(run.get("experiment"), dict):
        raise _refusal(f"run {place} needs a name and an experiment.")
    try:
        return _trained(place, run, experiment_of(run["experiment"]))
    except ExperimentError as error:
        raise _refusal(f"run {place}: {error}") from None


def _trained(place: int, run: dict[str, Any], experiment: Experiment) -> Kept:
    first = Trainer.start(experiment)
    epoch = run.get("epoch")
    if not isinstance(epoch, int) or isinstance(epoch, bool) or not 0 <= epoch <= MOST_EPOCH:
        allowed = f"Give a whole number from 0 to {MOST_EPOCH:,}."
        raise _refusal(f"run {place}: Epoch: {quoted(epoch)} is not allowed. {allowed}")
    vector = _numbers(place, "checkpoint", run.get("checkpoint"), first.checkpoint.vector.shape)
    if np.isnan(vector[-2]):  # no loss is known yet
        vector[-2] = math.inf
    if not (np.isfinite(np.delete(vector, -2)).all() and 0 <= vector[-1] <= MOST_EPOCH):
        raise _refusal(f"run {place}: checkpoint: give finite numbers.")
    history = _history(place, run.get("history"), epoch)
    snapshots = Snapshots.only_first(first.checkpoint.vector, epoch)
    trainer = Trainer(experiment, epoch, first.checkpoint.unpacked(vector), history, snapshots)
    return keep(trainer, cleaned(run["name"]) or f"Run {place}")


def _history(place: int, given: Any, epoch: int) -> History:
    given = given if isinstance(given, dict) else {}
    stride, first = given.get("stride"), given.get("first")
    rows = len(first) if isinstance(first, list) else 0
    if not isinstance(stride, int) or stride < 1 or rows > MOST_ROWS:
        raise _refusal(f"run {place}: its history has no stride, or more than {MOST_ROWS} rows.")
    counts = {name: _numbers(place, name, given.get(name), (rows,)).astype(int) for name in ("first", "count")}
    series = {name: _numbers(place, name, given.get(name), (rows, len(SERIES))) for name in ("low", "mean", "high")}
    untrained = _numbers(place, "untrained", given.get("untrained"), (len(SERIES) if rows else 0,))
    history = History(stride, **counts, **series, untrained=untrained)
    if history.epochs != epoch:
        raise _refusal(f"run {place}: its history has {history.epochs:,} epochs, but its epoch is {epoch:,}.")
    return history


def _numbers(place: int, what: str, given: Any, shape: tuple[int, ...]) -> Array:
    """Return an array of numbers; null is nan."""
    try:
        array = np.array(given, dtype=float)
    except (TypeError, ValueError, OverflowError):
        array = np.zeros(())
    if 0 in shape and array.size == 0:
        return np.zeros(shape)
    if array.shape != shape:
        raise _refusal(f"run {place}: {what}: give {' × '.join(map(str, shape))} numbers.")
    return array


def _refusal(why: str) -> ExperimentError:
    return ExperimentError((f"File: {why}",))
