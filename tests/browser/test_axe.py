"""Nothing on any page stands in the way of a person who reads with a screen reader, with keys, or with weak eyes."""

from __future__ import annotations

import re
from itertools import cycle

from playwright.sync_api import expect

from tests.conftest import Visit
from tests.support.accessibility import THEMES, examined, findings, switched
from tests.support.lab import COMPARE_VIEWS, DYNAMICS, GRADIENT_FLOW, HIDDEN_STATES, SWEEP, TRAIN, UNROLL
from tests.support.visitors import Server

VIEWS = (
    ("Hidden states", {"": HIDDEN_STATES}),
    ("Unroll", UNROLL),
    ("Gradient flow", GRADIENT_FLOW),
    ("Dynamics", DYNAMICS),
    ("Compare", COMPARE_VIEWS),
    ("Sweep", {"": SWEEP}),
    ("Train", {"": TRAIN}),
)


def test_axe_finds_nothing_on_any_page_and_view_in_both_themes_and_while_it_plays(server: Server, visit: Visit) -> None:
    lab = examined(visit(server, color_scheme=THEMES[0]).open()).pace("1")
    themes, wrong = cycle(THEMES), []

    def look(place: str, colours_only: bool = False) -> None:
        wrong.extend((place, finding) for finding in findings(lab.page, colours_only))

    theme = next(themes)
    for page, views in VIEWS:
        lab.go(page, next(iter(views.values())))
        for view, charts in views.items():
            if view:
                lab.view(view, charts)
            look(f"{page} {view}, {theme}")
            theme = next(themes)
            switched(lab, theme)
            look(f"{page} {view}, {theme}", colours_only=True)
        lab.press("Play").shows("state", "running")
        look(f"{page}, {theme}, playing")
        lab.press("Pause")
        expect(lab.page.locator("[data-readout=state]")).to_have_text(re.compile("paused|ready"))

    assert not wrong


def test_axe_finds_nothing_in_a_sweep_that_has_ended_in_both_themes(server: Server, visit: Visit) -> None:
    """What diverged, a target that is not reached, a sentence that refuses the form, and the prepared sweeps."""
    link = "/sweep?v=1&sweep=lr:0.001,0.03,1;clip:off,1;seed:1,2;epochs:200;target:0.01"
    lab = examined(visit(server, color_scheme=THEMES[0]).open(link, SWEEP)).press("Start")
    lab.button("Start again").wait_for()
    wrong = findings(lab.page)
    lab.chart("sweep").get_by_label("Measure", exact=True).select_option(label="Epochs to the target")
    lab.chart("sweep").get_by_text("no value").wait_for()
    lab.page.get_by_label("Seeds", exact=True).fill("many")
    lab.page.get_by_label("Seeds", exact=True).press("Enter")
    lab.problem("sweep").wait_for()

    wrong += findings(lab.page) + findings(switched(lab, THEMES[1]).page, colours_only=True)

    lab.page.get_by_role("button", name="Prepared sweeps").click()
    lab.page.get_by_role("dialog").get_by_role("button", name="Gain × length").wait_for()
    assert not wrong + [finding for finding in findings(lab.page) if not finding.exempt]


def test_axe_finds_nothing_in_what_comes_and_goes(server: Server, visit: Visit) -> None:
    """Unfolded groups, a refused value, a hint, a change while it ran, an epoch that is held, a notice of the link."""
    lab = examined(visit(server, color_scheme=THEMES[0]).open("/?v=1&lr=0.9&nonsense=1"))
    for group in ("Windows and forecast", "Network", "Loss", "Update", "Validation and stopping"):
        lab.unfold(group)
    lab.press("Step").shows("epoch", "1").type("Learning rate", "0.8")
    lab.chart("loss").get_by_role("button", name="Remove").wait_for()
    lab.type("Hidden units", "0").problem("hidden_size").get_by_text("Hidden units").wait_for()
    lab.page.get_by_label("Epoch", exact=True).fill("0")
    lab.button("Branch from here").wait_for()

    found = findings(lab.page) + findings(switched(lab, THEMES[1]).page, colours_only=True)

    assert not found
