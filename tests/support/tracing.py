"""Tracing: which lines of some files a test reaches."""

from __future__ import annotations

import sys
import threading
from types import FrameType
from typing import Any

from tests.support.mutation import Change


class Reached:
    """The lines that a test reaches, and the seconds that it takes."""

    def __init__(self, seconds: float, lines: list[tuple[str, int]]) -> None:
        self.seconds, self.lines = seconds, {(path, line) for path, line in lines}

    def touches(self, change: Change) -> bool:
        """Whether it can notice the change."""
        return any((str(change.path), line) in self.lines for line in change.lines)


class Tracer:
    """Notes which lines of some files run, in every thread begun meanwhile."""

    def __init__(self, paths: set[str]) -> None:
        self.paths, self.lines = paths, set[tuple[str, int]]()

    def __enter__(self) -> None:
        threading.settrace(self._called)
        sys.settrace(self._called)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]

    def _called(self, frame: FrameType, event: str, argument: object) -> Any:
        return self._stepped if frame.f_code.co_filename in self.paths else None

    def _stepped(self, frame: FrameType, event: str, argument: object) -> Any:
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._stepped
