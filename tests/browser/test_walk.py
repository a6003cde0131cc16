"""The walk in a real browser: buttons, keys, slider, going on by itself, and what is then read."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.conftest import Visit
from tests.support.lab import UNROLL, Lab
from tests.support.visitors import Server


@pytest.fixture
def lab(visit: Visit, server: Server) -> Lab:
    return visit(server).open("/unroll", UNROLL["Walk"])


def panel(lab: Lab) -> Locator:
    return lab.page.locator("[data-panel=substep]")


def stands_at(lab: Lab, place: str, title: str) -> None:
    """Wait until the row of the walk and the panel say so."""
    expect(lab.page.locator(".walk .where")).to_have_text(place)
    expect(panel(lab).get_by_role("heading", level=2)).to_have_text(title)


def test_next_and_back_lead_through_the_pass_and_train_nothing(lab: Lab) -> None:
    for _ in range(6):
        lab.press("Next")
    stands_at(lab, "7 of 10", "Backward, t = 3")
    lab.press("Back")

    stands_at(lab, "6 of 10", "Backward, t = 4")
    expect(panel(lab).locator(".says")).to_contain_text("The backward pass begins")
    assert lab.epoch == 0


def test_arrow_keys_walk_except_where_a_field_or_a_slider_has_the_focus(lab: Lab) -> None:
    lab.page.keyboard.press("ArrowRight")
    lab.page.keyboard.press("ArrowRight")
    stands_at(lab, "3 of 10", "Forward, t = 3")
    lab.page.keyboard.press("ArrowLeft")
    stands_at(lab, "2 of 10", "Forward, t = 2")

    lab.field("Sequence").focus()
    lab.page.keyboard.press("ArrowRight")

    stands_at(lab, "2 of 10", "Forward, t = 2")


def test_walk_goes_on_by_itself_to_the_update_and_begins_anew_from_there(lab: Lab) -> None:
    lab.page.get_by_label("Speed of the walk").select_option("fast")
    lab.page.get_by_label("Sub-step").fill("7")
    stands_at(lab, "8 of 10", "Backward, t = 2")

    lab.press("Walk")

    stands_at(lab, "10 of 10", "Update")
    expect(lab.page.get_by_role("button", name="Walk", exact=True)).to_be_visible()
    lab.page.get_by_label("Speed of the walk").select_option("slow")  # time to see its first step, and to stop it there
    lab.press("Walk")
    expect(lab.page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    stands_at(lab, "2 of 10", "Forward, t = 2")
    lab.press("Stop")
    assert lab.epoch == 0


def test_panel_shows_the_numbers_of_the_pass_and_the_line_of_code(lab: Lab) -> None:
    lab.press("Step")
    lab.reaches(1)
    first = panel(lab).locator("section").first

    expect(first.locator("code.plain")).to_have_text("h[t] = np.tanh(W_xh @ x[t] + W_hh @ h[t-1] + b_h)")
    expect(first.locator("code.source")).to_contain_text("h[:, t] = options.activation.function(")
    shown: list[list[str]] = first.locator("table").evaluate_all(
        "(tables) => tables.map((table) => [...table.querySelectorAll('td')].map((cell) => cell.textContent))"
    )
    assert [len(cells) for cells in shown] == [5, 5, 1, 25, 5, 5]
    assert shown[2] == ["1"]


def test_network_colours_its_nodes_and_follows_the_walk(lab: Lab) -> None:
    def node(index: int) -> dict[str, Any]:
        found: dict[str, Any] = lab.page.evaluate(
            """(i) => {
                const { _fullData } = document.querySelector('[data-chart=unrolled] .plot');
                const { marker } = _fullData.find(({ name }) => name === 'h');
                return { values: [...marker.color], rim: marker.line.width[i], lowest: marker.cmin };
            }""",
            index,
        )
        return found

    assert node(5) == {"values": node(5)["values"], "rim": 3.5, "lowest": -1}
    assert len(node(5)["values"]) == 10

    lab.press("Next")
    stands_at(lab, "2 of 10", "Forward, t = 2")

    assert len(node(10)["values"]) == 15
    assert (node(5)["rim"], node(10)["rim"]) == (1, 3.5)


PLACE = """([t, entry]) => {
    const { _fullData, _fullLayout: { xaxis, yaxis } } = document.querySelector('[data-chart=unrolled] .plot');
    const box = document.querySelector('[data-chart=unrolled] .nsewdrag').getBoundingClientRect();
    const heights = _fullData.find(({ name }) => name === 'h').y;
    return [box.x + xaxis.c2p(t), box.y + yaxis.c2p(heights[entry])];
}"""


def click_on_node(lab: Lab, step: int, unit: int) -> None:
    """As a person does: go there, see what it is, click."""
    x, y = lab.page.evaluate(PLACE, [step, unit - 1])
    lab.page.mouse.move(x, y)
    expect(lab.chart("unrolled").locator(".hovertext")).to_contain_text(f"unit {unit}")
    lab.page.mouse.click(x, y)


def test_click_on_a_node_chooses_its_unit_and_walks_to_its_time_step(lab: Lab) -> None:
    unit = lab.page.get_by_label("Unit", exact=True)

    click_on_node(lab, 3, 2)
    stands_at(lab, "3 of 10", "Forward, t = 3")
    lab.page.get_by_label("Sub-step").fill("8")
    stands_at(lab, "9 of 10", "Backward, t = 1")
    click_on_node(lab, 4, 4)

    stands_at(lab, "6 of 10", "Backward, t = 4")
    expect(unit).to_have_value("4")


def test_sequence_of_a_batch_is_chosen_on_the_page_itself(visit: Visit, server: Server) -> None:
    lab = visit(server).open("/unroll?v=1&x=1,2,3/4,5", UNROLL["Walk"])

    lab.page.get_by_label("Sequence", exact=True).and_(lab.page.locator("select")).select_option("2")

    expect(lab.page.locator(".walk .where")).to_have_text("1 of 4")


def test_backward_step_of_sixteen_units_fits_on_a_projector(visit: Visit, server: Server) -> None:
    lab = visit(server).open("/unroll?v=1&x=1,2,3,1,2&hidden=16", UNROLL["Walk"])

    lab.page.get_by_label("Sub-step").fill("6")
    stands_at(lab, "7 of 10", "Backward, t = 3")

    below = panel(lab).locator("code").last.bounding_box()
    assert below is not None
    assert below["y"] + below["height"] <= 768


def test_charts_of_another_view_fill_their_places_and_the_screen(lab: Lab) -> None:
    lab.view("Per-step contributions", UNROLL["Per-step contributions"])

    lab.page.wait_for_function(
        """() => [...document.querySelectorAll('.stage .plot')].every(({ clientWidth, clientHeight, _fullLayout }) =>
            _fullLayout.width === clientWidth && _fullLayout.height === clientHeight)"""
    )
    bottom = lab.chart("contribution_direction").bounding_box()
    assert bottom is not None
    assert 730 <= bottom["y"] + bottom["height"] <= 768


def test_walk_stays_where_it_is_while_the_network_trains(lab: Lab) -> None:
    lab.page.get_by_label("Sub-step").fill("6")
    stands_at(lab, "7 of 10", "Backward, t = 3")

    lab.press("Play")
    lab.reaches(4)
    lab.paused()

    stands_at(lab, "7 of 10", "Backward, t = 3")
    assert not lab.page.locator(".walk").evaluate("(row) => row.scrollWidth > row.clientWidth")
