"""The Dynamics page in a browser: one unit that follows the hand, and the line along which the loss is cut."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.cases import case
from tests.support.lab import DYNAMICS, HIDDEN_STATES


def test_unit_and_line_follow_the_hand_and_survive_a_change_of_page(server, visit):
    lab = visit(server).open("/dynamics?hidden=3", DYNAMICS["Forecast"]).view("One unit", DYNAMICS["One unit"])
    weight, taken = lab.page.get_by_label("Weight w"), lab.button("Take from unit")
    settles = lab.chart("bifurcation").locator(".said")

    with case("the charts follow the slider"):
        expect(taken).to_have_attribute("aria-pressed", "true")
        weight.fill("-2")
        expect(settles).to_have_text("At w = −2.00 the path alternates between −0.96 and 0.96.")
        expect(taken).to_have_attribute("aria-pressed", "false")

    with case("its values survive a change of page, and those of a unit are taken"):
        lab.go("Hidden states", HIDDEN_STATES).go("Dynamics", DYNAMICS["One unit"])
        expect(weight).to_have_value("-2")
        lab.page.get_by_label("Unit of the network").fill("2")
        taken.click()
        expect(taken).to_have_attribute("aria-pressed", "true")
        expect(settles).to_contain_text("settles at 0.00")
        expect(lab.page.get_by_label("Unit of the network")).to_have_value("2")

    with case("the loss is cut along the line that is chosen"):
        lab.view("The cliff", DYNAMICS["The cliff"])
        expect(lab.page.locator(".one-unit")).to_have_count(0)
        lab.page.get_by_label("Along", exact=True).select_option("entry")
        lab.chart("cliff").get_by_label("Row", exact=True).select_option("3")
        expect(lab.chart("cliff").locator(".xtitle")).to_contain_text("[3, 1]")
