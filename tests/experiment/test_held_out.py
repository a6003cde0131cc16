"""What is held out is not learned, and its loss is that of a network that never saw it."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, ExperimentError, Trainer
from rnn.figures import loss, prediction

WAVE = np.sin(np.arange(21))
SEVERAL = [[0.1, 0.5, 0.3], [0.2, 0.4, 0.9, 0.3], [0.5, 0.1, 0.8], [0.3, 0.9]]


def several(**choices):
    return Experiment(inputs=SEVERAL[0], more_inputs=SEVERAL[1:], start_scale=0.3, **choices)


@pytest.mark.parametrize("scaling", ["sum", "mean"])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_training_is_that_of_the_shorter_sequence_when_the_last_steps_are_held_out(scaling, activation):
    shared = {"start_scale": 0.3, "loss_scaling": scaling, "activation": activation}
    whole = Trainer.start(Experiment(inputs=WAVE, held_out=25, **shared)).advance(epochs=50)

    shorter = Trainer.start(Experiment(inputs=WAVE[:16], **shared)).advance(epochs=50)

    np.testing.assert_allclose(whole.parameters.vector, shorter.parameters.vector, rtol=0, atol=1e-12)
    assert whole.latest.loss == pytest.approx(shorter.latest.loss, rel=1e-12)


@pytest.mark.parametrize("scaling", ["sum", "mean"])
def test_training_is_that_of_fewer_sequences_when_the_last_ones_are_held_out(scaling):
    whole = Trainer.start(several(held_out=50, held_out_of="sequences", loss_scaling=scaling)).advance(epochs=50)
    fewer = Experiment(inputs=SEVERAL[0], more_inputs=SEVERAL[1:2], start_scale=0.3, loss_scaling=scaling)

    alone = Trainer.start(fewer).advance(epochs=50)

    np.testing.assert_allclose(whole.parameters.vector, alone.parameters.vector, rtol=0, atol=1e-12)
    assert whole.latest.loss == pytest.approx(alone.latest.loss, rel=1e-12)


def test_held_out_loss_is_the_mean_over_the_held_out_steps():
    shown = Trainer.start(Experiment(inputs=WAVE, held_out=25, start_scale=0.3)).advance(epochs=5).latest

    expected = np.mean((shown.yhat[0, 15:] - WAVE[16:, None]) ** 2)
    assert shown.held_out_loss == pytest.approx(expected, rel=1e-13)


def test_held_out_loss_is_the_mean_over_the_held_out_sequences():
    shown = Trainer.start(several(held_out=50, held_out_of="sequences")).advance(epochs=5).latest

    errors = [shown.alone(b).yhat[0] - np.array(SEVERAL[b])[1:, None] for b in (2, 3)]
    assert shown.held_out_loss == pytest.approx(np.mean([np.mean(error**2) for error in errors]), rel=1e-13)


@pytest.mark.parametrize("choices", [{}, {"task": "parity", "loss": "cross-entropy"}, {"loss_at": "last"}], ids=str)
def test_history_has_the_held_out_loss_that_each_epoch_showed(choices):
    trainer, losses = Trainer.start(several(held_out=40, held_out_of="sequences", **choices)), []

    for _ in range(20):
        losses.append(trainer.latest.held_out_loss)
        trainer = trainer.advance(epochs=1)

    np.testing.assert_allclose(trainer.history.series("held_out_loss")[1], losses, rtol=1e-12)


@pytest.mark.parametrize(("percent", "steps"), [(1, 1), (10, 2), (25, 5), (90, 18)])
def test_at_least_one_step_is_held_out_and_one_is_left(percent, steps):
    batch = Experiment(inputs=WAVE, held_out=percent).batch

    assert batch.held_out[0].tolist() == [False] * (20 - steps) + [True] * steps
    assert (batch.counted == ~batch.held_out).all()


def test_last_steps_are_those_of_each_sequence_and_never_padding():
    batch = several(held_out=50).batch

    assert batch.held_out.tolist() == [
        [False, True, False], [False, True, True], [False, True, False], [False, False, False],
    ]  # fmt: skip
    assert batch.counted[3].tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"held_out": 0.5}, "Hold out: 0.5 is not allowed. Give a number from 1 to 90 %, or nothing"),
        ({"held_out": 20, "held_out_of": "sequences"}, "there is only one sequence. Give two or more"),
        ({"held_out": 20, "loss_at": "last"}, "no time step with a loss is left to learn"),
        ({"held_out": 20, "loss_at": "steps", "loss_steps": [1]}, "no time step with a loss is held out"),
        ({"held_out_of": "people"}, "Hold out from: 'people' is not allowed"),
    ],
)
def test_what_leaves_nothing_to_learn_or_to_hold_out_is_refused(choices, words):
    with pytest.raises(ExperimentError, match=words):
        Experiment(**choices)


def test_loss_figure_draws_the_held_out_loss_with_its_name():
    trainer = Trainer.start(Experiment(inputs=WAVE, held_out=25)).advance(epochs=10)

    figure = loss.draw(trainer, trainer)

    (trace,) = [trace for trace in figure["data"] if trace["name"] == "held out"]
    assert figure["layout"]["showlegend"]
    np.testing.assert_allclose(trace["y"][-1], trainer.latest.held_out_loss)
    np.testing.assert_allclose(trace["y"][:-1], trainer.history.series("held_out_loss")[1])


def test_prediction_figure_marks_the_held_out_targets_apart():
    figure = prediction.draw(Trainer.start(Experiment(inputs=WAVE, held_out=25)).latest)

    by_name = {trace["name"]: trace for trace in figure["data"]}
    assert by_name["target"]["x"].tolist() == list(range(1, 16))
    assert by_name["held out"]["x"].tolist() == list(range(16, 21))
    np.testing.assert_array_equal(by_name["held out"]["y"], WAVE[16:])
    assert "held out" in figure["layout"]["meta"]["read"]
