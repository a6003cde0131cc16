"""Parse lists and arrays as Python, NumPy and PyTorch print them into nested lists of numbers."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from rnn.data.number_text import read_number
from rnn.text.quoting import quoted

MOST_BRACKETS = 8
"""Deepest nesting: sequences, time steps and numbers, and the calls around them."""
_BEGINNING = re.compile(r"\s*(?:[A-Za-z_]\w*\s*=\s*)?(?=(?:[A-Za-z_][\w.]*\s*\(\s*)?[\[(])")
_TOKEN = re.compile(r"(?:[A-Za-z_][\w.]*=?\s*)?\(|[][),]|[^][(),\s]+")
_CLOSING = {"[": "]", "(": ")"}


class _Bracket(NamedTuple):
    """An open bracket: its token, its position, and its items so far."""

    token: str
    where: str
    items: list[Any]

    @property
    def called(self) -> str:
        """The name before the bracket, as in array( and shape=(."""
        return self.token[:-1].strip()


def is_bracketed(text: str) -> bool:
    """Whether a text begins like a list, an array or a tensor, optionally after "name ="."""
    return bool(_BEGINNING.match(text))


def read_brackets(label: str, text: str, first_line: int = 1) -> list[Any]:
    """Parse a text into nested lists of numbers; several lists in a row become the items of one list.

    Raises ValueError with line and position of the first unexpected token.
    """
    outermost = _Bracket("[", "", [])
    open_ones, before = [outermost], ","
    beginning = _BEGINNING.match(text)
    line, seen = first_line, 0
    for match in _TOKEN.finditer(text, beginning.end() if beginning else 0):
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        token, where = match[0], f"line {line}, character {seen - text.rfind(chr(10), 0, seen)}"
        present = open_ones[-1]
        if token[-1] in _CLOSING:
            open_ones.append(_Bracket(token, where, []))
            if len(open_ones) > MOST_BRACKETS:
                raise ValueError(f"{label}: {where} has too many brackets inside each other. Give a list of rows.")
        elif token in _CLOSING.values():
            _check_closes(label, present, token, where)
            open_ones.pop()
            _put(open_ones[-1].items, present)
        elif token == ",":
            if before in (",", "[", "("):
                raise ValueError(f"{label}: a number is missing before the comma in {where}.")
        elif not (present.called and "=" in token):
            present.items.append(_number(label, token, where))
        before = token[-1]
    if len(open_ones) > 1:
        raise ValueError(f"{label}: the bracket {quoted(open_ones[-1].token)} in {open_ones[-1].where} is not closed.")
    items = outermost.items
    return items[0] if len(items) == 1 and isinstance(items[0], list) else items


def depth(nested: Any) -> int:
    """Depth of nesting, along the first item of each list."""
    return 1 + depth(nested[0]) if isinstance(nested, list) and nested else int(isinstance(nested, list))


def _put(items: list[Any], closed: _Bracket) -> None:
    """Append a closed list; of a call such as array([1, 2], dtype=float) only its first argument."""
    if not closed.called:
        items.append(closed.items)
    elif not closed.called.endswith("="):
        items.extend(closed.items[:1])


def _check_closes(label: str, present: _Bracket, token: str, where: str) -> None:
    if not present.where or _CLOSING[present.token[-1]] != token:
        raise ValueError(f"{label}: the bracket {quoted(token)} in {where} has no opening bracket.")


def _number(label: str, token: str, where: str) -> float:
    if set(token) == {"."} and len(token) > 1:
        raise ValueError(
            f"{label}: {quoted(token)} in {where} stands for omitted numbers. "
            "Print all of them: np.set_printoptions(threshold=10_000)."
        )
    return read_number(label, token, where)
