"""What is typed or clicked is taken, even where the next change already waits: Streamlit breaks off at every look."""

from __future__ import annotations

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

from pages.shared.sidebar import own_sequences, sidebar
from pages.shared.visitor import session
from tests.support.driving import is_for, open_app, problems, trainer, typed

LOOKS = ("typed", "forget_problem", "forget_notices", "current", "publish", "showing")
SEQUENCE = ((2.0,), (4.0,), (6.0,), (8.0,))


@pytest.fixture
def app():
    return open_app()


def change(widget, **value):
    """That change, as the browser sends it while the run of another one is under way."""
    context = get_script_run_ctx()
    present = context.session_state.get_widget_states()
    kept = [state for state in present if state.id != widget.id and state.WhichOneof("value") != "trigger_value"]
    states = WidgetStates(widgets=[*kept, WidgetState(id=widget.id, **value)])
    run = RerunData(widget_states=states, page_script_hash=context.page_script_hash)
    assert context.script_requests.request_rerun(run)


def once(monkeypatch, place, name, *changes):
    """Have these changes come, one at each of the next calls of that function."""
    function, coming = getattr(place, name), list(changes)

    def called(*args, **kwargs):
        if coming:
            coming.pop(0)()
        return function(*args, **kwargs)

    monkeypatch.setattr(place, name, called)
    return coming


def hidden_units(app):
    return next(widget for widget in app.number_input if is_for(widget, "hidden_size"))


def reseed(app):
    return next(button for button in app.button if button.label == "Reseed")


@pytest.mark.parametrize("look", LOOKS)
def test_sequence_is_taken_though_the_next_change_already_waits(app, monkeypatch, look):
    widget = hidden_units(app)
    coming = once(monkeypatch, session, look, lambda: change(widget, double_value=7))

    typed(app, "inputs", "2, 4, 6, 8")

    assert not coming
    assert trainer(app).experiment.inputs == SEQUENCE
    assert trainer(app).experiment.hidden_size == 7
    assert (app.text_area[0].value, hidden_units(app).value) == ("2, 4, 6, 8", 7)
    assert not problems(app)


def test_refusal_stays_though_the_next_change_already_waits(app, monkeypatch):
    widget = hidden_units(app)
    coming = once(monkeypatch, session, "refuse", lambda: change(widget, double_value=7))

    typed(app, "inputs", "2, 4, x")

    assert not coming
    assert trainer(app).experiment.hidden_size == 7
    assert [problem for problem in problems(app) if "'x'" in problem]


def test_click_is_taken_though_the_next_change_already_waits(app, monkeypatch):
    monkeypatch.setattr(sidebar.secrets, "randbelow", lambda below: 4321)
    widget = hidden_units(app)
    coming = once(monkeypatch, session, "current", lambda: change(widget, double_value=7))

    reseed(app).click().run()

    assert not coming
    assert (trainer(app).experiment.seed, trainer(app).experiment.hidden_size) == (4321, 7)


def test_click_that_waits_is_taken_though_another_change_follows(app, monkeypatch):
    monkeypatch.setattr(sidebar.secrets, "randbelow", lambda below: 4321)
    widget, button = hidden_units(app), reseed(app)
    changes = (lambda: change(button, trigger_value=True), lambda: change(widget, double_value=7))
    coming = once(monkeypatch, session, "typed", *changes)

    typed(app, "inputs", "2, 4, 6, 8")

    assert not coming
    experiment = trainer(app).experiment
    assert (experiment.inputs, experiment.seed, experiment.hidden_size) == (SEQUENCE, 4321, 7)


def test_what_is_refused_is_said_though_the_run_before_ended_early(app, monkeypatch):
    widget = hidden_units(app)
    coming = once(monkeypatch, own_sequences, "read_blocks", lambda: None, lambda: change(widget, double_value=9999))

    typed(app, "inputs", "2, 4, 6, 8")

    assert not coming
    assert trainer(app).experiment.inputs == SEQUENCE
    assert [problem for problem in problems(app) if "9999" in problem]
    assert hidden_units(app).value == 9999
