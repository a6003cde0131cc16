"""State space and lesions in a real browser: what is chosen in the head of a card, and by a click on a mark."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.lab import DYNAMICS


def test_choices_in_the_head_and_clicks_on_marks_are_followed(visit, server):
    lab = visit(server).open("/dynamics?v=1&task=flip-flop&length=6&batch=2&hidden=3&epoch=5", DYNAMICS["Forecast"])
    lab.view("State space", DYNAMICS["State space"])
    points = lab.chart("point_stability")

    points.get_by_label("Input held", exact=True).select_option("of the time step")
    expect(points.locator(".said")).to_contain_text("Input of t = 1: ")
    points.get_by_label("Time step", exact=True).select_option("4")
    expect(points.locator(".said")).to_contain_text("Input of t = 4: ")
    lab.chart("state_space").get_by_label("All sequences").uncheck()
    lab.page.wait_for_function("document.querySelector('[data-chart=state_space] .plot')._fullData[1].x.length === 7")
    lab.chart("state_space").get_by_label("Colour", exact=True).select_option("target")
    expect(lab.chart("third_component").locator(".key")).to_contain_text("target")

    lab.view("Perturbation and lesions", DYNAMICS["Perturbation and lesions"])
    bar = lab.chart("lesions").locator(".bars .point").nth(2).bounding_box()
    lab.page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + 6)  # its lower end is outside of the plot
    expect(lab.chart("without_unit").locator("h2")).to_have_text("Without unit 3")
    lab.chart("perturbation").get_by_label("Direction", exact=True).select_option("unit 2")
    lab.chart("perturbation").get_by_label("Size", exact=True).select_option("0.1")
    lab.page.wait_for_function(
        "Math.abs(document.querySelector('[data-chart=perturbation] .plot')._fullData[0].y[0] - 0.1) < 1e-6"
    )
