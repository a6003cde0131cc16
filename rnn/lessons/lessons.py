"""The lessons of the package, read from its files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rnn.lessons.lesson import Lesson
from rnn.lessons.reading import parse

FILES = Path(__file__).parent / "files"


@cache
def lessons() -> tuple[Lesson, ...]:
    """Return the lessons in their order."""
    return tuple(parse(path.read_bytes(), path.name) for path in sorted(FILES.glob("*.md")))
