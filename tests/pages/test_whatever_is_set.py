"""Nothing that may be set makes a page fail: Train, Hidden states and the views of Unroll."""

from __future__ import annotations

import pytest

from tests.support.whatever_holds import VIEWS, check_many

EXAMPLES = 260
FEWER = {"Walk": 130, "Gradient check": 130}
"""Of what takes longer."""
HERE = tuple(VIEWS)[:5]


@pytest.mark.parametrize("view", HERE)
def test_whatever_is_set_every_figure_and_sentence_is_finite_and_no_warning_is_raised(view):
    check_many(view, FEWER.get(view, EXAMPLES))
