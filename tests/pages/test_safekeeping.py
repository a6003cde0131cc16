"""What is too long for a link comes back from the browser that kept its file, checked like any file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pages.shared.stage.safekeeping import to_keep
from pages.shared.visitor import returning
from pages.shared.visitor.commands import answer
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer, started_from, to_json, to_npz
from rnn.experiment.text_choices import text_choices
from rnn.training.lanes import Lanes
from tests.support.driving import open_app, sent, trainer, typed

NOW = 10.0
SERIES = Experiment(inputs=[[n % 7 + 0.125] for n in range(400)])
WORDS = "Tell me, O Muse, of that ingenious hero. " * 60
TEXT = Experiment().replaced(**text_choices(WORDS, Experiment(), suited=True))
WEIGHTS = started_from(to_npz(Trainer.start(Experiment(hidden_size=32)).parameters), Experiment(hidden_size=32))
LONG = {
    "series": (SERIES,),
    "text": (TEXT,),
    "given weights": (WEIGHTS,),
    "lanes": (SERIES, SERIES.replaced(optimizer="adam"), SERIES.replaced(hidden_size=9)),
}
FORGED = {
    "no text": 5,
    "nothing": None,
    "empty": "",
    "no JSON": "{",
    "nested": "[" * 200_000,
    "no object": "[]",
    "another version": '{"version": 99}',
    "unknown choice": '{"version": 2, "hidden": 5}',
    "not allowed": '{"version": 2, "hidden_size": 1000000000}',
    "too long": " " * (returning.MOST_KEPT_LETTERS + 1),
}


def returns(session: Session, **rest: object) -> Session:
    return answer(session, {"n": session.done + 1, "do": "return", "run": "a run", "query": None, **rest}, NOW)


@pytest.mark.parametrize("name", LONG)
def test_experiment_too_long_for_a_link_comes_back_from_its_file(name):
    lost = Session(Lanes.start(LONG[name]))
    kept = to_keep(lost)
    arrived = Session(Lanes.start((Experiment(),)))

    back = returns(arrived, run=kept["run"], file=json.loads(json.dumps(kept["file"])))

    assert back.lanes.experiments == LONG[name]
    assert (back.name, back.lanes.epoch, back.playing) == (lost.name, 0, False)


def test_browser_keeps_no_file_of_what_a_link_holds():
    assert to_keep(Session(Lanes.start((Experiment(), Experiment(hidden_size=8))))) is None


def test_browser_keeps_no_file_that_would_not_be_read(monkeypatch):
    session = Session(Lanes.start((SERIES,)))
    monkeypatch.setattr("pages.shared.stage.safekeeping.MOST_KEPT_LETTERS", len(to_json(SERIES)) - 1)

    assert to_keep(session) == {"run": session.name, "file": None}


@pytest.mark.parametrize("name", FORGED)
def test_forged_file_changes_nothing(name):
    session = Session(Lanes.start((Experiment(),)).advance(epochs=3))

    assert returns(session, file=FORGED[name]) == replace(session, done=1)


def test_page_hands_the_file_to_the_browser_and_takes_it_back():
    app = typed(open_app(), "inputs", ", ".join(str(n % 7 + 0.125) for n in range(400)))
    keep = kept_by(app)
    assert kept_by(open_app()) is None

    back = sent(open_app(), {"do": "return", "run": keep["run"], "query": None, "file": keep["file"]})

    assert trainer(back).experiment == trainer(app).experiment


def kept_by(app):
    """What the browser is given to keep."""
    (component,) = (one for one in app.get("bidi_component") if one.proto.component_name == "bptt_lab_connection")
    return json.loads(component.proto.json)["keep"]
