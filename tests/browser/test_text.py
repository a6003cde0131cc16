"""A poem in a real browser: entered, learned, written again letter by letter, and never taken for markup."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.accessibility import THEMES, examined, findings, switched

MARKUP = "<img src=x onerror=alert(1)> <b>To be</b>, or *not* to be: that is the question.\n" * 6
LETTERS = "[data-written] .letters"


def test_poem_is_entered_and_written_while_it_is_learned(lab):
    alerts = []
    lab.page.on("dialog", lambda alert: (alerts.append(alert.message), alert.dismiss()))
    lab.page.get_by_role("button", name="Table, file, text ...").click()
    dialog = lab.page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Text").click()
    area = dialog.get_by_role("textbox", name="Text", exact=True)
    area.fill(MARKUP)
    area.press("Control+Enter")
    expect(dialog.get_by_text(f"{len(MARKUP):,} letters", exact=False)).to_be_visible()
    dialog.get_by_role("button", name="Apply").locator("visible=true").click()
    expect(lab.field("Text")).to_have_value(MARKUP)

    lab.page.get_by_role("link", name="Dynamics").click()
    lab.page.get_by_role("radio", name="Writing", exact=True).click()
    written = lab.page.locator(LETTERS)
    expect(written.locator("mark")).to_have_text("<img")
    before = written.text_content()
    lab.pace("max").press("Play").reaches(300)
    lab.page.wait_for_function(f"(before) => document.querySelector('{LETTERS}').textContent !== before", arg=before)
    lab.paused()

    assert "onerror" in written.text_content()
    assert [node.evaluate("(node) => node.tagName") for node in written.locator("*").all()] == ["MARK"]
    lab.page.get_by_label("Seed text").fill("that is")
    expect(written.locator("mark")).to_have_text("that is")
    lab.page.get_by_label("Temperature").fill("0")
    expect(lab.chart("next_letter").locator(".read")).to_contain_text("at temperature 0.")
    cold = written.text_content()
    lab.page.get_by_role("button", name="Another").click()
    expect(lab.page.get_by_label("Seed", exact=True).last).to_have_value("2")
    lab.steady()
    assert written.text_content() == cold
    assert alerts == []
    assert findings(examined(lab).page) == []
    switched(lab, THEMES[1])
    assert findings(lab.page, True) == []
    expect(lab.chart("prediction").locator(".main-svg").first).to_be_visible()
