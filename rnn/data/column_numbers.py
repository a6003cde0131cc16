"""Numbers of a table, column by column."""

from __future__ import annotations

import numpy as np

from rnn.data.number_text import read_column
from rnn.data.table import Table
from rnn.network.parameters import Array


def numbers_in(table: Table, column: int) -> Array:
    """Return the numbers of a column in its unit, (rows,); nan where a cell is no number."""
    cells = [row[column] for row in table.rows]
    return np.array(read_column(cells, table.decimal, table.thousands), dtype=float) / table.unit(column)
