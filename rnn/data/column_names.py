"""What the name of a column, or a date in it, says about the column."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LAST_OF_A_TIME = re.compile("time|timestamp|date|datetime|index|idx")
_TIME = re.compile(
    "t|time|timestamp|stamp|date|datetime|ds|day|week|month|quarter|year|hour|minute|second|period|epoch|elapsed"
    "|s|ms|sec|seconds|minutes|hours|days|weeks|months|years|unix|utc|zeit|datum|jahr|monat|tag|stunde"
    "|step|index|idx|id|nr|no|num|number|row|obs|observation|unnamed"
)
_ID = re.compile("ids?|uid|key|group|series|sequence|item|subject|patient|store|sensor|trial|episode|run|unit")
_LABEL = re.compile("labels?|class|classes|category|categories|sentiment|species|tag|genre|language|diagnosis")
_DATE = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}([-/.][0-9]{1,4})?([T ]+[0-9:.,]+ *([AaPp][Mm])?(Z|[+-][0-9:]+)?)?"
    r"|[0-9]{1,2}:[0-9]{2}(:[0-9.,]+)?|([0-9]{1,2}[- ])?[A-Z][a-z]{2,8}[-. ]+([0-9]{1,2},? )?[0-9]{2,4}"
    r"|[0-9]{4}[- ]?[QWM][0-9]{1,2}"
)
_DAY = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])")


def is_time(name: str) -> bool:
    """Whether the name is that of a time or an index, such as "time (s)" or "Unnamed: 0"."""
    words = _words(name)
    return _are(_LAST_OF_A_TIME, words[-1:]) or _are(_TIME, words)


def is_id(name: str) -> bool:
    """Whether the name is that of what several rows may have in common, such as "storeId"."""
    words = _words(name)
    return words[-1:] == ["id"] or _are(_ID, words)


def is_target(name: str) -> bool:
    """Whether the name is that of a target: "target ..." or y, y1 ..."""
    return name.lower().startswith("target") or name.lower().rstrip("0123456789") == "y"


def is_label(name: str) -> bool:
    """Whether the name is that of the class of a sequence."""
    return _are(_LABEL, _words(name))


def is_input(name: str) -> bool:
    """Whether the name is that of an input: x, x1 ... or one with "input" in it."""
    return name.lower().rstrip("0123456789") == "x" or "input" in name.lower()


def is_date(cell: str) -> bool:
    """Whether a cell holds a date or a time of day."""
    return bool(_DATE.fullmatch(cell))


def are_days(cells: Sequence[str]) -> bool:
    """Whether all cells are days without separators, such as 20200131."""
    return all(map(_DAY.fullmatch, cells))


def _words(name: str) -> list[str]:
    """The words of a name such as unique_id, storeId or "time (s)", in lower case."""
    return [word.lower() for word in re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))]


def _are(known: re.Pattern[str], words: list[str]) -> bool:
    return bool(words) and all(map(known.fullmatch, words))
