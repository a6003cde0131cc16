"""Several cases in one test: a failure says in which of them it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def case(*names: object) -> Iterator[None]:
    """What is done here belongs to that case."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"in the case: {', '.join(map(str, names))}")
        raise
