"""Gradient norm of each parameter over the epochs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnn.figures.axes import epoch_axis, log_axis
from rnn.figures.card import Figure, card
from rnn.figures.gradient import FLOOR
from rnn.lenses.over_training import Moment
from rnn.text.quantities import counted
from rnn.words import update_sentences

DASHES = {"W_xh": "dash", "W_hh": "solid", "W_hy": "dashdot", "b_h": "dot", "b_y": "longdash", "h_0": "longdashdot"}


def draw(seen: Sequence[Moment]) -> Figure:
    """A line for each parameter."""
    epochs = np.array([moment.epoch for moment in seen])
    norms = {name: np.array([moment.gradient_norms[name] for moment in seen]) for name in seen[-1].gradient_norms}
    return card(
        "Gradient norm of each parameter",
        f"|∂L/∂W| of the whole batch, at {counted(len(seen), 'epoch')} whose weights are kept. Log axis, floor 10⁻¹⁶.",
        update_sentences.about_gradient_norms(seen),
        [
            {
                "type": "scatter",
                "mode": "lines" if len(seen) > 1 else "markers",
                "name": update_sentences.symbol(name),
                "meta": name,
                "x": epochs,
                "y": np.maximum(values, FLOOR),
                "customdata": values,
                "line": {"width": 2, "dash": DASHES[name]},
                "hovertemplate": "epoch %{x}: %{customdata:.3g}<extra>%{fullData.name}</extra>",
            }
            for name, values in norms.items()
        ],
        picks={"x": "epoch"},
        xaxis=epoch_axis(int(epochs[-1])),
        yaxis=log_axis("norm", np.concatenate(list(norms.values())), FLOOR),
        showlegend=True,
    )
