"""JSON schema of the experiment file, generated from the declarations of the choices.

Update docs/experiment.schema.json with: python -m rnn.experiment.experiment_schema > docs/experiment.schema.json
"""

from __future__ import annotations

import json
from typing import Any

from rnn.data.coded import MOST_NAME_LETTERS
from rnn.data.limits import (
    LARGEST,
    MOST_CHANGES,
    MOST_FEATURES,
    MOST_SEQUENCES,
    MOST_SERIES_STEPS,
    MOST_STEPS,
    MOST_SYMBOLS,
    MOST_TEXT_LETTERS,
)
from rnn.experiment.choices import Choice
from rnn.experiment.experiment import CHOICES, RECORDED
from rnn.experiment.experiment_file import MOST_OTHERS, WITH_LANES
from rnn.experiment.network_choices import MOST_WEIGHTS

Schema = dict[str, Any]


def schema() -> Schema:
    """Return the schema of single fields; only `from_json` checks that they fit together."""
    version = {"description": "The version of this format.", "type": "integer", "minimum": 1, "maximum": WITH_LANES}
    choices = {
        **_DATA,
        **{name: _of(choice) for name, choice in CHOICES.items()},
        "weights": _or_off(_list(_number(-LARGEST, LARGEST), MOST_WEIGHTS)),
        "changes": _list(_CHANGE, MOST_CHANGES),
        "branched_at": _or_off({"type": "integer", "minimum": 0}),
    }
    lane = {"type": "object", "additionalProperties": False, "properties": choices}
    lanes = {"description": "Further lanes of a comparison: what differs from the first.", **_list(lane, MOST_OTHERS)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An experiment of BPTT Lab",
        "type": "object",
        "additionalProperties": False,
        "properties": {"version": version, **choices, "lanes": lanes},
    }


def _of(choice: Choice) -> Schema:
    words = {"title": choice.label, "description": choice.help, "default": choice.default}
    if choice.options is not None:
        return {**words, "enum": list(choice.options)}
    kind = _number(choice.low, choice.high, "integer" if choice.whole else "number")
    return {**words, **(_or_off(kind) if choice.optional else kind)}


def _number(low: float, high: float, kind: str = "number") -> Schema:
    return {"type": kind, "minimum": low, "maximum": high}


def _list(items: Schema, most: int, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _or_off(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


_ROWS = _list(_list(_number(-LARGEST, LARGEST), MOST_FEATURES, least=1), MOST_SERIES_STEPS, least=1)
_NAME = {"type": "string", "minLength": 1, "maxLength": MOST_NAME_LETTERS}
_MORE = _list(_ROWS, MOST_SEQUENCES - 1)
_DATA = {
    "inputs": {"description": "The sequence: for each time step its numbers.", **_ROWS},
    "targets": {"description": "The target; null is the next item of the sequence.", **_or_off(_ROWS)},
    "more_inputs": {"description": "Further sequences.", **_MORE},
    "more_targets": {"description": "Their targets.", **_MORE},
    "vocabulary": {"description": "Names of words; the inputs are their numbers.", **_list(_NAME, MOST_SYMBOLS)},
    "classes": {
        "description": "Names of classes; the targets are their numbers.",
        **_list(_NAME, MOST_FEATURES),
    },
    "text": {"description": "A text, learned letter by letter.", "type": "string", "maxLength": MOST_TEXT_LETTERS},
    "loss_steps": _list(_number(1, MOST_STEPS, "integer"), MOST_STEPS),
}
_CHANGE = {
    "description": "A change during training: epoch, choice, value.",
    "type": "array",
    "prefixItems": [{"type": "integer", "minimum": 0}, {"enum": list(RECORDED)}, {"type": ["number", "null"]}],
    "items": False,
    "minItems": 3,
}


def text() -> str:
    """Return the text of the schema file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(text(), end="")
