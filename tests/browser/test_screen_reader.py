"""What a screen reader is told: where one is, what a chart says, what has happened; and nothing at every frame."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.conftest import Visit
from tests.support.cases import case
from tests.support.lab import COMPARE_VIEWS, DYNAMICS, GRADIENT_FLOW, HIDDEN_STATES, SWEEP, TRAIN, UNROLL, Lab
from tests.support.visitors import Server

PULSES = "/?v=1&task=flip-flop&length=12&batch=2&epoch=3"
PAGES: dict[str, dict[str, tuple[str, ...]]] = {
    "Train": {"": TRAIN}, "Hidden states": {"": HIDDEN_STATES}, "Unroll": UNROLL, "Gradient flow": GRADIENT_FLOW,
    "Dynamics": {view: charts for view, charts in DYNAMICS.items() if view != "Forecast"}, "Compare": COMPARE_VIEWS,
}  # fmt: skip
# The name of the control that does the same as a click on a mark of a chart.
CONTROL_OF = {"epoch": "Epoch", "step": "Time step", "unit": "Unit", "loss_step": "Loss step", "sequence": "Sequence",
              "walk": "Sub-step"}  # fmt: skip
# What a click chooses for another view, where its control stands; in the walk, the sub-step tells the time step.
ELSEWHERE = {("Train", "", "unit"), ("Unroll", "Walk", "step"), ("Compare", "Heatmaps", "unit"),
             ("Compare", "Heatmaps", "loss_step")}  # fmt: skip
# What clicks can choose in the charts of this view, and the names of its controls.
CLICKS = """() => {
    const figures = Object.values(window.bpttLab.stage.cards).map((card) => card.figure)
        .filter(({ layout }) => !layout.meta.panel);
    const whole = figures.flatMap(({ layout }) => Object.values(layout.meta.picks ?? {}));
    const marks = figures.flatMap(({ data }) => data)
        .flatMap((trace) => (trace.meta?.picks ?? []).map(Object.keys)).flat();
    const controls = [...document.querySelectorAll('.stage :is(select, input)')].map((control) => control.ariaLabel);
    return [[...new Set([...whole, ...marks])], controls];
}"""
# Everything on the stage that is read out whenever it changes, or that is a picture without a name.
LIVE = ".stage :is(output, [aria-live], [role=status], [role=alert], [role=log]):not(.lost-run *)"
SHOUTS = f"document.querySelectorAll('{LIVE}').length"
NAMELESS = (
    "document.querySelectorAll('.key svg:not([aria-hidden=true]), #js-plotly-tester:not([aria-hidden=true])').length"
)


def said(lab: Lab, words: str) -> None:
    """Wait until the live region says what contains these words."""
    expect(lab.page.get_by_role("status").and_(lab.page.locator(".spoken"))).to_contain_text(words)


def numbers(lab: Lab, chart: str) -> Any:
    """The numbers of a chart, opened by keys."""
    lab.chart(chart).get_by_role("button", name="Numbers").focus()
    lab.page.keyboard.press("Enter")
    return lab.chart(chart).get_by_role("group", name="Numbers")


def test_page_that_is_reached_by_keys_is_announced_and_keeps_the_focus_on_its_link(lab: Lab) -> None:
    pages = lab.page.get_by_role("navigation", name="Pages")

    for name, charts in (("Hidden states", HIDDEN_STATES), ("Unroll", UNROLL["Walk"])):
        with case(name):
            pages.get_by_role("link", name=name).focus()
            lab.page.keyboard.press("Enter")
            lab.drawn(charts)

            said(lab, f"Page {name}.")
            expect(pages.get_by_role("link", name=name)).to_be_focused()
            expect(pages.locator("[aria-current=page]")).to_have_count(1)
            expect(pages.locator("[aria-current=page]")).to_contain_text(name)


def test_every_choice_of_a_click_has_a_control_and_nothing_shouts_on_any_view(server: Server, visit: Visit) -> None:
    lab = visit(server).open(PULSES).shows("epoch", "3")
    seen: set[str] = set()
    missing: set[tuple[str, str, str]] = set()

    for page, views in PAGES.items():
        if page != "Train":
            lab.page.get_by_role("link", name=page).click()
        for view, charts in views.items():
            with case(page, view):
                if view:
                    lab.page.get_by_role("radio", name=view, exact=True).click()
                lab.drawn(charts)
                choices, controls = lab.page.evaluate(CLICKS)
                seen |= set(choices)
                missing |= {(page, view, choice) for choice in choices if CONTROL_OF[choice] not in controls}
                assert lab.page.evaluate(SHOUTS) == 0
                assert lab.page.evaluate(NAMELESS) == 0

    assert seen == set(CONTROL_OF)
    assert missing == ELSEWHERE


def test_numbers_of_a_chart_are_read_without_a_pointer_and_follow_it(lab: Lab) -> None:
    lab.press("Step").press("Step").shows("epoch", "2")

    loss = numbers(lab, "loss")
    first = lab.traces("loss")["loss"]["y"][1]
    expect(loss.get_by_role("listitem").filter(has_text=f"epoch 1: {first:.4g}")).to_have_count(1)
    lab.press("Step").shows("epoch", "3")
    expect(loss.get_by_role("listitem").filter(has_text=f"shown: epoch 3, loss {lab.readout('loss')}")).to_have_count(1)

    states = numbers(lab, "hidden").get_by_role("table")
    drawn = lab.traces("hidden")["heatmap"]["z"]
    expect(states.get_by_role("row")).to_have_count(1 + len(drawn))
    for cells, row in zip(states.get_by_role("row").all()[1:], drawn, strict=True):
        told = [float(cell.replace("−", "-")) for cell in cells.get_by_role("cell").all_inner_texts()]
        assert told == pytest.approx(row, rel=1e-3)

    lab.page.keyboard.press("Tab")
    expect(lab.chart("hidden").get_by_role("group", name="Numbers")).to_be_focused()
    lab.page.keyboard.press("Escape")
    expect(states).to_have_count(0)
    expect(lab.chart("hidden").get_by_role("button", name="Numbers")).to_be_focused()


def test_numbers_of_every_chart_are_there(server: Server, visit: Visit) -> None:
    lab = visit(server).open(PULSES).shows("epoch", "3")

    for page, views in PAGES.items():
        if page != "Train":
            lab.page.get_by_role("link", name=page).click()
        for view, charts in views.items():
            if view:
                lab.page.get_by_role("radio", name=view, exact=True).click()
            lab.drawn(charts)
            for chart in charts:
                with case(page, view, chart):
                    told = numbers(lab, chart).inner_text()
                    assert re.search(r"\d", told)
                    assert not re.search(r"%\{|undefined|NaN|<", told), told


def test_what_is_refused_and_what_a_file_holds_is_announced(lab: Lab) -> None:
    lab.type("Hidden units", "0")
    said(lab, "Hidden units")
    assert lab.problem("hidden_size").inner_text() in lab.page.locator(".spoken").inner_text()

    lab.page.get_by_role("button", name="Table, file, text ...").click()
    lab.page.get_by_role("tab", name="CSV or Excel file").click()
    rows = "x,y\n1,2\n2,3\n3,4\n"
    lab.page.get_by_role("tabpanel").locator("input[type=file]").set_input_files(
        {"name": "small.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    said(lab, "3 rows of 2 columns")  # found by its role: an open dialog hides all that is behind it


def test_end_of_a_sweep_is_announced(server: Server, visit: Visit) -> None:
    lab = visit(server).open("/sweep?v=1&sweep=lr:0.01,0.02;seed:1;epochs:20", SWEEP)

    lab.press("Start")

    said(lab, "2 of 2")
