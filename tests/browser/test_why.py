"""Why: a small button beside a number opens where it comes from, by mouse and keys, and follows the epoch."""

from __future__ import annotations

from playwright.sync_api import expect

from rnn import Experiment, Trainer
from rnn.text.quantities import number
from tests.support.accessibility import THEMES, examined, findings, switched
from tests.support.cases import case
from tests.support.lab import GRADIENT_FLOW

FOCUSED = "document.activeElement.getAttribute('aria-label')"


def opened(lab):
    return lab.page.get_by_role("dialog", name="Why")


def test_why_opens_by_mouse_and_by_keys_and_gives_the_focus_back(lab):
    lab.press("Step").press("Step").shows("epoch", "2")
    button = lab.page.get_by_role("button", name="why: loss", exact=True).first
    loss = Trainer.start(Experiment()).advance(epochs=2).latest.loss
    with case("a click opens formula, numbers and NumPy"):
        button.click()
        expect(opened(lab).locator("h2")).to_have_text("Why: loss, epoch 2")
        expect(opened(lab).locator(".formula")).to_contain_text("L = (1/n)")
        expect(opened(lab).locator(".written")).to_contain_text(f"= {number(loss)}")
        expect(opened(lab).locator("code.plain")).to_contain_text("np.sum((y_hat[t] - y[t])**2)")
        expect(button).to_have_attribute("aria-expanded", "true")
    with case("it follows the epoch slider"):
        lab.page.keyboard.press("ArrowLeft")
        expect(opened(lab).locator("h2")).to_have_text("Why: loss, epoch 1")
    with case("Escape closes it and gives the focus back"):
        lab.page.keyboard.press("Escape")
        expect(opened(lab)).to_be_hidden()
        assert lab.page.evaluate(FOCUSED) == "why: loss"
    for key in ("Enter", " "):
        with case(f"{key!r} opens it and does not play"):
            lab.page.keyboard.press(key)
            expect(opened(lab).locator("section")).to_have_count(1)
            lab.page.keyboard.press("Escape")
            expect(opened(lab)).to_be_hidden()
    with case("the same button closes it"):
        button.click()
        opened(lab).wait_for()
        button.click()
        expect(opened(lab)).to_be_hidden()
    assert lab.readout("state") == "paused"


def test_why_of_a_sentence_explains_each_of_its_numbers_while_it_plays_and_fits_a_phone(server, visit):
    phone = {"width": 390, "height": 844}
    lab = visit(server, viewport=phone).open("/?v=1&task=echo&epoch=20").reaches(20)
    lab.chart("gradient").get_by_role("button", name="why").click()
    opened(lab).locator("section").first.wait_for()
    box = opened(lab).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390

    lab.page.keyboard.press("s")

    expect(opened(lab).locator("h2")).to_have_text("Why: Gradient at each time step, epoch 21")


def test_why_of_the_status_line_is_there_while_it_says_a_number_that_was_computed(server, visit):
    lab = visit(server).open("/?v=1&task=echo&epoch=300").reaches(300)
    button = lab.page.get_by_role("button", name="why: what is said of the run")
    button.click()
    expect(opened(lab).locator("section h3")).to_contain_text(["epochs of the plateau", "loss on the plateau"])
    level = number(Experiment(task="echo").constant.loss)
    expect(opened(lab).locator("section", has_text="best constant prediction").locator("h3")).to_contain_text(level)

    lab.press("Rewind").shows("epoch", "0")

    expect(opened(lab)).to_be_hidden()
    expect(button).to_be_hidden()


def test_a_subscript_with_a_comparison_in_it_is_typeset(server, visit):
    lab = visit(server).open("/gradient_flow", GRADIENT_FLOW["Where it goes"])
    lab.chart("by_lag").get_by_role("button", name="why").click()
    opened(lab).locator("section").first.wait_for()

    expect(opened(lab).locator("sub", has_text=">").first).to_be_visible()
    expect(opened(lab)).not_to_contain_text("<sub>")


def test_axe_finds_nothing_in_an_explanation_in_both_themes(server, visit):
    lab = examined(visit(server, color_scheme=THEMES[0]).open("/gradient_flow", GRADIENT_FLOW["Where it goes"]))
    lab.chart("decay").get_by_role("button", name="why").click()
    opened(lab).locator("section").first.wait_for()

    found = findings(lab.page) + findings(switched(lab, THEMES[1]).page, colours_only=True)

    assert not found
