"""The app as it is installed: its wheel, an environment of its own, and its command as a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.browser import ROOT, wait_until_healthy

SOURCE = (
    "app.py",
    "pages",
    "rnn",
    "bptt_lab",
    ".streamlit",
    "pyproject.toml",
    "requirements.txt",
    "requirements-cluster.txt",
    "README.md",
    "LICENSE",
)
"""What the wheel is built from."""


def build(folder: Path) -> Path:
    """Build the wheel from a copy, since a build leaves files beside the source; nothing is downloaded."""
    for name in SOURCE:
        place = folder / "source" / name
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            place.parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, place)
    _run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"),
        *("--wheel-dir", str(folder), str(folder / "source")),
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new virtual environment; returns its command.

    The app's requirements are those of this environment, which the new one sees by a .pth file after its own packages:
    so the app itself comes from the wheel, and nothing is downloaded.
    """
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    python = folder / "bin" / "python"
    _run(
        *(sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"),
        *("--no-deps", "--no-index", "--no-compile", str(wheel)),
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "requirements.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "bin" / "bptt-lab"


@contextmanager
def started(
    *words: str, address: str, folder: Path, log: Path, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a folder until the app answers at the address; at the end it is told to stop, and does."""
    with log.open("w") as output:
        process = subprocess.Popen(
            words, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until_healthy(address, process, log)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until a condition holds that nothing tells of."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
