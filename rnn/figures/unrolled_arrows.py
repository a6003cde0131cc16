"""The arrows of the unrolled network: forward as the walk goes, back with a width that grows with the gradient norm."""

from __future__ import annotations

from math import ceil
from typing import Any

import numpy as np

from rnn.figures.unrolled_places import Moment

Segment = tuple[float, float, float, float]  # from (x, y) to (x, y)
THICKEST = 6
SPACE = 0.7
"""Between a dot and the arrow that begins or ends there, in heights of a dot."""


def forward(moment: Moment) -> list[dict[str, Any]]:
    """Arrows of what each step reads, remembers and predicts: to come, done, and now."""
    first, last = moment.window
    now = moment.step if moment.phase == "forward" else None
    parts: dict[str, list[Segment]] = {"to come": [], "done": [], "now": []}
    for t in range(first, min(last + 1, moment.walk.steps) + 1):
        if moment.phase == "loss" and t <= last:
            parts["now"] += _compared(moment, t)
        parts["now" if t == now else "done" if t <= moment.computed else "to come"] += _into(moment, t)
    return [
        _arrows("forward, to come", "path", parts["to come"], 1, dash="dot", showlegend=False),
        _arrows("forward", "path", parts["done"], 1.5),
        _arrows("now", "now", parts["now"], 3, showlegend=bool(parts["now"])),
    ]


def backward(moment: Moment) -> list[dict[str, Any]]:
    """The gradient on its way back: dotted where it is to come, and none where it is zero."""
    if moment.phase in ("forward", "loss"):
        return []
    first, last = moment.window
    by_width: dict[int, list[Segment]] = {width: [] for width in range(1, THICKEST + 1)}
    to_come: list[Segment] = []
    for t in range(first - 1, last + 1):
        done = moment.step is None or t >= moment.step
        for strength, segment in _back_into(moment, t):
            if strength:
                (by_width[ceil(min(strength, 1) * THICKEST)] if done else to_come).append(segment)
    return [
        _arrows("gradient, to come", "gradient", to_come, 1, dash="dot", showlegend=False),
        *(
            _arrows("gradient: thicker is larger", "gradient", segments, width, showlegend=width == 3)
            for width, segments in by_width.items()
        ),
    ]


def _into(moment: Moment, t: int) -> list[Segment]:
    """The arrows of step t forward: from x_t and from h_{t-1} to h_t, and from there to the output."""
    x, h, yhat = (moment.rows[name] for name in "xhŷ")
    side = (t - 1 + moment.edge, h.middle, t - moment.edge, h.middle)
    if t > moment.window[1]:
        return [side]
    up = t if moment.phase in ("forward", "loss") else t - moment.edge / 1.5
    return [(t, x.top + SPACE, t, h.bottom - SPACE), side, (up, h.top + SPACE, up, yhat.bottom - SPACE)]


def _compared(moment: Moment, t: int) -> list[Segment]:
    """From the target to the output, where that counts."""
    yhat, y = moment.rows["ŷ"], moment.rows["y"]
    return [(t, y.bottom - SPACE, t, yhat.top + SPACE)] if moment.works_at(y, t) else []


def _back_into(moment: Moment, t: int) -> list[tuple[float, Segment]]:
    """The arrows back to h_t with their strengths: from the loss of that step, and from the step after it."""
    h, yhat = moment.rows["h"], moment.rows["ŷ"]
    local, carried = moment.walk.strengths
    right, below = t + moment.edge / 1.5, h.middle - 0.6
    down = (right, yhat.bottom - SPACE, right, h.top + SPACE)
    side = (t + 1 - moment.edge, below, t + moment.edge, below)
    own = [(float(local[t]), down)] if t >= moment.window[0] else []
    return [*own, (float(carried[t]), side)]


def _arrows(name: str, meta: str, segments: list[Segment], width: float, **more: Any) -> dict[str, Any]:
    """Arrows as one line with gaps; only the end of each has a head."""
    gap = float("nan")
    line = {"width": width} | ({"dash": more.pop("dash")} if "dash" in more else {})
    heads = [0, 5 + 1.6 * width, 0] * len(segments)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "meta": meta,
        "x": np.array([value for a, _, b, _ in segments for value in (a, b, gap)]),
        "y": np.array([value for _, a, _, b in segments for value in (a, b, gap)]),
        "line": line,
        "marker": {"symbol": "arrow", "angleref": "previous", "opacity": 1, "size": heads, "line": {"width": 0}},
        "hoverinfo": "skip",
        **more,
    }
