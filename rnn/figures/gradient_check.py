"""Relative error between BPTT and finite differences of the loss, over the perturbation ε."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.figures.axes import log_axis, on_log_axis
from rnn.figures.card import Figure, card
from rnn.figures.marks import across, marked
from rnn.lenses.gradient_check import EPSILONS, THRESHOLD, GradientCheck
from rnn.network.parameters import Array
from rnn.words import gradient_sentences as sentences

FLOOR = 1e-18


def draw(check: GradientCheck, of: str = "") -> Figure:
    """Relative error over ε, both on log axes, with the threshold and the best ε marked.

    of : what is checked, for the title: "W_hh", "W_hh[1, 1]"
    """
    data = [
        _line("central", check, check.error, "gradient", "solid", "circle"),
        _line("forward", check, check.forward_error, "one-sided", "dot", "square-open"),
    ]
    if check.cut:
        data.append(_line("not truncated", check, check.whole_error, "prediction", "dash", "diamond-open"))
    if check.best is not None:
        data.append(_best(check, check.best))
    return _card(sentences.about_check(check), data, of)


def draw_refused(sentence: str) -> Figure:
    """The same axes without a check, and the sentence that says why there is none."""
    return _card(sentence, [])


def _card(said: str, data: list[dict[str, Any]], of: str = "") -> Figure:
    drawn = [trace["y"] for trace in data]
    axes = {
        "xaxis": log_axis("perturbation ε", EPSILONS, FLOOR) | {"range": [-12.3, -0.7], "dtick": 2},
        "yaxis": log_axis("relative error", np.concatenate([*drawn, [THRESHOLD / 10, 1.0]]), FLOOR),
    }
    return card(
        f"BPTT against finite differences{of and f', {of}'}",
        "Each entry is nudged by ε. Right: the loss curves. Left: rounding dominates. "
        f"A correct gradient dips below {sentences.THRESHOLD} unless rounding hides it; a wrong one never does.",
        said,
        data,
        **marked([across(THRESHOLD, f"passes below {sentences.THRESHOLD}")], data, **axes),
        showlegend=bool(data),
    )


def _line(name: str, check: GradientCheck, error: Array, meta: str, dash: str, symbol: str) -> dict[str, Any]:
    """Error of one kind of finite difference, where it is finite."""
    finite = np.isfinite(error)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "meta": meta,
        "x": check.epsilons[finite],
        "y": on_log_axis(error[finite], FLOOR),
        "customdata": error[finite],
        "line": {"width": 2, "dash": dash},
        "marker": {"size": 6, "symbol": symbol},
        "hovertemplate": "ε = %{x:.0e}: error %{customdata:.2e}<extra>%{fullData.name}</extra>",
    }


def _best(check: GradientCheck, best: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "smallest",
        "meta": "shown",
        "x": check.epsilons[[best]],
        "y": on_log_axis(check.error[[best]], FLOOR),
        "marker": {"size": 12, "symbol": "circle-open", "line": {"width": 3}},
        "hovertemplate": "smallest error: ε = %{x:.0e}<extra></extra>",
    }
