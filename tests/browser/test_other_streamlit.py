"""With other internals of Streamlit, the page opens, plays and pauses, and the log says once what is missing."""

from __future__ import annotations

import sys

import pytest

from tests.support.browser import serve
from tests.support.lab import TRAIN, UNROLL
from tests.support.visitors import Server

PARTS = {
    "gone": ("AppSession",),
    "other_attributes": ("AppSession._call_soon_on_event_loop", "AppSession._browser_queue"),
}


@pytest.mark.parametrize("way", PARTS)
def test_page_opens_plays_and_pauses(visit, tmp_path, way):
    log = tmp_path / "log"
    with serve(sys.executable, "-m", "tests.support.other_streamlit", way, "run", "app.py", log=log) as address:
        lab = visit(Server(address, log))
        asked: list[str] = []
        lab.page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        lab.open("/", TRAIN)
        (plotly,) = [path for path in asked if path.endswith("/plotly.min.js")]
        assert plotly.startswith("/component/" if way == "gone" else "/scripts/")

        lab.press("Play").reaches(5)
        epoch = lab.paused()
        assert lab.press("Step").steady() == epoch + 1
        lab.type("Hidden units", "7").shows("epoch", "0")
        lab.press("Step").shows("epoch", "1")
        lab.go("Unroll", UNROLL["Walk"]).shows("epoch", "1")

        lab.page.close()
    for part in PARTS[way]:
        assert log.read_text().count(f"{part} is not as in streamlit>=") == 1
