"""Servers of this room: what is done to them here shall not be found in the log by the tests of other rooms."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.support.browser import server_process
from tests.support.visitors import Server

FEW = 'ulimit -Sn 256 && exec "$0" "$@"'


class OwnServer(Server):
    """A running app, and its process."""

    def __init__(self, address: str, log: Path, process: psutil.Process) -> None:
        super().__init__(address, log)
        self.process = process


@contextmanager
def serving(folder: Path, *command: str, **environment: str) -> Iterator[OwnServer]:
    """Run the app by that command, or by the README's."""
    log = folder / "log"
    with server_process(*command, log=log, **environment) as (address, process):
        yield OwnServer(address, log, psutil.Process(process.pid))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServer]:
    """The server that the visitors of one file share."""
    with serving(tmp_path_factory.mktemp("shared")) as server:
        yield server


@pytest.fixture
def few_descriptors(tmp_path: Path) -> Iterator[OwnServer]:
    """A server whose system allows it 256 open files at first, as macOS does."""
    with serving(tmp_path, "sh", "-c", FEW, sys.executable, "-m", "streamlit", "run", "app.py") as server:
        yield server


@pytest.fixture
def eager(tmp_path: Path) -> Iterator[OwnServer]:
    """A server that forgets who left at once, and collects garbage at every visit."""
    forgets = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "0"}
    with serving(tmp_path, sys.executable, "-m", "tests.support.eager_server", "run", "app.py", **forgets) as server:
        yield server
