"""What the walk says is true of the pass, also at the edges, and what it quotes is our own code."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.lenses.walk import Walk, source
from rnn.lenses.walk.written import products, summed
from rnn.network.bptt import backward
from tests.lenses.test_walk import experiment
from tests.support.problems import blowing_up, case

RNN = Path(__file__).parents[2] / "rnn"
QUOTED = ("network/bptt.py", "network/engine.py", "updates/optimizers.py", "updates/clipping.py")
ONE = {"inputs": [1.0], "targets": [2.0]}


def walk(unit=0, sequence=0, epochs=3, **choices):
    return Walk(Trainer.start(Experiment(**choices)).advance(epochs=epochs), sequence, unit)


def equation(sub_step, begin):
    return next(equation for equation in sub_step.equations if equation.text.startswith(begin))


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "rmsprop", "adam"])
def test_every_quoted_line_stands_in_our_code(optimizer):
    own = "".join((RNN / name).read_text() for name in QUOTED)
    walked = Walk(Trainer.start(experiment(optimizer=optimizer, clip_norm=1.0, clip_value=1.0, held_out=40.0)))

    for sub_step in walked:
        for each in sub_step.equations:
            assert each.source
            assert all(line in own for line in each.source), each.source


def test_forward_and_backward_quote_the_lines_of_the_readable_engine():
    bptt, walked = (RNN / "network/bptt.py").read_text(), Walk(Trainer.start(case(1)))

    quoted = [line for i in (0, 4, 5) for each in walked[i].equations for line in each.source]

    assert all(line in bptt for line in quoted)
    assert (
        "h[:, t] = options.activation.function(x[:, t - 1] @ W_xh.T + h[:, t - 1] @ W_hh.T + parameters.b_h.T)"
        in quoted
    )
    assert "dh[:, t] += da[:, t + 1] @ W_hh" in quoted
    assert "W_hh=options.gain * _sum_of_products(da, h[:, :-1])" in quoted


@pytest.mark.parametrize("find", [source.assigning, source.adding, source.naming, source.calling])
def test_line_that_is_not_there_is_refused(find):
    with pytest.raises(LookupError, match="nothing"):
        find(backward, "nothing_such")


def test_every_sub_step_is_one_sentence_without_computer_notation():
    runs = (
        case(2),
        Experiment(**ONE),
        blowing_up(),
        experiment(truncation=1, optimizer="adam"),
        experiment(loss="cross-entropy"),
    )
    for each in runs:
        for sub_step in Walk(Trainer.start(each).advance(epochs=200)):
            words = " ".join((sub_step.says, *(f"{e.written} {e.note}" for e in sub_step.equations)))
            assert sub_step.says.endswith(".")
            assert not re.search(r"\bnan\b|\binf\b|\d[eE][+-]?\d|-\d", words), words


def test_one_time_step_has_no_earlier_and_no_later():
    first, loss, back, update = walk(**ONE)

    assert "no past yet, h<sub>0</sub> = 0" in first.says
    assert "The prediction is compared with its target" in loss.says
    assert "The backward pass begins" in back.says
    assert not back.equations[0]["carried"].any()
    assert "last step" in back.equations[0].note
    assert update.phase == "update"


def test_carried_term_is_zero_at_a_cut_and_the_walk_says_why():
    walked = walk(truncation=2)

    cut, beyond = walked[7], walked[6]

    assert (cut.step, beyond.step) == (2, 3)
    assert "cut" in cut.says
    assert "cut after t = 2 (truncation)" in cut.equations[0].note
    assert not cut.equations[0]["carried"].any()
    assert beyond.equations[0]["carried"].any()
    assert "da<sub>3</sub>" not in [term.text for term in cut.equations[0].terms]  # which is not 0, and does not count
    assert "da<sub>4</sub>" in [term.text for term in beyond.equations[0].terms]


def test_step_that_does_not_count_has_no_local_term_and_the_walk_says_so():
    walked = walk(loss_at="last")

    back = walked[7]

    assert "This step does not count, so e<sub>2</sub> = 0" in back.says
    assert "carried back from t = 3" in back.says
    assert not back.equations[0]["local"].any()


def test_held_out_steps_and_sequences_are_called_so():
    held_steps = Walk(Trainer.start(experiment(held_out=30.0)))
    held_sequence = Walk(Trainer.start(experiment(held_out=50.0, held_out_of="sequences")), sequence=1)

    assert "This step is held out" in held_steps[5].says
    assert "nothing else comes" in held_steps[5].says
    assert "This sequence is held out" in held_sequence[3].says
    assert len(held_sequence) == 8


def test_clipping_shows_its_factor_only_where_it_is_on():
    clipped, free = walk(clip_norm=0.5), walk()

    said = equation(clipped[9], "g ← g ·")

    length = np.linalg.norm(clipped.trainer.latest.gradients.vector)
    assert said["factor"][0, 0] == pytest.approx(0.5 / length)
    assert "is above it: times" in said.written
    assert "clipping reduces it to 0.5" in clipped[9].says
    assert [e.text for e in free[9].equations] == ["Δθ = −η g", "θ ← θ + Δθ, for example W<sub>hh</sub>"]


def test_update_that_is_not_made_is_called_so():
    ended = walk(epochs=5000, **{"inputs": [1.0, -2.0, 3.0, -4.0, 5.0], "learning_rate": 5.0})
    fresh = walk(task="echo", batches="fresh", task_steps=6, sequences=2)

    assert "the update it did not make" in ended[len(ended) - 1].says
    assert "training draws a fresh one" in fresh[len(fresh) - 1].says
    assert "the mean over 2 sequences" in fresh[len(fresh) - 1].says


def test_previous_and_not_present_state_enters_the_recurrent_gradient():
    walked = walk()

    grown = equation(walked[7], "dW<sub>hh</sub>")

    assert "h<sub>1</sub>, not h<sub>2</sub>" in grown.note
    np.testing.assert_array_equal(grown["h<sub>1</sub><sup>T</sup>"], walked.shown.h[0, [1]])


def test_written_out_entry_is_that_of_the_selected_unit():
    walked = walk(unit=2, hidden_size=40)

    written = walked[1].equations[0].written

    assert written.startswith("Unit 3: h<sub>2</sub> = tanh(")
    assert "from 35 more" in written


def test_written_sums_name_the_largest_products_and_add_the_others_up():
    values = np.array([1.0, 9.0, 2.0, 8.0, 3.0, 7.0, 4.0, 6.0])

    assert products(values, np.ones(8)) == "9·1 + 8·1 + 7·1 + 4·1 + 6·1 + 6 from 3 more"
    assert summed(-values[:3]) == "(−1) + (−9) + (−2)"
    assert summed(values) == "9 + 8 + 7 + 4 + 6 + 6 from 3 more"
