"""Sentences beside the question of a lesson: what to do, what was answered, how near a guess is."""

from __future__ import annotations

from rnn.data.number_text import is_number, plainer, value_of
from rnn.text.quantities import number
from rnn.text.quoting import quoted

LARGEST_GUESS = 1e30
CHOOSE = "Answer: nothing is chosen yet. Choose one of the answers."
DRAW = "Draw it in the chart, then press *Answer* there."
RIGHT, WRONG = "Right.", "Not so."
COMPARE = "In the chart, *your guess* is what you drew."
OTHER_RUN = "The charts show your run, not the card's."


def read_guess(text: str) -> float:
    """Return the number that was typed. Raises ValueError, naming field, value and what is allowed."""
    word = plainer(text).strip()
    if is_number(word) and abs(value_of(word)) <= LARGEST_GUESS:
        return value_of(word)
    given = "nothing was typed" if not word else f"{quoted(text.strip())} is not allowed"
    raise ValueError(f"Your guess: {given}. Give a number from −10³⁰ to 10³⁰, with a point, such as 0.05 or 1e-6.")


def about_guess(guess: float, truth: float, unit: str, is_right: bool) -> str:
    """The guess beside the number of the run."""
    behind = f" {unit}" if unit else ""
    near = "That is near enough." if is_right else "That is too far off."
    return f"Your guess: {said(guess)}{behind}. The run: {said(truth)}{behind}. {near}"


def about_tolerance(truth: float, unit: str, within: float | None, off_by: float | None) -> str:
    """The number of the run, and which guesses count as right."""
    behind = f" {unit}" if unit else ""
    near = f"within a factor of {number(within)}" if within is not None else f"off by at most {number(off_by or 0.0)}"
    return f"{said(truth)}{behind}; a guess is right {near}."


def about_play(epoch: int) -> str:
    """What is to be done next."""
    return f"Now press *Play*: the run goes to epoch {epoch:,} and stops there."


def about_place(place: int, cards: int) -> str:
    """Where in the lesson a card stands, counted from 1."""
    return f"Card {place} of {cards}"


def said(value: float) -> str:
    """A number in words."""
    return number(value).replace("-", "−")
