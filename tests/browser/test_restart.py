"""A page whose server is restarted begins anew by itself, with its experiment; one that lost its connection goes on."""

from __future__ import annotations

from contextlib import contextmanager

from playwright.sync_api import expect

from rnn import Experiment, Trainer
from tests.support.browser import free_port, serve
from tests.support.cases import case
from tests.support.lab import COMPARE, HIDDEN_STATES, TRAIN, Lab
from tests.support.visitors import DESKTOP, PATIENCE

CONNECTED = "document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED'"
STARTS_OVER = "The server restarted, or the connection was lost for too long. The run starts over."
KEEP_SOCKETS = """window.sockets = []; window.WebSocket = class extends WebSocket {
    constructor(...from) { super(...from); window.sockets.push(this); }
};"""
KEPT_ARE_GONE = "The runs that you kept are gone. If you saved them, open their file on the page Compare."
WAITING = "Your charts are on their way. With many people, this takes a few seconds."
HELD = "history.state.query === null && history.state.file?.includes('0.125')"
SOCKETS, CLOSE = "window.sockets.length", "window.sockets.forEach((socket) => socket.close())"


@contextmanager
def page_of(chromium, address):
    """A page that may lose its server, and stops at no error but its own."""
    context, errors = chromium.new_context(viewport=DESKTOP), []
    context.set_default_timeout(2 * PATIENCE)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield Lab(page, address)
    context.close()
    assert not errors


def begins_anew(lab):
    """With its experiment and at its beginning, once there is a server again; and says so until something is done."""
    untrained = Trainer.start(Experiment(hidden_size=8)).latest
    notice = lab.page.locator(".lost-run")
    expect(notice).to_have_text(f"{STARTS_OVER}Dismiss", timeout=2 * PATIENCE)
    lab.drawn(HIDDEN_STATES).shows("epoch", "0").shows("state", "ready").shows("loss", f"{untrained.loss:.4g}")
    expect(lab.field("Hidden units")).to_have_value("8")
    assert lab.steady() == 0
    expect(notice).to_be_visible()

    lab.press("Play").reaches(5).paused()
    expect(notice).to_be_hidden()
    lab.page.reload()
    lab.drawn(HIDDEN_STATES).shows("epoch", "0")
    expect(notice).to_be_hidden()


def test_page_begins_anew_with_its_experiment_when_the_server_was_restarted(chromium, tmp_path):
    """While it was paused, and while it played."""
    port, logs = free_port(), [tmp_path / f"log {n}" for n in range(3)]
    with page_of(chromium, f"http://localhost:{port}") as lab:
        with serve(log=logs[0], port=port):
            lab.open("/hidden_states", HIDDEN_STATES).type("Hidden units", "8").shows("epoch", "0")
            lab.page.wait_for_function("location.search === '?v=1&hidden=8'")
            lab.press("Play").reaches(5).paused()
        lab.page.wait_for_function(f"!({CONNECTED})")

        with case("paused"), serve(log=logs[1], port=port):
            begins_anew(lab)
            lab.press("Play").reaches(5)
        lab.page.wait_for_function(f"!({CONNECTED})")

        with case("playing"), serve(log=logs[2], port=port):
            begins_anew(lab)
            lab.page.goto("about:blank")
        assert not [log for log in logs if "Traceback" in log.read_text()]


def test_experiment_too_long_for_a_link_comes_back_and_what_is_gone_is_said(chromium, tmp_path):
    """After a restart, and after the page was loaded again."""
    port, logs = free_port(), [tmp_path / f"log {n}" for n in range(2)]
    series = ", ".join(str(n % 7 + 0.125) for n in range(400))
    untrained = f"{Trainer.start(Experiment(inputs=[[n % 7 + 0.125] for n in range(400)])).latest.loss:.4g}"
    with page_of(chromium, f"http://localhost:{port}") as lab:
        with serve(log=logs[0], port=port):
            lab.open("/compare", COMPARE).type("Sequence", series).shows("loss", untrained)
            lab.press("Step").shows("epoch", "1")
            lab.page.get_by_role("button", name="Keep this run").click()
            expect(lab.page.get_by_role("button", name="Save the kept runs")).to_be_visible()
            lab.page.wait_for_function(HELD)
        lab.page.wait_for_function(f"!({CONNECTED})")

        with serve(log=logs[1], port=port):
            notice = lab.page.locator(".lost-run")
            expect(notice).to_have_text(f"{STARTS_OVER} {KEPT_ARE_GONE}Dismiss", timeout=2 * PATIENCE)
            lab.drawn(COMPARE).shows("loss", untrained).shows("epoch", "0")
            expect(lab.field("Sequence")).to_have_value(series)
            lab.press("Step").shows("epoch", "1")

            lab.page.reload()
            lab.drawn(COMPARE).shows("loss", untrained).shows("epoch", "0")
            expect(notice).to_be_hidden()
            lab.press("Play").reaches(5)
            lab.page.goto("about:blank")
        assert not [log for log in logs if "Traceback" in log.read_text()]


def test_page_that_lost_its_connection_keeps_its_run(visit, server):
    lab = visit(server)
    lab.page.add_init_script(KEEP_SOCKETS)
    lab.open("/", TRAIN).press("Step").press("Step").shows("epoch", "2")
    assert lab.page.evaluate(SOCKETS) == 1

    lab.page.evaluate(CLOSE)

    lab.page.wait_for_function(f"{SOCKETS} >= 2 && {CONNECTED}")
    assert lab.steady() == 2
    lab.press("Play").reaches(5)
    lab.paused()
    expect(lab.page.locator(".lost-run")).to_be_hidden()
    lab.page.close()


def test_lanes_of_a_session_that_the_server_forgot_begin_anew(chromium, tmp_path):
    """As after a night with the lid closed: the server is the same, and the page was playing."""
    log = tmp_path / "log"
    forgets = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "0"}
    with serve(log=log, **forgets) as address, page_of(chromium, address) as lab:
        lab.page.add_init_script(KEEP_SOCKETS)
        lab.open("/hidden_states?v=1&hidden=8&b.lr=0.02", HIDDEN_STATES).press("Play").reaches(5)

        lab.page.evaluate(CLOSE)

        expect(lab.page.locator(".lost-run")).to_have_text(f"{STARTS_OVER}Dismiss")
        lab.drawn(HIDDEN_STATES).shows("epoch", "0").shows("state", "ready")
        expect(lab.page.locator(".lanes .lane")).to_have_count(2)
        lab.press("Play").reaches(5)
        assert lab.page.evaluate("location.search") == "?v=1&hidden=8&b.lr=0.02"
        lab.page.goto("about:blank")
    assert "Traceback" not in log.read_text()


def test_who_waits_for_the_charts_is_told_so(visit, server, tmp_path):
    lab, held = visit(server, locale="en-GB"), []  # who was never here has no script of the stage
    lab.page.route("**/stage.js", lambda route: held.append(route))
    lab.page.goto(server.address)
    waiting = lab.page.locator(".waiting")
    expect(waiting).to_have_text(WAITING)

    for route in held:
        route.continue_()

    lab.drawn(TRAIN)
    expect(waiting).to_have_text("")
    lab.page.close()
