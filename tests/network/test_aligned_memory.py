"""Rows begin where cache lines do, and hold what any array of that shape would."""

from __future__ import annotations

import pytest

from rnn.network.aligned_memory import on_cache_lines


@pytest.mark.parametrize("shape", [(3, 1, 34), (2, 3, 32), (4, 1, 99)])
@pytest.mark.parametrize("column", [0, 1, 7])
def test_rows_begin_at_cache_lines_when_laid_out(shape, column):
    rows = on_cache_lines(*shape, column=column)

    assert rows.shape == shape
    assert not rows.any()
    assert all((row.ctypes.data + 8 * column) % 64 == 0 for sequence in rows for row in sequence)
    assert rows.reshape(-1, shape[-1]).base is not None, "seen with fewer axes it is the same memory"


def test_short_rows_lie_side_by_side():
    assert on_cache_lines(4, 1, 7).flags.c_contiguous
