"""Every figure is one that Plotly accepts, with named axes, words, and no colour of its own."""

from __future__ import annotations

import re

import numpy as np
import plotly.graph_objects as go
import pytest

from rnn import Experiment, Trainer
from rnn.figures import gradient, hidden, loss, prediction, slope, unit_over_time
from tests.support.problems import blowing_up, case

RUNS = {
    "untrained": lambda: Trainer.start(case(1)),
    "one epoch": lambda: Trainer.start(case(1)).advance(epochs=1),
    "thinned history": lambda: Trainer.start(case(1)).advance(epochs=5000),
    "changes": lambda: Trainer.start(
        case(1, changes=[[3, "clip_norm", 1.0], [5, "clip_norm", None], [6, "learning_rate", 0.5]])
    ).advance(epochs=10),
    "one time step": lambda: Trainer.start(Experiment(inputs=[1.0], targets=[2.0])).advance(epochs=3),
    "several outputs": lambda: Trainer.start(case(3)).advance(epochs=3),
    "many steps and units": lambda: Trainer.start(Experiment(inputs=np.sin(np.arange(150)), hidden_size=40)).advance(
        epochs=2
    ),
    "diverged": lambda: Trainer.start(blowing_up()).advance(epochs=1000),
    "diverged wildly": lambda: Trainer.start(blowing_up(hidden_size=64)).advance(epochs=1000),
    "zero weights": lambda: Trainer.start(Experiment(start_scale=0.0)),
    "smallest targets": lambda: Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 1e-323], start_scale=0.0)),
    "equal targets": lambda: Trainer.start(Experiment(inputs=[0.0] * 3, targets=[3.0] * 3)).advance(epochs=5000),
    "largest targets": lambda: Trainer.start(Experiment(inputs=[1e6, -1e6], targets=[1e6, -1e6])).advance(epochs=5),
    "zero loss": lambda: Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 0.0])).advance(epochs=3),
}


@pytest.fixture(scope="module", params=RUNS)
def run(request):
    return RUNS[request.param]()


def drawn(newest, shown=None):
    """All figures of a run, by name."""
    shown = shown or newest
    return {
        "loss": loss.draw(newest, shown),
        "prediction": prediction.draw(shown.latest),
        "hidden": hidden.draw(shown.latest),
        "gradient": gradient.draw(shown.latest),
        "unit": unit_over_time.draw(shown.latest, shown.experiment.hidden_size - 1),
        "slope": slope.draw(shown.latest),
    }


def test_figure_is_accepted_by_plotly(run):
    for figure in drawn(run).values():
        assert len(go.Figure(figure).data) == len(figure["data"])


def test_figure_names_its_axes_and_says_how_to_read_it_and_what_it_shows(run):
    for figure in drawn(run).values():
        layout = figure["layout"]
        assert layout["xaxis"]["title"]["text"]
        assert layout["yaxis"]["title"]["text"]
        assert set(layout["meta"]) >= {"title", "read", "said"}
        assert layout["meta"]["title"]
        assert layout["meta"]["read"].endswith(".")
        assert layout["meta"]["said"].endswith(".")
        assert not re.search(r"\bnan\b|\binf\b|\d[eE][+-]?\d", layout["meta"]["said"])


def test_figure_names_no_colour(run):
    def keys(part):
        if isinstance(part, dict):
            return set(part).union(*map(keys, part.values()))
        return set().union(*map(keys, part)) if isinstance(part, (list, tuple)) else set()

    for figure in drawn(run).values():
        assert not {key for key in keys(figure) if "color" in str(key).lower()}


def test_figure_draws_only_finite_numbers_that_lie_on_its_log_axis(run):
    for name, figure in drawn(run).items():
        for trace in figure["data"]:
            values = np.asarray(trace["z"] if trace["type"] == "heatmap" else trace["y"], dtype=float)
            assert np.isfinite(values).all(), name
            if figure["layout"]["yaxis"].get("type") == "log":
                low, high = figure["layout"]["yaxis"]["range"]
                assert (values >= 10**low).all(), name
                assert (np.log10(values) <= high).all(), name


