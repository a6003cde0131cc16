"""The user's own sequences; an experiment stores the first one separately from the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rnn.data.coded import one_hot
from rnn.data.data_checks import check_count
from rnn.data.limits import MOST_STEPS
from rnn.data.number_text import plainer
from rnn.data.sequences import CONSTANT, Rows, check_letters, read_several, write_text
from rnn.network.parameters import Array


class OwnData(NamedTuple):
    """Sequences of any lengths with a target for each; None: the input one step ahead.

    vocabulary, classes : names of the words, of which the inputs are the numbers, and of the classes, of which the
        targets are; empty where inputs or targets are numbers of their own
    """

    inputs: tuple[Rows, ...]
    targets: tuple[Rows, ...] | None = None
    vocabulary: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def arrays(self) -> tuple[list[Array], list[Array] | None]:
        """Inputs (N, D) and targets (N, K) of each sequence, words and classes one-hot; None without targets."""
        targets = None if self.targets is None else [one_hot(rows, self.classes) for rows in self.targets]
        return [one_hot(rows, self.vocabulary) for rows in self.inputs], targets

    @property
    def is_coded(self) -> bool:
        """Whether the numbers stand for words or classes."""
        return bool(self.vocabulary or self.classes)

    @property
    def is_typed(self) -> bool:
        """Whether the sequences can be shown and typed as text."""
        return not (self.is_long or self.is_coded)

    @property
    def is_long(self) -> bool:
        """Whether a sequence has more time steps than are learned whole, or shown as text."""
        return max(map(len, self.inputs)) > MOST_STEPS

    @property
    def choices(self) -> dict[str, Any]:
        """The data as choices of an experiment."""
        targets = self.targets or (None,)
        first = {"inputs": self.inputs[0], "targets": targets[0]}
        names = {"vocabulary": self.vocabulary, "classes": self.classes}
        return {**first, **names, "more_inputs": self.inputs[1:], "more_targets": targets[1:]}


class Blocks(NamedTuple):
    """The sequences of a text, and one notice for each correction."""

    sequences: tuple[Rows, ...]
    notices: tuple[str, ...]


def read_blocks(label: str, text: str) -> Blocks:
    """Sequences as `read_text` reads one, with a blank line before the next.

    Raises ValueError with sequence, line and position of the first thing that is not a number in range.
    """
    check_letters(label, text)
    blocks = list(_blocks(text)) or [(1, "")]
    check_count(label, len(blocks))
    names = [label] if len(blocks) == 1 else [f"{label} {place}" for place in range(1, len(blocks) + 1)]
    each = [read_several(name, block, line) for name, (line, block) in zip(names, blocks, strict=True)]
    readings = [reading for several in each for reading in several]
    check_count(label, len(readings))
    sequences = tuple(reading.rows for reading in readings)
    mended = dict.fromkeys(notice for reading in readings for notice in reading.notices if notice != CONSTANT)
    steps = [step for rows in sequences for step in rows]
    constant = [CONSTANT] if len(steps) > 1 and len(set(steps)) == 1 else []
    return Blocks(sequences, (*mended, *constant))


def write_blocks(sequences: tuple[Rows, ...]) -> str:
    """Return the text from which `read_blocks` reads the same sequences."""
    return "\n\n".join(map(write_text, sequences))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each block of nonblank lines with its first line number; open brackets continue a block."""
    block: list[str] = []
    lines, open_brackets = text.splitlines(), 0
    for place, line in enumerate([*lines, ""], start=1):
        filled = bool(plainer(line).strip())
        if filled or (open_brackets > 0 and place <= len(lines)):
            block.append(line)
            open_brackets += sum(map(line.count, "[(")) - sum(map(line.count, "])"))
        elif block:
            yield place - len(block), "\n".join(block)
            block, open_brackets = [], 0
