"""A poem in a real browser: entered, learned, written again letter by letter, and never taken for markup."""

from __future__ import annotations

from playwright.sync_api import expect

MARKUP = "<img src=x onerror=alert(1)> <b>To be</b>, or *not* to be: that is the question.\n" * 6
LETTERS = "[data-written] .letters"


def test_poem_is_entered_and_written_while_it_is_learned(lab):
    lab.page.on("dialog", lambda _: (_ for _ in ()).throw(AssertionError("markup was run")))
    lab.page.get_by_role("button", name="Table, file, text ...").click()
    dialog = lab.page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Text").click()
    area = dialog.get_by_label("Text", exact=True).locator("visible=true")
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
    lab.page.wait_for_function(
        "(before) => document.querySelector('" + LETTERS + "').textContent !== before", arg=before
    )
    lab.paused()

    assert "onerror" in written.text_content()
    assert lab.page.evaluate(
        f"[...document.querySelector('{LETTERS}').querySelectorAll('*')].map((n) => n.tagName)"
    ) == ["MARK"]
    lab.page.get_by_label("Seed text").fill("that is")
    expect(written.locator("mark")).to_have_text("that is")
    lab.page.get_by_label("Temperature").fill("0")
    cold = written.text_content()
    lab.page.get_by_role("button", name="Another").click()
    expect(lab.page.get_by_label("Seed", exact=True).last).to_have_value("2")
    assert written.text_content() == cold
    expect(lab.chart("prediction").locator(".main-svg").first).to_be_visible()
