"""Reading the keys of a block of TOML, each with a sentence and a line where it is not what it should be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any

from rnn.lessons.errors import LessonError, Place
from rnn.text.quoting import quoted

_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


def toml_of(place: Place) -> dict[str, Any]:
    """Parse a block of TOML. Raises LessonError with the line of the mistake."""
    try:
        return tomllib.loads(place.text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        lines = int(found[1]) - 1 if found and found[1] else place.text.rstrip("\n").count("\n")
        raise place.after(lines).error(f"This is not TOML: {_AT.sub('', str(error))}.") from None
    except RecursionError:
        raise place.error("The brackets are nested too deeply.") from None
    except ValueError:
        raise place.error("A number in this block cannot be read.") from None


def check_names(place: Place, given: Iterable[str], allowed: Iterable[str]) -> None:
    """Refuse a key that is not among those allowed."""
    for name in given:
        if name not in allowed:
            raise place.of(name).error(f"{quoted(name)} is not a key here. The keys are: {', '.join(allowed)}.")


def text_of(block: dict[str, Any], key: str, place: Place, otherwise: str | None = None, most: int = 600) -> str:
    """Return a text that is not blank; `otherwise` where the key is missing, or an error where that is None."""
    value = block.get(key, otherwise)
    if key not in block and otherwise is not None:
        return otherwise
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        given = "it is missing" if key not in block else f"{quoted(value)} is not allowed"
        raise place.of(key).error(f"{key}: {given}. Give a text of at most {most} characters in quotation marks.")
    return value.strip()


def whole_of(block: dict[str, Any], key: str, place: Place, least: int, most: int) -> int | None:
    """Return a whole number, or None where the key is missing."""
    value = block.get(key)
    if key not in block:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise refused(key, value, place, f"a whole number from {least} to {most:,}")
    return value


def number_of(block: dict[str, Any], key: str, place: Place, least: float) -> float | None:
    """Return a number above `least`, or None where the key is missing."""
    value = block.get(key)
    if key not in block:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not least < value < 1e300:
        raise refused(key, value, place, f"a number above {least:g}")
    return float(value)


def truth_of(block: dict[str, Any], key: str, place: Place) -> bool:
    """Return true or false; false where the key is missing."""
    value = block.get(key, False)
    if not isinstance(value, bool):
        raise refused(key, value, place, "true or false")
    return value


def texts_of(block: dict[str, Any], key: str, place: Place, most: int) -> tuple[str, ...]:
    """Return a list of texts; none where the key is missing."""
    value = block.get(key, [])
    good = isinstance(value, list) and len(value) <= most and all(isinstance(each, str) for each in value)
    if not good:
        raise refused(key, value, place, f"a list of at most {most} texts")
    return tuple(value)


def refused(key: str, value: object, place: Place, allowed: str) -> LessonError:
    """Return the error for a value that is not allowed."""
    return place.of(key).error(f"{key}: {quoted(value)} is not allowed. Give {allowed}.")
