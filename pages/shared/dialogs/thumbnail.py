"""Thumbnails: lanes of numbers as a small SVG in the colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence

from streamlit.components import v2

from rnn.experiment.thumbnail import Lane

WIDTH, HEIGHT, EDGE = 160, 48, 4
FILL = 0.7
"""Fraction of the lane's height that a line may use."""

_PICTURE = v2.component(
    "bptt_lab_thumbnail",
    html="<div class='thumbnail'></div>",
    js="export default ({ parentElement, data }) => { parentElement.querySelector('.thumbnail').innerHTML = data; };",
    css="""
      .thumbnail svg { display: block; width: 100%; }
      .thumbnail .input { fill: none; stroke: var(--st-text-color); stroke-width: 1.2; opacity: 0.7; }
      .thumbnail .target { fill: var(--st-primary-color); }
    """,
)
"""A component, since `st.html` strips SVG and only components get the theme's colours as CSS variables."""


def thumbnail(lanes: Sequence[Lane], key: str) -> None:
    """Draw the lanes as a thumbnail."""
    _PICTURE(data=svg(lanes), key=key)


def svg(lanes: Sequence[Lane]) -> str:
    """Return the SVG: inputs as lines above targets as dots, one lane each; contains numbers only, no user text."""
    drawn = "".join(_drawn(lane, place, len(lanes)) for place, lane in enumerate(lanes))
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{drawn}</svg>'


def _drawn(lane: Lane, place: int, lanes: int) -> str:
    room = (HEIGHT - 2 * EDGE) / lanes
    middle = EDGE + room * (place + 0.5)
    points = [
        (EDGE + (WIDTH - 2 * EDGE) * across, middle + room * FILL * (0.5 - height))
        for across, height in zip(lane.across, lane.height, strict=True)
    ]
    if lane.role == "target":
        return "".join(f'<circle class="target" cx="{x:.1f}" cy="{y:.1f}" r="1.8"/>' for x, y in points)
    return f'<polyline class="input" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
