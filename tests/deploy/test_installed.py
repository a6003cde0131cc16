"""What is installed is the whole app: served from any folder, it asks nothing outside, and stands in a course page."""

from __future__ import annotations

import socket
import subprocess
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.support.browser import ROOT, free_port
from tests.support.cases import case
from tests.support.installed import build, install, started
from tests.support.lab import HIDDEN_STATES, TRAIN
from tests.support.visitors import PATIENCE, Server

KNOWN = {".py", ".js", ".css", ".svg", ".csv", ".toml", ".md"}
FOREIGN = """[client]
showSidebarNavigation = true
showErrorDetails = "full"
[server]
enableCORS = false
[theme]
primaryColor = "#ff0000"
"""
SENT = "new URLSearchParams(location.search)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def command(wheel, tmp_path_factory):
    return install(wheel, tmp_path_factory.mktemp("environment") / "venv")


@pytest.fixture
def foreign(tmp_path):
    """A folder with names of ours and settings of another app."""
    (tmp_path / "rnn.py").write_text("raise ImportError('the wrong one')", encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "mine.py").write_text("", encoding="utf-8")
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(FOREIGN, encoding="utf-8")
    return tmp_path


def test_wheel_holds_every_file_of_the_app(wheel):
    inside = [path for folder in ("rnn", "bptt_lab") for path in (ROOT / folder).rglob("*") if path.suffix in KNOWN]
    beside = [path for path in (ROOT / "pages").rglob("*") if path.suffix in KNOWN]
    beside += [ROOT / "app.py", ROOT / ".streamlit" / "config.toml"]
    files = {str(path.relative_to(ROOT)) for path in inside}
    files |= {f"bptt_lab/site/{path.relative_to(ROOT)}" for path in beside}

    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert held == files


def test_no_file_of_the_app_is_of_an_unknown_kind():
    folders = [ROOT / folder for folder in ("rnn", "pages", "bptt_lab")]
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]

    assert {path.suffix for path in paths if "__pycache__" not in path.parts} <= KNOWN


def test_command_says_what_it_takes(command, tmp_path):
    done = subprocess.run([command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert {"--port", "--address", "--processes", "--base-path", "--allowed-host"} <= set(done.stdout.split())


def test_installed_app_is_served_from_any_folder(command, foreign, visit):
    """The server asks nothing outside when it starts; both its pages are ours, also in an iframe."""
    port, log = free_port(), foreign / "log"
    address = f"http://localhost:{port}"
    with socket.create_server(("127.0.0.1", 0)) as outside:
        asked = f"http://127.0.0.1:{outside.getsockname()[1]}"
        words = (str(command), "--port", str(port), "--address", "0.0.0.0")
        with started(*words, address=address, folder=foreign, log=log, http_proxy=asked, https_proxy=asked):
            lab = visit(Server(address, log))
            with case("a page"):
                lab.open("/", TRAIN).press("Step").shows("epoch", "1")
                lab.go("Hidden states", HIDDEN_STATES).shows("epoch", "1")
                expect(lab.page.get_by_test_id("stSidebarNav")).to_have_count(0)
                expect(lab.page.get_by_test_id("stMainMenu")).to_have_count(1)
            with case("in a course page"):
                stands_in_an_iframe(lab, address)
            lab.page.close()
        outside.setblocking(False)
        with pytest.raises(BlockingIOError):
            outside.accept()
    assert "the wrong one" not in log.read_text()


def stands_in_an_iframe(lab, address):
    lab.page.set_content(f"<iframe src='{address}/?embed=true&hidden=8' width=1200 height=700></iframe>")
    (frame,) = lab.page.frames[1:]
    frame.locator("[data-chart=loss] .main-svg").first.wait_for(timeout=PATIENCE)
    frame.locator("[data-press=step]").click()
    expect(frame.locator("[data-readout=epoch]")).to_have_text("1")
    expect(frame.get_by_test_id("stMainMenu")).to_have_count(0)
    frame.get_by_role("link", name="Hidden states").click()
    frame.locator("[data-chart=slope] .main-svg").first.wait_for(timeout=PATIENCE)
    frame.wait_for_function(f"{SENT}.get('embed') === 'true' && {SENT}.get('hidden') === '8'")
