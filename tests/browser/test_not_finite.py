"""What leaves the finite numbers, in the real page: a sentence, no traceback, and a mended value goes on."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rnn.experiment.experiment import CHOICES
from tests.support.browser import serve
from tests.support.lab import COMPARE_VIEWS, DYNAMICS, GRADIENT_FLOW, HIDDEN_STATES, SWEEP, TRAIN, UNROLL, Lab

RATE, START_GAIN, GAIN = (
    (group, CHOICES[name].label)
    for group, name in (("", "learning_rate"), ("Network", "start_gain"), ("Update", "recurrent_gain"))
)
LATCH = "task=latch&length=400&activation=relu&start=identity"
DIVERGED, NOT_FINITE = "Diverged after epoch", "Not finite at epoch 0, from t = "
WORST = [
    ("activation=linear&lr=1", DIVERGED, RATE, "0.01"),
    ("activation=relu&start=gaussian&task=echo&lr=1", DIVERGED, RATE, "0.001"),
    ("activation=linear&task=count&lr=0.1", DIVERGED, RATE, "0.0001"),
    ("start=gaussian&gain=2&lr=0.5", DIVERGED, RATE, "0.01"),
    ("activation=linear&start=gaussian&lr=0.000001&x=" + ",".join(["1000000", "-1000000"] * 10), DIVERGED,
     ("", "Clip gradient at norm"), "1"),
    ("activation=linear&start=gaussian&task=echo&batches=fresh&lr=1", DIVERGED, RATE, "0.001"),
    (f"{LATCH}&gain=3&lr=0.000001", NOT_FINITE, START_GAIN, "1"),
    (f"{LATCH}&whh=10&lr=0.000001", NOT_FINITE, GAIN, "1"),
    ("task=echo&length=500&hidden=32&activation=relu&start=gaussian&gain=3&clip=1", NOT_FINITE, START_GAIN, "0.5"),
    ("task=echo&length=500&activation=linear&start=identity&gain=5&lr=0.000001", NOT_FINITE, START_GAIN, "0.5"),
]  # fmt: skip
FAILING = """
import sys
import rnn.figures.hidden as figure
plain = figure.draw
def draw(shown, *more):
    if shown.h.shape[2] == 3:
        raise OverflowError("cannot convert float infinity to integer")
    return plain(shown, *more)
figure.draw = draw
from streamlit.web import cli
sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
cli.main()
"""


def stands(lab: Lab) -> None:
    """No traceback anywhere, and no card that could not be drawn."""
    expect(lab.page.get_by_text("Traceback")).to_have_count(0)
    expect(lab.page.get_by_test_id("stException")).to_have_count(0)
    expect(lab.page.locator("figure.failed")).to_have_count(0)


@pytest.mark.parametrize(("query", "said", "field", "mended"), WORST)
def test_link_opens_play_says_what_ends_it_and_a_mended_value_goes_on(visit, server, query, said, field, mended):
    lab = visit(server).open(f"/?v=1&{query}", TRAIN)
    ends = said == NOT_FINITE
    lab.shows("state", "not finite" if ends else "ready").pace("max").press("Play")
    lab.shows("state", "not finite" if ends else "diverged")
    expect(lab.said).to_contain_text(said)
    stands(lab.drawn(TRAIN))

    group, label = field
    if group:
        lab.unfold(group)
    lab.type(label, mended)

    expect(lab.page.locator("[data-readout=state]")).to_have_text(re.compile("ready|paused"))
    expect(lab.said).not_to_contain_text(said)
    lab.press("Rewind").shows("epoch", "0").press("Step").shows("epoch", "1")
    assert re.fullmatch(r"[\d.e+-]+", lab.readout("loss"))
    stands(lab.drawn(TRAIN))


def test_every_page_and_view_stands_where_nothing_is_finite(visit, server):
    lab = visit(server).open(f"/?v=1&{LATCH}&gain=10", TRAIN)

    for title, views in (
        ("Hidden states", {"": HIDDEN_STATES}),
        ("Unroll", UNROLL),
        ("Gradient flow", GRADIENT_FLOW),
        ("Dynamics", DYNAMICS),
        ("Compare", COMPARE_VIEWS),
        ("Sweep", {"": SWEEP}),
    ):
        lab.go(title, next(iter(views.values())))
        for view, charts in views.items():
            stands(lab.view(view, charts) if view else lab)
            expect(lab.said).to_contain_text("Not finite at epoch 0")


def test_card_that_fails_says_so_in_its_place_and_comes_back(chromium, tmp_path):
    log = tmp_path / "log"
    with serve(sys.executable, "-c", FAILING, log=log) as address:
        page = chromium.new_page(viewport={"width": 1366, "height": 768})
        lab = Lab(page, address).open("/", TRAIN)

        lab.type("Hidden units", "3")
        failure = lab.chart("hidden").locator(".failure")
        expect(failure).to_have_text("This chart could not be drawn at epoch 0. The rest of the page still works.")
        expect(lab.chart("hidden").locator("h2")).to_have_text("Hidden states")
        expect(lab.chart("hidden").locator(".plot")).to_be_hidden()
        lab.pace("max").press("Play").reaches(20).paused()
        expect(lab.chart("loss").locator(".failure")).to_have_count(0)
        assert lab.epoch == max(lab.traces("loss")["loss"]["x"])
        expect(page.get_by_text("Traceback")).to_have_count(0)
        expect(page.get_by_text("OverflowError")).to_have_count(0)

        lab.type("Hidden units", "4")
        expect(failure).to_be_hidden()
        page.wait_for_function("document.querySelector('[data-chart=hidden] .plot')._fullData[0].z.length === 4")
        page.close()
    assert "The card 'hidden' could not be drawn at epoch 0." in Path(log).read_text()
