"""A server of its own for each file of this room: what is done to it here shall not be found in the log by others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.browser import serve
from tests.support.visitors import Server


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that the visitors of one file share."""
    log = tmp_path_factory.mktemp("shared") / "log"
    with serve(log=log) as address:
        yield Server(address, log)
