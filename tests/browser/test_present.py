"""Present mode: all is large enough for a projector, on every page and view, until it is left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rnn.lessons.lessons import lessons
from tests.support.accessibility import THEMES, examined, findings, switched
from tests.support.cases import case
from tests.support.lab import COMPARE, COMPARE_VIEWS, DYNAMICS, GRADIENT_FLOW, HIDDEN_STATES, SWEEP, TRAIN, UNROLL
from tests.support.lesson_reader import Reader
from tests.support.present_scripts import BELOW, ON, OVERLAPS, PROJECTOR, SMALL, THIN

VIEWS = (
    ("Train", {"": TRAIN}),
    ("Hidden states", {"": HIDDEN_STATES}),
    ("Unroll", UNROLL),
    ("Gradient flow", GRADIENT_FLOW),
    ("Dynamics", DYNAMICS),
    ("Compare", COMPARE_VIEWS),
)
LEAST, LEAST_LINE, LOWEST = 18, 2.99, 160


def presented(server, visit, viewport, **more):
    return visit(server, viewport=viewport, **more).open("/?v=1&task=echo&epoch=30&present=1").reaches(30)


def every_view(lab):
    for page, views in VIEWS:
        if page != "Train":
            lab.go(page, next(iter(views.values())))
        for view, charts in views.items():
            if view:
                lab.view(view, charts)
            with case(f"{page} {view}"):
                yield


def is_readable(lab, viewport):
    """Type and lines are large, for a small screen in proportion; all is on the screen, and nothing overlaps."""
    lab.steady()
    lab.page.wait_for_function(f"({BELOW})() < 1")
    part = viewport["height"] / PROJECTOR["height"]
    assert lab.page.evaluate(SMALL, [LEAST * part, ".stage"]) == []
    assert lab.page.evaluate(THIN, LEAST_LINE) == []
    assert lab.page.evaluate(OVERLAPS) == [0, 0, 0]
    expect(lab.page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(lab.button("Play")).to_be_visible()


def test_every_page_and_view_is_readable_on_one_screen(server, visit):
    lab = presented(server, visit, PROJECTOR)
    for _ in every_view(lab):
        is_readable(lab, PROJECTOR)


def test_page_is_readable_on_one_small_screen(server, visit):
    small = {"width": 1366, "height": 768}
    lab = presented(server, visit, small)

    is_readable(lab, small)
    is_readable(lab.go("Gradient flow", GRADIENT_FLOW["Where it goes"]), small)


@pytest.mark.parametrize("number", [1, 2, 5, 6, 8, 10, 12])  # others have the same two charts, or one
def test_first_card_of_a_lesson_with_two_charts_is_readable_on_one_screen(server, visit, number):
    lesson = lessons()[number - 1]
    place = next(at for at, card in enumerate(lesson.cards, 1) if len(card.figures) == 2)
    lab = visit(server, viewport=PROJECTOR)
    lab.page.goto(f"{server.address}/lessons?lesson={lesson.number}&card={place}&present=1")
    Reader(lab).at(place)

    is_readable(lab, PROJECTOR)
    assert lab.page.evaluate(SMALL, [LEAST, ".st-key-lesson-card"]) == []


def test_four_lanes_and_a_sweep_with_results_are_readable_on_one_screen(server, visit):
    lanes = "v=1&task=echo&b.lr=0.02&c.hidden=8&d.optimizer=adam&epoch=40"
    lab = visit(server, viewport=PROJECTOR).open(f"/compare?{lanes}&present=1", COMPARE).reaches(40)
    is_readable(lab, PROJECTOR)
    lab.view("Heatmaps", tuple(f"{chart}_{lane}" for chart in ("hidden", "influence") for lane in "ABCD"))
    is_readable(lab, PROJECTOR)

    lab.open("/sweep?v=1&sweep=lr:0.001,0.03,1;clip:off,1;seed:1,2;epochs:200&present=1", SWEEP).press("Start")
    lab.button("Start again").wait_for()
    is_readable(lab, PROJECTOR)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)], ids=["upright", "across"])
def test_on_a_phone_present_mode_enlarges_nothing_and_makes_no_plot_low(server, visit, width, height):
    lab = visit(server, viewport={"width": width, "height": height}).open("/?v=1&task=echo")
    small = dict(lab.page.evaluate(SMALL, [LEAST, ".stage"]))

    lab.page.keyboard.press("p")

    assert lab.page.evaluate(ON)
    after = dict(lab.page.evaluate(SMALL, [LEAST, ".stage"]))
    assert {text: after.get(text, size) for text, size in small.items()} == small
    heights = "[...document.querySelectorAll('.stage .plot')].map((plot) => plot.getBoundingClientRect().height)"
    assert min(lab.page.evaluate(heights)) >= LOWEST


def test_type_is_large_in_dialogs_and_in_the_help_as_well_and_nothing_leaves_them(server, visit):
    lab = visit(server, viewport=PROJECTOR).open("/sweep?present=1", SWEEP)
    for button, place in (("Prepared sweeps", "[role=dialog]"), ("Help", "[data-testid=stPopoverBody]")):
        with case(button):
            lab.button(button).click()
            lab.page.locator(f"{place} p").first.wait_for()

            assert lab.page.evaluate(SMALL, [LEAST, place]) == []
            assert lab.page.locator(place).evaluate("(box) => box.scrollWidth <= box.clientWidth")
            lab.page.keyboard.press("Escape")
            expect(lab.page.locator(place)).to_have_count(0)


@pytest.mark.parametrize(
    ("page", "charts"),
    [
        ("/?", TRAIN),
        ("/lessons?lesson=5&card=5&", ("decay_causes", "saturation")),
        ("/compare?v=1&b.lr=0.02&", COMPARE),
        ("/gradient_flow?", GRADIENT_FLOW["Where it goes"]),
    ],
    ids=["Train", "Lessons", "Compare", "Gradient flow"],
)
def test_axe_finds_nothing_in_present_mode_in_both_themes(server, visit, page, charts):
    lab = examined(visit(server, viewport=PROJECTOR, color_scheme=THEMES[0]).open(f"{page}present=1", charts))
    lab.steady()

    assert not findings(lab.page) + findings(switched(lab, THEMES[1]).page, colours_only=True)
