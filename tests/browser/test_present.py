"""Present mode: all is large enough for a projector, on every page and view, until it is left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.accessibility import THEMES, examined, findings, switched
from tests.support.cases import case
from tests.support.lab import COMPARE_VIEWS, DYNAMICS, GRADIENT_FLOW, HIDDEN_STATES, SWEEP, TRAIN, UNROLL

VIEWS = (
    ("Train", {"": TRAIN}),
    ("Hidden states", {"": HIDDEN_STATES}),
    ("Unroll", UNROLL),
    ("Gradient flow", GRADIENT_FLOW),
    ("Dynamics", DYNAMICS),
    ("Compare", COMPARE_VIEWS),
)
PROJECTOR = {"width": 1920, "height": 1080}
LEAST, LEAST_LINE = 18, 2.99
# As large as on the screen: zoomed. What stands above or below the line, and keys on buttons, is smaller by nature.
SMALL = """([least, where]) => {
    const small = [], walker = document.createTreeWalker(document.querySelector(where), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.textContent.trim() || parent.closest('sub, sup, tspan, style, kbd, .spoken, .katex')) continue;
        if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const size = parseFloat(getComputedStyle(parent).fontSize) * parent.currentCSSZoom;
        if (size < least) small.push([node.textContent.slice(0, 40), size]);
    }
    return small;
}"""
THIN = """(least) => [...document.querySelectorAll('.stage .js-plotly-plot')].flatMap((plot) => plot._fullData
    .filter((trace) => trace.type === 'scatter' && trace.mode?.includes('lines') && trace.line.width > 1)
    .map((trace) => [trace.name, trace.line.width * plot.currentCSSZoom])).filter(([, width]) => width < least)"""
# Where the fifth time step of the first curve is, in px of the screen from the corner of the plot.
POINT = """() => {
    const plot = document.querySelector('[data-chart=gradient] .js-plotly-plot'), { x, y } = plot._fullData[0];
    const { xaxis, yaxis } = plot._fullLayout;
    return [xaxis.d2p(x[4]), yaxis.d2p(y[4])].map((px) => px * plot.currentCSSZoom);
}"""
# Cards that lie over each other, and plots that leave their card or the window.
OVERLAPS = """() => {
    const cards = [...document.querySelectorAll('.stage figure')];
    const boxes = cards.map((card) => card.getBoundingClientRect());
    const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const leaves = (box) => [...box.querySelectorAll('.plot, .said, .key, h2')]
        .some((part) => part.getBoundingClientRect().right > box.getBoundingClientRect().right + 1);
    const pairs = boxes.flatMap((one, i) => boxes.slice(i + 1).filter((other) => over(one, other)));
    return [pairs.length, cards.filter(leaves).length, boxes.filter(({ right }) => right > innerWidth).length];
}"""


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


@pytest.mark.parametrize("viewport", [PROJECTOR, {"width": 1366, "height": 768}], ids=["1920", "1366"])
def test_type_and_lines_are_large_on_every_page_and_view_and_nothing_overlaps(server, visit, viewport):
    lab = presented(server, visit, viewport)
    large = viewport is PROJECTOR
    for _ in every_view(lab):
        lab.steady()

        assert lab.page.evaluate(SMALL, [LEAST if large else 13, ".stage"]) == []
        assert lab.page.evaluate(THIN, LEAST_LINE) == []
        assert lab.page.evaluate(OVERLAPS) == [0, 0, 0]
        expect(lab.page.get_by_test_id("stSidebar")).to_be_hidden()
        expect(lab.button("Play")).to_be_visible()


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


def test_axe_finds_nothing_in_present_mode_in_both_themes(server, visit):
    lab = examined(presented(server, visit, PROJECTOR, color_scheme=THEMES[0]))
    lab.steady()

    assert not findings(lab.page) + findings(switched(lab, THEMES[1]).page, colours_only=True)


def test_present_mode_is_entered_and_left_by_key_button_and_escape(lab):
    on, page = "document.documentElement.hasAttribute('data-present')", lab.page
    for enter, leave in (("p", "P"), ("p", "Escape")):
        with case(f"{enter} enters, {leave} leaves"):
            page.keyboard.press(enter)
            assert page.evaluate(on)
            assert "present=1" in page.evaluate("location.search")
            page.keyboard.press(leave)
            assert not page.evaluate(on)
            assert "present" not in page.evaluate("location.search")
    with case("the button does both"):
        page.get_by_role("button", name="Present").click()
        assert page.evaluate(on)
        page.get_by_role("button", name="Present").click()
        assert not page.evaluate(on)
    with case("a letter in a field is a letter"):
        lab.field("Sequence").press("p")
        assert not page.evaluate(on)


def test_present_mode_survives_a_page_and_a_reload_and_clicks_still_meet_their_mark(server, visit):
    lab = presented(server, visit, PROJECTOR)
    lab.go("Hidden states", HIDDEN_STATES).go("Train", TRAIN)
    lab.page.reload()
    lab.drawn(TRAIN)
    assert lab.page.evaluate("document.documentElement.hasAttribute('data-present')")
    box = lab.chart("gradient").locator(".plot .nsewdrag").first.bounding_box()

    lab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    right, down = lab.page.evaluate(POINT)
    lab.page.mouse.move(box["x"] + right, box["y"] + down, steps=4)

    lab.chart("gradient").locator(".hoverlayer .hovertext").first.wait_for()


def test_arrow_keys_turn_the_cards_of_a_lesson_and_elsewhere_move_the_epoch(server, visit):
    lab = visit(server, viewport=PROJECTOR).open("/?present=1")
    lab.page.get_by_role("link", name="Lessons").click()
    place = lab.page.locator(".st-key-lesson-way")
    expect(place).to_contain_text("1 of")
    lab.page.keyboard.press("ArrowRight")
    expect(place).to_contain_text("2 of")
    lab.page.keyboard.press("ArrowLeft")
    expect(place).to_contain_text("1 of")

    lab.go("Train", TRAIN).press("Step").press("Step").shows("epoch", "2")
    lab.page.keyboard.press("ArrowLeft")
    lab.shows("epoch", "1")
