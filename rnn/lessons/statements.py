"""Claims, and the numbers in a text: what is computed for a lesson, and never typed.

loss at 200 < 0.1 * loss at 0        spectral_radius ~ 1        {gradient(1) / gradient(T)}
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, nan

from rnn.lessons.arguments import NUMBER
from rnn.lessons.errors import StatementError
from rnn.lessons.runs import LessonRuns
from rnn.lessons.terms import Scope, Term, read_term
from rnn.text.quantities import number
from rnn.text.quoting import quoted

NEAR = 0.05
"""The relative difference up to which `~` holds."""
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "~": lambda left, right: abs(left - right) <= NEAR * abs(right),
}
_RELATION = re.compile(r"<=|>=|<|>|~")
_FACTOR = re.compile(rf"({NUMBER.pattern})\s*\*\s*(.+)", re.ASCII)


@dataclass(frozen=True)
class Expression:
    """A quantity, or the quotient of two."""

    over: Term
    under: Term | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """Its quantities."""
        return (self.over,) if self.under is None else (self.over, self.under)

    def value(self, runs: LessonRuns) -> float:
        """Return the value; nan for a quotient by zero."""
        if self.under is None:
            return self.over.value(runs)
        under = self.under.value(runs)
        return self.over.value(runs) / under if under else nan

    def said(self, runs: LessonRuns) -> str:
        """Return the value in words."""
        return self.over.said(runs) if self.under is None else number(self.value(runs)).replace("-", "−")


@dataclass(frozen=True)
class Claim:
    """A statement: left, a sign, and a factor times right, or a number where right is None.

    line : of the file
    """

    text: str
    left: Term
    sign: str
    factor: float
    right: Term | None
    line: int = 0

    @property
    def terms(self) -> tuple[Term, ...]:
        """Its quantities."""
        return (self.left,) if self.right is None else (self.left, self.right)

    def holds(self, runs: LessonRuns) -> bool:
        """Whether it is true; never where a value is not a number."""
        return bool(_SIGNS[self.sign](*self._sides(runs)))

    def failure(self, runs: LessonRuns) -> str:
        """Return what the two sides are, for a claim that does not hold."""
        left, right = self._sides(runs)
        return f"Line {self.line}: {self.text!r} is not true: left is {left:.6g}, right is {right:.6g}."

    def _sides(self, runs: LessonRuns) -> tuple[float, float]:
        right = 1.0 if self.right is None else self.right.value(runs)
        return self.left.value(runs), self.factor * right


def read_claim(text: str, scope: Scope, line: int = 0) -> Claim:
    """Read a claim. Raises StatementError with a sentence."""
    signs = _RELATION.findall(text)
    if len(signs) != 1:
        raise StatementError(f"{quoted(text)} is not a claim. Write it like: loss at 200 < 0.1 * loss at 0.")
    left, right = (part.strip() for part in text.split(signs[0]))
    if NUMBER.fullmatch(right):
        factor, term = float(right), None
    else:
        found = _FACTOR.fullmatch(right)
        factor, term = (float(found[1]), read_term(found[2], scope)) if found else (1.0, read_term(right, scope))
    if not isfinite(factor) or (signs[0] == "~" and not factor):
        raise StatementError(f"{quoted(text)} can never be true. Give another number.")
    return Claim(text, read_term(left, scope), signs[0], factor, term, line)


def read_expression(text: str, scope: Scope) -> Expression:
    """Read a quantity or a quotient of two. Raises StatementError with a sentence."""
    parts = text.split("/")
    if len(parts) > 2:
        raise StatementError(f"{quoted(text)} is not allowed. At most two quantities are divided.")
    return Expression(*(read_term(part, scope) for part in parts))
