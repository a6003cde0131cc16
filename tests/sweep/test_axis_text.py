"""Values of a swept choice are read from text, or refused in one sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, Sweep
from rnn.experiment.experiment import CHOICES
from rnn.sweep.axis_text import first_values, read_seeds, read_values, respaced, write_values
from rnn.sweep.plan import SWEPT
from tests.support.problems import proven
from tests.support.sweeping import value_or_sentence
from tests.support.whatever import value_of

RATE, UNITS, SEED = CHOICES["learning_rate"], CHOICES["hidden_size"], CHOICES["seed"]


@proven
@given(st.sampled_from(SWEPT), st.data())
def test_list_is_read_as_it_was_written(name, data):
    choice = CHOICES[name]
    one = value_of(choice) if not choice.optional else st.one_of(st.none(), value_of(choice))
    values = tuple(data.draw(st.lists(one, min_size=1, max_size=6)))

    assert read_values(choice, "list", write_values(choice, values)) == values


@proven
@given(
    st.sampled_from([RATE, UNITS]),
    st.sampled_from(["linear", "log"]),
    st.integers(2, 64),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_spaced_values_begin_and_end_as_they_are_told_and_grow_evenly(choice, spacing, count, one, other):
    low, high = sorted(choice.typed(round(choice.low + part * (choice.high - choice.low), 3)) for part in (one, other))
    low, high = max(low, choice.low), min(max(high, choice.low + 1), choice.high)
    if low >= high:
        return

    values = read_values(choice, spacing, f"{low!r}, {high!r}, {count}")

    assert (values[0], values[-1]) == (low, high)
    assert list(values) == sorted(set(values))
    assert len(values) == count or choice.whole or len(values) < count < 65
    if len(values) == count and not choice.whole:
        at = np.log(values) if spacing == "log" else np.array(values)
        np.testing.assert_allclose(np.diff(at), (at[-1] - at[0]) / (count - 1), atol=2e-3 * max(1.0, abs(at).max()))


@proven
@given(st.sampled_from(SWEPT), st.sampled_from(["list", "linear", "log"]), st.text(max_size=30))
def test_any_text_is_values_or_one_sentence_with_the_name_of_the_field(name, spacing, text):
    found = value_or_sentence(read_values, CHOICES[name], spacing, text)

    if isinstance(found, str):
        assert found.startswith(f"{CHOICES[name].label}: ")
        assert found.endswith(".")
    else:
        assert found
        assert all(CHOICES[name].options or CHOICES[name].accepts(value) for value in found)


@proven
@given(st.text(alphabet="0123456789-, x", max_size=20))
def test_any_text_is_seeds_or_one_sentence(text):
    found = value_or_sentence(read_seeds, SEED, text)

    assert found
    assert found.startswith("Seed: ") if isinstance(found, str) else all(map(SEED.accepts, found))


@pytest.mark.parametrize(
    ("choice", "spacing", "text", "values"),
    [
        (RATE, "list", "0.1 0.2,0.3", (0.1, 0.2, 0.3)),
        (CHOICES["clip_norm"], "list", "off, 1e1", (None, 10.0)),
        (CHOICES["optimizer"], "linear", "adam", ("adam",)),
        (RATE, "log", "0.001, 1, 4", (0.001, 0.01, 0.1, 1.0)),
        (RATE, "log", "1, 0.001, 4", (1.0, 0.1, 0.01, 0.001)),
        (RATE, "linear", "0.1, 0.4, 4", (0.1, 0.2, 0.3, 0.4)),
        (UNITS, "log", "1, 16, 5", (1, 2, 4, 8, 16)),
        (UNITS, "linear", "1, 3, 64", (1, 2, 3)),
    ],
)
def test_values_are_read(choice, spacing, text, values):
    assert read_values(choice, spacing, text) == values


@pytest.mark.parametrize(
    ("choice", "spacing", "text", "sentence"),
    [
        (
            RATE,
            "list",
            " , ",
            "Learning rate: no value is given. Give a list of values, each a number from 0.000001 to 10.",
        ),
        (RATE, "list", "0.1, 11", "Learning rate: '11' is not allowed. Give a number from 0.000001 to 10."),
        (RATE, "list", "off", "Learning rate: 'off' is not allowed."),
        (CHOICES["optimizer"], "list", "lion", "Optimizer: 'lion' is not allowed. Give one of: sgd, momentum"),
        (RATE, "log", "0.1, 1", "Learning rate: '0.1, 1' is not allowed. Give from, to and how many: two numbers"),
        (RATE, "log", "0.1, 1, 1", "how many values, from 2 to 64."),
        (RATE, "log", "0.1, 1, 65", "how many values, from 2 to 64."),
        (RATE, "log", "1, 1, 5", "Learning rate: '1, 1, 5' is not allowed."),
        (RATE, "linear", "0.1, 99, 3", "Learning rate: '99' is not allowed. Give a number from"),
        (CHOICES["clip_norm"], "linear", "off, 1, 3", "Clip gradient at norm: 'off, 1, 3' is not allowed."),
        (CHOICES["start_gain"], "log", "0, 1, 3", "Initialization gain: 0 has no place on a logarithmic scale."),
    ],
)
def test_what_is_wrong_is_said(choice, spacing, text, sentence):
    assert sentence in value_or_sentence(read_values, choice, spacing, text)


def test_seeds_may_be_ranges():
    assert read_seeds(SEED, "7, 0-3 12") == (7, 0, 1, 2, 3, 12)
    for text, said in (
        ("", "none is given"),
        ("3-3", "'3-3' is not allowed"),
        ("0-64", "of 2 to 64"),
        ("5-2", "'5-2'"),
    ):
        with pytest.raises(ValueError, match=said):
            read_seeds(SEED, text)


@pytest.mark.parametrize("name", SWEPT)
def test_values_to_begin_with_are_allowed_and_differ(name):
    for present in {getattr(Experiment(), name), CHOICES[name].default}:
        values = first_values(CHOICES[name], present)

        assert len(set(values)) == len(values) >= 2
        assert read_values(CHOICES[name], "list", write_values(CHOICES[name], values)) == values
        swept = value_or_sentence(Sweep, Experiment(), {name: values}, 1)
        assert isinstance(swept, Sweep) or CHOICES[name].label in swept  # some need other data


def test_another_way_to_give_the_values_keeps_the_range():
    assert respaced(RATE, "log", (0.01, 0.001, 1.0)) == "0.001, 1, 3"
    assert respaced(RATE, "list", (0.01, 0.001)) == "0.01, 0.001"
    assert respaced(RATE, "linear", (0.01, 0.001)) == "0.001, 0.01, 2"
    assert respaced(CHOICES["clip_norm"], "linear", (None, 1.0)) == "off, 1"
