"""Kept runs: their rows, their names, their file, and the CSV of losses."""

from __future__ import annotations

import csv
import json
from io import StringIO

import numpy as np
import pytest

from rnn import Experiment, ExperimentError, Trainer
from rnn.words.kept import MOST_BYTES, MOST_LETTERS, cleaned, differences, keep, proposed_name
from rnn.words.kept_file import kept_from_json, kept_to_json
from rnn.words.losses_csv import harmless, losses_csv
from tests.support.problems import blowing_up


def trained(epochs=50, **choices):
    return Trainer.start(Experiment(**choices)).advance(epochs=epochs)


def test_kept_run_has_the_numbers_of_the_run():
    trainer = trained(held_out=30.0)
    run = keep(trainer, "one")

    assert (run.loss, run.held_out_loss) == (trainer.latest.loss, trainer.latest.held_out_loss)
    np.testing.assert_array_equal(run.trainer.at(20).parameters.vector, trainer.at(20).parameters.vector)
    assert run.trainer.advance(epochs=5).latest.loss == trainer.advance(epochs=5).latest.loss


def test_kept_run_holds_no_more_than_it_says():
    large = trained(3000, hidden_size=64)
    run = keep(large, "large")

    size = sum(vector.nbytes for vector in run.trainer.snapshots.vectors.values())
    assert size <= MOST_BYTES < sum(vector.nbytes for vector in large.snapshots.vectors.values())
    assert 0 in run.trainer.snapshots.vectors
    assert "latest" not in vars(run.trainer)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("  my \n run ", "my run"), ("x" * 99, "x" * MOST_LETTERS), ("\u202e\x00", ""), ("<b>", "<b>"), ("", "")],
)
def test_name_is_one_short_line_of_printable_letters(typed, name):
    assert cleaned(typed) == name


def test_proposed_names_say_what_differs_and_are_never_taken():
    kept = []
    for choices in ({}, {"optimizer": "adam"}, {"optimizer": "adam"}, {}):
        trainer = trained(5, **choices)
        kept.append(keep(trainer, proposed_name(trainer, kept)))

    names = [run.name for run in kept]
    assert names[:2] == ["Run 1", "Adam"]
    assert len(set(names)) == len(names)


def test_only_settings_that_differ_are_in_the_table():
    kept = [keep(trained(5, **choices), name) for name, choices in (("a", {}), ("b", {"learning_rate": 0.5}))]

    assert differences(kept) == {"Learning rate": ["0.01", "0.5"]}
    assert differences(kept[:1]) == {}


@pytest.mark.parametrize(
    "trainer",
    [trained(0), trained(700, held_out=30.0), trained(90, optimizer="adam", task="parity", batches="fresh")],
    ids=["untrained", "held out", "fresh batches"],
)
def test_file_gives_back_the_runs(trainer):
    (run,) = kept_from_json(kept_to_json([keep(trainer, "<script>")]).encode())

    assert (run.name, run.trainer.epoch, run.trainer.experiment) == ("<script>", trainer.epoch, trainer.experiment)
    assert run.loss == trainer.latest.loss
    np.testing.assert_array_equal(run.trainer.checkpoint.vector, trainer.checkpoint.vector)
    assert run.trainer.advance(epochs=9).latest.loss == trainer.advance(epochs=9).latest.loss


def test_run_that_diverged_comes_back_from_its_file():
    diverged = Trainer.start(blowing_up(start_scale=10.0)).advance(epochs=200)
    (run,) = kept_from_json(kept_to_json([keep(diverged, "d")]).encode())

    assert run.trainer.advance(epochs=1).status == "diverged"
    assert run.trainer.epoch == diverged.epoch


def broken(**changes):
    document = json.loads(kept_to_json([keep(trained(5), "a")]))
    document["runs"][0] |= changes
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"{}", "it holds no kept runs"),
        (b"[", "it is not JSON"),
        (json.dumps({"kept_runs": 1, "runs": [1] * 13}).encode(), "at most 12 runs"),
        (json.dumps({"kept_runs": 1, "runs": [1]}).encode(), "run 1 needs a name and an experiment"),
        (broken(epoch=-1), "run 1: Epoch: -1 is not allowed"),
        (broken(epoch=6), "its history has 5 epochs, but its epoch is 6"),
        (broken(checkpoint=[1.0]), "run 1: checkpoint: give"),
        (broken(checkpoint=["x"]), "run 1: checkpoint: give"),
        (broken(history={}), "run 1: its history"),
        (broken(experiment={"hidden_size": 0}), "run 1: Hidden units: 0 is not allowed"),
    ],
    ids=str,
)
def test_file_that_is_none_is_refused_with_a_sentence(text, why):
    with pytest.raises(ExperimentError, match=why):
        kept_from_json(text)


def test_csv_has_one_row_for_each_run_and_epoch():
    trainer = trained(5, held_out=30.0)

    rows = list(csv.DictReader(StringIO(losses_csv([("a", trainer), ("=1+1", trained(3))]))))

    assert [row["run"] for row in rows] == ["a"] * 6 + ["'=1+1"] * 4
    assert [int(row["first_epoch"]) for row in rows[:6]] == [0, 1, 2, 3, 4, 5]
    assert [float(row["loss"]) for row in rows[:6]] == [trainer.at(epoch).latest.loss for epoch in range(6)]
    assert float(rows[5]["held_out_loss"]) == trainer.latest.held_out_loss
    assert rows[9]["held_out_loss"] == ""


@pytest.mark.parametrize("name", ["=1", "+1", "-1", "@x", "\tx"])
def test_name_that_begins_like_a_formula_is_made_harmless(name):
    assert harmless(name) == f"'{name}"
    assert harmless("plain") == "plain"
