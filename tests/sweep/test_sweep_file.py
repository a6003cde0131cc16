"""The file of a sweep gives back the sweep it was written from, and guesses nothing."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, ExperimentError
from rnn.sweep.sweep import Sweep
from rnn.sweep.sweep_file import sweep_from_json, sweep_to_json
from tests.support.problems import case, proven

sweeps = st.builds(
    lambda rates, units, seeds, epochs, target: Sweep(
        case(2, clip_norm=2.0, changes=[[3, "learning_rate", 0.001]]),
        {"learning_rate": rates, "hidden_size": units, "seed": seeds},
        epochs,
        target,
    ),
    st.lists(st.floats(1e-6, 10), min_size=1, max_size=5, unique=True),
    st.lists(st.integers(1, 20), min_size=1, max_size=3, unique=True),
    st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=3, unique=True),
    st.integers(1, 500),
    st.none() | st.floats(0, 1e6),
)
WHOLE = {"version": 1, "experiment": {}, "axes": {"delay": [1, 2]}, "seeds": [1], "epochs": 5, "target": 0.5}
REFUSED = [
    ("", "File: it is not JSON"),
    ("[]", "File: it holds no experiment"),
    ('{"version": 1, "version": 1}', "'version' occurs twice"),
    (WHOLE | {"version": 2}, "File: version 2 is not allowed. This app reads sweeps of version 1."),
    (WHOLE | {"version": True}, "version True is not allowed"),
    (WHOLE | {"version": None}, "version nothing is not allowed"),
    (WHOLE | {"note": "x"}, "'note' is not a part of a sweep. The parts are: version, experiment, axes"),
    (WHOLE | {"experiment": [1]}, "experiment: [1] is not allowed. Give an object, in curly brackets."),
    (WHOLE | {"experiment": {"hidden": 3}}, "'hidden' is not a choice of an experiment"),
    (WHOLE | {"experiment": {"lanes": []}}, "'lanes' is not a choice of an experiment"),
    (WHOLE | {"axes": [["delay", [1]]]}, "axes: [['delay', [1]]] is not allowed"),
    (WHOLE | {"axes": {}}, "Sweep: 0 choices are given"),
    (WHOLE | {"axes": {"delay": [1], "seed": [1]}}, "axes: the seeds are a part of their own. Give them under seeds."),
    (WHOLE | {"axes": {"delay": {"1": 2}}}, "Delay: {'1': 2} is not allowed. Give a list of values."),
    (WHOLE | {"axes": {"delay": [[1]]}}, "Delay: [1] is not allowed"),
    (WHOLE | {"axes": {"delay": ["1"]}}, "Delay: '1' is not allowed"),
    (WHOLE | {"axes": {"delay": [None]}}, "Delay: nothing is not allowed"),
    (WHOLE | {"seeds": 3}, "Seed: 3 is not allowed. Give a list of values."),
    (WHOLE | {"seeds": [1.0]}, "Seed: 1.0 is not allowed"),
    (WHOLE | {"epochs": "5"}, "Epochs: '5' is not allowed"),
    (WHOLE | {"target": [1]}, "Target loss: [1] is not allowed"),
    (json.dumps(WHOLE).replace("0.5", "NaN"), "Target loss: nan is not allowed"),
    (json.dumps(WHOLE).replace("0.5", "1e999"), "Target loss: inf is not allowed"),
]


@proven
@given(sweeps)
def test_file_gives_back_the_sweep(sweep):
    assert sweep_from_json(sweep_to_json(sweep)) == sweep


def test_file_of_a_sweep_over_numpy_values_gives_back_the_sweep():
    sweep = Sweep(Experiment(), {"learning_rate": np.geomspace(0.001, 0.1, 3), "clip_norm": [None, 1.0]}, epochs=3)

    assert sweep_from_json(sweep_to_json(sweep).encode()) == sweep


def test_parts_are_those_that_are_documented():
    document = json.loads(sweep_to_json(Sweep(Experiment(), {"delay": [1]}, epochs=3)))

    assert list(document) == ["version", "experiment", "axes", "seeds", "epochs", "target"]


def test_what_is_missing_is_taken_from_the_experiment():
    sweep = sweep_from_json('{"version": 1, "experiment": {"seed": 7, "stop_epoch": 4}, "axes": {"delay": [1]}}')

    assert (sweep.seeds, sweep.last_epoch, sweep.target) == ((7,), 4, None)


@pytest.mark.parametrize(("given", "sentence"), REFUSED, ids=str)
def test_anything_else_is_refused(given, sentence):
    text = given if isinstance(given, str) else json.dumps(given)

    with pytest.raises(ExperimentError) as caught:
        sweep_from_json(text)

    assert sentence in str(caught.value)
