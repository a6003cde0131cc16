"""All of it by keys alone, with the focus in sight at every stop; and what a screen reader says meanwhile."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.support.lab import HIDDEN_STATES, SWEEP, TRAIN, Lab

MOST_STOPS = 80
# The name of what has the focus, whether it stands on the stage or in the row above it, and whether the focus is seen.
STOP = """() => {
    const stop = document.activeElement;
    const name = (stop.getAttribute('aria-label') ?? stop.innerText ?? '').trim().replace(/\\s+/g, ' ');
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(stop);
    const ring = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    return [name, Boolean(stop.closest('.stage')), ring || !stop.closest('.stage, .st-key-pages')];
}"""
CONTROLS = """() => [...document.querySelectorAll('.stage :is(button, select, input, a)')]
    .filter((control) => control.checkVisibility() && control.tabIndex >= 0).length"""
MARKED_AT = """(steps) => String(steps) ===
    String((document.querySelector('[data-chart=prediction] .plot')._fullLayout.shapes ?? []).map(({ x0 }) => x0))"""
# Every change of the words in any live region from now on.
LISTEN = """() => {
    window.heard = [];
    const live = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
    for (const region of document.querySelectorAll(live))
        new MutationObserver(() => window.heard.push(region.innerText))
            .observe(region, { childList: true, characterData: true, subtree: true });
}"""

# What the component does when Streamlit takes it off the page and puts it back at once.
MOVE = """() => {
    const root = document.querySelector('.stage'), place = root.cloneNode(false);
    let parent = root;
    while (parent && !window.bpttLab.stages.has(parent)) parent = parent.parentElement;
    root.remove();
    parent.append(place);
    window.bpttLab.stages.get(parent).moveTo(place);
}"""


def tab_to(lab: Lab, name: str, key: str = "Tab") -> list[str]:
    """Press Tab until something of that name has the focus; gives the stops on the stage; all of ours are seen."""
    stops: list[str] = []
    for _ in range(MOST_STOPS):
        lab.page.keyboard.press(key)
        stop, on_stage, seen = lab.page.evaluate(STOP)
        assert seen, f"the focus on {stop!r} is not seen"
        stops += [stop] if on_stage else []
        if re.fullmatch(name, stop):
            return stops
    raise AssertionError(f"{name} cannot be reached by {key}")


def test_experiment_is_run_looked_at_and_changed_by_keys_alone(lab: Lab) -> None:
    keys = lab.page.keyboard

    tab_to(lab, "Skip to main content")
    keys.press("Enter")
    assert tab_to(lab, "Play Space") == ["Play Space"]
    keys.press("Enter")
    lab.shows("state", "running").reaches(5)
    expect(lab.button("Pause")).to_be_focused()
    keys.press("Space")
    lab.shows("state", "paused")
    newest = lab.steady()

    tab_to(lab, "Speed")
    keys.type("100 ")
    expect(lab.page.get_by_label("Speed")).to_have_value("100")
    tab_to(lab, "Epoch")
    keys.press("Home")
    lab.shows("epoch", "0")
    keys.press("ArrowRight")
    lab.shows("epoch", "1")
    tab_to(lab, "Back to newest")
    keys.press("Enter")
    lab.shows("epoch", str(newest))
    expect(lab.page.get_by_label("Epoch", exact=True)).to_be_focused()  # the button has gone

    tab_to(lab, ".*Hidden states", "Shift+Tab")
    keys.press("Enter")
    lab.drawn(HIDDEN_STATES).shows("epoch", str(newest))


def test_every_control_of_the_stage_is_a_stop_of_the_tab_key(lab: Lab) -> None:
    lab.press("Step").shows("epoch", "1").type("Learning rate", "0.02")
    lab.chart("loss").get_by_role("button", name="Remove").wait_for()

    lab.page.evaluate("document.activeElement.blur()")
    stops = tab_to(lab, "why: Gradient at each time step")

    assert len(stops) == lab.page.evaluate(CONTROLS)


def test_time_step_is_chosen_and_let_go_in_a_list_as_well_as_by_a_click(lab: Lab) -> None:
    step = lab.page.get_by_label("Time step", exact=True).and_(lab.page.locator("select"))
    marked = lab.chart("prediction").locator(".plot .shapelayer path")

    for chosen, marks in (("3", [3]), ("2", [2]), ("none", [])):
        step.select_option(chosen)
        expect(marked).to_have_count(len(marks))
        lab.page.wait_for_function(MARKED_AT, arg=marks)
        assert step.evaluate("(select) => select.selectedOptions[0].text") == chosen


def test_focus_stays_where_it_is_when_streamlit_puts_the_stage_elsewhere(lab: Lab) -> None:
    lab.button("Step").focus()

    lab.page.evaluate(MOVE)

    expect(lab.button("Step")).to_be_focused()
    lab.page.get_by_role("link", name="Unroll").focus()
    lab.page.evaluate(MOVE)
    expect(lab.page.get_by_role("link", name="Unroll")).to_be_focused()


def test_dialog_that_is_left_by_keys_gives_the_focus_back_and_a_choice_in_it_leads_to_the_stage(lab: Lab) -> None:
    keys = lab.page.keyboard
    dialog = lab.page.get_by_role("dialog")

    def opened() -> None:
        keys.press("Enter")
        expect(dialog).to_be_visible()
        lab.page.wait_for_function("document.querySelector('[role=dialog]').contains(document.activeElement)")

    tab_to(lab, "Tasks")
    opened()
    tab_to(lab, "echo with a delay")
    keys.press("Escape")
    expect(dialog).to_have_count(0)
    expect(lab.button("Tasks")).to_be_focused()
    opened()
    tab_to(lab, "Close")
    keys.press("Enter")
    expect(dialog).to_have_count(0)
    expect(lab.button("Tasks")).to_be_focused()

    opened()
    tab_to(lab, "echo with a delay")
    keys.press("Enter")
    expect(dialog).to_have_count(0)
    lab.drawn(TRAIN)
    expect(lab.page.locator(".stage")).to_be_focused()
    assert lab.page.locator(".transport").evaluate("(bar) => getComputedStyle(bar).outlineStyle") == "solid"
    keys.press("Space")
    lab.shows("state", "running")


def test_screen_reader_hears_where_a_run_begins_and_ends_and_nothing_while_it_runs(lab: Lab) -> None:
    spoken = lab.page.locator(".spoken")
    expect(spoken).to_have_text(re.compile("^ready: epoch 0, loss 13.5"))
    lab.page.evaluate(LISTEN)

    lab.pace("100").press("Play").reaches(150)
    heard = lab.page.evaluate("window.heard")
    epoch = lab.paused()

    assert heard == ["running"]
    expect(spoken).to_have_text(re.compile(f"^paused: epoch {epoch}, loss {re.escape(lab.readout('loss'))}"))


def test_letters_are_no_keys_of_the_stage_once_they_are_switched_off(lab: Lab) -> None:
    keys = lab.page.keyboard
    lab.page.get_by_test_id("stPopoverButton").click()
    lab.page.get_by_text("Keys S, 0 and P").click()
    lab.page.wait_for_function("window.bpttLabKeys.letters === false")
    keys.press("Escape")
    lab.go("Hidden states", HIDDEN_STATES)
    lab.page.evaluate("document.activeElement.blur()")

    for key in ("s", "S", "p", "ArrowRight"):
        keys.press(key)
    assert lab.steady() == 0
    expect(lab.page.locator("html[data-present]")).to_have_count(0)
    keys.press("Space")
    lab.reaches(3)


def test_focus_stays_in_the_row_of_a_sweep_when_start_again_is_pressed_and_goes(lab: Lab) -> None:
    lab.open(
        "/sweep?v=1&task=echo&length=20&hidden=32&batch=32&sweep=lr:0.0001,0.0002;seed:0,1,2,3,4;epochs:3000", SWEEP
    )
    lab.press("Start").press("Stop").button("Continue").wait_for()

    lab.button("Start again").focus()
    lab.page.keyboard.press("Enter")

    expect(lab.button("Stop")).to_be_focused()
