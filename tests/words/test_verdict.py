"""The verdict says which lag it judges, what is left there, and against which limit."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from pages.shared.views.gradient_flow import where_it_goes
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.experiment.gallery import LEARNS
from rnn.figures import decay
from rnn.lenses.flow import flow
from rnn.lenses.over_training import moments
from rnn.words import flow_sentences
from rnn.words.verdict import needed_lag, verdict, what_is_left
from tests.lenses.test_flow import one_unit


@pytest.mark.parametrize(
    ("w", "word", "said"),
    [
        (0.5, "vanishing", "1.9 × 10⁻⁹ of the gradient norm is left, below the limit of 1 %."),
        (1.0, "healthy", "100 % of the gradient norm is left; the limits are 1 % and 100 times."),
        (2.0, "exploding", "the gradient norm is 5.4 × 10⁸ times as large, above the limit of 100 times."),
    ],
)
def test_verdict_says_the_number_and_the_limit_it_rests_on(w, word, said):
    judged = verdict(flow(one_unit(w)))

    assert judged.word == word
    assert judged.left == pytest.approx(w**29, rel=1e-9)
    assert judged.sentence == f"{word.capitalize()}: 29 steps back, {said}"


@pytest.mark.parametrize(
    ("needed", "word", "said"),
    [
        (2, "healthy", "Healthy: 2 steps back, as far as the task needs, 25 % of the gradient norm is left; "
         "the limits are 1 % and 100 times. 29 steps back, the largest lag, it is 1.9 × 10⁻⁹."),
        (8, "vanishing", "Vanishing: 8 steps back, as far as the task needs, 0.39 % of the gradient norm is left, "
         "below the limit of 1 %. 29 steps back, the largest lag, it is 1.9 × 10⁻⁹."),
        (29, "vanishing", "Vanishing: 29 steps back, as far as the task needs, 1.9 × 10⁻⁹ of the gradient norm is "
         "left, below the limit of 1 %."),
        (99, "vanishing", "Vanishing: 29 steps back, as far as"),
        (0, "healthy", "Healthy: the task needs the present time step only. 29 steps back, the largest lag, "
         "1.9 × 10⁻⁹ of the gradient norm is left."),
    ],
)  # fmt: skip
def test_verdict_is_that_of_the_lag_which_the_task_needs_and_the_longest_is_told_second(needed, word, said):
    judged = verdict(flow(one_unit(0.5)), needed)

    assert judged.word == word
    assert judged.left == pytest.approx(0.5 ** min(needed, 29), rel=1e-9)
    assert judged.sentence.startswith(said)


def test_echo_that_is_learned_is_no_longer_called_vanishing_for_the_steps_it_does_not_need():
    experiment = Experiment(**LEARNS | {"task": "echo", "task_steps": 30, "delay": 10})
    trainer = Trainer.start(experiment).advance(epochs=500)

    back = flow(trainer.latest)

    assert trainer.latest.loss < 0.02
    assert verdict(back).word == "vanishing"
    assert verdict(back, needed_lag(experiment)).word == "healthy"


def test_verdict_where_there_is_nothing_to_judge():
    single, silent = one_unit(0.5, steps=1), one_unit(0.5)
    silent = replace(silent, error=np.zeros_like(silent.error))
    overflown = replace(silent, error=np.full_like(silent.error, inf))

    assert verdict(flow(single)).word == "no way back"
    assert verdict(flow(silent)).word == "no gradient"
    assert (verdict(flow(overflown)).word, verdict(flow(overflown)).left) == ("exploding", None)
    assert len(flow(silent).lags) == 0
    assert flow(silent).horizon == inf


def test_task_that_is_learned_although_the_gradient_vanishes_is_told_so():
    experiment = Experiment(**LEARNS | {"task": "latch", "task_steps": 100, "start": "identity"})
    untrained = Trainer.start(experiment)
    trained = untrained.advance(epochs=50)

    def about(trainer):
        relative = trainer.latest.loss / experiment.constant.loss
        return flow_sentences.about_flow(flow(trainer.latest), needed_lag(experiment), relative)

    said = [about(untrained), about(trained)]

    assert said[0].startswith("Healthy: 99 steps back, as far as the task needs")
    assert said[1].startswith("Vanishing: 99 steps back, as far as the task needs")
    assert "learned all the same" not in said[0]
    assert "The task is learned all the same: the loss is " in said[1]
    assert said[1].count("constant prediction's. Over training shows what was left before.") == 1


def test_moments_are_told_at_the_lag_that_the_task_needs():
    trainer = Trainer.start(Experiment(task="echo", delay=2, task_steps=6))
    seen = moments(trainer)

    two, five = (float(seen[0].left[lag]) for lag in (2, 5))

    assert flow_sentences.about_moments(seen, 2).startswith("Untrained, 2 steps back, as far as the task needs, ")
    assert flow_sentences.about_moments(seen, 2).endswith(f"{what_is_left(two)}.")
    assert flow_sentences.about_moments(seen) == f"Untrained, 5 steps back, {what_is_left(five)}."


def test_decay_chart_marks_the_lag_that_the_task_needs_where_it_is_known():
    def marks(needed):
        layout = decay.draw(flow(one_unit(0.5)), needed=needed)["layout"]
        upright = [shape["x0"] for shape in layout["shapes"] if shape["x0"] == shape["x1"]]
        return upright, [label["text"] for label in layout["annotations"]]

    assert marks(10) == ([10], ["1 %", "needed"])
    assert marks(None) == marks(30) == ([], ["1 %"])


def test_page_of_the_flow_judges_the_lag_of_its_task():
    trainer = Trainer.start(Experiment(task="echo", delay=4))

    figures = where_it_goes(Session.of(trainer).view)

    assert "4 steps back, as far as the task needs" in figures["decay"]["layout"]["meta"]["said"]
