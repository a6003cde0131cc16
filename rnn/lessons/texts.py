"""Texts of a lesson: Markdown in which numbers of the runs are filled in, and the count of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rnn.lessons.errors import StatementError
from rnn.lessons.runs import LessonRuns
from rnn.lessons.statements import Expression, read_expression
from rnn.lessons.terms import Scope
from rnn.text.quoting import quoted

_VERBATIM = r"```.*?```|`[^`\n]*`|(?<!\\)\$\$.*?(?<!\\)\$\$|(?<!\\)\$[^$\n]*(?<!\\)\$"
_PARTS = re.compile(rf"(?P<verbatim>{_VERBATIM})|\{{(?P<filled>[^{{}}\n]*)\}}|(?P<brace>[{{}}])", re.DOTALL)
_APART = re.compile(rf"(?P<verbatim>{_VERBATIM})|(?<=\d) × (?=10)|(?<=\b[A-Za-z]) = (?=[−\d])", re.DOTALL)
_PICTURE = re.compile(r"!\[")


@dataclass(frozen=True)
class Text:
    """A text in parts: pieces of Markdown, and what is filled in between them."""

    parts: tuple[str | Expression, ...]

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """What is filled in."""
        return tuple(part for part in self.parts if isinstance(part, Expression))

    def filled(self, runs: LessonRuns) -> str:
        """Return the text with the numbers of the runs."""
        return "".join(part if isinstance(part, str) else part.said(runs) for part in self.parts)

    def __bool__(self) -> bool:
        """Whether there is a text."""
        return bool(self.parts)


def read_text(text: str, scope: Scope) -> Text:
    """Read a text. Raises StatementError with a sentence; formulas and code keep their braces."""
    _check(text)
    return Text(tuple(_parts(text.strip(), scope)))


def _parts(text: str, scope: Scope) -> Iterator[str | Expression]:
    end = 0
    for found in _PARTS.finditer(text):
        if found["verbatim"] is not None:
            continue
        if found["brace"]:
            raise StatementError(
                f"A single {found['brace']} is not allowed. A number is filled in like {{loss at 200}}."
            )
        if found.start() > end:
            yield text[end : found.start()]
        yield read_expression(found["filled"], scope)
        end = found.end()
    if end < len(text):
        yield text[end:]


def _check(text: str) -> None:
    """Refuse what a lesson may not show."""
    if _PICTURE.search(text):
        raise StatementError("Pictures are not allowed: the charts are the pictures.")
    unprintable = next((letter for letter in text if not (letter.isprintable() or letter in "\n\t")), None)
    if unprintable is not None:
        raise StatementError(f"The character {quoted(ascii(unprintable))} is not allowed.")


def unbroken(text: str) -> str:
    """Return the text with no-break spaces in 1.8 × 10⁻⁶ and in t = 1; formulas and code stay as they are."""
    return _APART.sub(lambda found: found["verbatim"] or found[0].replace(" ", "\u00a0"), text)


def words(text: str) -> int:
    """Count the words; a formula, a piece of code and a number that is filled in count as one each."""
    plain = _PARTS.sub(" x ", text)
    return sum(any(letter.isalnum() for letter in word) for word in plain.split())
