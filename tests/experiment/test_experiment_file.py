"""The JSON file gives back the experiment it was written from, and guesses nothing."""

from __future__ import annotations

import json
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, ExperimentError, from_json, to_json
from tests.support.problems import proven

rows = st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=2, max_size=5)
changes = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 10**9), st.just("learning_rate"), st.floats(1e-6, 10)),
        st.tuples(st.integers(0, 10**9), st.just("clip_norm"), st.none() | st.floats(1e-6, 1e6)),
    ),
    max_size=5,
)
experiments = st.builds(
    Experiment,
    inputs=rows,
    hidden_size=st.integers(1, 128),
    learning_rate=st.floats(1e-6, 10),
    clip_norm=st.none() | st.floats(1e-6, 1e6),
    seed=st.integers(0, 2**32 - 1),
    start_scale=st.floats(0, 10),
    loss_scaling=st.sampled_from(["sum", "mean"]),
    stop_epoch=st.none() | st.integers(1, 10**8),
    changes=changes,
)


REFUSED = [
    ("", "it is not JSON. Look at line 1, column 1"),
    ('{"seed": 3,\n  oops}', "it is not JSON. Look at line 2, column 3"),
    ("[1, 2]", "it holds no experiment. Give one JSON object"),
    ("null", "it holds no experiment"),
    ('{"seed": 1, "seed": 2}', "'seed' occurs twice"),
    ('{"version": 4}', "a newer version of this app made it. This app reads version 3"),
    ('{"version": 0}', "version 0 is not allowed. This app reads version 3"),
    ('{"version": "1"}', "version '1' is not allowed"),
    ('{"version": true}', "version True is not allowed"),
    ('{"version": [1]}', "version [1] is not allowed"),
    ('{"learning_rate": NaN}', "Learning rate: nan is not allowed. Give a number from 0.000001 to 10"),
    ('{"learning_rate": Infinity}', "Learning rate: inf is not allowed"),
    ('{"learning_rate": 1e999}', "Learning rate: inf is not allowed"),
    ('{"learning_rate": 1e-400}', "Learning rate: 0.0 is not allowed"),
    ('{"hidden_size": "8"}', "Hidden units: '8' is not allowed. Give a whole number from 1 to 128"),
    ('{"hidden_size": 8.0}', "Hidden units: 8.0 is not allowed"),
    ('{"hidden_size": null}', "Hidden units: nothing is not allowed"),
    ('{"inputs": [[1], [2, 3]]}', "Sequence: time step 2 has 2 numbers"),
    ('{"inputs": null}', "Sequence: nothing is not a sequence"),
    ('{"inputs": {"a": 1}}', "Sequence: 'a' at time step 1 is not a number"),
    ('{"self": 1}', "'self' is not a choice of an experiment"),
    ('{"name": "' + "x" * 10**6 + '"}', "'name' is not a choice of an experiment"),
    ('{"seed": ' + "9" * 5000 + "}", "a number in it has too many digits"),
    ('{"start": "given"}', "Initialization: 'given' is not allowed without weights. Give a file of them"),
    ('{"weights": [1]}', "Weights: the initialization 'small' does not use them. Give the initialization 'given'."),
    (
        '{"start": "given", "weights": [1, 2]}',
        "Initialization: the given weights are 2 numbers, but this network has 41",
    ),
    ('{"start": "given", "weights": [NaN]}', "Weights: nan is not allowed. Give at most 33,088 numbers"),
    ('{"start": "given", "weights": ["1"]}', "Weights: '1' is not allowed."),
    ('{"start": "given", "weights": 5}', "Weights: 5 is not allowed."),
    ('{"start": "given", "weights": [[1], 2]}', "Weights: [1] is not allowed."),
    ("[" * 200_000, "its brackets are nested too deeply"),
    ('{"a":' * 200_000, "its brackets are nested too deeply"),
    ('{"inputs": ' + "[" * 500 + "]" * 500 + "}", "is not a sequence"),
    (" " * 2_000_001, "2,000,001 characters are too many. Give at most 2,000,000"),
]


