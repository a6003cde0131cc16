"""The experiment as a JSON file: readable when written, strictly validated when read."""

from __future__ import annotations

import json
from typing import Any

from rnn.data.limits import MOST_JSON_LETTERS
from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import VERSION, Experiment
from rnn.text.quoting import quoted

READ = (1, 2)
"""Supported versions; version 1 had no given weights."""


def to_json(experiment: Experiment) -> str:
    """Return the experiment as JSON, one line per choice; `from_json` reads an equal experiment."""
    document = {"version": VERSION, **experiment.model_dump(mode="json")}
    lines = (f" {json.dumps(name)}: {json.dumps(value, allow_nan=False)}" for name, value in document.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_json(text: str | bytes) -> Experiment:
    """Read the output of `to_json` of this or an older version; missing choices keep their defaults.

    Raises ExperimentError for anything else.
    """
    text = text if isinstance(text, str) else _decoded(text)
    if len(text) > MOST_JSON_LETTERS:
        raise ExperimentError((f"File: {len(text):,} characters are too many. Give at most {MOST_JSON_LETTERS:,}.",))
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
    version = document.pop("version", VERSION)
    if isinstance(version, int) and version > VERSION:
        raise ExperimentError((f"File: a newer version of this app made it. This app reads version {VERSION}.",))
    if version not in READ or isinstance(version, bool):
        raise ExperimentError((f"File: version {quoted(version)} is not allowed. This app reads version {VERSION}.",))
    if version == 1 and document.get("loss_steps") == []:
        del document["loss_steps"]  # the default of version 1, which is no longer valid
    return Experiment(**document)


def _decoded(data: bytes) -> str:
    """Decode the bytes of a file. Raises ExperimentError if it is too large or not UTF-8."""
    if len(data) > 4 * MOST_JSON_LETTERS:
        raise ExperimentError(
            (f"File: {len(data):,} bytes are too many. Give at most {MOST_JSON_LETTERS:,} characters.",)
        )
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
