"""The walk on its page: what it shows, and that the page never trains."""

from __future__ import annotations

from tests.support.driving import open_app, sent, stage, trainer, typed


def test_page_shows_the_sub_step_that_was_asked_for_and_follows_the_unit_and_the_sequence():
    app = open_app().switch_page("pages/unroll.py").run()

    walked = sent(app, {"do": "walk", "to": 6}, {"do": "select", "unit": 2})

    panel = stage(walked)["frames"][0]["figures"]["substep"]["layout"]["meta"]
    assert panel["title"] == "Backward, t = 3"
    assert panel["panel"][0]["written"].startswith("Unit 3: ")
    assert trainer(walked).epoch == 0

    shorter = typed(walked, "inputs", "1, 2")

    panel = stage(shorter)["frames"][0]["figures"]["substep"]["layout"]["meta"]
    assert panel["title"] == "Update"
    assert panel["walk"] == {"position": 3, "length": 4, "phase": "update"}