def test_figure_has_axes_with_room_between_their_ends(run):
    for name, figure in drawn(run).items():
        for axis in ("xaxis", "yaxis"):
            low, high = figure["layout"][axis].get("range", (0, 1))
            assert np.isfinite([low, high]).all(), name
            assert high > low, name


def test_figure_changes_nothing_that_it_draws(run):
    before = run.parameters.vector.tobytes(), run.latest.h.tobytes(), run.latest.dh.tobytes()

    drawn(run)

    assert (run.parameters.vector.tobytes(), run.latest.h.tobytes(), run.latest.dh.tobytes()) == before


def test_loss_marks_the_shown_epoch_and_every_change_so_far():
    newest = RUNS["changes"]()
    planned = newest.at(5)

    figure = loss.draw(newest, newest.at(4))

    assert upright(figure, "shapes", "x0") == [3, 5, 6]
    assert upright(figure, "annotations", "text") == ["clip 1", "clip off", "rate 0.5"]
    assert figure["data"][-1]["x"] == [4]
    assert figure["data"][-1]["y"] == [pytest.approx(newest.at(4).latest.loss)]
    assert upright(loss.draw(planned, planned), "shapes", "x0") == [3, 5]


def upright(figure, part, name):
    """Something of every mark of a change, which reaches over the whole height."""
    return [each[name] for each in figure["layout"][part] if each.get("yref") == "paper"]


def test_loss_of_a_long_run_is_few_points_with_a_band_and_the_true_untrained_loss():
    newest = RUNS["thinned history"]()

    figure = loss.draw(newest, newest)

    assert [trace["name"] for trace in figure["data"]] == ["range", "loss", "shown"]
    band, line, _ = figure["data"]
    history, points = newest.history.condensed(loss.MOST_POINTS), len(band["x"]) // 2
    assert 100 < points <= loss.MOST_POINTS
    low, mean, high = history.series("loss")
    np.testing.assert_array_equal(band["y"], [*low, *reversed(high)])
    np.testing.assert_array_equal(band["x"], [*band["x"][:points], *reversed(band["x"][:points])])
    assert list(line["x"]) == [*band["x"][:points], newest.epoch]
    assert ((low <= mean) & (mean <= high)).all()
    assert (low < high).any()
    first, now = Trainer.start(case(1)).latest.loss, newest.latest.loss
    assert newest.history.untrained[0] == pytest.approx(first, rel=1e-12)
    assert f"{float(f'{first / now:.2g}'):,.0f} times as much" in figure["layout"]["meta"]["said"]


def test_gradient_draws_the_norms_of_its_pass():
    shown = RUNS["one epoch"]().latest

    dh, da = gradient.draw(shown)["data"]

    np.testing.assert_allclose(dh["y"], np.linalg.norm(shown.dh[0], axis=1), rtol=1e-14)
    np.testing.assert_allclose(da["y"], np.linalg.norm(shown.da[0], axis=1), rtol=1e-14)
    assert dh["x"].tolist() == [1, 2, 3, 4]


def test_heatmaps_keep_their_colour_range_between_epochs():
    early, late = RUNS["untrained"](), RUNS["thinned history"]()

    for figure in (hidden, slope):
        ranges = [(trace["zmin"], trace["zmax"]) for run in (early, late) for trace in figure.draw(run.latest)["data"]]
        assert ranges[0] == ranges[1]


def test_unit_over_time_begins_at_the_initial_state():
    shown = RUNS["one epoch"]().latest

    (trace,) = unit_over_time.draw(shown, unit=2)["data"]

    assert trace["name"] == "unit 3"
    assert trace["x"].tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_array_equal(trace["y"], shown.h[0, :, 2])
