"""The Unroll page without a browser: open one of its views, and read what is drawn and what can be chosen there."""

from __future__ import annotations

import numpy as np
from streamlit.testing.v1 import AppTest

from tests.support.driving import is_for, open_app, stage, unpacked
from tests.support.lab import UNROLL

VIEWS = UNROLL | {"Walk": (*UNROLL["Walk"], "substep")}
"""The charts of each view, and the panel of the walk, which is sent like a chart."""
WALK, ADDS, CHECK = VIEWS.values()
SHORT = 3e-7
"""Relative rounding of the 32 bits in which numbers travel to the browser, with a little room for their sum."""


def open_unroll(view: str | None = None, app: AppTest | None = None) -> AppTest:
    """With that view chosen, or as it is found."""
    app = (app or open_app()).switch_page("pages/unroll.py").run()
    return app.segmented_control[0].set_value(view).run() if view else app


def drawn(app: AppTest) -> dict:
    """The figures that were sent last."""
    assert not app.exception
    return stage(app)["frames"][-1]["figures"]


def title(app: AppTest, figure: str) -> str:
    return drawn(app)[figure]["layout"]["meta"]["title"]


def exact(app: AppTest, figure: str, trace: int = 0) -> np.ndarray:
    """The numbers that a trace tells where one points at it, in the 32 bits in which they travel."""
    return unpacked(drawn(app)[figure]["data"][trace]["customdata"]).astype(float)


def chosen(app: AppTest, name: str) -> str:
    """What a list shows."""
    (widget,) = [each for each in app.selectbox if is_for(each, name)]
    return widget.value


def options(app: AppTest, name: str) -> list[str]:
    """What a list offers."""
    (widget,) = [each for each in app.selectbox if is_for(each, name)]
    return widget.options
