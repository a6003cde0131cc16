"""Descriptors: let one server process hold as many connections as a full lecture hall needs."""

from __future__ import annotations

from contextlib import suppress

ENOUGH = 10_000
"""Open files of a server: a visitor takes four, one who has just left three."""


def allow_many() -> None:
    """Raise this process's limit of open files, as far as the system lets it.

    A system that allows 256 at first, as macOS does, would refuse the sixtieth visitor.
    """
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
