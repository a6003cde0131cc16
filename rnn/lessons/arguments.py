"""Arguments of a quantity: time steps, units, parameters ..., checked against the network that they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rnn.experiment.experiment import Experiment
from rnn.lessons.errors import StatementError
from rnn.text.quoting import quoted

NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]{1,3})?", re.ASCII)
_WHOLE = re.compile(r"(?P<last>T)(?:\s*-\s*(?P<less>[0-9]{1,4}))?|(?P<number>[0-9]{1,4})", re.ASCII)
_OVER_TIME = ("step", "state", "lag")
_FROM_ZERO = ("state", "lag")


def read_arguments(
    name: str, kinds: Sequence[str], given: Sequence[str], experiment: Experiment, sequence: int
) -> tuple[Any, ...]:
    """Read what stands in the brackets of a quantity; whole numbers then count from 0. Raises StatementError."""
    needed = [kind for kind in kinds if not kind.endswith("?")]
    if not len(needed) <= len(given) <= len(kinds):
        wanted = ", ".join(kind.replace("?", " (or nothing)") for kind in kinds)
        rule = f"Give in the brackets: {wanted}." if kinds else "It has no brackets."
        raise StatementError(f"{name}({', '.join(given)}) is not allowed. {rule}")
    read: list[Any] = []
    for kind, text in zip(kinds, given, strict=False):
        read.append(_argument(kind.rstrip("?"), text, experiment, sequence, read))
    return tuple(read)


def _argument(kind: str, text: str, experiment: Experiment, sequence: int, before: list[Any]) -> Any:
    """Read one argument; rows and columns are those of the parameter before them."""
    if kind == "number":
        if NUMBER.fullmatch(text):
            return float(text)
        raise StatementError(f"{quoted(text)} is not a number.")
    if kind == "parameter":
        held = experiment.first_parameters().held
        if text in held:
            return text
        raise StatementError(f"{quoted(text)} is not a parameter. The names are: {', '.join(held)}.")
    return _place(kind, text, *_limits(kind, experiment, sequence, before))


def _place(kind: str, text: str, least: int, most: int) -> int:
    """Read a whole number from `least` to `most`; T is the last time step."""
    found = _WHOLE.fullmatch(text)
    if found and (found["number"] or kind in _OVER_TIME):
        last = most + (kind == "lag")
        value = int(found["number"]) if found["number"] else last - int(found["less"] or 0)
        if least <= value <= most:
            return value - least
    end = ", or T - 1 and the like" if kind in _OVER_TIME else ""
    raise StatementError(f"{kind.capitalize()} {quoted(text)} is not allowed. Give {least} to {most}{end}.")


def _limits(kind: str, experiment: Experiment, sequence: int, before: list[Any]) -> tuple[int, int]:
    """Return the smallest and the largest step, unit, ... that there is."""
    sizes, batch = experiment.sizes, experiment.batch
    if kind in ("row", "column"):
        return 1, int(experiment.first_parameters()[before[0]].shape[kind == "column"])
    if kind in _OVER_TIME:
        steps = int(batch.x.shape[1] if batch.lengths is None else batch.lengths[sequence])
        return (0, steps - (kind == "lag")) if kind in _FROM_ZERO else (1, steps)
    return 1, int({"unit": sizes.hidden, "input": sizes.input, "output": sizes.output}[kind])
