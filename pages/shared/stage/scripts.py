"""Scripts: Plotly and the stage's own code, served with URLs that browsers cache."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from functools import cache
from pathlib import Path

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.components import v1

KEEP = "public, max-age=31536000, immutable"
"""Cache for a year without revalidation: changed content gets a new URL."""

_PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_BROWSER = Path(__file__).parent / "browser"
_LOADER = """const stage = await import(new URL('ADDRESS', document.baseURI).href);
export default stage.NAME;
"""
"""Two lines, since Streamlit treats a single line as a file name."""
_ROUTED = threading.Event()
"""Set once the server has the routes of this file."""


class Script:
    """A script, compressed once at server start; its URL contains the digest of its content."""

    def __init__(self, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()[:16]
        self.address = f"scripts/{digest}/{name}"
        self._etag, self._content, self._compressed = f'W/"{digest}"', content, gzip.compress(content, mtime=0)

    def answer(self, request: Request) -> Response:
        """Return the script, or 304 if the browser's copy is current."""
        headers = {"Cache-Control": KEEP, "ETag": self._etag, "Vary": "Accept-Encoding"}
        if self._etag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        content = self._content
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            content, headers["Content-Encoding"] = self._compressed, "gzip"
        return Response(content, headers=headers, media_type="text/javascript")


@cache
def plotly_script() -> Script:
    """Return the script of the installed Plotly package."""
    return Script(_PLOTLY.name, _PLOTLY.read_bytes())


@cache
def stage_script() -> Script:
    """Return the code and the styles of the stage."""
    return Script("stage.js", _stage_code().encode())


def routes() -> list[Route]:
    """Return the additional routes of the server; from now on, the functions below rely on them."""
    base = st.get_option("server.baseUrlPath").strip("/")
    _ROUTED.set()
    return [
        Route(f"/{base}/{script.address}".replace("//", "/"), script.answer)
        for script in (plotly_script(), stage_script())
    ]


def plotly_address() -> str:
    """Return the URL of Plotly relative to the app.

    Without the routes, Plotly is served as part of a component, which is sent again at each visit.
    """
    if _ROUTED.is_set():
        return plotly_script().address
    component = v1.declare_component("plotly_js", path=str(_PLOTLY.parent))
    return f"component/{component.name}/{_PLOTLY.name}"


def stage_code() -> str:
    """Return the code of the stage's component, which Streamlit sends with every message; with routes, an import."""
    if _ROUTED.is_set():
        return _LOADER.replace("ADDRESS", stage_script().address).replace("NAME", "default")
    return _stage_code()


def figure_code() -> str:
    """Return the code of a single figure, which is a part of the stage's; with routes, an import."""
    if _ROUTED.is_set():
        return _LOADER.replace("ADDRESS", stage_script().address).replace("NAME", "figure")
    return _stage_code().replace("export default function", "export function stage") + "\nexport default figure;"


def _stage_code() -> str:
    style = (_BROWSER / "stage.css").read_text(encoding="utf-8")
    code = "\n".join(part.read_text(encoding="utf-8") for part in sorted(_BROWSER.glob("*.js")))
    return f"const STYLE = {json.dumps(style)};\n{code}"
