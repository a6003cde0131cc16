"""The app goes on, slower or with an older glitch, where Streamlit's internals are not there or not as they were."""

from __future__ import annotations

import logging
import socket
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared import streamlit_internals
from pages.shared.stage.connection import send_at_once, wait_until_sent
from tests.support.driving import open_app, problems, stage, trainer, typed
from tests.support.other_streamlit import WAYS, other_streamlit

ROOT = Path(__file__).parents[2]
UNPROMISED = logging.getLogger(streamlit_internals.__name__)
TAB_PARTS = {
    "nothing": SimpleNamespace(),
    "no queue": SimpleNamespace(_call_soon_on_event_loop=lambda callback: callback()),
    "no event loop": SimpleNamespace(_browser_queue=SimpleNamespace(is_empty=lambda: True)),
    "another event loop": SimpleNamespace(
        _call_soon_on_event_loop=lambda: None, _browser_queue=SimpleNamespace(is_empty=lambda: True)
    ),
    "a queue that is asked otherwise": SimpleNamespace(
        _call_soon_on_event_loop=lambda callback: callback(), _browser_queue=SimpleNamespace(is_empty=True)
    ),
}


@pytest.fixture(autouse=True)
def nothing_said_yet(monkeypatch):
    monkeypatch.setattr(streamlit_internals, "_SAID", set())


def said(caplog):
    return [record.getMessage() for record in caplog.records if record.name == UNPROMISED.name]


def test_versions_that_were_tried_are_those_of_the_requirements():
    (required,) = [line for line in (ROOT / "requirements.txt").read_text().split() if line.startswith("streamlit")]

    assert streamlit_internals.TRIED == required


def test_nothing_is_missing_in_this_streamlit(caplog):
    app = typed(open_app(), "hidden_size", 7)

    assert trainer(app).experiment.hidden_size == 7
    assert streamlit_internals.interruption().__name__ == "RerunException"
    assert not said(caplog)


@pytest.mark.parametrize("way", WAYS)
def test_app_takes_what_is_typed_with_other_internals(way, caplog):
    with other_streamlit(way) as asked:
        app = open_app()
        typed(app, "hidden_size", 7)
        typed(app, "inputs", "2, 4, x")

    assert asked
    assert not app.exception
    assert trainer(app).experiment.hidden_size == 7
    assert [problem for problem in problems(app) if "'x'" in problem]
    assert stage(app)["newest"] == 0
    assert said(caplog)


@pytest.mark.parametrize("page", ["unroll", "hidden_states", "gradient_flow"])
def test_every_page_opens_without_internals(page):
    with other_streamlit("gone"):
        app = AppTest.from_file("../../app.py", default_timeout=30).run()
        app.switch_page(f"pages/{page}.py").run()

    assert not app.exception
    assert stage(app)["frames"]


@pytest.mark.parametrize("way", [way for way in WAYS if way != "other_attributes"])
def test_exception_that_is_not_there_is_never_raised(way, caplog):
    with other_streamlit(way):
        missing = streamlit_internals.interruption()

    assert issubclass(missing, BaseException)
    assert not issubclass(KeyboardInterrupt, missing)
    assert [sentence for sentence in said(caplog) if sentence.startswith("RerunException is not as in")]


@pytest.mark.parametrize("way", WAYS)
def test_run_that_is_asked_for_may_be_lost_but_breaks_nothing(way, caplog):
    interrupted = streamlit_internals.interruption()(None)

    with other_streamlit(way):
        streamlit_internals.ask_for_run(interrupted)

    assert [sentence for sentence in said(caplog) if sentence.endswith("may be lost.")]


@pytest.mark.parametrize("parts", TAB_PARTS)
def test_run_waits_its_least_time_where_the_tab_has_other_parts(parts, monkeypatch, caplog):
    monkeypatch.setattr(streamlit_internals, "browser_tab", lambda: TAB_PARTS[parts])
    began = time.monotonic()

    wait_until_sent(0.05)

    assert time.monotonic() - began >= 0.05
    assert said(caplog)


def test_missing_part_is_said_once(monkeypatch, caplog):
    monkeypatch.setattr(streamlit_internals, "browser_tab", lambda: TAB_PARTS["nothing"])

    wait_until_sent(0.0)
    wait_until_sent(0.0)

    sentences = said(caplog)
    assert len(sentences) == len(set(sentences)) == 2
    assert "AppSession._browser_queue is not as in streamlit>=" in sentences[1]
    assert "AttributeError" in sentences[1]


def test_socket_that_is_not_found_or_was_just_closed_is_left_as_it_is(monkeypatch):
    closed = socket.socket()
    closed.close()
    for found in ([], [closed]):
        monkeypatch.setattr(streamlit_internals, "server_sockets", lambda found=found: found)

        send_at_once()