VERSION_1 = """{
 "version": 1,
 "inputs": [[1.0], [2.0], [3.0]],
 "targets": null,
 "hidden_size": 7,
 "activation": "tanh",
 "initial_state": "zeros",
 "seed": 42,
 "start": "xavier",
 "start_scale": 0.01,
 "start_gain": 1.0,
 "input_scale": null,
 "output_scale": null,
 "loss": "squared",
 "loss_scaling": "sum",
 "more_inputs": [],
 "more_targets": [],
 "task": "own",
 "task_steps": 20,
 "sequences": 16,
 "delay": 3,
 "batches": "fixed",
 "loss_at": "every",
 "loss_steps": [],
 "learning_rate": 0.02,
 "optimizer": "adam",
 "momentum": 0.9,
 "decay": null,
 "epsilon": 1e-08,
 "clip_norm": null,
 "clip_value": null,
 "truncation": null,
 "recurrent_gain": 1.0,
 "stop_epoch": null,
 "changes": [[12, "learning_rate", 0.5]]
}"""


@proven
@given(experiments)
def test_file_gives_back_an_equal_experiment(experiment):
    assert from_json(to_json(experiment)) == experiment


def test_file_gives_back_own_targets():
    experiment = Experiment(inputs=[[1.0, 2.0]], targets=[[0.5]])

    assert from_json(to_json(experiment)) == experiment


def test_file_without_a_choice_takes_its_default():
    assert from_json("{}") == Experiment()
    assert from_json('{"version": 2, "seed": 3}') == Experiment(seed=3)


def test_file_of_the_first_version_is_read():
    experiment = Experiment(
        inputs=[1, 2, 3],
        hidden_size=7,
        start="xavier",
        learning_rate=0.02,
        optimizer="adam",
        changes=[[12, "learning_rate", 0.5]],
    )

    assert from_json(VERSION_1) == experiment


def test_file_gives_back_given_weights():
    experiment = Experiment(hidden_size=1, start="given", weights=[0.1, 1 / 3, -2e-17, 0.0, 5.0])

    assert from_json(to_json(experiment)).weights == (0.1, 1 / 3, -2e-17, 0.0, 5.0)


def test_file_is_read_from_its_bytes():
    experiment = Experiment(seed=3)

    assert from_json(to_json(experiment).encode()) == experiment
    assert from_json(b"\xef\xbb\xbf" + to_json(experiment).encode()) == experiment


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pickle.dumps({"seed": 1}), "it is not text in UTF-8. Give the JSON file of an experiment."),
        (to_json(Experiment()).encode("utf-16"), "it is not text in UTF-8."),
        (bytes(2_000_001), "2,000,001 characters are too many."),
        (bytes(8_000_001), "8,000,001 bytes are too many."),
        (b"PK\x03\x04", "it is not JSON."),
    ],
    ids=["pickle", "UTF-16", "long", "very long", "zip"],
)
def test_bytes_that_are_no_file_of_an_experiment_are_refused(data, sentence):
    with pytest.raises(ExperimentError, match=re.escape(sentence)):
        from_json(data)


def test_file_may_begin_with_a_byte_order_mark():
    assert from_json("\ufeff" + to_json(Experiment(seed=3))) == Experiment(seed=3)


@pytest.mark.parametrize(("text", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_file_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(ExperimentError) as refusal:
        from_json(text)

    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 250


def test_file_can_be_read_by_a_person():
    document = json.loads(to_json(Experiment(changes=[[5, "clip_norm", None]])))

    assert document["version"] == 2
    assert document["inputs"] == [[1.0], [2.0], [3.0], [4.0], [5.0]]
    assert document["changes"] == [[5, "clip_norm", None]]
