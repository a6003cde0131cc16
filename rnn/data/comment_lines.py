"""Comment lines (# ...), as instruments and NumPy write them: left out, except for names of columns among them."""

from __future__ import annotations

import csv
import re
from typing import NamedTuple

_COMMENT = re.compile(r"(?:^|(?<=[\r\n]))[ ]*#(?![,;|\t])([^\r\n]*)")


class Comments(NamedTuple):
    """The comment lines of a text.

    lines : how many there are
    names : the names of the columns in the last one before the rows, if it holds any
    said : a sentence about them; "" if there are none
    """

    lines: int = 0
    names: tuple[str, ...] = ()
    said: str = ""


def without_comments(text: str, delimiter: str) -> tuple[str, Comments]:
    """Return the text with its comment lines empty, so that lines keep their numbers, and what they were.

    A # that has a cell of its own, as in "#,name", begins no comment.
    """
    found = list(_COMMENT.finditer(text)) if "#" in text else []
    if not found:
        return text, Comments()
    bare = _COMMENT.sub("", text)
    first = next((line for line in bare.splitlines() if line.strip()), "")
    above = [comment for comment in found if comment.start() < text.find(first)]
    names = _names(above[-1][1], first, delimiter) if above and first else ()
    said = "A comment line (#) was left out." if len(found) == 1 else f"{len(found):,} comment lines (#) were left out."
    return bare, Comments(len(found), names, said)


def _names(comment: str, first: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a comment, if they are as many as those of the first row, and text above a number."""
    cells, below = _cells(comment, delimiter), _cells(first, delimiter)
    return cells if len(cells) == len(below) and all(map(_is_text, cells)) and not all(map(_is_text, below)) else ()


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    if delimiter == " ":
        return tuple(line.split())
    return tuple(cell.strip() for row in csv.reader([line], delimiter=delimiter) for cell in row)


def _is_text(cell: str) -> bool:
    return any(letter.isalpha() for letter in cell) and not cell[:1].isdigit()
