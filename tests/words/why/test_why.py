"""Every number of a readout or a sentence is explained, and its line of NumPy, run as it stands, makes it."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from pages.shared.stage.frame import frame
from pages.shared.views.sweep import sweep
from pages.shared.visitor.sweep_form import NONE, AxisForm
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.lenses.one_unit import OneUnit
from rnn.training.lanes import Lanes
from rnn.words.why.table import CARDS, READOUTS, WHICH, of_card, of_readout, places_of
from tests.support.sweeping_visitors import FORM, START, do, finished, visitor
from tests.support.whatever_holds import VIEWS as ALL_VIEWS

CLOSE = 1e-12
NUMBER = re.compile(r"(?<![\w.,])[−-]?\d[\d,]*(?:\.\d+)?(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?: %)?(?!\w)")
LIMITS = re.compile(
    r"[\d,]+ steps? back|below the limit of 1 %|the limits are 1 % and 100 times"
    r"|limit of 100 times|, 1 % (?:after|beyond)|99 % of it|more than 1 %|at least 90 %|less than 90 %|within 10 %"
    r"|(?:below|above) 10⁻⁷|exactly 0|from h = 0\.5|Over 50 steps|after 50 steps|lags 0 to|larger than 1|at most 1"
    r"|product is 0|slopes are 0|The first \d of|\(beyond .*?\)|\(below .*?\)|At ε = .* or more|Cut after t = .*?:"
)
"""Numbers that are limits which are set, or how far back is looked: nothing computes them."""
WITHOUT_BUTTON = re.compile(r"<su[bp]>.*?</su[bp]>|\b(?:t =|epoch) [\d,]+")
"""Numbers beside which the page has no button why, as stage/browser/card.js tells them."""
EXPERIMENTS = {
    "the first": Experiment(),
    "several": Experiment(task="echo", hidden_size=6, sequences=3, held_out=30.0, learning_rate=0.1, clip_norm=0.5),
    "symbols": Experiment(task="text", text="hello world, hello", loss="cross-entropy", hidden_size=8, start_scale=0.6),
    "gain": Experiment(task="sine", recurrent_gain=1.7, truncation=4, start="orthogonal", clip_value=0.01),
    "ReLU": Experiment(task="adding", activation="relu", start="identity", task_steps=12, loss_at="last"),
    "logistic": Experiment(inputs=[[0.1], [0.5], [0.2], [0.9]], activation="logistic", scaling="standard"),
    "padded": Experiment(inputs=[[1.0], [2.0], [3.0]], more_inputs=[[[1.0], [0.5]]], hidden_size=2, optimizer="adam"),
    "labels": Experiment(
        inputs=[[1.0], [2.0]], more_inputs=[[[0.5], [0.1]], [[1.0], [0.1]]],
        targets=[[0], [0]], more_targets=[[[1], [1]], [[0], [0]]],
        classes=("yes", "no"), loss="cross-entropy", loss_at="last",
    ),
}  # fmt: skip

VIEWS = {name: view for name, view in ALL_VIEWS.items() if name != "Sweep"}  # its numbers are of many runs; see below


def sessions(name):
    """At epoch 0 and after some updates, alone and beside another lane, with each unit and step selected."""
    start = Trainer.start(EXPERIMENTS[name])
    later = start.advance(epochs=7)
    yield Session.of(start)
    yield Session.of(later, unit=1, step=1, sequence=1, loss_step=2, one_unit=OneUnit(2.5, -0.3, "tanh"))
    yield Session(Lanes((later, later.at(3))), lane=1)
    yield Session.of(later, walk=2 * later.experiment.x.shape[1] - 1)


def run(why):
    """What the last line assigns."""
    known = {"np": np, **why.arrays}
    with np.errstate(all="ignore"):
        for line in why.plain:
            exec(line, known)
    return float(known[why.plain[-1].partition(" = ")[0].split(", ")[-1]])


def assert_line_makes_the_number(why):
    made = run(why)

    assert made == pytest.approx(why.value, rel=CLOSE, abs=CLOSE), (why.name, why.plain)
    assert why.written
    assert why.formula


@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize("view", VIEWS)
def test_line_of_numpy_makes_the_number_that_is_shown(name, view):
    unexplained = []
    for session in sessions(name):
        seen = session.view
        figures = frame(seen, "ready", dict(VIEWS[view](seen)))["figures"]
        for card, figure in figures.items():
            meta = figure["layout"]["meta"]
            if card == "substep":  # which is an explanation itself
                continue
            found = of_card(card, meta["title"], meta.get("said", ""), seen)
            for why in found:
                assert_line_makes_the_number(why)
                assert why.shown.lower() in meta["said"].lower()
            assert found or not re.search(r"\d", WITHOUT_BUTTON.sub("", meta.get("said", ""))), meta["said"]
            unexplained += [(card, meta["said"], number) for number in numbers_in(meta.get("said", ""), found)]

    assert not unexplained


def numbers_in(said, found):
    """Numbers of a sentence that nothing explains; those that only say which step, unit or epoch left out."""
    for why in found:
        place = next(places_of(why.shown, said))
        said = said[:place] + "#" + said[place + len(why.shown) :]
    said = LIMITS.sub("", re.sub(r"<su[bp]>.*?</su[bp]>", "", said))
    for match in NUMBER.finditer(said):
        if not WHICH.search(said[: match.start()]):
            yield match.group()


@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize("readout", READOUTS)
def test_line_of_numpy_makes_the_readout(name, readout):
    for session in sessions(name):
        (why,) = of_readout(readout, session.view)
        shown = frame(session.view, "ready", {})["readouts"][readout]

        assert_line_makes_the_number(why)
        assert float(shown.replace(",", "")) == pytest.approx(why.value, rel=1e-2)


def test_every_card_of_every_view_is_in_the_table():
    cards = {name for view in VIEWS.values() for session in sessions("the first") for name in view(session.view)}

    assert {re.sub(r"_[A-D]$", "", name) for name in cards} - set(CARDS) == {"substep"}  # which is an explanation


@pytest.mark.parametrize(
    "form", [FORM, replace(FORM, axes=(FORM.axes[0], AxisForm(NONE)), seeds="1")], ids=["map", "curve"]
)
def test_every_number_that_a_sweep_says_it_found_is_explained_in_each_measure(form, share):
    done = finished(do(visitor(form), START), share)
    for measure in range(len(done.sweep.swept.measures)):
        seen = do(done, {"do": "look", "sweep_measure": measure}).view
        meta = frame(seen, "ready", dict(sweep(seen)))["figures"]["sweep"]["layout"]["meta"]
        found = of_card("sweep", meta["title"], meta["said"], seen)

        assert [*numbers_in(meta["said"].partition(" at ")[0], found)] == []
        for why in found:
            assert_line_makes_the_number(why)
    assert found
