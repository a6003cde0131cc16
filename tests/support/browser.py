"""A real browser and a real server: found or installed, started and stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-compositing",
    "--disable-software-rasterizer",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
INSTALLERS = (
    (sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"),
    (sys.executable, "-m", "playwright", "install", "chromium"),
    ("sh", "-c", "apt-get update -q && apt-get install -y -q chromium"),
    ("sh", "-c", "sudo -n apt-get update -q && sudo -n apt-get install -y -q chromium"),
)


class NoBrowserError(RuntimeError):
    """No Chromium here, and none could be installed."""


def launch(playwright: Playwright) -> Browser:
    """Chromium or Chrome of this machine, else Playwright's own, else whichever can be installed.

    Raises NoBrowserError.
    """
    browser = _try(playwright)
    said = []
    for command in INSTALLERS:
        if browser:
            return browser
        said.append(_run(command))
        browser = _try(playwright)
    if browser:
        return browser
    raise NoBrowserError(
        "The browser tests need Chromium or Chrome. None was found, and installing one failed. "
        "Install the package 'chromium' or run 'python -m playwright install chromium', then try again.\n"
        + "\n".join(said)
    )


def found() -> str | None:
    """Where this machine's own Chromium or Chrome is, if it has one."""
    named = next((path for name in NAMES if (path := shutil.which(name))), None)
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return named or (str(mac) if mac.exists() else None)


def _try(playwright: Playwright) -> Browser | None:
    try:
        return playwright.chromium.launch(executable_path=found(), args=list(QUIET))
    except Error:
        return None


def _run(command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{' '.join(command)}: {error}"
    return f"{' '.join(command)}: exit {done.returncode}\n{(done.stdout + done.stderr)[-800:]}"


@contextmanager
def serve(*command: str, **how: Any) -> Iterator[str]:
    """Run the app as `server_process` does; gives its address."""
    with server_process(*command, **how) as (address, _):
        yield address


@contextmanager
def server_process(
    *command: str, log: Path, port: int = 0, below: str = "", folder: Path = ROOT, **environment: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run the app on a free port, with the README's command or another, and stop it at the end.

    Gives its address and its process.
    below : path below which the app is found
    """
    port = port or free_port()
    address = f"http://localhost:{port}{below}"
    words = command or (sys.executable, "-m", "streamlit", "run", "app.py")
    with log.open("w") as output:
        server = subprocess.Popen(
            [*words, "--server.port", str(port), "--server.baseUrlPath", below, "--server.fileWatcherType", "none"],
            cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_until_healthy(address, server, log)
            yield address, server
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    """Wait until the app at an address answers; raises RuntimeError where its process ends or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped with exit {server.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"The server did not answer within {seconds} s:\n{log.read_text()}")
