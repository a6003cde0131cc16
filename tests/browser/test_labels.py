"""Labels in a crowded chart, as a browser draws them: none covers another, on any screen."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.support.lab import GRADIENT_FLOW

SCREENS = [(390, 844), (1366, 768), (1920, 1080)]
CROWDED = "/?v=1&task=two-lags&truncate=6&at=20:lr:0.02,22:truncate:5,60:clip:1,64:whh:1.05,110:lr:0.03&epoch=120"
# Every label of a chart, as [text, left, top, right, bottom].
LABELS = """(name) => [...document.querySelectorAll(`[data-chart=${name}] :is(.annotation-text, .textpoint text)`)]
    .filter((label) => label.textContent)
    .map((label) => [label.textContent, label.getBoundingClientRect()])
    .map(([text, { left, top, right, bottom }]) => [text, left, top, right, bottom])"""


def labels_of(lab, chart):
    """The labels of a chart; none of two covers the other."""
    labels = lab.page.evaluate(LABELS, chart)
    covering = [
        (one[0], other[0])
        for one, other in combinations(labels, 2)
        if min(one[3], other[3]) > max(one[1], other[1]) and min(one[4], other[4]) > max(one[2], other[2])
    ]
    assert covering == []
    return [label[0] for label in labels]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: "x".join(map(str, screen)))
def test_labels_of_a_crowded_chart_cover_none_of_each_other(server, visit, screen):
    lab = visit(server, viewport=dict(zip(("width", "height"), screen, strict=True))).open(CROWDED)
    lab.shows("epoch", "120").steady()

    expect(lab.chart("loss")).to_contain_text(re.compile("constant baseline, 0.625, on this batch.*lag 8 unknown"))
    assert len(labels_of(lab, "loss")) >= 3

    lab.open(f"/gradient_flow{CROWDED[1:]}", GRADIENT_FLOW["Where it goes"]).shows("epoch", "120").steady()

    assert {"1 %", "cut"} <= set(labels_of(lab, "decay"))
