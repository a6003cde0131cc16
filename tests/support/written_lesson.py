"""The lesson that the README shows, whole and with mistakes."""

from __future__ import annotations

import re

from pages.shared.views.lenses import FIGURES
from rnn.lessons.reading import parse
from tests.support.source import ROOT

EXAMPLE = re.search(
    r"^````markdown\n(.*?)^````$", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)[1]
NAME = "mine.md"


def with_mistake(right, wrong):
    """The example with one piece of text in place of another."""
    assert right in EXAMPLE
    return EXAMPLE.replace(right, wrong, 1)


def read(text):
    """The lesson of a text, checked as the page checks it."""
    return parse(text, NAME, FIGURES)
