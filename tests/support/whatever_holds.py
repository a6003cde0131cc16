"""What must hold whatever is set: every figure and sentence of every page is finite, and no warning is raised."""

from __future__ import annotations

import re
import runpy
import warnings
import zlib
from unittest.mock import patch

import numpy as np
from hypothesis import HealthCheck, given, seed, settings

from pages.shared.stage.frame import frame
from pages.shared.views import compare, dynamics, gradient_flow, unroll
from pages.shared.visitor.view import WhatIf
from pages.shared.visitor.visit import Session
from rnn import Trainer
from rnn.experiment.experiment import CHOICES
from rnn.lenses import loss_plane
from rnn.lenses.cliff import Cut
from rnn.lenses.one_unit import OneUnit
from rnn.network.activations import ACTIVATIONS
from rnn.training.lanes import Lanes
from rnn.words.hints import hints
from tests.support.advised import advised
from tests.support.browser import ROOT
from tests.support.whatever import experiments
from tests.support.whatever_sweeps import of_a_sweep

ADVICE = re.compile(r"\b(?:Lower|Set|Try|Clip|Choose)\b")
PLURAL_OF_ONE = re.compile(
    r"(?<![\d.,])1 (?:(?:hidden|saturated|time) )?"
    r"(?:epoch|update|step|unit|sequence|run|row|column|letter|symbol|window)s\b"
)
EPOCHS = (0, 1, 2, 20)
EXAMPLES = {
    "Train": 280, "Hidden states": 280, "Walk": 160, "Per-step contributions": 240, "Gradient check": 160,
    "Where it goes": 220, "Why it vanishes or explodes": 220, "Over training": 220, "Clipping and truncation": 220,
    "Dynamics, Forecast": 120, "Dynamics, Writing": 120, "Dynamics, State space": 80,
    "Dynamics, Perturbation and lesions": 120, "Dynamics, The cliff": 50, "Dynamics, One unit": 100,
    "Compare, Curves": 120, "Compare, Heatmaps": 80, "Sweep": 60,
}  # fmt: skip
"""Experiments drawn for each view, 2,850 together; fewer where one takes longer."""
OTHER_SETTINGS = {
    "Dynamics, The cliff": [{"cut": Cut(line=1, plane=1)}, {"cut": Cut(line=2, row=99, column=99)}],
    "Dynamics, One unit": [
        *({"one_unit": OneUnit(2.5, -0.5, activation)} for activation in ACTIVATIONS),
        *({"one_unit": OneUnit(w, 0.0, "linear")} for w in (1.0, -1.0, 1e6)),
    ],
}
"""Choices of a view besides the first ones, drawn at the last epoch."""
LONG_EXAMPLES = 6
"""Experiments of many time steps, for each view besides."""


def shown_by(page):
    """The function with which a page's file draws its figures."""
    with patch("pages.shared.page.open_page"), patch("pages.shared.stage.stage.stage") as stage:
        runpy.run_path(str(ROOT / page), run_name="__main__")
    return stage.call_args.args[0]


def numbers_in(part):
    """Every number of a figure outside of its arrays; what a click picks is none."""
    if isinstance(part, dict):
        for key, item in part.items():
            if key != "picks":
                yield from numbers_in(item)
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from numbers_in(item)
    elif isinstance(part, (float, np.floating)):
        yield part


