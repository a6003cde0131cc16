"""Keys in a real browser: they reach the stage whatever was clicked before, and never through an open dialog."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.cases import case
from tests.support.lab import HIDDEN_STATES, UNROLL

ON_STAGE = "document.activeElement.closest('.stage') !== null"
NOWHERE = "document.activeElement.blur()"
PUT_BACK = """(before) => {
    const { stage } = window.bpttLab, { root } = stage, next = root.cloneNode(false), place = root.parentElement;
    if (before) stage.takeKeys();
    root.remove();
    if (!before) stage.takeKeys();
    place.append(next);
    stage.moveTo(next);
    return document.activeElement === next;
}"""


def button(place, name):
    return place.get_by_role("button", name=name, exact=True)


def choice(lab):
    button(lab.page.get_by_role("dialog"), "echo with a delay").click()


def escape(lab):
    lab.page.keyboard.press("Escape")


def cross(lab):
    button(lab.page.get_by_role("dialog"), "Close").click()


def outside(lab):
    lab.page.mouse.click(5, 5)


INERT_LONGER = """async () => {
    const page = document.getElementById('root'), dialog = document.createElement('div');
    dialog.dataset.testid = 'stDialog';
    document.body.append(dialog);
    page.inert = true;
    dialog.remove();
    await new Promise(requestAnimationFrame);
    page.inert = false;
}"""

WAYS_OUT = [
    ("Tasks", escape),
    ("Prepared", cross),
    ("Table, file, text ...", cross),
    ("Link and files", escape),
    ("Link and files", outside),
    ("Tasks", choice),
]


def test_space_plays_once_a_dialog_is_closed(lab):
    dialog = lab.page.get_by_role("dialog")
    for way, out in WAYS_OUT:
        with case(way, out.__name__):
            lab.press("Rewind").shows("epoch", "0").shows("state", "ready")
            lab.page.evaluate(NOWHERE)
            button(lab.page.get_by_test_id("stSidebar"), way).click()
            expect(dialog).to_be_visible()

            out(lab)
            expect(dialog).to_have_count(0)
            lab.page.wait_for_function(ON_STAGE)
            lab.page.keyboard.press("Space")

            lab.reaches(3)
            expect(dialog).to_have_count(0)
            lab.page.keyboard.press("Space")
            lab.shows("state", "paused")
            expect(dialog).to_have_count(0)


def test_stage_that_is_put_back_has_the_focus_again(lab):
    """Streamlit does so when a choice in a dialog lets two script runs follow each other."""
    for before in (True, False):
        lab.page.evaluate(NOWHERE)
        assert lab.page.evaluate(PUT_BACK, before), "focused" if before else "focused while it is away"


def test_stage_has_the_focus_when_the_page_stays_inert_for_longer_than_its_dialog(lab):
    """React does so on a busy machine."""
    lab.page.evaluate(INERT_LONGER)

    lab.page.wait_for_function(ON_STAGE)


def test_no_key_acts_on_the_stage_behind_an_open_dialog(lab):
    lab.press("Step").press("Step").shows("epoch", "2")
    button(lab.page, "Prepared").click()
    dialog = lab.page.get_by_role("dialog")
    expect(button(dialog, "It learns")).to_be_visible()
    lab.page.evaluate(NOWHERE)

    for key in ("Space", "s", "0", "ArrowLeft"):
        lab.page.keyboard.press(key)

    assert lab.steady() == 2
    assert lab.readout("state") == "paused"
    expect(dialog).to_be_visible()


def test_space_plays_after_a_click_on_a_button_of_the_sidebar(lab):
    button(lab.page, "Reseed").click()
    lab.page.wait_for_function("location.search.includes('seed')")
    reseeded = lab.page.evaluate("location.search")

    lab.page.keyboard.press("Space")

    lab.reaches(3)
    lab.page.keyboard.press("Space")
    lab.shows("state", "paused")
    assert lab.page.evaluate("location.search") == reseeded


def test_space_plays_after_a_click_on_a_group_of_the_sidebar(lab):
    lab.unfold("Network")
    expect(lab.field("Activation")).to_be_visible()

    lab.page.keyboard.press("Space")

    lab.reaches(3)
    expect(lab.field("Activation")).to_be_visible()


def test_button_of_the_sidebar_that_was_reached_by_keys_is_pressed_by_them(lab):
    button(lab.page, "Prepared").focus()

    lab.page.keyboard.press("Space")

    expect(lab.page.get_by_role("dialog")).to_be_visible()
    assert lab.steady() == 0


def test_space_plays_after_the_page_was_changed_by_its_link(lab):
    lab.go("Hidden states", HIDDEN_STATES)

    lab.page.keyboard.press("Space")

    lab.reaches(3)


def test_arrow_keys_move_the_epoch_shown_from_anywhere_but_a_field(lab):
    for _ in range(3):
        lab.press("Step")
    lab.shows("epoch", "3")
    lab.unfold("Network")

    for _ in range(2):
        lab.page.keyboard.press("ArrowLeft")
    lab.shows("epoch", "1")
    lab.page.keyboard.press("ArrowRight")
    lab.shows("epoch", "2")
    lab.field("Seed").click()
    lab.page.keyboard.press("ArrowLeft")

    assert lab.steady() == 2


def test_arrow_keys_walk_after_a_click_on_the_view(lab):
    lab.go("Unroll", UNROLL["Walk"]).view("Gradient check", UNROLL["Gradient check"]).view("Walk", UNROLL["Walk"])

    lab.page.keyboard.press("ArrowRight")

    expect(lab.page.locator(".walk .where")).to_have_text("2 of 10")
    assert lab.epoch == 0
