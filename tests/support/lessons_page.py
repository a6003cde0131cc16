"""The Lessons page without a browser: what is pressed, given and read there."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio

from tests.support.driving import open_app, stage

PAGE = "pages/lessons.py"


def press(app: AppTest, key: str) -> AppTest:
    return next(button for button in app.button if button.key == key).click().run()


def press_answer(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == "Answer").click().run()


def choices(app: AppTest) -> Radio:
    return next(radio for radio in app.radio if radio.label == "Answer")


def texts(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.markdown, *app.caption, *app.get("text"), *app.header))


def everything_sent(app: AppTest) -> str:
    """All texts and all that the stage gets, as one text."""
    return texts(app) + json.dumps(stage(app))


def with_file(text: str, name: str = "small.md") -> AppTest:
    app = open_app().switch_page(PAGE).run()
    (uploader,) = app.file_uploader
    return uploader.set_value((name, text.encode(), "text/markdown")).run()


def at_card(app: AppTest, card: int) -> AppTest:
    for _ in range(card):
        press(app, "lesson-next")
    return app
