"""What a person sees before touching anything, on any screen, in light and dark."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer
from tests.support.lab import COMPARE, GRADIENT_FLOW, HIDDEN_STATES, SWEEP, TRAIN
from tests.support.visitors import lab_of

UNTRAINED = Trainer.start(Experiment()).latest
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
# Nothing reaches beyond the window, and neither the window nor the part of it that scrolls can be moved sideways.
FITS = """(width) => [...document.querySelectorAll('html, [data-testid=stMain], .stage, .stage *')]
    .filter((part) => part.getClientRects().length)
    .every((part) => part.getBoundingClientRect().right <= width + 1
        && (!part.matches('html, [data-testid=stMain]') || part.scrollWidth <= part.clientWidth))"""
COLOURS = """() => [...document.querySelector('[data-chart=prediction]').querySelectorAll('path.js-line, .xtick text')]
    .map((drawn) => getComputedStyle(drawn)).map((style) => [style.stroke, style.fill].join())"""

THEME = """() => Object.fromEntries(['text', 'background'].map((name) => [
    name, getComputedStyle(document.querySelector('.stage')).getPropertyValue(`--st-${name}-color`).trim()]))"""
TITLES = {
    "loss": "Loss",
    "prediction": "Input and prediction",
    "hidden": "Hidden states",
    "gradient": "Gradient at each time step",
}


@pytest.fixture(scope="module")
def seen(tabs, server):
    """The Train page of a visitor who only looks at it."""
    tab = tabs.set_out(server)
    yield lab_of(tab).drawn(TRAIN)
    tabs.give_back(tab)


def test_first_sight_shows_four_charts_with_their_words(seen):
    for name in TRAIN:
        card = seen.chart(name)
        expect(card.locator(".main-svg").first).to_be_visible()
        expect(card.get_by_role("heading")).to_have_text(TITLES[name])
        assert len(card.locator(".read").inner_text()) > 20
        assert len(card.locator(".said").inner_text()) > 20
    expect(seen.page).to_have_title("Train · BPTT Lab")


def test_first_sight_shows_the_untrained_network_of_the_engine(seen):
    W_hh = UNTRAINED.parameters.W_hh
    spectrum = [f"{np.abs(np.linalg.eigvals(W_hh)).max():.3g}", f"{np.linalg.svd(W_hh)[1].max():.3g}"]
    expect(seen.page.locator("[data-readout]")).to_have_text(
        ["0", f"{UNTRAINED.loss:.4g}", f"{UNTRAINED.gradient_norm:.3g}", "ready", *spectrum]
    )
    assert seen.traces("prediction")["prediction"]["y"] == pytest.approx(UNTRAINED.yhat[0, :, 0], rel=1e-6)
    assert seen.traces("prediction")["target"]["y"] == [2, 3, 4, 5]
    assert seen.traces("hidden")["heatmap"]["z"][2] == pytest.approx(UNTRAINED.h[0, 1:, 2], rel=1e-6)


def test_all_charts_fit_on_a_projector_without_scrolling(seen):
    bottoms = [box["y"] + box["height"] for name in TRAIN if (box := seen.chart(name).bounding_box())]

    assert len(bottoms) == 4
    assert max(bottoms) <= 768
    main = "(main) => main.scrollHeight - main.clientHeight"
    assert seen.page.get_by_test_id("stMain").evaluate(main) == 0


def test_pages_without_a_walk_have_no_row_for_it(seen):
    expect(seen.page.locator(".walk")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "charts"),
    [
        ("/", TRAIN),
        ("/hidden_states", HIDDEN_STATES),
        ("/gradient_flow", GRADIENT_FLOW["Where it goes"]),
        ("/compare?v=1&b.optimizer=adam&c.hidden=8&d.clip=1", COMPARE),
        ("/sweep?v=1&sweep=lr:0.1,0.2;optimizer:sgd,momentum,rmsprop,adam;epochs:9", SWEEP),
    ],
    ids=["train", "hidden", "flow", "compare", "sweep"],
)
def test_page_never_scrolls_sideways(server, visit, path, charts):
    lab = visit(server, viewport=PHONE).open(path, charts)

    for screen in (PHONE, DESKTOP):
        lab.page.set_viewport_size(screen)
        lab.page.wait_for_function(FITS, arg=screen["width"])


def test_charts_follow_the_theme_when_it_is_switched(server, visit):
    lab = visit(server, color_scheme="light").open()

    for scheme in ("dark", "light"):
        was, drawn = lab.layout("prediction"), lab.page.evaluate(COLOURS)
        line = lab.traces("prediction")["prediction"]["colour"]
        lab.page.emulate_media(color_scheme=scheme)
        lab.page.wait_for_function(f"(was) => ({COLOURS})().every((colour, i) => colour !== was[i])", arg=drawn)
        now, theme = lab.layout("prediction"), lab.page.evaluate(THEME)
        assert now["ink"].lower() == theme["text"].lower() != theme["background"].lower()
        assert now["grid"] != was["grid"]
        assert lab.traces("prediction")["prediction"]["colour"] != line


def test_everything_comes_from_the_own_server(server, visit):
    lab = visit(server)
    asked = []
    lab.page.on("request", lambda request: asked.append(request.url))

    lab.open()

    assert [url for url in asked if url.endswith("plotly.min.js")]
    assert not [url for url in asked if not url.startswith((server.address, "data:", "blob:"))]
