"""What is wrong in the file of a lesson: one sentence, with file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass


class LessonError(ValueError):
    """A mistake in the file of a lesson; its text names the file and the line."""


class StatementError(ValueError):
    """A claim, a number or a text that cannot be read; its text is a sentence without file and line."""


@dataclass(frozen=True)
class Place:
    """A part of a file: its text, and the line on which it begins, counted from 1."""

    file: str
    line: int
    text: str = ""

    def error(self, sentence: str) -> LessonError:
        """Return the error for this place."""
        return LessonError(f"{self.file}, line {self.line}: {sentence}")

    def after(self, lines: int, text: str = "") -> Place:
        """Return the place so many lines further down."""
        return Place(self.file, self.line + lines, text)

    def of(self, key: str, holds: str = "") -> Place:
        """Return the line of a key of a block of TOML, or of the first text after it that the value holds."""
        found = re.search(rf"^\s*(?:\[+\s*)?[\"']?{re.escape(key)}\b", self.text, re.MULTILINE)
        begin = found.end() if found else 0
        inside = self.text.find(holds, begin) if holds else -1
        end = inside if inside >= 0 else begin
        return self.after(self.text.count("\n", 0, end))
