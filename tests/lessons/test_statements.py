"""Statements mean what they say: each is compared with numbers from the engine."""

from __future__ import annotations

import pytest

from rnn import Experiment, Trainer
from rnn.experiment.link import Link
from rnn.lessons.errors import StatementError
from rnn.lessons.runs import LessonRuns
from rnn.lessons.statements import read_claim, read_expression
from rnn.lessons.terms import Scope, read_term
from rnn.lessons.texts import read_text, unbroken, words

ECHO = Experiment(task="echo", hidden_size=4, task_steps=8, sequences=3)
FAST = Experiment(learning_rate=1.0)
LINKS = {"start": Link(ECHO, others=(ECHO.replaced(seed=1),)), "fast": Link(FAST)}
SCOPE = Scope(LINKS, "start", epoch=5, sequence=2)
FIRST = Scope(LINKS, "start", epoch=5)


@pytest.fixture(scope="module")
def runs():
    return LessonRuns(LINKS)


def at(experiment, epoch):
    return Trainer.start(experiment).advance(epochs=epoch)


def value(text, runs):
    return read_expression(text, SCOPE).value(runs)


def test_what_is_left_out_is_that_of_the_card(runs):
    assert value("loss", runs) == at(ECHO, 5).latest.loss
    assert value("gradient(8)", runs) == at(ECHO, 5).latest.dh_norm[2, 7]


def test_epoch_experiment_lane_and_time_step_are_as_written(runs):
    assert value("loss at 12", runs) == at(ECHO, 12).latest.loss
    assert value("loss at 0", runs) == at(ECHO, 0).latest.loss
    assert value("start.b: loss at 12", runs) == at(ECHO.replaced(seed=1), 12).latest.loss
    assert read_term("fast: loss at 3", FIRST).value(runs) == at(FAST, 3).latest.loss
    assert value("gradient(T) at 0", runs) == at(ECHO, 0).latest.dh_norm[2, 7]
    assert value("gradient(T - 2, 3) at 0", runs) == at(ECHO, 0).latest.dh[2, 5, 2]
    assert value("gradient(8) / gradient(1)", runs) == value("gradient(8)", runs) / value("gradient(1)", runs)


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("loss at 5 < loss at 0", True),
        ("loss at 0 < loss at 5", False),
        ("loss at 0 <= loss at 0", True),
        ("loss at 0 < loss at 0", False),
        ("loss at 0 >= 1 * loss at 0", True),
        ("loss at 0 > 0.9 * loss at 0", True),
        ("loss at 0 > 1.1 * loss at 0", False),
        ("loss at 0 ~ 1.04 * loss at 0", True),
        ("loss at 0 ~ 1.06 * loss at 0", False),
        ("loss at 0 > -1e-3", True),
        ("fast: diverged at 200 ~ 1", True),
        ("fast: last_epoch at 200 < 200", True),
        ("fast: loss at 200 > 0", False),  # it has ended before
        ("fast: loss at 200 < 1e300", False),
        ("held_out_loss > 0", False),  # nothing is held out
    ],
)
def test_claim_holds_where_it_is_true(claim, holds, runs):
    read = read_claim(claim, FIRST, line=7)

    assert read.holds(runs) is holds
    assert read.failure(runs).startswith(f"Line 7: {claim!r} is not true: left is ")


@pytest.mark.parametrize(
    "claim", ["loss", "loss < loss < loss", "1 < loss", "loss < 1e999", "loss ~ 0", "loss < 2 * 3", "loss < 2 loss", ""]
)
def test_what_is_no_claim_is_refused(claim):
    with pytest.raises(StatementError):
        read_claim(claim, SCOPE)


@pytest.mark.parametrize(
    "text", ["loss/loss/loss", "loss at x", "loss (", "import os", "loss.__doc__", "start.c: loss"]
)
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(StatementError):
        read_expression(text, SCOPE)


def test_each_run_is_trained_once():
    runs = LessonRuns(LINKS)
    first = runs.at("start", 20)

    assert runs.at("start", 20) is first
    assert runs.at("start", 7).latest.loss == at(ECHO, 7).latest.loss
    assert runs.at("start", 30).latest.loss == at(ECHO, 30).latest.loss


def test_sequence_that_another_experiment_has_not_is_refused():
    with pytest.raises(StatementError, match=r"'fast' has no sequence 3, but 1\."):
        read_term("fast: loss", SCOPE)


def test_numbers_are_filled_into_text_but_not_into_formulas_and_code(runs):
    text = read_text(r"Loss {loss at 0}, $\frac{a}{b}$, `{loss}`, {gradient(T, 1) at 0}.", SCOPE)
    loss, entry = at(ECHO, 0).latest.loss, at(ECHO, 0).latest.dh[2, 7, 0]

    assert text.filled(runs) == rf"Loss {loss:.3g}, $\frac{{a}}{{b}}$, `{{loss}}`, {entry:.3g}.".replace("-", "−")


def test_words_are_counted():
    assert words("One, two - three: $a + b$ and {loss at 3} `x = y` **six** $$\nx\n$$") == 9


def test_number_is_not_parted_by_the_end_of_a_line_but_formulas_and_code_are_as_typed():
    text = "1.8 × 10⁻⁶ at t = 1, `t = 1`, $t = 1$, $$w = 2$$, loss = 3, 3 × 4, w = W"

    assert unbroken(text) == (
        "1.8\u00a0×\u00a010⁻⁶ at t\u00a0=\u00a01, `t = 1`, $t = 1$, $$w = 2$$, loss = 3, 3 × 4, w = W"
    )
