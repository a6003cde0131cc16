"""Hidden: the groups of controls that a link hides, hide=data,pages: for a calmer page, it protects nothing."""

from __future__ import annotations

from collections.abc import Iterable

from rnn.text.quoting import quoted

Pairs = list[tuple[str, str]]
KEY, PRESENT = "hide", "present"
"""Keys of a link that are no choices of the experiment: hidden groups, and the mode for a projector."""
HIDEABLE = {
    "data": "tasks, prepared experiments, sequences",
    "network": "hidden units, seed, network",
    "loss": "loss",
    "update": "learning rate, optimizer, clipping, update",
    "stopping": "validation and stopping",
    "compare": "compare, last run",
    "files": "link and files",
    "pages": "links to the pages, help",
}
"""What each group holds."""
SAID = "Some controls are hidden by this link:"


def read_hidden(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], Pairs, tuple[str, ...]]:
    """Return the hidden groups of a link, its other keys and values, and a sentence for each unknown group."""
    pairs = list(pairs)
    rest = [(key, text) for key, text in pairs if key not in (KEY, PRESENT)]
    asked = [name.strip() for key, text in pairs if key == KEY for name in text.split(",") if name.strip()]
    unknown = [name for name in dict.fromkeys(asked) if name not in HIDEABLE]
    allowed = f"Give some of: {', '.join(HIDEABLE)}."
    notices = [f"Left out of the link: Hide: there is no group {quoted(name)}. {allowed}" for name in unknown[:MOST]]
    return tuple(name for name in HIDEABLE if name in asked), rest, tuple(notices)


MOST = 3
"""Unknown groups that are named."""


def hidden_query(hidden: Iterable[str]) -> str:
    """Return the part of a link that hides these groups; empty for none."""
    return f"{KEY}={','.join(hidden)}" if hidden else ""
