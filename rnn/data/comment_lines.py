"""Comment lines (# ...), as instruments and NumPy write them: left out, except for names of columns among them."""

from __future__ import annotations

import csv
import re

_COMMENT = re.compile(r"(?:^|(?<=[\r\n]))[ ]*#(?![,;|\t]|N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)([^\r\n]*)")
"""Spreadsheets write #N/A and the like for what they cannot compute."""


def without_comments(text: str) -> tuple[str, int]:
    """Return the text with its comment lines empty, so that lines keep their numbers, and how many there were.

    A # that has a cell of its own, as in "#,name", begins no comment.
    """
    return _COMMENT.subn("", text) if "#" in text else (text, 0)


def names_in_comments(text: str, bare: str, delimiter: str) -> tuple[str, ...]:
    """Return the names of the columns in the last comment line above the first row; () if it holds none.

    They are as many as the cells of that row, and text above a number.
    """
    first = re.search(r"\S[^\r\n]*", bare)
    lines = len(re.findall(r"\r\n?|\n", bare[: first.start()])) if first else 0
    above = [found[1] for line in text.splitlines()[:lines] if (found := _COMMENT.fullmatch(line))]
    if not first or not above:
        return ()
    cells, below = _cells(above[-1], delimiter), _cells(first[0], delimiter)
    return cells if len(cells) == len(below) and all(map(_is_text, cells)) and not all(map(_is_text, below)) else ()


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    if delimiter == " ":
        return tuple(line.split())
    return tuple(cell.strip() for row in csv.reader([line], delimiter=delimiter) for cell in row)


def _is_text(cell: str) -> bool:
    return any(letter.isalpha() for letter in cell) and not cell[:1].isdigit()
