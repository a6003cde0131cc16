"""Every prepared experiment shows what its sentence says, by the epoch that it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rnn import Trainer
from rnn.experiment.prepared import PREPARED


def run(name: str, **other) -> Trainer:
    """The prepared experiment at its epoch, with other choices where given."""
    return Trainer.start(PREPARED[name].experiment.replaced(**other)).advance(epochs=PREPARED[name].epoch)


def loss(name: str, **other) -> float:
    return run(name, **other).latest.loss


def line(name: str) -> float:
    return PREPARED[name].experiment.lines[0].value


def first_against_last(trainer: Trainer) -> float:
    lengths = trainer.latest.dh_norm
    return max(lengths[:, 0] / lengths[:, -1]), min(lengths[:, 0] / lengths[:, -1])


def learns() -> bool:
    return loss("learns") < run("learns").at(0).latest.loss / 100


def rate_too_high() -> bool:
    trainer = run("rate-too-high")
    grew = trainer.history.series("loss")[1]
    said = trainer.divergence.sentence
    return (
        trainer.status == "diverged" and (grew[1:] > grew[:-1]).mean() > 0.9 and "learning rate 1 is too high" in said
    )


def momentum() -> bool:
    return loss("momentum") < loss("momentum", optimizer="sgd") / 10


def vanishes() -> bool:
    trainer = run("vanishes")
    return first_against_last(trainer)[0] < 1e-6 and trainer.latest.loss > 0.8 * line("vanishes")


def explodes() -> bool:
    return first_against_last(run("explodes"))[1] > 1000


def unclipped() -> bool:
    return loss("unclipped") > 1e6


def clipped() -> bool:
    same = PREPARED["unclipped"].experiment.replaced(clip_norm=1.0) == PREPARED["clipped"].experiment
    return same and loss("clipped") < 0.6 * line("clipped")


def too_short() -> bool:
    return loss("too-short") > 0.7 * line("too-short")


def long_enough() -> bool:
    same = PREPARED["too-short"].experiment.replaced(truncation=7) == PREPARED["long-enough"].experiment
    return same and loss("long-enough") < 0.1 * line("long-enough")


def identity() -> bool:
    return loss("identity") < line("identity") / 1000


def tiny_start() -> bool:
    nothing = loss("tiny-start") > 0.95 * line("tiny-start")
    return nothing and loss("tiny-start", start="orthogonal") < 0.5 * line("tiny-start")


def two_targets() -> bool:
    without_state = loss("two-targets", recurrent_gain=0.0)
    return loss("two-targets") < 0.1 * line("two-targets") < line("two-targets") <= without_state


def only_the_end() -> bool:
    return 0.7 * line("only-the-end") < loss("only-the-end") < 1.3 * line("only-the-end")


def every_step() -> bool:
    return loss("every-step") < line("every-step") / 4


SEEN: dict[str, Callable[[], bool]] = {name: globals()[name.replace("-", "_")] for name in PREPARED}


@pytest.mark.parametrize("name", PREPARED)
def test_sentence_is_true_of(name):
    assert SEEN[name]()


def test_every_prepared_experiment_has_a_label_of_its_own_and_one_sentence():
    assert len(PREPARED) >= 12
    assert len({prepared.label for prepared in PREPARED.values()}) == len(PREPARED)
    for prepared in PREPARED.values():
        assert prepared.sentence.endswith(".")
        assert ". " not in prepared.sentence
