"""Every state of a card as axe sees it; and a card after Back, a reload and a restart of the server."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_restart import CONNECTED, STARTS_OVER, page_of
from tests.support.accessibility import THEMES, examined, findings, switched
from tests.support.browser import free_port, serve
from tests.support.lab import TRAIN
from tests.support.lesson_reader import SPEEDY, Reader, small
from tests.support.visitors import PATIENCE


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
