"""Two app processes behind HAProxy: everybody stays on one, whoever loses it goes on at the other, nothing is left."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from bptt_lab.proxy import COOKIE, MISSING, find_proxy
from tests.support.browser import ROOT, free_port
from tests.support.cases import case
from tests.support.installed import started, until
from tests.support.lab import HIDDEN_STATES, Lab
from tests.support.visitors import DESKTOP, PATIENCE

COMMAND = (sys.executable, "-m", "bptt_lab", "--processes", "2")
INSTALL = "apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 haproxy"
INSTALLERS = (INSTALL, f"apt-get update -q && {INSTALL}", f"sudo -n apt-get update -q && sudo -n {INSTALL}")


@pytest.fixture(scope="module")
def proxy(chromium):
    """HAProxy of this machine, installed where there is none; None where that fails. A browser is installed before."""
    for command in INSTALLERS:
        if not find_proxy():
            subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    return find_proxy()


@pytest.fixture
def arrive(chromium):
    """Makes visitors who were never here before, each with cookies of their own."""
    contexts = []

    def visitor(address, path):
        context = chromium.new_context(viewport=DESKTOP)
        context.set_default_timeout(2 * PATIENCE)
        contexts.append(context)
        return Lab(context.new_page(), address).open(path, HIDDEN_STATES)

    yield visitor
    for context in contexts:
        context.close()


def number_of(lab):
    """The number of the process that a visitor's cookie names."""
    (number,) = {cookie["value"] for cookie in lab.page.context.cookies() if cookie["name"] == COOKIE}
    return int(number)


def app_processes(process):
    """The app processes, in the order of their numbers."""
    children = [child for child in psutil.Process(process.pid).children() if child.status() != psutil.STATUS_ZOMBIE]
    children = [child for child in children if "streamlit" in child.cmdline()]
    return sorted(children, key=lambda child: child.create_time())


@contextmanager
def held(process):
    """Meanwhile it starts nothing again."""
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


def cookies(address, **headers):
    """The cookies that a first answer sets."""
    request = urllib.request.Request(f"{address}/_stcore/health", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers.get_all("Set-Cookie")


def go_on_after_a_loss(address, process, arrive):
    """One visitor on each process; the first loses theirs while the second trains, and it is not started again yet."""
    people = [arrive(address, f"/hidden_states?v=1&hidden={units}").shows("epoch", "0") for units in (8, 9)]
    numbers = [number_of(lab) for lab in people]
    assert sorted(numbers) == [1, 2]
    first, second = people
    second.press("Play").reaches(3)
    was = first.page.evaluate("performance.timeOrigin")

    with held(process):
        app_processes(process)[numbers[0] - 1].kill()

        first.page.wait_for_function(f"performance.timeOrigin !== {was}", timeout=2 * PATIENCE)
        first.drawn(HIDDEN_STATES).press("Step")
        expect(first.field("Hidden units")).to_have_value("8")
        assert number_of(first) == number_of(second) == numbers[1]
    second.reaches(5).paused()
    expect(second.field("Hidden units")).to_have_value("9")
    expect(second.page.locator(".lost-run")).to_be_hidden()
    return numbers[0]


def test_whoever_loses_a_process_goes_on_at_the_other_one(proxy, arrive, tmp_path):
    """Below a path. Where there is no HAProxy and none can be installed, the command says so."""
    port, log = free_port(), tmp_path / "log"
    words = (*COMMAND, "--port", str(port), "--base-path", "/lab")
    if not proxy:
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (1, MISSING.format(processes=2) + "\n")
        return
    address = f"http://localhost:{port}/lab"
    with started(*words, address=address, folder=ROOT, log=log) as process:
        with case("cookies for a page of another site, where there is https"):
            assert all(cookie.endswith("; SameSite=Lax") for cookie in cookies(address))
            outside = cookies(address, **{"X-Forwarded-Proto": "https"})
            assert len(outside) == 2
            assert all(cookie.endswith("; SameSite=None; Secure; Partitioned") for cookie in outside)
        with case("a process is killed"):
            lost = go_on_after_a_loss(address, process, arrive)
        with case("it is started again"):
            until(lambda: len(app_processes(process)) == 2)
            assert f"App process {lost} ended with exit -9; started again now." in log.read_text()
        everything = psutil.Process(process.pid).children(recursive=True)

    assert process.returncode == 0
    assert not [child for child in everything if child.is_running()]
    assert not [path for path in Path("/tmp").glob("bptt-lab-*") if str(port) in (path / "haproxy.cfg").read_text()]
    with socket.create_server(("127.0.0.1", port)):
        assert "Traceback" not in log.read_text()
