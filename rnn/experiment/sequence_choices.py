"""Choices about where the sequences come from: the user's own ones, a measured series, or a task."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from rnn.data.coded import as_names
from rnn.data.letters import as_text
from rnn.data.limits import MOST_FEATURES, MOST_SEQUENCES, MOST_SYMBOLS
from rnn.data.own_data import OwnData
from rnn.data.sequences import Rows, as_rows
from rnn.data.series import MEASURED
from rnn.data.tasks import TASKS
from rnn.experiment.choices import labels, one_of, selection
from rnn.experiment.network_choices import AS_THEY_ARE, NetworkChoices

OWN, TEXT = "own", "text"
SOURCES = {OWN: "my own sequences", TEXT: "my own text", **labels(TASKS), **labels(MEASURED)}
OF_NUMBERS = ("has_numbers", (True,))
"""Where the sequences are series of numbers, which can be scaled and transformed."""


def _several(label: str) -> PlainValidator:
    """Validator of a list of sequences; each is checked like the first one."""

    def check(value: Any) -> tuple[Rows, ...]:
        if not isinstance(value, (list, tuple)) or len(value) >= MOST_SEQUENCES:
            raise PydanticCustomError("several", "not a list of sequences")
        return tuple(as_rows(f"{label} {place}", rows) for place, rows in enumerate(value, start=2))

    return PlainValidator(check)


def _names(label: str, most: int, value: Any) -> tuple[str, ...]:
    return as_names(label, value, most)


class SequenceChoices(NetworkChoices):
    """The sequences or the text of a person, a measured series, or the task that draws them.

    more_inputs, more_targets : further sequences of any lengths, trained on together with the first; each has a target
        if the first has one
    vocabulary, classes : names of the words or classes, of which inputs or targets are the numbers, counted from 0
    text : what is learned letter by letter if `task` is "text"
    """

    more_inputs: Annotated[tuple[Rows, ...], _several("Sequence"), AS_THEY_ARE] = ()
    more_targets: Annotated[tuple[Rows, ...], _several("Target"), AS_THEY_ARE] = ()
    vocabulary: Annotated[
        tuple[str, ...], PlainValidator(partial(_names, "Vocabulary", MOST_SYMBOLS)), AS_THEY_ARE
    ] = ()
    classes: Annotated[tuple[str, ...], PlainValidator(partial(_names, "Classes", MOST_FEATURES)), AS_THEY_ARE] = ()
    text: Annotated[str, PlainValidator(as_text)] = ""
    task: Annotated[str, one_of(SOURCES)] = selection(
        OWN,
        SOURCES,
        label="Task",
        help="Where the sequences come from.",
        when_changed="start anew",
    )

    @property
    def own_data(self) -> OwnData:
        """The user's own sequences and their targets."""
        targets = None if self.targets is None else (self.targets, *self.more_targets)
        return OwnData((self.inputs, *self.more_inputs), targets, self.vocabulary, self.classes)

    @property
    def has_numbers(self) -> bool:
        """Whether the inputs are series of numbers, and neither drawn nor symbols."""
        return self.task in MEASURED or (self.task == OWN and not self.vocabulary)

    @property
    def target_follows(self) -> bool:
        """Whether the target is the input some time steps ahead."""
        return self.task in (TEXT, *MEASURED) or (self.task == OWN and self.targets is None)

    @property
    def given_data(self) -> OwnData | None:
        """The sequences of numbers that are not drawn: the user's own ones or a measured series; None for others."""
        if self.task in MEASURED:
            return OwnData((MEASURED[self.task].rows,))
        return self.own_data if self.task == OWN else None
