"""Pack frames for the browser: the first frame of a message is complete, the others hold differences."""

from __future__ import annotations

import base64
import math
from itertools import pairwise
from typing import Any

import numpy as np

from rnn.network.parameters import Array

Packed = dict[str, Any]
LARGEST_SHORT = 3e38
_AS_IT_IS = frozenset({str, int, bool, type(None)})


def packed(value: Any) -> Any:
    """Return the value with arrays in Plotly's base64 format and everything else as JSON accepts it."""
    if type(value) in _AS_IT_IS:  # nearly all of the hundreds of values of a frame
        return value
    if isinstance(value, np.ndarray):
        kind = _kind(value)
        numbers = np.ascontiguousarray(value, dtype=kind)
        shape = {"shape": ", ".join(map(str, numbers.shape))} if numbers.ndim > 1 else {}
        return {"dtype": kind.str[1:], "bdata": base64.b64encode(numbers.tobytes()).decode("ascii"), **shape}
    if isinstance(value, dict):
        return {key: packed(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [packed(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _kind(array: Array) -> np.dtype[Any]:
    """Return the dtype to send: 32 bits suffice for drawing, except near overflow."""
    if array.dtype.kind == "i":
        return np.dtype("i4")
    return np.dtype("f8" if np.abs(array).max(initial=0, where=np.isfinite(array)) > LARGEST_SHORT else "f4")


def size_of(frame: Packed) -> int:
    """Return the approximate size of a packed frame in bytes, from its arrays."""
    traces = (trace for figure in frame["figures"].values() for trace in figure["data"])
    return 4_000 + sum(
        len(item["bdata"]) for trace in traces for item in trace.values() if isinstance(item, dict) and "bdata" in item
    )


def differences(frames: list[Packed]) -> list[Packed]:
    """Return the frames with each after the first reduced to what differs from its predecessor."""
    later = [{**new, "figures": _changed_figures(old["figures"], new["figures"])} for old, new in pairwise(frames)]
    return frames[:1] + later


def _changed_figures(old: Packed, new: Packed) -> Packed:
    changed = {name: _changed_figure(old[name], figure) for name, figure in new.items()}
    return {name: figure for name, figure in changed.items() if figure}


def _changed_figure(old: Packed, new: Packed) -> Packed:
    """Return the changed keys of traces and layout; the complete figure if the sets of traces or keys differ."""
    same_keys = [trace.keys() for trace in old["data"]] == [trace.keys() for trace in new["data"]]
    if not same_keys or old["layout"].keys() != new["layout"].keys():
        return {"whole": True, **new}
    traces = [_changed(before, after) for before, after in zip(old["data"], new["data"], strict=True)]
    layout = _changed(old["layout"], new["layout"])
    return {"data": traces, "layout": layout} if any(traces) or layout else {}


def _changed(old: Packed, new: Packed) -> Packed:
    return {key: value for key, value in new.items() if old[key] != value}
