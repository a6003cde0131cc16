"""A choice says what it is, what is allowed, and quotes what it was given."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment
from rnn.experiment.experiment import CHOICES
from rnn.text.quoting import plain, quoted


def test_every_choice_says_what_it_is():
    for choice in CHOICES.values():
        assert choice.label
        assert choice.help.endswith(".")
        assert choice.when_changed in ("start anew", "record", "keep")
        assert choice.default == getattr(Experiment(), choice.name)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.000001, "0.000001"),
        (1e6, "1,000,000"),
        (0, "0"),
        (2**32 - 1, "4,294,967,295"),
        (10, "10"),
        (2e10, "20,000,000,000"),
    ],
)
def test_limit_is_written_as_a_person_writes_it(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        ("a\nb", r"'a\nb'"),
        (np.zeros((2, 1)), "[[0.]? [0.]]"),
        ("x" * 100, "'" + "x" * 39 + "..."),
        (10**5000, "a number with thousands of digits"),
    ],
    ids=["nothing", "line end", "array", "long text", "long number"],
)
def test_given_value_is_quoted_short_and_harmless(value, text):
    assert quoted(value) == text


def test_given_value_is_quoted_when_it_is_nested_beyond_recursion():
    nested = []
    for _ in range(100_000):
        nested = [nested]

    assert quoted(nested) == "a list of lists, nested very deeply"
