"""Sentences beside the questions of lessons, and the number that a person types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn.words import lesson_sentences as words
from tests.support.texts import letters

RANGE = "Give a number from −10³⁰ to 10³⁰, with a point, such as 0.05 or 1e-6."


@given(st.floats(-1e30, 1e30))
def test_number_is_read_as_it_was_typed(value):
    assert words.read_guess(f" {value!r} ") == value
    assert words.read_guess(repr(value).replace("-", "\u2212")) == value


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("", "Your guess: nothing was typed."),
        ("a lot", "Your guess: 'a lot' is not allowed."),
        ("0,5", "Your guess: '0,5' is not allowed."),
        ("nan", "Your guess: 'nan' is not allowed."),
        ("1e31", "Your guess: '1e31' is not allowed."),
        ("1e999", "Your guess: '1e999' is not allowed."),
    ],
)
def test_anything_else_is_refused_with_field_value_and_range(text, begin):
    with pytest.raises(ValueError, match="Your guess") as refused:
        words.read_guess(text)

    assert str(refused.value) == f"{begin} {RANGE}"


@given(letters)
def test_whatever_is_typed_is_a_number_in_range_or_one_sentence(text):
    said, value = "", 0.0
    try:
        value = words.read_guess(text)
    except ValueError as error:
        said = str(error)

    assert abs(value) <= 1e30
    assert not said or (said.endswith(RANGE) and len(said) < 200)


def test_guess_stands_beside_the_number_of_the_run():
    assert words.about_guess(0.1, 0.0321, "", False) == "Your guess: 0.1. The run: 0.0321. That is too far off."
    said = words.about_guess(-2.0, -2.5, "steps", True)
    assert said == "Your guess: −2 steps. The run: −2.5 steps. That is near enough."


def test_teacher_sees_which_guesses_are_right():
    assert words.about_tolerance(7.0, "steps", 2.0, None) == "7 steps; a guess is right within a factor of 2."
    assert words.about_tolerance(0.5, "", None, 0.1) == "0.5; a guess is right off by at most 0.1."
