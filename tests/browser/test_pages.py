"""Several pages, several visitors: one experiment goes along, and nobody is in anybody's way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer
from rnn.text.quantities import number
from tests.support.lab import GRADIENT_FLOW, HIDDEN_STATES, TRAIN

UNTRAINED = Trainer.start(Experiment())


def state_of_unit(lab):
    return lab.traces("unit").popitem()[1]["y"]


# Two renderings of an element, the cleanups of both, and its new place: is it the same stage, and was it closed later?
LEFT_TWICE = """async () => {
    const source = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/stage.js')).name;
    const { default: mount } = await import(source);
    const data = { page: 'another', paces: [], plotly: '', done: 0, visitor: window.bpttLab.visitor };
    const place = () => {
        const element = document.createElement('div');
        element.append(Object.assign(document.createElement('div'), { className: 'stage' }));
        document.querySelector('[data-testid=stMainBlockContainer]').append(element);
        return { data, parentElement: element, setStateValue: () => {} };
    };
    const first = place(), cleanups = [mount(first), mount(first)];
    const stage = window.bpttLab.stage;
    let closed = false;
    stage.close = () => { closed = true; };
    const waiting = new Map(), { setTimeout, clearTimeout } = window;
    window.setTimeout = (later) => waiting.set(waiting.size + 1, later).size;
    window.clearTimeout = (id) => waiting.delete(id);
    for (const cleanup of cleanups) cleanup();
    mount(place());
    Object.assign(window, { setTimeout, clearTimeout });
    for (const later of waiting.values()) later();
    return [window.bpttLab.stage === stage, closed];
}"""


def test_deep_link_shows_its_charts_on_a_server_that_nobody_has_visited(fresh_server, visit):
    lab = visit(fresh_server).open("/hidden_states", HIDDEN_STATES)
    expect(lab.page).to_have_title("Hidden states · BPTT Lab")
    expect(lab.page.get_by_test_id("stSidebarNav")).to_have_count(0)
    lab.shows("epoch", "0").shows("loss", f"{UNTRAINED.latest.loss:.4g}")

    lab.go("Train", TRAIN).press("Step").shows("epoch", "1")
    expect(lab.page).to_have_title("Train · BPTT Lab")
    lab.go("Hidden states", HIDDEN_STATES)

    lab.shows("epoch", "1")
    run = UNTRAINED.advance(epochs=1)
    assert state_of_unit(lab) == pytest.approx(run.latest.h[0, :, 0], rel=1e-5)


def test_nothing_of_streamlit_lies_on_the_buttons_at_the_top_while_a_script_runs(lab):
    shown = """() => {
        const widget = document.createElement('div');
        widget.dataset.testid = 'stStatusWidget';
        document.querySelector('.stAppHeader').append(widget);
        return getComputedStyle(widget).display;
    }"""

    assert lab.page.evaluate(shown) == "none"


def test_change_of_page_keeps_experiment_epoch_and_speed(lab):
    lab.type("Sequence", "2, 4, 6, 8").type("Hidden units", "7").pace("100").press("Play").reaches(20)
    epoch = lab.paused()
    run = Trainer.start(Experiment(inputs=[2, 4, 6, 8], hidden_size=7)).advance(epochs=epoch)

    for title, charts in (("Hidden states", HIDDEN_STATES), ("Train", TRAIN)):
        lab.go(title, charts).shows("epoch", str(epoch)).shows("state", "paused")
        lab.shows("loss", f"{run.latest.loss:.4g}")
        expect(lab.field("Sequence")).to_have_value("2, 4, 6, 8")
        expect(lab.field("Hidden units")).to_have_value("7")
        expect(lab.page.get_by_label("Speed")).to_have_value("100")
        for unit, row in enumerate(lab.traces("hidden")["heatmap"]["z"]):
            assert row == pytest.approx(run.latest.h[0, 1:, unit], abs=1e-5)


def test_change_of_page_while_it_plays_goes_on_playing(lab):
    lab.pace("100").press("Play").reaches(10)
    for title, charts in (("Hidden states", HIDDEN_STATES), ("Train", TRAIN)):
        before = lab.epoch

        lab.go(title, charts).reaches(before + 10)

        lab.shows("state", "running")
    epoch = lab.paused()
    assert lab.epoch == epoch
    assert lab.readout("loss") == f"{UNTRAINED.advance(epochs=epoch).latest.loss:.4g}"


def test_back_and_forward_of_the_browser_change_the_page(lab):
    lab.press("Step").shows("epoch", "1")
    lab.go("Hidden states", HIDDEN_STATES)

    lab.page.go_back()
    lab.drawn(TRAIN).shows("epoch", "1")
    lab.page.go_forward()

    lab.drawn(HIDDEN_STATES).shows("epoch", "1")
    expect(lab.page).to_have_title("Hidden states · BPTT Lab")
    lab.press("Step").shows("epoch", "2")


def test_unit_is_chosen_in_the_list_or_in_the_heatmap_and_kept(server, visit):
    lab = visit(server).open("/hidden_states", HIDDEN_STATES)
    lab.press("Step").shows("epoch", "1")
    h = UNTRAINED.advance(epochs=1).latest.h[0]
    choice = lab.page.get_by_label("Unit", exact=True)

    choice.select_option("3")
    expect(lab.chart("unit").locator(".said")).to_have_text(re.compile("^Unit 3 "))
    assert state_of_unit(lab) == pytest.approx(h[:, 2], abs=1e-6)

    box = lab.chart("hidden").locator(".nsewdrag").first.bounding_box()
    lab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.1)
    expect(choice).to_have_value("5")
    expect(lab.chart("unit").locator(".said")).to_have_text(re.compile("^Unit 5 "))
    assert state_of_unit(lab) == pytest.approx(h[:, 4], abs=1e-6)

    lab.go("Train", TRAIN).go("Hidden states", HIDDEN_STATES)
    expect(choice).to_have_value("5")
    assert state_of_unit(lab) == pytest.approx(h[:, 4], abs=1e-6)


def test_untrained_loss_is_a_line_on_request_and_stays_without_moving_anything(lab):
    box = lab.page.get_by_label("Untrained loss")

    def labels():
        return [label["text"] for label in lab.layout("loss")["labels"]]

    before, place = labels(), lab.chart("prediction").bounding_box()

    box.check()
    lab.page.wait_for_function("document.querySelector('[data-chart=loss] .plot').textContent.includes('untrained:')")
    asked, place_then = labels(), lab.chart("prediction").bounding_box()
    lab.go("Hidden states", HIDDEN_STATES).go("Train", TRAIN)

    expect(box).to_be_checked()
    assert asked == labels() == [*before, f"untrained: {number(UNTRAINED.latest.loss)}"]
    assert place_then == place
    box.uncheck()
    lab.page.wait_for_function("!document.querySelector('[data-chart=loss] .plot').textContent.includes('untrained:')")
    assert labels() == before


def test_selection_and_held_epoch_go_along_to_every_page(lab):
    for epoch in range(1, 4):
        lab.press("Step").shows("epoch", str(epoch))
    lab.page.get_by_label("Epoch", exact=True).fill("1")
    lab.shows("epoch", "1").shows("loss", f"{UNTRAINED.advance(epochs=1).latest.loss:.4g}")
    box = lab.chart("hidden").locator(".nsewdrag").first.bounding_box()
    lab.page.mouse.click(box["x"] + box["width"] * 3 / 8, box["y"] + box["height"] * 0.1)  # unit 5 at t = 2
    expect(lab.chart("hidden").locator(".shapelayer path")).to_have_count(2)  # the mark and its halo

    for title, charts in (("Hidden states", HIDDEN_STATES), ("Unroll", ("unrolled",))):
        lab.go(title, charts).shows("epoch", "1")
        expect(lab.page.get_by_label("Unit", exact=True)).to_have_value("5")
        assert [shape["x0"] for shape in lab.layout(charts[0])["shapes"] if shape["dash"] == "dot"] == [2]
    lab.go("Gradient flow", GRADIENT_FLOW["Where it goes"]).shows("epoch", "1")
    for chart in ("itemised", "loss_step"):
        assert [shape["x0"] for shape in lab.layout(chart)["shapes"] if shape["dash"] == "dot"] == [2]
    assert not [shape for shape in lab.layout("decay")["shapes"] if shape["dash"] == "dot"]

    lab.press("Back to newest").shows("epoch", "3")


def test_two_visitors_play_at_once_while_a_third_steps(server, visit):
    first, second, third = (visit(server).open() for _ in range(3))
    first.pace("max").press("Play").reaches(500)
    second.pace("max").press("Play").reaches(500)
    before = first.epoch, second.epoch

    for epoch in range(1, 4):
        third.press("Step").shows("epoch", str(epoch))

    first.reaches(before[0] + 500)
    second.reaches(before[1] + 500)
    third.shows("loss", f"{UNTRAINED.advance(epochs=3).latest.loss:.4g}")
    assert third.steady() == 3


def test_stage_that_was_left_twice_lives_on_in_its_new_place(lab):
    """Streamlit does so when it mounts the component again just after two renderings."""
    assert lab.page.evaluate(LEFT_TWICE) == [True, False]
