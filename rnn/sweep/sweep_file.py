"""The sweep as a JSON file: readable when written, strictly validated when read."""

from __future__ import annotations

import json
from typing import Any

from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import VERSION as VERSION_OF_EXPERIMENT
from rnn.experiment.experiment_file import document_of, experiment_of
from rnn.sweep.plan import SEED
from rnn.sweep.sweep import Sweep
from rnn.text.quoting import quoted

VERSION = 1
NAMES = ("version", "experiment", "axes", "seeds", "epochs", "target")


def sweep_to_json(sweep: Sweep) -> str:
    """Return the sweep as JSON; `sweep_from_json` reads an equal sweep."""
    document = {
        "version": VERSION,
        "experiment": {"version": VERSION_OF_EXPERIMENT, **sweep.experiment.model_dump(mode="json")},
        "axes": {axis.name: axis.values for axis in sweep.axes},
        "seeds": sweep.seeds,
        "epochs": sweep.epochs,
        "target": sweep.target,
    }
    lines = (f" {json.dumps(name)}: {json.dumps(value, allow_nan=False)}" for name, value in document.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def sweep_from_json(text: str | bytes) -> Sweep:
    """Read the output of `sweep_to_json`. Raises ExperimentError for anything else.

    Missing seeds are the seed of the experiment; missing epochs are its stop epoch; a missing target is none.
    """
    document = document_of(text)
    version, unknown = document.get("version"), next((name for name in document if name not in NAMES), None)
    if version != VERSION or isinstance(version, bool):
        raise _refusal(f"version {quoted(version)} is not allowed. This app reads sweeps of version {VERSION}.")
    if unknown is not None:
        raise _refusal(f"{quoted(unknown)} is not a part of a sweep. The parts are: {', '.join(NAMES)}.")
    experiment = experiment_of(_object(document, "experiment"))
    axes, seeds = _object(document, "axes"), document.get("seeds", [experiment.seed])
    if SEED in axes:
        raise _refusal("axes: the seeds are a part of their own. Give them under seeds.")
    return Sweep(experiment, {**axes, SEED: seeds}, document.get("epochs"), document.get("target"))


def is_of_a_sweep(text: str | bytes) -> bool:
    """Whether a file is that of a sweep and not of an experiment. Raises ExperimentError unless it is a JSON object."""
    return "axes" in document_of(text)


def _object(document: dict[str, Any], name: str) -> dict[str, Any]:
    part = document.get(name)
    if not isinstance(part, dict):
        raise _refusal(f"{name}: {quoted(part)} is not allowed. Give an object, in curly brackets.")
    return part


def _refusal(sentence: str) -> ExperimentError:
    return ExperimentError((f"File: {sentence}",))