def words_in(part):
    """Every text of a figure."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for item in part.values():
            yield from words_in(item)
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from words_in(item)


def check_sentence(text, tried="learning_rate"):
    if "np." in text:
        return  # a line of code is no sentence
    assert not re.search(r"\bnan\b|\binf\b|\binfinity\b|(?<![%:.\w])\d[eE][+-]?\d", text, re.IGNORECASE), text
    assert not re.search(r"not a finite number (times|of|long)|unknown fraction|countless|not comparable", text), text
    assert not PLURAL_OF_ONE.search(text), text
    assert "overshoots above 0." not in text or re.search(r"above 0\.\d", text), text
    assert "Try 0." not in text or re.search(r"Try 0\.\d", text), text
    for name, value in advised(text, tried).items() if ADVICE.search(text) else ():
        assert CHOICES[name].options or CHOICES[name].accepts(value), text


def check_figure(name, figure):
    """Every number is finite, or nan in an array, which is drawn as a gap; every word can be read."""
    for trace in figure["data"]:
        arrays = [part for part in trace.values() if isinstance(part, np.ndarray)]
        assert all(array.dtype.kind in "ifb" and not np.isinf(array).any() for array in arrays), name
    assert all(np.isfinite(number) for number in numbers_in(figure)), name
    for text in words_in(figure["layout"]["meta"]):
        check_sentence(text)
    for axis in ("xaxis", "yaxis"):
        if axis in figure["layout"]:
            low, high = figure["layout"][axis]["range"]
            assert low < high, (name, axis)


def with_few_points(view):
    """The cliff with a coarse plane, which is computed as a fine one is."""
    with patch.object(loss_plane, "SIDES", (5,)):
        return dict(dynamics.VIEWS["The cliff"](view))


VIEWS = {
    "Train": shown_by("app.py"),
    "Hidden states": shown_by("pages/hidden_states.py"),
    "Walk": unroll.walk,
    "Per-step contributions": lambda view: unroll.per_step_contributions("W_hh", view),
    "Gradient check": lambda view: unroll.check("W_hh", (0, 0), view),
    **gradient_flow.VIEWS,
    **{f"Dynamics, {name}": view for name, view in dynamics.VIEWS.items()},
    "Dynamics, The cliff": with_few_points,
    **{f"Compare, {name}": view for name, view in compare.VIEWS.items()},
    "Sweep": of_a_sweep,
}


def looked_at(session, view):
    """Every card of a view at one epoch, and what travels with it."""
    figures = draw_all(VIEWS[view](session.view))
    made = frame(session.view, session.trainer.status, figures)
    check_sentence(made["said"])
    assert not any(re.search("nan|inf", text) for text in made["readouts"].values()), made["readouts"]
    assert not any("failed" in figure["layout"]["meta"] for figure in made["figures"].values())


def positions(steps):
    """Sub-steps of a walk of each kind: forward, loss, backward and update, as many as there are EPOCHS."""
    return ((0, steps - 1), (steps,), (steps + 1, 2 * steps), (2 * steps + 1,))


def draw_all(cards):
    """The figures, each one checked."""
    figures = dict(cards)
    for name, figure in figures.items():
        check_figure(name, figure)
    return figures


def check_experiment(experiment, view):
    """Every figure, hint and sentence of a view at the epochs, also as if W_hh and inputs were larger."""
    for name, hint in hints(experiment).items():
        check_sentence(hint.sentence, name)
    trainer = Trainer.start(experiment)
    for epoch, places in zip(EPOCHS, positions(experiment.x.shape[1]), strict=True):
        trainer = trainer.advance(epochs=epoch - trainer.epoch) if epoch else trainer
        for place in places if view == "Walk" else (0,):
            looked_at(_session(trainer, view, walk=place), view)
        if trainer.divergence and view != "Walk":
            break
    for chosen in OTHER_SETTINGS.get(view, ()):
        looked_at(Session.of(trainer, **chosen), view)
    if view in ("Where it goes", "Why it vanishes or explodes"):
        looked_at(Session.of(trainer, what_if=WhatIf(10.0, 3.0)), view)


def _session(trainer, view, **settings):
    """Of one run; on the Compare page it stands beside itself untrained."""
    lanes = (trainer, trainer.at(0)) if view.startswith("Compare") else (trainer,)
    return Session(Lanes(lanes), **settings)


def check_many(view, examples, long=False):
    """Draw so many experiments for a view, other ones for each, and the same in every run of the tests."""

    @seed(zlib.crc32(view.encode()))
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(experiments(long))
    def hold(experiment):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            check_experiment(experiment, view)

    hold()
