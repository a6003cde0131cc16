"""A Streamlit whose internals are not there, or not as they were: for the app's own code, Streamlit keeps its own.

python -m tests.other_streamlit WAY run app.py       like `streamlit run app.py`
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

INTERNALS = "streamlit.runtime"

Found = dict[str, Any]


def gone(module: str) -> Found:
    """There is no such module any more; nor does `streamlit run` look for an `App`."""
    raise ModuleNotFoundError(f"No module named {module!r}")


def renamed(module: str) -> Found:
    """The modules are there, and nothing in them has the name that it had."""
    return {}


def called_otherwise(module: str) -> Found:
    """Every function needs one argument more, and what was a class is a function."""

    def needs_more(*, another: object) -> None:
        raise AssertionError(another)

    return dict.fromkeys(("RerunException", "get_script_run_ctx", "get_instance", "AppSession"), needs_more)


class Other:
    """A session, a context or a runtime with other attributes."""

    session_id = ""
    script_requests = "moved"

    def get_app_session(self, session_id: str) -> Other:
        return Other()


def other_attributes(module: str) -> Found:
    """All is found and may be called, but the objects that come back have other attributes."""
    return {
        "RerunException": __import__(f"{INTERNALS}.scriptrunner", fromlist=["RerunException"]).RerunException,
        "get_script_run_ctx": lambda **_: Other(),
        "get_instance": Other,
        "AppSession": Other,
    }


WAYS: dict[str, Callable[[str], Found]] = {
    way.__name__: way for way in (gone, renamed, called_otherwise, other_attributes)
}


@contextmanager
def other_streamlit(way: str) -> Iterator[list[str]]:
    """Give the app's own code the other internals, whenever it imports them; gives the names of those it asked for."""
    real = builtins.__import__
    asked: list[str] = []

    def other(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        ours = str((globals or {}).get("__name__", "")).startswith("pages.")
        wanted = [name] if name.startswith(INTERNALS) else [f"{name}.{part}" for part in fromlist or ()]
        if not ours or not any(module.startswith(INTERNALS) for module in wanted):
            return real(name, globals, locals, fromlist, level)
        asked.extend(wanted)
        module = ModuleType(name)
        found = WAYS[way](wanted[0])
        if name == "streamlit":
            module.__dict__["runtime"] = ModuleType(INTERNALS)
            module.__dict__["runtime"].__dict__.update(found)
        module.__dict__.update(found)
        return module

    builtins.__import__ = other
    try:
        yield asked
    finally:
        builtins.__import__ = real


if __name__ == "__main__":
    from streamlit.web import cli
    from streamlit.web.server import app_discovery

    way = sys.argv.pop(1)
    if way == "gone":
        app_discovery._KNOWN_ASGI_APP_CLASSES = ()
    with other_streamlit(way):
        cli.main()
