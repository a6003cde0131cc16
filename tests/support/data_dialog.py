"""The dialog Data without a browser: open it, type into its table, give it a file, press its buttons."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from tests.support.driving import open_app, problems, sent, typed

CHOSEN = {"hidden_size": 3, "learning_rate": 0.02}
"""What has been chosen before the dialog is opened."""


def opened_at_epoch_3() -> AppTest:
    """The Train page after three steps, with hyperparameters chosen and the dialog open."""
    app = open_app()
    for name, value in CHOSEN.items():
        typed(app, name, value)
    return open_data(sent(app, *[{"do": "step"}] * 3))


def open_data(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == "Table, file, text ...").click().run()


def press(app: AppTest, key: str) -> AppTest:
    """Press a button of the dialog, such as table.apply."""
    return app.button(key=f"data.{key}").click().run()


def edit(app: AppTest, **edits: object) -> AppTest:
    """What a browser says was typed into the table."""
    app.session_state["data.table.cells"] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **edits}
    return app.run()


def upload(app: AppTest, content: bytes | str, name: str = "values.csv") -> AppTest:
    """Give a CSV file."""
    content = content.encode() if isinstance(content, str) else content
    return app.file_uploader[0].set_value((name, content, "text/csv")).run()


def picker(app: AppTest) -> dict:
    """What the page sent to the roles picker."""
    return json.loads(_picker(app).proto.json)


def give_role(app: AppTest, *changes: tuple[int, str]) -> AppTest:
    """What a browser says after these clicks on roles."""
    return send_roles(app, {"n": len(changes), "list": [list(change) for change in changes]})


def send_roles(app: AppTest, changes: object) -> AppTest:
    """Let a browser say anything in place of changes of roles."""
    app.session_state[_picker(app).proto.id.split("-", 2)[2]] = {"changes": changes}
    return app.run()


def roles(app: AppTest) -> list[str]:
    """The roles of the columns of the file, as shown."""
    return picker(app)["chosen"]


def whys(app: AppTest) -> list[str]:
    """What is said about each of the columns."""
    return picker(app)["whys"]


def said(app: AppTest) -> list[str]:
    """The plain texts of the dialog."""
    return [text.value for text in app.get("text") if text.value not in problems(app)]


def is_open(app: AppTest) -> bool:
    return bool(app.file_uploader)


def shown(app: AppTest, label: str) -> str:
    return next(area.value for area in app.text_area if area.label == label)


def _picker(app: AppTest) -> Element:
    return next(one for one in app.get("bidi_component") if one.proto.component_name == "bptt_lab_roles")
