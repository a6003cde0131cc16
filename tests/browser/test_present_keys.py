"""Present mode is entered and left by keys that nothing else wants, and stays where the page is opened again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.cases import case
from tests.support.lab import HIDDEN_STATES, SWEEP, TRAIN
from tests.support.lesson_reader import Reader
from tests.support.present_scripts import ON, POINT, PROJECTOR


def test_present_mode_is_entered_and_left_by_key_button_and_escape(lab):
    on, page = ON, lab.page
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
    lab = visit(server, viewport=PROJECTOR).open("/?v=1&task=echo&epoch=30&present=1").reaches(30)
    lab.go("Hidden states", HIDDEN_STATES).go("Train", TRAIN)
    lab.page.reload()
    lab.drawn(TRAIN)
    assert lab.page.evaluate(ON)
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


def test_what_is_open_is_closed_first_and_the_mode_stays(server, visit):
    lab = visit(server, viewport=PROJECTOR).open("/sweep?present=1", SWEEP)
    page = lab.page
    opened = (
        (
            lab.button("Prepared sweeps"),
            page.get_by_role("dialog").get_by_role("button", name="Gain × length"),
            "Escape",
        ),
        (lab.button("Help"), page.get_by_test_id("stPopoverBody"), "Escape"),
        (lab.button("Help"), page.get_by_test_id("stPopoverBody"), "p"),
        (page.get_by_role("button", name="why: loss", exact=True), page.locator(".explanation section"), "Escape"),
        (page.get_by_role("button", name="why: loss", exact=True), page.locator(".explanation section"), "p"),
    )
    for button, what, key in opened:
        with case(f"{button} {key}"):
            button.click()
            what.first.wait_for()
            page.keyboard.press(key)
            what.first.wait_for(state="hidden")
            assert page.evaluate(ON)
    with case("a dialog keeps the letter"):
        lab.button("Prepared sweeps").click()
        page.get_by_role("dialog").get_by_role("button", name="Gain × length").wait_for()
        page.keyboard.press("p")
        assert page.evaluate(ON)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="hidden")
    page.keyboard.press("p")
    assert not page.evaluate(ON)


def test_fields_and_sliders_keep_their_keys(server, visit):
    lab = visit(server, viewport=PROJECTOR)
    lab.page.goto(f"{server.address}/lessons?lesson=5&card=1&present=1")
    Reader(lab).at(1)
    gain = lab.page.get_by_label("Gain on W_hh")
    before = gain.input_value()
    gain.press("ArrowRight")
    expect(gain).not_to_have_value(before)
    lab.steady()
    expect(lab.page.locator(".st-key-lesson-way")).to_contain_text("1 of")

    field = lab.open("/sweep?present=1", SWEEP).page.locator(".st-key-sweep-form input[type=text]").last
    field.press("p")
    assert lab.page.evaluate(ON)


def test_link_with_hidden_controls_and_a_card_is_presented_and_the_address_keeps_all_three(server, visit):
    lab = visit(server, viewport=PROJECTOR)
    lab.page.goto(f"{server.address}/lessons?lesson=5&card=3&hide=data,network&present=1")
    for _ in range(2):
        Reader(lab).at(3)
        assert lab.page.evaluate(ON)
        search = lab.page.evaluate("location.search")
        assert [part for part in ("lesson=5&card=3", "hide=data,network", "present=1") if part not in search] == []
        lab.page.reload()
