"""What comes and goes moves nothing: a field that gets another place may be made anew while somebody types in it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.shared.sidebar.sidebar import GROUPS
from tests.support.driving import open_app, typed

CHANGES = {
    "a number is refused": ("learning_rate", 0.0),
    "a number is unwise": ("learning_rate", 5.0),
    "a sequence is refused": ("inputs", "1, 2, x"),
    "a target is given": ("target_kind", "my own"),
    "an optimizer has more dials": ("optimizer", "adam"),
    "a start has a gain": ("start", "gaussian"),
    "the loss is told its time steps": ("loss_at", "steps"),
}


def places(app):
    """Where each widget and the stage stand, {key or label: path}, and where whatever else there is, {path: type}."""
    found, others = {}, {}
    waiting = [((root,), node) for root, node in (("main", app.main), ("sidebar", app.sidebar))]
    while waiting:
        path, node = waiting.pop()
        if hasattr(node, "children"):
            waiting += [((*path, index), child) for index, child in node.children.items()]
        name = getattr(node, "key", None) or getattr(node.proto, "label", None) or node.type
        if node.type in ("bidi_component", "button") or getattr(node, "key", None):
            found[name] = path
        else:
            others[path] = node.type
    return found, others


@pytest.mark.parametrize(("name", "value"), CHANGES.values(), ids=CHANGES)
def test_widgets_and_stage_keep_their_places_when(name, value):
    app = open_app()
    for group in GROUPS:
        app.session_state[f"group.{group}"] = True
    before, others_before = places(app.run())

    after, others_after = places(typed(app, name, value))

    moved = {widget for widget in before.keys() & after.keys() if before[widget] != after[widget]}
    assert not moved
    assert len(before) > 20
    assert (after.keys(), others_after) != (before.keys(), others_before)


def test_stage_keeps_its_place_when_what_a_link_left_out_is_dismissed():
    app = AppTest.from_file("../../app.py", default_timeout=30)
    app.query_params["hidden"] = "1e9"
    before, _ = places(app.run())

    after, _ = places(next(button for button in app.button if button.label == "Dismiss").click().run())

    assert "Dismiss" not in after
    assert all(after[widget] == place for widget, place in before.items() if widget != "Dismiss")
