"""A lesson by pointer, finger and keys alone, on a desktop and on a phone, and after the page was loaded again."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from rnn import Trainer
from tests.browser.test_keyboard import tab_to
from tests.browser.test_restart import CONNECTED, STARTS_OVER, page_of
from tests.support.accessibility import THEMES, examined, findings, switched
from tests.support.browser import free_port, serve
from tests.support.lab import TRAIN
from tests.support.lesson_reader import EDGES, SPEEDY, Reader
from tests.support.small_lesson import BECAUSE, LESSON, RIGHT, START, TEXT, WRONG
from tests.support.visitors import PATIENCE

PHONE = {"width": 390, "height": 844}


def small(lab) -> Reader:
    """With the small lesson open at its first card."""
    reader = Reader(lab).open(1).own(TEXT).at(1, "It stands")
    reader.page.keyboard.press("Escape")
    return reader


def reached(reader: Reader, place: int) -> Reader:
    for card in range(2, place + 1):
        reader.onward(card, LESSON.cards[card - 1].title)
    return reader


def test_question_is_asked_played_explained_and_asked_again(visit, server):
    reader = reached(small(visit(server)), 2)
    lab, card = reader.lab, reader.card
    expect(lab.said).to_have_text("Answer the question of the card first; then Play goes on.")
    expect(lab.button("Play")).to_have_attribute("aria-disabled", "true")
    lab.page.keyboard.press("Space")
    lab.press("Step")
    assert lab.steady() == 0

    reader.answer()
    expect(card.get_by_text("nothing is chosen yet")).to_be_visible()
    reader.choose("It stays.").was_answered()
    expect(card.get_by_text(WRONG)).to_have_count(0)
    lab.pace(SPEEDY).press("Play").shows("epoch", "20").shows("state", "paused")
    expect(card.get_by_text(WRONG)).to_be_visible()
    expect(card.get_by_text(BECAUSE)).to_be_visible()

    reader.again()
    lab.shows("epoch", "0")
    reader.choose("It falls.").was_answered()
    lab.press("Play").shows("epoch", "20")
    expect(card.get_by_text(RIGHT)).to_be_visible()
    lab.press("Play").reaches(40)


def test_number_and_curve_stay_beside_the_truth(visit, server):
    reader = reached(small(visit(server)), 4)
    lab = reader.lab
    lab.shows("epoch", "10")
    reader.type("no number")
    expect(reader.card.get_by_text("'no number' is not allowed")).to_be_visible()
    expect(reader.card.get_by_label("Your guess")).to_have_value("no number")
    reader.type("0.25").was_answered()
    lab.pace(SPEEDY).press("Play").shows("epoch", "30")
    expect(reader.card.get_by_text("Your guess: 0.25. The run:")).to_be_visible()
    assert lab.traces("loss")["your guess: 0.25"]["y"] == [0.25, 0.25]

    reader.onward(5, "A curve").draw((0.02, 0.8), (0.5, 0.4), (0.98, 0.1))
    reader.page.locator(".expected").get_by_role("button", name="Answer").click()
    reader.was_answered()
    lab.drawn(("gradient", "prediction"))
    guess = lab.traces("gradient")["your guess"]
    assert guess["x"] == [1, 2, 3, 4]
    assert guess["y"] == sorted(guess["y"])
    truth = Trainer.start(START).latest.dh_norm[0]
    drawn = next(trace for name, trace in lab.traces("gradient").items() if "h" in name and "∂L" in name)
    assert len(drawn["y"]) == len(truth)


def test_lesson_is_read_by_keys_alone(visit, server):
    reader = small(visit(server))
    keys, lab = reader.page.keyboard, reader.lab

    tab_to(lab, "Next card")
    keys.press("Enter")
    reader.at(2)
    while not lab.page.evaluate("document.activeElement.matches('.st-key-lesson-card [type=radio]')"):
        keys.press("Tab")
    keys.press("ArrowDown")
    tab_to(lab, "Answer")
    keys.press("Enter")
    reader.was_answered()
    tab_to(lab, "Speed")
    keys.type("max")
    tab_to(lab, "Play Space", "Shift+Tab")
    keys.press("Enter")
    lab.shows("epoch", "20")
    tab_to(lab, "Next card", "Shift+Tab")
    keys.press("Enter")
    reader.at(3)
    keys.press("Enter")
    reader.at(4)
    tab_to(lab, "Your guess")
    keys.type("0.5")
    keys.press("Enter")
    reader.was_answered()
    tab_to(lab, "Next card", "Shift+Tab")
    keys.press("Enter")
    reader.at(5)
    tab_to(lab, "The curve that you expect")
    for key in ("Home", "ArrowUp", "ArrowUp", "ArrowRight", "ArrowDown", "End", "PageUp"):
        keys.press(key)
    expect(reader.page.locator(".pad")).to_have_attribute("aria-valuetext", re.compile("^time step 4: "))
    tab_to(lab, "Answer")
    keys.press("Enter")
    reader.was_answered()
    low, *_, high = lab.traces("gradient")["your guess"]["y"]
    assert low < high
    lab.shows("epoch", "0")


def test_back_leads_from_the_lessons_to_the_run_before_them(visit, server):
    lab = visit(server).open("/?v=1&hidden=8")
    lab.press("Step").press("Step").shows("epoch", "2")
    loss = lab.readout("loss")
    lab.page.get_by_role("link", name="Lessons").click()
    Reader(lab).at(1)
    lab.shows("epoch", "0")
    lab.page.wait_for_function("location.search.endsWith('lesson=1&card=1')")

    lab.page.go_back()

    lab.drawn(TRAIN).shows("epoch", "2").shows("loss", loss)
    assert lab.page.evaluate("location.search") == "?v=1&hidden=8"


def test_phone_has_the_text_above_the_picture_and_a_finger_draws(visit, server):
    reader = small(visit(server, viewport=PHONE, has_touch=True))
    for place in range(1, 6):
        if place > 1:
            reader.onward(place)
        text, _, _, wider = reader.page.evaluate(EDGES)
        assert wider == 0
        above = reader.page.locator(".stage").bounding_box()
        assert above
        assert above["y"] >= text - 1

    pad = reader.page.locator(".pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    reader.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    expect(reader.page.locator(".expected").get_by_role("button", name="Clear")).to_be_visible()


def test_axe_finds_nothing_on_any_card_in_both_themes(visit, server):
    reader = small(visit(server, color_scheme=THEMES[0]))
    lab, wrong = examined(reader.lab), []

    def look(place: str) -> None:
        for theme in (THEMES[1], THEMES[0]):
            wrong.extend((place, each) for each in findings(lab.page))
            switched(lab, theme)

    look("explains")
    reader.onward(2).answer()
    reader.card.get_by_text("nothing is chosen yet").wait_for()
    look("asks, refused")
    reader.choose("It stays.").was_answered()
    look("answered")
    lab.pace(SPEEDY).press("Play").shows("epoch", "20")
    look("explained")
    reader.onward(3).onward(4).type("x")
    look("a number")
    reader.onward(5)
    look("a curve")
    reader.draw((0.1, 0.2), (0.9, 0.8))
    look("a curve that is drawn")
    reader.page.get_by_role("button", name="More").click()
    reader.page.get_by_text("Teacher's view").click()
    reader.card.get_by_text("It shrinks.").wait_for()
    look("teacher's view")

    assert not [(place, each) for place, each in wrong if not each.exempt]


def test_card_comes_back_when_the_page_is_loaded_again_or_the_server_restarted(chromium, tmp_path):
    port, logs = free_port(), [tmp_path / f"log {n}" for n in range(2)]
    with page_of(chromium, f"http://localhost:{port}") as lab:
        reader = Reader(lab)
        with serve(log=logs[0], port=port):
            reader.open(1).onward(2)
            title = reader.card.get_by_role("heading").inner_text()
            reader.page.wait_for_function("location.search.includes('lesson=1&card=2')")
            reader.page.reload()
            reader.at(2, title)
        lab.page.wait_for_function(f"!({CONNECTED})")

        with serve(log=logs[1], port=port):
            expect(lab.page.locator(".lost-run")).to_have_text(f"{STARTS_OVER}Dismiss", timeout=2 * PATIENCE)
            reader.at(2, title)
            lab.page.goto("about:blank")
        assert not [log for log in logs if "Traceback" in log.read_text()]
