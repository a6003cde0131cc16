"""Roles of the columns of a file in a real browser: by keyboard alone, and on a phone with a touch."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.test_data import MARKUP, dialog, give, shows_loss_of
from tests.support.accessibility import INK, examined, findings
from tests.support.lab import TRAIN, Lab

IDS = f"id,time,value,{MARKUP}\na,0,5,1\na,1,3,2\nb,0,8,3\nb,1,2,4\n"
FOCUSED = "(element) => element.matches(':focus')"


def tab_to(lab: Lab, wanted: Locator) -> None:
    """Press Tab until the focus is there."""
    wanted.wait_for(state="attached")
    for _ in range(40):
        if wanted.evaluate(FOCUSED):
            return
        lab.page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by Tab")


def role(opened: Locator, column: str, label: str) -> Locator:
    """The button for a role of a column of the file."""
    return opened.get_by_role("radiogroup", name=column, exact=True).get_by_role("radio", name=label, exact=True)


def test_file_is_given_roles_and_applied_by_keyboard_alone_and_plays(lab):
    file = {"name": f"{MARKUP}.csv", "mimeType": "text/csv", "buffer": IDS.encode()}
    lab.page.on("filechooser", lambda chooser: chooser.set_files(file))  # early: it takes a moment to be in force
    lab.page.get_by_role("button", name="Table, file, text ...").focus()
    lab.page.keyboard.press("Enter")
    opened = lab.page.get_by_role("dialog")
    tab_to(lab, opened.get_by_role("tab", name="Table"))
    lab.page.keyboard.press("ArrowRight")
    tab_to(lab, opened.get_by_role("button", name="Upload").locator("visible=true"))
    lab.page.keyboard.press("Enter")

    expect(opened.get_by_text("It names 2 sequences.")).to_be_visible()
    tab_to(lab, role(opened, MARKUP, "Input"))
    lab.page.keyboard.press("ArrowRight")
    expect(role(opened, MARKUP, "Target")).to_be_checked()
    tab_to(lab, role(opened, "value", "Input"))
    for _ in (
        "Target",
        "Time",
        "Sequence",
        "Label",
        "Left out",
        "Input",
    ):  # passing over a role changes no other column
        lab.page.keyboard.press("ArrowRight")
    expect(role(opened, "id", "Sequence")).to_be_checked()
    expect(opened.locator(".figure .annotation-text").first).to_contain_text(f"{MARKUP} · target")
    assert opened.locator("img, b, strong").count() == 0
    tab_to(lab, opened.get_by_role("button", name="Apply").locator("visible=true"))
    lab.page.keyboard.press("Enter")

    expect(opened).to_have_count(0)
    shows_loss_of(lab, inputs=[5, 3], more_inputs=[[8, 2]], targets=[1, 2], more_targets=[[3, 4]])
    lab.page.keyboard.press("Space")
    lab.reaches(1)


def test_roles_and_plot_fit_a_phone_follow_the_theme_and_stand_in_nobodys_way(visit, server):
    lab = examined(visit(server, viewport={"width": 390, "height": 844}, has_touch=True, color_scheme="dark").open())
    lab.page.get_by_test_id("stExpandSidebarButton").tap()
    opened = dialog(lab, "CSV or Excel file")
    give(lab, "ids.csv", IDS.encode())

    role(opened, "value", "Left out").tap(force=True)
    expect(opened.locator(".column", has_text="value")).to_have_attribute("data-role", "left out")
    expect(opened.locator(".figure .annotation-text")).to_have_count(1)
    wrong = [each for each in findings(lab.page) if not each.exempt]
    within = opened.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    plot, ink = opened.locator(".js-plotly-plot"), lab.page.evaluate(INK)

    assert not wrong
    assert within
    assert plot.bounding_box()["width"] > 250
    assert plot.bounding_box()["y"] > opened.locator(".roles").bounding_box()["y"]
    assert plot.evaluate("(plot) => plot._fullLayout.font.color") == ink


def test_labelled_words_are_learned_and_counted_in_a_matrix(visit, server):
    lab = visit(server).open("/?v=1&optimizer=adam")
    words = {"good": "pos", "bad": "neg", "fine": "pos", "dull": "neg"}
    lines = [f"{word} film,{label}\n" for word, label in words.items()]
    opened = dialog(lab, "CSV or Excel file")
    give(lab, "reviews.csv", f"text,sentiment\n{''.join(lines)}".encode())
    expect(role(opened, "sentiment", "Label")).to_be_checked()
    opened.get_by_role("button", name="Apply").locator("visible=true").click()
    expect(opened).to_have_count(0)

    lab.drawn((*TRAIN, "confusion")).pace("max").press("Play").reaches(2000).paused()

    expect(lab.chart("confusion").locator(".said")).to_have_text("4 of 4 sequences are right (100 %).")
    matrix = lab.traces("confusion")["heatmap"]["z"]
    assert matrix == [[1, 0], [0, 1]]
    expect(lab.chart("loss").locator(".said")).to_contain_text("Accuracy 100 %")


def test_role_is_changed_the_numbers_are_scaled_and_the_error_is_said_in_their_units(visit, server):
    lab = visit(server).open("/?v=1&optimizer=adam")
    rows = [f"{day},{100 + 10 * (day % 5)},{day % 2}\n" for day in range(1, 41)]
    opened = dialog(lab, "CSV or Excel file")
    give(lab, "prices.csv", f"day,price,extra\n{''.join(rows)}".encode())
    role(opened, "extra", "Left out").check(force=True)
    expect(opened.locator(".column", has_text="extra")).to_have_attribute("data-role", "left out")
    opened.get_by_role("button", name="Apply").locator("visible=true").click()
    expect(opened).to_have_count(0)

    lab.button("Standardize the numbers").first.click()
    expect(lab.said).to_contain_text("of the scaled numbers")
    lab.pace("max").press("Play").reaches(1000).paused()

    said = lab.chart("loss").locator(".said").text_content()
    error = float(said.split("In your units the error is ")[1].split(" (RMSE)")[0])
    loss = float(lab.readout("loss"))
    spread = float(np.std([100 + 10 * (day % 5) for day in range(1, 40)]))
    assert error == pytest.approx(spread * loss**0.5, rel=0.01)
    assert lab.layout("prediction")["x"][1] > 39
