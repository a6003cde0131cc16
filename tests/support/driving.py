"""The app without a browser: open it, type into its widgets, do something on its stage."""

from __future__ import annotations

import base64
import json

import numpy as np
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from pages.shared.sidebar.sidebar import GROUPS
from rnn import Trainer


def open_app() -> AppTest:
    """The Train page on a first visit."""
    return AppTest.from_file("../../app.py", default_timeout=30).run()


def stage(app: AppTest) -> dict:
    """What the page sent to its stage."""
    (component,) = (one for one in app.get("bidi_component") if one.proto.component_name == "bptt_lab_stage")
    return json.loads(component.proto.json)


def unpacked(packed_array: dict) -> np.ndarray:
    """The numbers of an array as it travels to the browser."""
    numbers = np.frombuffer(base64.b64decode(packed_array["bdata"]), dtype=packed_array["dtype"])
    return numbers.reshape([int(n) for n in packed_array["shape"].split(",")]) if "shape" in packed_array else numbers


def trainer(app: AppTest) -> Trainer:
    return app.session_state["session"].trainer


def problems(app: AppTest) -> list[str]:
    return [text.value for text in app.sidebar.get("text")]


def unfolded(app: AppTest, name: str) -> AppTest:
    """With the group of the sidebar unfolded that holds this choice, if one does."""
    for group, names in GROUPS.items():
        if name in names:
            app.session_state[f"group.{group}"] = True
            app.run()
    return app


def typed(app: AppTest, name: str, value: object) -> AppTest:
    """Type into the widget of that choice."""
    unfolded(app, name)
    kinds = (app.text_area, app.text_input, app.number_input, app.selectbox, app.radio)
    widget = next(widget for kind in kinds for widget in kind if is_for(widget, name))
    return widget.set_value(value).run()


def is_for(widget: Widget, name: str) -> bool:
    """Whether it is the widget of that choice, in whichever generation."""
    return (widget.key or "").split(".")[:2] == ["choice", name]


def sent(app: AppTest, *commands: dict) -> AppTest:
    """Do something on the stage; numbers go on from what is confirmed."""
    done = app.session_state["session"].done
    numbered = [{"n": done + 1 + i, **command} for i, command in enumerate(commands)]
    app.session_state["stage"] = {"command": {"n": done + len(numbered), "list": numbered}}
    return app.run()
