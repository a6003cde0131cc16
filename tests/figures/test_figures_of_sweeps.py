"""Pictures of sweeps show each cell as it is, and what diverged apart from the scale."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.shared.stage.frames import packed
from rnn import Experiment, Sweep
from rnn.figures import sweep as figure
from rnn.sweep.grid import MEASURES, TARGET, grid_of

ONE = {"learning_rate": [0.001, 0.01, 0.1, 1.0]}
TWO = {**ONE, "clip_norm": [None, 1.0]}
SEEDS = {"seed": [1, 2, 3]}


def of(axes, **others):
    sweep = Sweep(Experiment(), {**axes, **SEEDS}, epochs=200, target=0.05, **others)
    return sweep, sweep.run()


@pytest.fixture(scope="module", params=[ONE, TWO], ids=["curve", "map"])
def swept(request):
    return of(request.param)


@pytest.fixture(scope="module")
def map_of_two():
    return of(TWO)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("part", [0, 1, 7, None])
def test_every_measure_can_be_drawn_however_far_the_sweep_is(swept, measure, part):
    sweep, table = swept
    table = type(table)(table.header, table.rows[:part])
    grid = grid_of(sweep, table, measure)

    drawn = figure.draw(grid, selected=(0, 1))

    assert len(go.Figure(drawn).data) == len(drawn["data"])
    assert packed({"one": drawn})
    meta = drawn["layout"]["meta"]
    assert meta["said"].endswith(".")
    assert meta["read"].endswith(".")
    assert meta["picks"]["do"] == "open run"
    for name in ("xaxis", "yaxis"):
        low, high = drawn["layout"][name]["range"]
        assert np.isfinite([low, high]).all()
        assert low < high
        assert drawn["layout"][name]["title"]["text"]


def named(drawn):
    return {trace["name"]: trace for trace in drawn["data"]}


def test_map_has_the_loss_of_each_cell_and_a_sign_where_it_diverged(map_of_two):
    sweep, table = map_of_two
    grid = grid_of(sweep, table)

    traces = named(figure.draw(grid))

    diverged = grid.diverged > 0
    assert diverged.tolist() == [[False, False, False, True], [False] * 4]
    z = traces["loss"]["z"]
    np.testing.assert_allclose(10 ** z[~diverged], grid.middle[~diverged])
    assert np.isnan(z[diverged]).all()
    np.testing.assert_array_equal(np.isfinite(traces["diverged"]["z"]), diverged)
    sign = traces["diverged, sign"]
    assert (sign["x"].tolist(), sign["y"].tolist(), sign["marker"]["symbol"]) == ([4], [1], "x")
    assert traces["loss"]["text"][1][3] == "learning rate 1 and clip gradient at norm 1"


def test_map_of_a_target_has_a_sign_where_it_is_not_reached_and_a_scale_that_stays(map_of_two):
    sweep, table = map_of_two
    few = type(table)(table.header, table.rows[:6])

    early, late = (named(figure.draw(grid_of(sweep, each, TARGET))) for each in (few, table))

    assert "no value" in late
    for drawn in (early, late):
        scale = drawn["epochs to the target"]
        assert (scale["zmin"], scale["zmax"]) == (0, 200)


def test_one_cell_that_is_far_off_does_not_flatten_the_colours():
    sweep = Sweep(Experiment(), {"learning_rate": [0.1, 0.2, 0.3], "clip_norm": [None, 1.0]}, epochs=3)
    table = sweep.run()
    place = table.header.index("loss")
    rows = [(*row[:place], 1e299 if n == 0 else row[place], *row[place + 1 :]) for n, row in enumerate(table.rows)]

    (colours,) = figure.draw(grid_of(sweep, type(table)(table.header, tuple(rows))))["data"]

    assert colours["zmax"] - colours["zmin"] < 10
    assert colours["z"][0, 0] == colours["zmax"]


def test_curve_goes_through_the_medians_with_a_band_to_the_ends_and_a_mark_where_it_diverged():
    sweep, table = of(ONE)
    grid = grid_of(sweep, table)

    drawn = figure.draw(grid, selected=(0, 2))

    traces = named(drawn)
    np.testing.assert_array_equal(traces["median"]["y"][:3], grid.middle[0, :3])
    assert np.isnan(traces["median"]["y"][3])
    np.testing.assert_array_equal(traces["all seeds"]["y"], [*grid.low[0, :3], *grid.high[0, 2::-1]])
    assert traces["diverged"]["x"].tolist() == [4]
    assert np.log10(traces["diverged"]["y"][0]) < drawn["layout"]["yaxis"]["range"][1]
    assert drawn["layout"]["shapes"][0]["x0"] == 3
    assert drawn["layout"]["xaxis"]["ticktext"] == ["0.001", "0.01", "0.1", "1"]


def test_curve_without_a_value_has_no_scale():
    sweep, table = of({"learning_rate": [5.0, 10.0]})

    drawn = figure.draw(grid_of(sweep, table))

    assert [trace["name"] for trace in drawn["data"] if len(trace["x"]) and trace["name"] == "diverged"] == ["diverged"]
    assert not drawn["layout"]["yaxis"]["showticklabels"]
    assert figure.draw(grid_of(*of(ONE)))["layout"]["yaxis"]["showticklabels"]


def test_selected_cell_has_a_frame_with_a_halo(map_of_two):
    sweep, table = map_of_two

    halo, line = figure.draw(grid_of(sweep, table), selected=(1, 2))["layout"]["shapes"]

    assert halo["name"] == "halo"
    for shape in (halo, line):
        assert (shape["x0"], shape["x1"], shape["y0"], shape["y1"]) == (2.5, 3.5, 1.5, 2.5)


def test_many_values_are_named_as_far_as_there_is_room():
    sweep = Sweep(Experiment(), {"learning_rate": np.linspace(0.001, 0.1, 64), "clip_norm": range(1, 20)}, epochs=1)

    drawn = figure.draw(grid_of(sweep, sweep.start().table))

    assert len(drawn["layout"]["xaxis"]["tickvals"]) == len(drawn["layout"]["xaxis"]["ticktext"]) <= 12
    assert drawn["layout"]["xaxis"]["range"] == [0.5, 64.5]
    assert "text" not in drawn["data"][0]
    assert "row %{y}" in drawn["data"][0]["hovertemplate"]


def test_nothing_is_drawn_before_a_sweep_was_started():
    drawn = figure.draw_none("Press Start.")

    assert drawn["layout"]["meta"]["read"] == "Press Start."
    assert go.Figure(drawn)
