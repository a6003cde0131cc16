"""Lines of one's own data in the loss chart: what a constant and the last input cost, counted again step by step."""

from __future__ import annotations

from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.visitor.commands import answer
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.figures import loss
from tests.support.problems import case, proven

CONSTANT, LAST = "constant baseline, mean", "memoryless baseline, last input"
A, B, C = np.eye(3).tolist()


def named(experiment):
    return {line.name: line.value for line in experiment.lines}


@pytest.mark.parametrize(
    ("experiment", "expected"),
    [
        (Experiment(), {CONSTANT: 1.25, LAST: 1}),  # 2, 3, 4, 5 against 3.5, and against 1, 2, 3, 4
        (case(2), {CONSTANT: 1.25}),  # two inputs and one target: nothing to repeat
        (case(3), {CONSTANT: 1.25 + 11.25, LAST: (2 + 41 + 34 + 85) / 4}),
        (Experiment(inputs=[1, 2, 3, 4, 5], loss_at="last"), {LAST: 1}),
        (Experiment(inputs=[1, 2, 4], loss_at="steps", loss_steps=[1, 2]), {CONSTANT: 1, LAST: 2.5}),
        (Experiment(inputs=[1, 2, 3, 4, 50], held_out=25, held_out_of="steps"), {CONSTANT: 2 / 3, LAST: 1}),
        (
            Experiment(inputs=[0, 2, 0, 2], more_inputs=[[7, 9]], held_out=50, held_out_of="sequences"),
            {CONSTANT: 8 / 9, LAST: 4},
        ),
    ],
)
def test_line_is_known_exactly(experiment, expected):
    assert named(experiment) == pytest.approx(expected)


@proven
@given(st.lists(st.lists(st.floats(-100, 100), min_size=2, max_size=6), min_size=1, max_size=4))
def test_no_constant_costs_less_than_the_mean_and_the_last_input_costs_what_it_is_off(sequences):
    experiment = Experiment(inputs=sequences[0], more_inputs=[*sequences[1:]])

    def cost(answer_to):  # the mean over steps first, then over sequences
        return np.mean([np.mean([(answer_to(x) - y) ** 2 for x, y in pairwise(s)]) for s in sequences])

    lines = named(experiment)
    size = max(1.0, max(abs(value) for sequence in sequences for value in sequence))
    constant = min(cost(lambda x, value=value: value) for value in np.linspace(-size, size, 2001))
    assert lines.get(LAST, 0) == pytest.approx(cost(lambda x: x), rel=1e-9, abs=1e-20 * size**2)
    assert lines.get(CONSTANT, 0) <= constant + 1e-9
    assert lines.get(CONSTANT, 0) == pytest.approx(constant, abs=(size / 1000) ** 2)
    assert [line.value for line in experiment.lines] == sorted(lines.values(), reverse=True)


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (  # after a: b, c, b; after b: a, a; after c: a
            [A, B, A, C, A, B, A],
            {
                "constant baseline, symbol frequencies": -(3 * log(3 / 6) + 2 * log(2 / 6) + log(1 / 6)) / 6,
                "memoryless baseline, present symbol": -(2 * log(2 / 3) + log(1 / 3)) / 6,
            },
        ),
        ([A, B, A, B, A], {"constant baseline, symbol frequencies": log(2)}),  # the present symbol tells the next
        (
            [[0.5, 0.5], [1, 0], [0, 1]],
            {"constant baseline, symbol frequencies": log(2)},
        ),  # no symbols come in: nothing to know of the present one
    ],
)
def test_line_of_symbols_is_in_nats(inputs, expected):
    assert named(Experiment(inputs=inputs, loss="cross-entropy")) == pytest.approx(expected)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e6, 1e-9])
def test_constant_sequence_has_no_line_of_rounding_alone(value):
    experiment = Experiment(inputs=[value] * 7, more_inputs=[[value] * 4])

    assert experiment.lines == ()


def test_small_waves_on_a_large_number_keep_their_lines():
    lines = named(Experiment(inputs=[1e6 - 1, 1e6 - 2, 1e6 - 1, 1e6 - 2, 1e6 - 1]))

    assert lines == pytest.approx({CONSTANT: 0.25, LAST: 1})


def test_untrained_loss_is_a_line_on_request_and_the_axis_holds_it():
    trainer = Trainer.start(Experiment()).advance(epochs=500)
    first = Trainer.start(Experiment()).latest.loss

    asked, unasked = (loss.draw(trainer, trainer, untrained=flag)["layout"] for flag in (True, False))

    assert [label["text"] for label in asked["annotations"]][-1].startswith("untrained: ")
    assert asked["shapes"][-1]["y0"] == pytest.approx(first)
    assert asked["annotations"][-1]["y"] == pytest.approx(np.log10(first))
    assert asked["yaxis"]["range"][0] < np.log10(first) < asked["yaxis"]["range"][1]
    assert len(asked["shapes"]) == len(unasked["shapes"]) + 1
    assert [one["meta"]["choices"][0]["on"] for one in (asked, unasked)] == [True, False]


def test_untrained_line_is_asked_for_by_a_command_and_stays_through_another_run():
    session = Session.of(Trainer.start(Experiment()))

    asked = answer(session, {"n": 1, "do": "select", "untrained": True}, 0.0)
    odd = answer(asked, {"n": 2, "do": "select", "untrained": "no"}, 0.0)
    again = answer(odd.starting(session.lanes), {"n": 3, "do": "select", "untrained": False}, 0.0)

    assert [one.view.untrained for one in (session, asked, odd, again)] == [False, True, True, False]
