"""A sweep is a part of a link; links without one are as they were."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, ExperimentError, Sweep, from_query, to_query
from rnn.sweep.prepared_sweeps import PREPARED_SWEEPS
from rnn.sweep.sweep_link import sweep_from_query, sweep_to_query
from tests.support.problems import proven
from tests.support.sweeping import value_or_sentence

SWEEP = Sweep(Experiment(hidden_size=8), {"learning_rate": [0.001, 0.1], "clip_norm": [None, 1.0]}, epochs=20)
LINK = "v=1&hidden=8&sweep=lr:0.001,0.1;clip:off,1;seed:42;epochs:20"


def opened(query):
    return sweep_from_query(parse_qsl(query, keep_blank_values=True))


@proven
@given(
    st.lists(st.floats(1e-6, 10), min_size=1, max_size=9, unique=True),
    st.lists(st.sampled_from(["sgd", "momentum", "adam"]), min_size=1, unique=True),
    st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=9, unique=True),
    st.one_of(st.none(), st.floats(0, 1e6)),
)
def test_link_gives_back_an_equal_sweep(rates, optimizers, seeds, target):
    sweep = Sweep(
        Experiment(task="echo", stop_epoch=3),
        {"optimizer": optimizers, "learning_rate": rates, "seed": seeds},
        None,
        target,
    )

    query = sweep_to_query(sweep)

    assert query is not None
    assert opened(query) == sweep


@pytest.mark.parametrize("name", PREPARED_SWEEPS)
def test_prepared_sweep_is_a_link(name):
    sweep = PREPARED_SWEEPS[name].sweep

    query = sweep_to_query(sweep, epoch=7)

    assert opened(query) == sweep
    link = from_query(parse_qsl(query))
    assert (link.experiment, link.epoch, link.notices) == (sweep.experiment, 7, ())


def test_link_can_be_read_by_a_person():
    assert sweep_to_query(SWEEP) == LINK


def test_link_that_would_be_too_long_is_none():
    many = Sweep(Experiment(), {"learning_rate": [k / 7 for k in range(1, 65)], "seed": range(64)}, epochs=2)
    longer = Experiment(inputs=[k / 7 for k in range(80)])

    assert len(sweep_to_query(many) or "") <= 1960
    assert sweep_to_query(Sweep(longer, {"learning_rate": [k / 7 for k in range(1, 65)]}, epochs=2)) is None
    assert to_query(longer) is not None


def test_link_without_a_sweep_holds_none_and_is_as_before():
    assert opened("v=1&lr=0.05") is None
    assert from_query(parse_qsl(LINK)).experiment == Experiment(hidden_size=8)
    assert from_query(parse_qsl(LINK)).notices == ()


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("", "'' is not a part of a sweep"),
        ("lr:0.1", "say how far to train"),
        ("lr:0.1;epochs:x", "Epochs: 'x' is not allowed"),
        ("lr:0.1;epochs:off", "Epochs: 'off' is not allowed"),
        ("lr:0.1;epochs:3;epochs:4", "'epochs:4' is not a part of a sweep"),
        ("lr:0.1;lr:0.2;epochs:3", "'lr:0.2' is not a part of a sweep"),
        ("lr:0.1;epochs:0", "Sweep: Epochs: '0' is not allowed. Give a whole number from 1 to 100,000."),
        ("lr:0.1;epochs:3;target:-1", "Target loss: '-1' is not allowed. Give a number from 0 to 1,000,000."),
        ("lr:99;epochs:3", "Learning rate: '99' is not allowed. Give a number from 0.000001 to 10."),
        ("lr:;epochs:3", "Learning rate: '' is not allowed"),
        ("colour:red;epochs:3", "'colour:red' is not a part of a sweep"),
        ("lr:0.1;epochs:3;target:-1", "Target loss: '-1' is not allowed"),
        ("stoploss:1;epochs:3", "'stop_loss' is not a choice that can be swept"),
        ("lr:0.1;seed:0.5;epochs:3", "Seed: '0.5' is not allowed"),
        ("lr:0.1;epochs:" + "9" * 3000, "is not allowed"),
    ],
)
def test_spoilt_part_is_left_out_and_said(part, sentence):
    with pytest.raises(ExperimentError) as caught:
        sweep_from_query([("v", "1"), ("hidden", "8"), ("sweep", part)])

    assert str(caught.value).startswith("Left out of the link: ")
    assert sentence in str(caught.value)
    assert len(str(caught.value)) < 600


@proven
@given(st.text(max_size=40))
def test_any_text_is_a_sweep_or_one_sentence(text):
    found = value_or_sentence(sweep_from_query, [("sweep", text)])

    assert isinstance(found, Sweep) or found.startswith("Left out of the link: ")
