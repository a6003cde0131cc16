"""Every prepared experiment shows what its words say, by the epoch that it names and for ten times as long."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product

import numpy as np
import pytest

from rnn import Trainer
from rnn.experiment.experiment import CHOICES
from rnn.experiment.prepared import AGAINST, PREPARED
from rnn.lenses.state_space import points_of
from tests.support.plateaus import said_wrongly

TIMES = (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10)


def run(name: str, **other) -> Trainer:
    """The prepared experiment at its epoch, with other choices where given."""
    return Trainer.start(PREPARED[name].experiment.replaced(**other)).advance(epochs=PREPARED[name].epoch)


@cache
def later(name: str) -> list[Trainer]:
    """The run at its epoch and at each of TIMES that, as far as it goes."""
    runs = [run(name)]
    for times in TIMES[1:]:
        runs.append(runs[-1].advance(epochs=int(times * PREPARED[name].epoch) - runs[-1].epoch))
    return runs


def loss(name: str, **other) -> float:
    return run(name, **other).latest.loss


def losses(name: str) -> list[float]:
    """At its epoch and until ten times that; with all of the updates between where they follow one kept batch."""
    trainer, fresh = later(name)[-1], PREPARED[name].experiment.always_fresh
    assert trainer.epoch == 10 * PREPARED[name].epoch
    return [one.latest.loss for one in later(name)] + ([] if fresh else since(trainer, PREPARED[name].epoch))


def since(trainer: Trainer, epoch: int, last: float = float("inf")) -> list[float]:
    """The losses that the history holds from one epoch to another."""
    first, (_, mean, _) = trainer.history.first, trainer.history.series("loss")
    return mean[(first >= epoch) & (first <= last)].tolist()


def line(name: str) -> float:
    return PREPARED[name].experiment.lines[0].value


def first_against_last(trainer: Trainer) -> float:
    norms = trainer.latest.dh_norm
    return max(norms[:, 0] / norms[:, -1]), min(norms[:, 0] / norms[:, -1])


def learns() -> bool:
    return max(losses("learns")) < run("learns").at(0).latest.loss / 100


def rate_too_high() -> bool:
    trainer = run("rate-too-high")
    grew = trainer.history.series("loss")[1]
    said = trainer.divergence.sentence
    return (
        trainer.status == "diverged" and (grew[1:] > grew[:-1]).mean() > 0.9 and "learning rate 1 is too high" in said
    )


def momentum() -> bool:
    return loss("momentum") < loss("momentum", optimizer="sgd") / 10 and max(losses("momentum")) < 1.01 * loss(
        "momentum"
    )


def vanishes() -> bool:
    near = all(0.8 * line("vanishes") < each < 1.2 * line("vanishes") for each in losses("vanishes"))
    return near and all(first_against_last(trainer)[0] < 1e-6 for trainer in later("vanishes"))


def explodes() -> bool:
    return first_against_last(run("explodes"))[1] > 1000


def unclipped() -> bool:
    passed = run("unclipped")
    return max(since(passed, 0)) > 1e6 and min(since(passed.advance(epochs=90), 10)) > 1e6


def clipped() -> bool:
    same = PREPARED["unclipped"].experiment.replaced(clip_norm=1.0) == PREPARED["clipped"].experiment
    return same and max(losses("clipped")) < 0.5 * line("clipped")


def cliff() -> bool:
    trainer, held = run("cliff"), Trainer.start(AGAINST["cliff"]).advance(epochs=2000)
    constant = trainer.experiment.constant.loss
    ends = all(constant * 0.999 < each < 1.05 * constant for each in losses("cliff"))
    same = trainer.experiment.replaced(clip_norm=1.0) == AGAINST["cliff"]
    return same and trainer.at(0).latest.gradient_norm > 8000 and ends and max(since(held, 200)) < constant / 1e6


def too_short() -> bool:
    return all(0.8 * line("too-short") < each < 1.2 * line("too-short") for each in losses("too-short"))


def long_enough() -> bool:
    same = PREPARED["too-short"].experiment.replaced(truncation=7) == PREPARED["long-enough"].experiment
    return same and max(losses("long-enough")) < 0.1 * line("long-enough")


def identity() -> bool:
    return max(losses("identity")) < line("identity") / 1000


def tiny_start() -> bool:
    late = later("tiny-start")[-1]
    nothing = min(since(late, 0, last=200)) > 0.95 * line("tiny-start")
    return nothing and late.latest.loss < 0.1 > loss("tiny-start", start="orthogonal")


def two_targets() -> bool:
    without_state = loss("two-targets", recurrent_gain=0.0)
    return max(losses("two-targets")) < 0.1 * line("two-targets") < line("two-targets") <= without_state


def only_the_end() -> bool:
    return all(0.8 * line("only-the-end") < each < 1.2 * line("only-the-end") for each in losses("only-the-end"))


def every_step() -> bool:
    same = PREPARED["only-the-end"].experiment.replaced(task="parity") == PREPARED["every-step"].experiment
    baseline = pytest.approx(line("only-the-end")) == line("every-step")
    return same and baseline and max(losses("every-step")) < line("every-step") / 4


def eight_points() -> bool:
    corners = {tuple(bits) for bits in product((-1.0, 1.0), repeat=3)}
    for trainer in later("eight-points"):
        points, W_hy, b_y = points_of(trainer, 0, 0, None), trainer.parameters.W_hy, trainer.parameters.b_y
        outputs = points.h[points.stable] @ W_hy.T + b_y.T
        if len(outputs) != 8 or {tuple(bits) for bits in np.sign(outputs)} != corners:
            return False
        if np.abs(np.abs(outputs) - 1).max() > 0.1:
            return False
    return True


SEEN: dict[str, Callable[[], bool]] = {name: globals()[name.replace("-", "_")] for name in PREPARED}


@pytest.mark.parametrize("name", PREPARED)
def test_words_are_true_of(name):
    assert SEEN[name]()


@pytest.mark.parametrize("name", PREPARED)
def test_plateau_is_said_where_there_is_one_and_nowhere_else_in(name):
    assert not said_wrongly(later(name)[-1])


def test_every_prepared_experiment_has_a_label_of_its_own_and_short_sentences():
    assert len(PREPARED) >= 12
    assert len({prepared.label for prepared in PREPARED.values()}) == len(PREPARED)
    for prepared in PREPARED.values():
        sentences = prepared.sentence.split(". ")
        assert prepared.sentence.endswith(".")
        assert len(sentences) <= 2
        assert all(len(sentence.split()) <= 25 for sentence in sentences)


@pytest.mark.parametrize(
    ("name", "choice", "value"), [("momentum", "optimizer", "sgd"), ("tiny-start", "start", "orthogonal")]
)
def test_comparison_is_named_as_the_sidebar_has_it(name, choice, value):
    assert f"et {CHOICES[choice].label} to {CHOICES[choice].options[value]}" in PREPARED[name].sentence
