"""The published schema is the one of the declarations, and it takes and refuses what the reader does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from rnn import Experiment, ExperimentError, from_json, to_json
from rnn.experiment.experiment_schema import schema, text
from tests.experiment.test_experiment_file import VERSION_1
from tests.support.experiments import experiments, tasks
from tests.support.problems import proven

PUBLISHED = Path(__file__).parents[2] / "docs" / "experiment.schema.json"
VALIDATOR = Draft202012Validator(schema())


def test_published_schema_is_that_of_the_declarations():
    assert PUBLISHED.read_text(encoding="utf-8") == text()


def test_schema_is_one_and_names_every_choice():
    Draft202012Validator.check_schema(schema())

    assert set(schema()["properties"]) == {"version", "lanes", *Experiment.model_fields}


@proven
@given(experiments() | tasks)
def test_schema_takes_every_file_that_is_written(experiment):
    VALIDATOR.validate(json.loads(to_json(experiment)))


def test_schema_takes_the_first_version():
    VALIDATOR.validate(json.loads(VERSION_1))


@pytest.mark.parametrize(
    "document",
    [
        [], {"version": 4}, {"lanes": [{}] * 4}, {"lanes": [{"seeds": 1}]},
        {"version": "1"}, {"seeds": 1}, {"hidden_size": "8"}, {"hidden_size": None},
        {"hidden_size": 129}, {"learning_rate": 0}, {"clip_norm": False}, {"optimizer": "magic"}, {"inputs": []},
        {"inputs": [["x"]]}, {"inputs": [[2e6], [0]]}, {"changes": [[1, "seed", 2]]},
        {"changes": [[-1, "learning_rate", 2]]}, {"changes": [[1, "learning_rate"]]}, {"weights": ["1"]},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_schema_refuses_what_the_reader_refuses(document):
    with pytest.raises(ExperimentError):
        from_json(json.dumps(document))

    assert not VALIDATOR.is_valid(document)
