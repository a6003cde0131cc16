"""Table: the results of a sweep, one row for each run that has ended."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import NamedTuple


class Result(NamedTuple):
    """What is measured of one run, at its last finite epoch.

    epoch : the last finite epoch
    outcome : "trained" (to the last epoch), "loss reached" or "no improvement" (a stop criterion), "diverged", or "not
        finite" (already untrained)
    diverged_at : the first epoch that is not finite; None if all are
    loss, held_out_loss : as a Pass shows them; the latter None if nothing is held out
    epochs_to_target : the first epoch whose loss is at most the target; None if there is none, or if the run diverged
    horizon : memory horizon in time steps, inf if it is beyond the sequence
    gradient_ratio : |dL/dh_1| relative to |dL/dh_T| in the first sequence; None if the latter is zero
    """

    epoch: int
    outcome: str
    diverged_at: int | None
    loss: float
    held_out_loss: float | None
    epochs_to_target: int | None
    horizon: float
    gradient_ratio: float | None


@dataclass(frozen=True)
class Table:
    """Rows of values: of the swept choices, the seed, and the fields of `Result`; names in `header`."""

    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __getitem__(self, name: str) -> tuple[object, ...]:
        """Return a column. Raises KeyError for an unknown name."""
        if name not in self.header:
            raise KeyError(f"{name!r} is not a column; the columns are {', '.join(self.header)}.")
        place = self.header.index(name)
        return tuple(row[place] for row in self.rows)

    @property
    def columns(self) -> dict[str, tuple[object, ...]]:
        """All columns by name, as `pandas.DataFrame` takes them."""
        return {name: self[name] for name in self.header}

    @property
    def csv(self) -> str:
        """The table as CSV: None is an empty cell, beyond the sequence is inf."""
        text = StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return text.getvalue()


def table_of(choices: Sequence[str], rows: Sequence[tuple[tuple[object, ...], Result]]) -> Table:
    """Return the table of pairs (values of the choices and the seed, result)."""
    return Table((*choices, "seed", *Result._fields), tuple((*values, *result) for values, result in rows))
