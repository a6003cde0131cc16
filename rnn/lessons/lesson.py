"""What a lesson is: cards that explain, ask or hand over, each beside the charts that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rnn.experiment.link import Link
from rnn.lessons.runs import LessonRuns
from rnn.lessons.statements import Claim, Expression
from rnn.lessons.terms import Term
from rnn.lessons.texts import Text
from rnn.network.parameters import Array

MISCONCEPTIONS = {
    "carried": "why the hidden gradient is carried back from the step after",
    "added": "why the incoming gradient is added to the local one",
    "which state": "which hidden state is multiplied in the gradient of W_hh",
    "truncation": "what truncation cuts, and what carrying the state over does not cut",
    "linear axis": "why a linear axis makes every gradient look vanished",
}
"""What learners get wrong; the lessons ask each."""


@dataclass(frozen=True)
class Choice:
    """One of the answers; `why` says which idea leads to it, or why it is right."""

    text: Text
    right: bool
    why: Text


@dataclass(frozen=True)
class ChoiceQuestion:
    """Choose one of three or four; exactly one is right."""

    ask: Text
    choices: tuple[Choice, ...]
    because: Text


@dataclass(frozen=True)
class NumberQuestion:
    """Give a number; right within a factor, or off by at most so much. `unit` stands behind the field."""

    ask: Text
    quantity: Expression
    within: float | None
    off_by: float | None
    unit: str
    because: Text

    def truth(self, runs: LessonRuns) -> float:
        """Return the number of the run."""
        return self.quantity.value(runs)

    def is_right(self, guess: float, runs: LessonRuns) -> bool:
        """Whether a guess is near enough."""
        truth = self.truth(runs)
        if self.off_by is not None:
            return abs(guess - truth) <= self.off_by
        within = self.within or 1.0
        return guess * truth > 0 and 1 / within <= guess / truth <= within


@dataclass(frozen=True)
class CurveQuestion:
    """Draw the curve that is expected; `figure` is the card of the view that shows it."""

    ask: Text
    curve: Term
    log: bool
    figure: str | None
    because: Text

    def truth(self, runs: LessonRuns) -> tuple[Array, Array]:
        """Return x and y of the run, both (n,)."""
        return self.curve.curve(runs)


Question = ChoiceQuestion | NumberQuestion | CurveQuestion


@dataclass(frozen=True)
class LessonCard:
    """One card.

    experiment : the name of one of the experiments of the lesson
    page, view : whose charts stand beside the text; view is None for a page without views
    figures : the keys of the charts that are shown; () for all of the view
    epoch : at which the run is held; play_to : where Play ends, or None
    unit, step, sequence, walk : what is selected, counted from 1 as on the screen, or None; walk is the sub-step
    walk_to : the sub-step that is shown once the question is answered, or None
    misconception : of MISCONCEPTIONS, which the question asks, or None
    line : of the file
    """

    title: str
    text: Text
    experiment: str
    page: str
    view: str | None
    figures: tuple[str, ...] = ()
    epoch: int = 0
    play_to: int | None = None
    unit: int | None = None
    step: int | None = None
    sequence: int | None = None
    walk: int | None = None
    walk_to: int | None = None
    claims: tuple[Claim, ...] = ()
    question: Question | None = None
    misconception: str | None = None
    line: int = 0

    @property
    def lens(self) -> str:
        """The name of page and view on the screen."""
        return self.page if self.view is None else f"{self.page} / {self.view}"

    @property
    def texts(self) -> tuple[Text, ...]:
        """All texts with their numbers: of the card, and of its question."""
        asked = self.question
        if asked is None:
            return (self.text,)
        more = asked.choices if isinstance(asked, ChoiceQuestion) else ()
        return (self.text, asked.ask, *(text for each in more for text in (each.text, each.why)), asked.because)

    @property
    def terms(self) -> Iterator[Term]:
        """Yield all quantities and curves that are computed for the card."""
        for claim in self.claims:
            yield from claim.terms
        for expression in (each for text in self.texts for each in text.expressions):
            yield from expression.terms
        if isinstance(self.question, NumberQuestion):
            yield from self.question.quantity.terms
        if isinstance(self.question, CurveQuestion):
            yield self.question.curve


@dataclass(frozen=True)
class Lesson:
    """A lesson; `name` is that of its file, `number` its place among the twelve, 0 for a teacher's own."""

    number: int
    name: str
    title: str
    experiments: Mapping[str, Link]
    cards: tuple[LessonCard, ...]

    @cached_property
    def runs(self) -> LessonRuns:
        """The runs of its experiments, trained as far as they are asked for."""
        return LessonRuns(self.experiments)
