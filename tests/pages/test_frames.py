"""Figures packed for the browser."""

from __future__ import annotations

import json

import numpy as np

from pages.shared.stage.frames import differences, packed, size_of
from tests.support.driving import unpacked


def frame(y, said="a", **more):
    trace = {"type": "scatter", "x": np.arange(3), "y": np.array(y)}
    return packed({"epoch": 1, "figures": {"loss": {"data": [trace], "layout": {"meta": {"said": said}}, **more}}})


def rebuilt(frames):
    """What the browser makes of them."""
    made = []
    for new in frames:
        figures = dict(made[-1]["figures"]) if made else {}
        for name, figure in new["figures"].items():
            if figure.get("whole") or name not in figures:
                figures[name] = {key: value for key, value in figure.items() if key != "whole"}
            else:
                old = figures[name]
                data = [before | after for before, after in zip(old["data"], figure["data"], strict=True)]
                figures[name] = {"data": data, "layout": old["layout"] | figure["layout"]}
        made.append({**new, "figures": figures})
    return made


def test_arrays_survive_packing():
    heat, counts = np.random.default_rng(0).normal(size=(3, 4)), np.array([0, 5, 2_000_000_000])

    assert np.allclose(unpacked(packed(heat)), heat, rtol=1e-6)
    assert np.array_equal(unpacked(packed(counts)), counts)


def test_packed_is_strict_json_whatever_the_numbers():
    value = {"a": float("nan"), "b": [float("inf"), 1], "c": None, "d": np.array([np.nan])}

    assert json.loads(json.dumps(packed(value), allow_nan=False)).keys() == {"a", "b", "d"}


def test_differences_put_together_again_give_every_frame():
    frames = [frame([1, 2, 3]), frame([1, 2, 4], "b"), frame([1, 2, 4], "b"), frame([9, 2, 4])]

    assert rebuilt(json.loads(json.dumps(differences(frames)))) == frames


def test_differences_leave_out_what_stays():
    second = differences([frame([1, 2, 3]), frame([1, 2, 4])])[1]["figures"]["loss"]

    assert second["data"][0].keys() == {"y"}
    assert second["layout"] == {}


def test_differences_send_a_figure_whole_when_its_traces_change():
    more = frame([1, 2, 3])
    more["figures"]["loss"]["data"].append({"type": "scatter"})

    frames = [frame([1, 2, 3]), more]

    assert rebuilt(differences(frames)) == frames


def test_size_counts_the_arrays():
    small, large = frame(np.zeros(10)), frame(np.zeros(1000))

    assert size_of(large) - size_of(small) >= 990 * 4


def test_numbers_of_a_diverged_run_are_not_lost_in_packing():
    huge = np.array([1.0, 3.7e305])

    assert np.array_equal(unpacked(packed(huge)), huge)
