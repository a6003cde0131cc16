"""Nothing that may be set makes a page fail: the views of Gradient flow."""

from __future__ import annotations

import pytest

from tests.support.whatever_holds import EXAMPLES, LONG_EXAMPLES, VIEWS, check_many

HERE = tuple(VIEWS)[5:]


@pytest.mark.parametrize("view", HERE)
def test_whatever_is_set_every_figure_and_sentence_is_finite_and_no_warning_is_raised(view):
    check_many(view, EXAMPLES[view])


@pytest.mark.parametrize("view", HERE)
def test_whatever_is_set_the_same_holds_of_long_sequences(view):
    check_many(view, LONG_EXAMPLES, long=True)
