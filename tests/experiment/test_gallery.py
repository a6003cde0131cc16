"""Every entry of the gallery is learned under the choices that it comes with, and its picture shows its data."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.data.series import MEASURED
from rnn.data.tasks import TASKS
from rnn.experiment.gallery import GALLERY
from rnn.experiment.thumbnail import lanes
from tests.support.plateaus import said_wrongly
from tests.support.problems import case

EPOCHS = 600


def test_gallery_holds_the_known_cases_and_every_task():
    assert [GALLERY[f"case-{number}"].experiment for number in (1, 2, 3)] == [case(number) for number in (1, 2, 3)]
    assert {entry.experiment.task for entry in GALLERY.values()} == {"own", "text", *TASKS, *MEASURED} - {"hello"}


def test_every_entry_has_a_label_of_its_own_and_one_sentence():
    assert len({entry.label for entry in GALLERY.values()}) == len(GALLERY)
    for entry in GALLERY.values():
        assert entry.shows.endswith(".")


@pytest.mark.parametrize("name", GALLERY)
def test_entry_is_learned(name):
    experiment = GALLERY[name].experiment
    untrained = Trainer.start(experiment)

    trained = untrained.advance(epochs=EPOCHS)

    assert not said_wrongly(trained)
    lines = [line.value for line in experiment.lines]
    if name == "xor":  # no network can know two of its three bits
        assert trained.latest.loss < 1.1 * lines[-1]
    elif name == "text":  # a poem is not known by heart so soon, but far more of it than letter pairs tell
        assert trained.latest.loss < 0.5 * lines[-1]
    elif experiment.task in MEASURED:  # which are not free of noise
        assert trained.latest.loss < lines[-1]
    elif experiment.task == "own":
        assert trained.latest.loss < min([*lines, 0.25 * untrained.latest.loss])
    else:
        assert trained.latest.loss < 0.25 * min([*lines, untrained.latest.loss])


def test_case_2_takes_longer_than_case_1():
    one, two = (
        Trainer.start(GALLERY[name].experiment).advance(epochs=300).latest.loss for name in ("case-1", "case-2")
    )

    assert two > 5 * one


@pytest.mark.parametrize("name", GALLERY)
def test_picture_lies_in_its_frame(name):
    drawn = lanes(GALLERY[name].experiment)

    assert {lane.role for lane in drawn} == {"input", "target"}
    assert 2 <= len(drawn) <= 6
    for lane in drawn:
        assert len(lane.across) == len(lane.height) > 0
        assert (np.diff(lane.across) > 0).all()
        for numbers in (lane.across, lane.height):
            assert numbers.min() >= 0
            assert numbers.max() <= 1


def test_picture_shows_the_first_sequence_from_least_to_largest():
    inputs, target = lanes(Experiment(inputs=[[2], [4], [3]], targets=[[7], [7], [7]]))

    assert inputs.height.tolist() == [0, 1, 0.5]
    assert target.height.tolist() == [0.5, 0.5, 0.5]
    assert target.across == pytest.approx([1 / 6, 3 / 6, 5 / 6])


def test_picture_shows_symbols_as_their_number_and_targets_where_they_count():
    symbols, following = lanes(Experiment(task="hello"))
    _, asked = lanes(Experiment(task="latch", task_steps=10))

    assert symbols.height.tolist() == [0, 0.5, 1, 1]
    assert following.height.tolist() == [0, 0.5, 0.5, 1]
    assert asked.across.tolist() == [0.95]
