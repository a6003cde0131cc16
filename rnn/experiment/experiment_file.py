"""The experiment as a JSON file: readable when written, strictly validated when read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rnn.data.limits import MOST_JSON_LETTERS
from rnn.experiment.choices import ExperimentError
from rnn.experiment.differences import LETTERS
from rnn.experiment.experiment import VERSION, Experiment
from rnn.text.quoting import quoted

READ = (1, 2, 3)
"""Supported versions; version 1 had no given weights, version 2 no lanes."""
WITH_LANES = 3
MOST_OTHERS = len(LETTERS) - 1


def to_json(experiment: Experiment, others: Sequence[Experiment] = ()) -> str:
    """Return the experiment as JSON, one line per choice; `from_json` reads an equal experiment.

    others : the further lanes of a comparison, of which the differences are written
    """
    first = experiment.model_dump(mode="json")
    lanes = [_differences(other.model_dump(mode="json"), first) for other in others]
    document = {"version": WITH_LANES, **first, "lanes": lanes} if lanes else {"version": VERSION, **first}
    lines = (f" {json.dumps(name)}: {json.dumps(value, allow_nan=False)}" for name, value in document.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_json(text: str | bytes) -> Experiment:
    """Read the experiment, or the first lane, from the output of `to_json` of this or an older version.

    Missing choices keep their defaults. Raises ExperimentError for anything else.
    """
    return lanes_from_json(text)[0]


def lanes_from_json(text: str | bytes) -> tuple[Experiment, ...]:
    """Read the experiments of all lanes; otherwise as `from_json`."""
    document = document_of(text)
    lanes = document.pop("lanes", [])
    if not isinstance(lanes, list) or len(lanes) > MOST_OTHERS or not all(isinstance(each, dict) for each in lanes):
        raise ExperimentError((f"File: lanes: give a list of at most {MOST_OTHERS} objects, in curly brackets.",))
    first = experiment_of(document)
    return (first, *(first.replaced(**differences) for differences in lanes))


def _differences(lane: dict[str, Any], first: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in lane.items() if value != first[name]}


def document_of(text: str | bytes, most: int = MOST_JSON_LETTERS) -> dict[str, Any]:
    """Parse the text of a file of at most `most` characters. Raises ExperimentError unless it is a JSON object."""
    text = text if isinstance(text, str) else _decoded(text, most)
    if len(text) > most:
        raise ExperimentError((f"File: {len(text):,} characters are too many. Give at most {most:,}.",))
    try:
        document = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise ExperimentError((f"File: it is not JSON. Look at line {error.lineno}, column {error.colno}.",)) from None
    except RecursionError:
        raise ExperimentError(("File: its brackets are nested too deeply for an experiment.",)) from None
    except ExperimentError:
        raise
    except ValueError:
        raise ExperimentError(("File: a number in it has too many digits.",)) from None
    if not isinstance(document, dict):
        raise ExperimentError(("File: it holds no experiment. Give one JSON object, in curly brackets.",))
    return document


def experiment_of(document: dict[str, Any]) -> Experiment:
    """Return the experiment of a JSON object. Raises ExperimentError unless its version is supported."""
    document = dict(document)
    version = document.pop("version", VERSION)
    if isinstance(version, int) and version > READ[-1]:
        raise ExperimentError((f"File: a newer version of this app made it. This app reads version {READ[-1]}.",))
    if version not in READ or isinstance(version, bool):
        raise ExperimentError((f"File: version {quoted(version)} is not allowed. This app reads version {READ[-1]}.",))
    if version == 1 and document.get("loss_steps") == []:
        del document["loss_steps"]  # the default of version 1, which is no longer valid
    return Experiment(**document)


def _decoded(data: bytes, most: int) -> str:
    """Decode the bytes of a file. Raises ExperimentError if it is too large or not UTF-8."""
    if len(data) > 4 * most:
        raise ExperimentError((f"File: {len(data):,} bytes are too many. Give at most {most:,} characters.",))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ExperimentError(("File: it is not text in UTF-8. Give the JSON file of an experiment.",)) from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ExperimentError((f"File: {quoted(twice)} occurs twice. Give it once.",))
    return document
