"""Nothing in any dialog stands in anybody's way, but for what is Streamlit's own."""

from __future__ import annotations

import streamlit

from tests.conftest import Visit
from tests.support.accessibility import EXEMPT, STREAMLIT, THEMES, Finding, examined, findings, switched
from tests.support.lab import Lab
from tests.support.visitors import Server

DIALOGS = ("Tasks", "Prepared", "Compare with ...", "Link and files", "Table, file, text ...")


def opened(lab: Lab, name: str) -> Lab:
    lab.page.get_by_role("button", name=name, exact=True).click()
    lab.page.get_by_role("dialog").wait_for()
    return lab


def closed(lab: Lab) -> None:
    lab.page.keyboard.press("Escape")
    lab.page.get_by_role("dialog").wait_for(state="detached")


def in_every_dialog(lab: Lab, colours_only: bool = False) -> list[tuple[str, Finding]]:
    found = []
    for name in DIALOGS:
        opened(lab, name)
        lab.page.get_by_role("dialog").get_by_role("button").nth(1).wait_for()
        found += [(name, finding) for finding in findings(lab.page, colours_only)]
        if name == DIALOGS[-1]:
            lab.page.get_by_role("tab", name="CSV or Excel file").click()
            lab.page.get_by_role("button", name="Template as CSV").wait_for()
            found += [("CSV or Excel file", finding) for finding in findings(lab.page, colours_only)]
        closed(lab)
    lab.page.get_by_test_id("stPopoverButton").click()
    lab.page.get_by_test_id("stPopoverBody").get_by_text("Divergence.").wait_for()  # it comes after the formulas
    found += [("Help", finding) for finding in findings(lab.page, colours_only)]
    closed(lab)
    return found


def test_axe_finds_nothing_in_any_dialog_but_what_is_listed(server: Server, visit: Visit) -> None:
    lab = examined(visit(server, color_scheme=THEMES[0]).open())
    found = in_every_dialog(lab)
    found += in_every_dialog(switched(lab, THEMES[1]), colours_only=True)

    wrong = [each for each in found if not each[1].exempt]

    assert not wrong
    assert {finding.exempt for _, finding in found} == set(EXEMPT)  # what no longer occurs is taken off the list
    assert streamlit.__version__.startswith(f"{STREAMLIT}.")  # of another one, the list may be another
