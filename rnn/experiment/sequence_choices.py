"""Choices about where the sequences come from: the user's own ones and their scaling, or a task."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from rnn.data.limits import MOST_SEQUENCES
from rnn.data.own_data import OwnData
from rnn.data.scaling import NONE, SCALINGS
from rnn.data.sequences import Rows, as_rows
from rnn.data.tasks import TASKS
from rnn.experiment.choices import labels, one_of, selection
from rnn.experiment.network_choices import NetworkChoices

OWN = "own"
SOURCES = {OWN: "my own sequences", **labels(TASKS)}


def _several(label: str) -> BeforeValidator:
    """Validator of a list of sequences; each is checked like the first one."""

    def check(value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            return value
        return tuple(as_rows(f"{label} {place}", rows) for place, rows in enumerate(value, start=2))

    return BeforeValidator(check)


class SequenceChoices(NetworkChoices):
    """The sequences of a person, or the task that draws them.

    more_inputs, more_targets : further sequences of any lengths, trained on together with the first; each has a target
        if the first has one
    """

    more_inputs: Annotated[tuple[Rows, ...], _several("Sequence")] = Field((), max_length=MOST_SEQUENCES - 1)
    more_targets: Annotated[tuple[Rows, ...], _several("Target")] = Field((), max_length=MOST_SEQUENCES - 1)
    task: Annotated[str, one_of(SOURCES)] = selection(
        OWN,
        SOURCES,
        label="Task",
        help="Where the sequences come from.",
        when_changed="start anew",
    )
    scaling: Annotated[str, one_of(SCALINGS)] = selection(
        NONE,
        labels(SCALINGS),
        label="Scale the numbers",
        help="Shift and stretch each column, as learned on what is not held out. The charts keep your own units.",
        when_changed="start anew",
        key="scaled",
        only_where=("task", (OWN,)),
    )

    @property
    def own_data(self) -> OwnData:
        """The user's own sequences and their targets."""
        targets = None if self.targets is None else (self.targets, *self.more_targets)
        return OwnData((self.inputs, *self.more_inputs), targets)
