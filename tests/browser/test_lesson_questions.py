"""Questions of a lesson by pointer, finger and keys alone, on a desktop and on a phone."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from rnn import Trainer
from rnn.words.run_sentences import ANSWER_FIRST
from tests.browser.test_keyboard import tab_to
from tests.support.lesson_reader import EDGES, SPEEDY, Reader, reached, small
from tests.support.small_lesson import BECAUSE, RIGHT, START, WRONG

PHONE = {"width": 390, "height": 844}


def test_question_is_asked_played_explained_and_asked_again(visit, server):
    reader = reached(small(visit(server)), 2)
    lab, card = reader.lab, reader.card
    expect(lab.said).to_have_text(ANSWER_FIRST)
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

    reader.onward(5, "A curve").draw((0.0, 0.9), (0.6, 0.42), (1.0, 0.1))  # a straight line
    reader.page.locator(".expected").get_by_role("button", name="Answer").click()
    reader.was_answered()
    lab.drawn(("gradient", "prediction"))
    guess = lab.traces("gradient")["your guess"]
    assert guess["x"] == [1, 2, 3, 4]
    assert np.diff(np.log(guess["y"])) == pytest.approx(np.log(guess["y"][3] / guess["y"][0]) / 3, rel=0.03)
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


def test_focus_goes_to_the_heading_of_the_card_where_its_control_is_taken_away(visit, server):
    reader = Reader(visit(server)).open(1, 2)
    keys, lab = reader.page.keyboard, reader.lab
    heading = reader.card.get_by_role("heading")

    lab.button("Previous card").focus()
    keys.press("Enter")
    reader.at(1)
    expect(lab.button("Previous card")).to_be_disabled()
    expect(heading).to_be_focused()
    lab.button("Next card").focus()
    keys.press("Enter")
    reader.at(2)
    expect(lab.button("Next card")).to_be_focused()
    reader.card.get_by_role("radio").first.focus()
    keys.press("Space")
    tab_to(lab, "Answer")
    keys.press("Enter")
    expect(lab.button("Answer again")).to_be_visible()
    expect(heading).to_be_focused()
    keys.press("Space")
    lab.shows("state", "running")


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
