"""Changes of choices during training; they are part of the experiment, so that the run is reproducible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from rnn.experiment.choices import Choice, plain_scalar
from rnn.text.quoting import quoted


class Change(NamedTuple):
    """A change of `field` to `value` at `epoch`."""

    epoch: int
    field: str
    value: float | None


def as_changes(value: Any) -> Any:
    """Convert lists of (epoch, field, value) to tuples, sorted by epoch; return anything else unchanged."""
    if not isinstance(value, (list, tuple)):
        return value
    changes = [tuple(map(plain_scalar, item)) if isinstance(item, (list, tuple)) else item for item in value]
    if all(isinstance(item, tuple) and item and isinstance(item[0], int) for item in changes):
        changes.sort(key=lambda item: item[0])
    return tuple(changes)


def check_change(change: Change, recorded: Mapping[str, Choice]) -> None:
    """Raise ValueError for a change that is not allowed; `recorded` holds the choices that may change."""
    if change.field not in recorded:
        raise ValueError(
            f"Changes: {quoted(change.field)} cannot be changed during training. Choose among: {', '.join(recorded)}."
        )
    if change.epoch < 0:
        raise ValueError(f"Changes: epoch {quoted(change.epoch)} is not allowed. Give a whole number of at least 0.")
    if not recorded[change.field].accepts(change.value):
        raise ValueError(f"Changes, at epoch {change.epoch:,}: {recorded[change.field].refusal(change.value)}")
