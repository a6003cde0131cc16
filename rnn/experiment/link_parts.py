"""The keys of a link: how the choices of each are written, and read back to the same bits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rnn.data.letters import as_text
from rnn.data.sequences import Rows, read_text
from rnn.experiment.changes import Change
from rnn.experiment.choices import Choice
from rnn.experiment.experiment import CHOICES, RECORDED, Experiment
from rnn.text.quoting import quoted

OFF = "off"
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_BY_KEY = {choice.key: choice for choice in RECORDED.values()}


@dataclass(frozen=True)
class Part:
    """Writing and reading of one key.

    fields : the choices that it holds
    write : experiment -> text
    read : text -> the value of each field; raises ValueError with a message for the user
    """

    fields: tuple[str, ...]
    write: Callable[[Experiment], str]
    read: Callable[[str], tuple[Any, ...]]


def shortest(value: float | None) -> str:
    """Return the shortest text that `read_value` reads back to the same number."""
    return OFF if value is None else repr(value).removesuffix(".0")


def read_value(choice: Choice, text: str) -> Any:
    """Read the value of one choice. Raises ValueError for a value that is not allowed."""
    if choice.options is not None:
        if text in choice.options:
            return text
        raise ValueError(choice.refusal(text))
    pattern, kind = (_WHOLE, int) if choice.whole else (_NUMBER, float)
    readable = text == OFF or pattern.fullmatch(text)
    value = None if text == OFF or not readable else kind(text)
    if not readable or not choice.accepts(value):
        raise ValueError(choice.refusal(text))
    return value


def read_epoch(text: str) -> int:
    """Read an epoch. Raises ValueError unless it is a whole number of at least 0."""
    if not _WHOLE.fullmatch(text) or int(text) < 0:
        raise ValueError(f"Epoch: {quoted(text)} is not allowed. Give a whole number of at least 0.")
    return int(text)


def _of_choice(choice: Choice) -> Part:
    def write(experiment: Experiment) -> str:
        value = getattr(experiment, choice.name)
        return str(value) if choice.options else shortest(value)

    return Part((choice.name,), write, lambda text: (read_value(choice, text),))


def _of_sequences(label: str, first: str, more: str) -> Part:
    """Commas between numbers, semicolons between steps of several numbers, "/" between sequences."""

    def write(experiment: Experiment) -> str:
        rows = getattr(experiment, first)
        return OFF if rows is None else "/".join(map(_written, (rows, *getattr(experiment, more))))

    def read(text: str) -> tuple[Rows | None, tuple[Rows, ...]]:
        if text == OFF and first == "targets":
            return None, ()
        parts = text.split("/")
        labels = [label] + [f"{label} {place}" for place in range(2, len(parts) + 1)]
        head, *others = map(_read_rows, labels, parts)
        return head, tuple(others)

    return Part((first, more), write, read)


def _written(rows: Rows) -> str:
    if len(rows[0]) == 1:
        return ",".join(shortest(row[0]) for row in rows)
    steps = ";".join(",".join(map(shortest, row)) for row in rows)
    return steps if len(rows) > 1 else f"{steps};"


def _read_rows(label: str, text: str) -> Rows:
    steps = [step for step in text.split(";") if step.strip()]
    one_step = len(steps) == 1 and ";" in text
    return read_text(label, f"[[{steps[0]}]]" if one_step else "\n".join(steps)).rows


def _write_steps(experiment: Experiment) -> str:
    return ",".join(map(str, experiment.loss_steps)) or OFF


def _read_steps(text: str) -> tuple[tuple[int, ...]]:
    if text == OFF:
        return ((),)
    steps = text.split(",")
    if not all(map(_WHOLE.fullmatch, steps)):
        raise ValueError(f"Loss at: {quoted(text)} is not allowed. Give the numbers of time steps, such as 2,4.")
    return (tuple(map(int, steps)),)


def _write_changes(experiment: Experiment) -> str:
    changes = (f"{each.epoch}:{RECORDED[each.field].key}:{shortest(each.value)}" for each in experiment.changes)
    return ",".join(changes) or OFF


def _read_changes(text: str) -> tuple[tuple[Change, ...]]:
    return (tuple(map(_read_change, text.split(","))) if text != OFF else (),)


def _read_change(text: str) -> Change:
    epoch, _, rest = text.partition(":")
    key, colon, value = rest.partition(":")
    if not colon:
        raise ValueError(f"Changes: {quoted(text)} is not allowed. Give epoch, choice and value, such as 120:lr:0.01.")
    if key not in _BY_KEY:
        raise ValueError(
            f"Changes: {quoted(key)} cannot be changed during training. Give one of: {', '.join(_BY_KEY)}."
        )
    return Change(read_epoch(epoch), _BY_KEY[key].name, read_value(_BY_KEY[key], value))


PARTS: dict[str, Part] = {
    "x": _of_sequences("Sequence", "inputs", "more_inputs"),
    "y": _of_sequences("Target", "targets", "more_targets"),
    "text": Part(("text",), lambda experiment: experiment.text, lambda text: (as_text(text),)),
    **{choice.key: _of_choice(choice) for choice in CHOICES.values()},
    "steps": Part(("loss_steps",), _write_steps, _read_steps),
    "at": Part(("changes",), _write_changes, _read_changes),
    "branch": Part(
        ("branched_at",),
        lambda experiment: shortest(experiment.branched_at),
        lambda text: (None if text == OFF else read_epoch(text),),
    ),
}
