"""Sizes over many powers of ten as colours, on a scale that two epochs share."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.network.parameters import Array


def decades(values: Array, x: Array, y: Array, lowest: int, highest: int, hover: str) -> dict[str, Any]:
    """A heatmap of powers of ten between two ends, beyond which colours do not change; nan stays empty.

    hover : what is read at a cell; %{z} in it is the power of ten
    """
    with np.errstate(divide="ignore"):
        powers = np.clip(np.log10(values), lowest, highest)
    return {
        "type": "heatmap",
        "z": powers,
        "x": x,
        "y": y,
        "zmin": lowest,
        "zmax": highest,
        "meta": "decades",
        "hoverongaps": False,
        "hovertemplate": f"{hover}<extra></extra>",
    }
