"""The Sweep page without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from rnn import Sweep
from tests.support.comparing import state
from tests.support.driving import open_app


def sweep_page() -> AppTest:
    return open_app().switch_page("pages/sweep.py").run()


def arrived(**query: str) -> AppTest:
    """A first visit by a link."""
    app = AppTest.from_file("../../app.py", default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def field(app: AppTest, name: str):
    """A field of the form, in whichever generation."""
    kinds = (app.selectbox, app.text_input, app.number_input, app.multiselect)
    return next(one for kind in kinds for one in kind if (one.key or "").split(".", 2)[2:] == [name])


def refused(app: AppTest) -> list[str]:
    return [text.value for text in app.main.get("text")]


def said(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.main.caption)


def proposed(app: AppTest) -> Sweep:
    return state(app).sweep.proposed.sweep
