"""Reading: which card of which lesson is read, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rnn import Experiment
from rnn.lessons.lesson import Lesson, LessonCard
from rnn.lessons.lessons import lessons

OWN = 0
"""The number of the lesson in a person's own file."""
Given = int | float | tuple[float, ...]
"""An answer: the place of a choice, a number, or the heights of a curve."""


@dataclass(frozen=True)
class Reading:
    """A place in the lessons, and the answers so far.

    number : of the lesson, OWN for that of the person's own file
    place : of the card, counted from 0
    own : the lesson of the person's own file, or None
    answers : {(number, place): answer}
    entered : number and place of the card whose experiment was opened last, or None
    shows_all : whether all answers are shown, as in the teacher's view
    """

    number: int = 1
    place: int = 0
    own: Lesson | None = None
    answers: Mapping[tuple[int, int], Given] = field(default_factory=dict)
    entered: tuple[int, int] | None = None
    shows_all: bool = False

    @property
    def shelf(self) -> dict[int, Lesson]:
        """All lessons by their numbers, the person's own at the end."""
        own = {OWN: self.own} if self.own else {}
        return {lesson.number: lesson for lesson in lessons()} | own

    @property
    def lesson(self) -> Lesson:
        """The lesson that is read."""
        return self.shelf[self.number]

    @property
    def card(self) -> LessonCard:
        """The card that is read."""
        return self.lesson.cards[self.place]

    @property
    def here(self) -> tuple[int, int]:
        """Number and place of the card that is read."""
        return self.number, self.place

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """The experiments of the card, one for each lane."""
        return self.lesson.experiments[self.card.experiment].experiments

    @property
    def opened(self) -> tuple[Experiment, ...]:
        """The experiments that the card entered last has opened, or ()."""
        if self.entered is None:
            return ()
        number, place = self.entered
        lesson = self.shelf[number]
        return lesson.experiments[lesson.cards[place].experiment].experiments

    @property
    def answer(self) -> Given | None:
        """The answer to the question of the card, or None."""
        return self.answers.get(self.here)

    @property
    def is_open(self) -> bool:
        """Whether the card asks, and nothing of its answer may be seen yet."""
        return self.card.question is not None and self.answer is None and not self.shows_all

    def at(self, number: int, place: int) -> Reading:
        """Return the reading of another card; one that does not exist changes nothing."""
        lesson = self.shelf.get(number)
        exists = lesson is not None and 0 <= place < len(lesson.cards)
        return replace(self, number=number, place=place) if exists else self

    def answering(self, given: Given | None) -> Reading:
        """Return the reading with an answer to the present question, or without one."""
        others = {here: answer for here, answer in self.answers.items() if here != self.here}
        return replace(self, answers=others if given is None else others | {self.here: given})

    def with_own(self, lesson: Lesson) -> Reading:
        """Return the reading at the first card of the person's own lesson, whose earlier answers are gone."""
        answers = {here: answer for here, answer in self.answers.items() if here[0] != OWN}
        entered = None if self.entered and self.entered[0] == OWN else self.entered
        return replace(self, own=lesson, answers=answers, entered=entered, number=OWN, place=0)


AT_FIRST = Reading()
