"""A figure in a dialog: drawn by the stage's own code, in the look of the charts of the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from streamlit.components import v2

from pages.shared.stage import scripts
from pages.shared.stage.cards import Figure
from pages.shared.stage.frames import packed


def show_figure(figure: Figure, height: int, key: str) -> None:
    """Draw a plain Plotly dict, so many pixels high, with its computed sentence below."""
    _component()(key=key, data={"figure": packed(figure), "height": height, "plotly": scripts.plotly_address()})


@cache
def _component() -> Callable[..., Any]:
    """Return the component, created lazily, once the server has its routes."""
    return v2.component(
        "bptt_lab_figure", html="<div class='figure'></div>", js=scripts.figure_code(), isolate_styles=False
    )
