"""Scaling of own numbers without a browser: proposed where they saturate the network, chosen by one button."""

from __future__ import annotations

import pytest

from tests.support.driving import open_app, problems, sent, stage, trainer, typed

PRICES = ", ".join(str(100 + 0.25 * (place % 7)) for place in range(40))
OUTLIER = "20, 21, 22, 999, 22, 21, 20, 19"


def said(app):
    return [caption.value for caption in app.sidebar.caption if caption.value.startswith("Scale the numbers: ")]


@pytest.mark.parametrize(("text", "scaling"), [(PRICES, "standard"), (OUTLIER, "robust")])
def test_large_numbers_are_hinted_at_and_one_button_scales_them(text, scaling):
    app = sent(typed(open_app(), "inputs", text), {"do": "step"})
    assert len(said(app)) == 1

    app.button(key="remedy-scaling").click().run()

    assert not app.exception
    assert problems(app) == []
    assert trainer(app).experiment.scaling == scaling
    assert trainer(app).epoch == 0
    widget = next(one for one in app.selectbox if (one.key or "").startswith("choice.scaling"))
    assert widget.value == scaling
    assert said(app) == []
    assert all(button.key != "remedy-scaling" for button in app.button)
    assert any(button.label == "Bring back the last run" for button in app.button)


def test_charts_keep_the_units_and_the_error_is_said_in_them():
    app = typed(typed(open_app(), "inputs", PRICES), "scaling", "minmax")

    figures = stage(app)["frames"][-1]["figures"]

    assert "In your units the error is" in figures["loss"]["layout"]["meta"]["said"]
    low, high = figures["prediction"]["layout"]["yaxis"]["range"]
    assert low < 100 < 101.5 < high


def test_small_numbers_and_tasks_are_left_as_they_are():
    app = open_app()
    assert said(app) == []

    typed(app, "inputs", "0.1, 0.2, 0.3, 0.4")
    assert said(app) == []
