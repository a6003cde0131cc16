"""The file of a lesson: a head in TOML, then cards, each a title, a block of TOML and a text in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

from rnn.data.limits import LESSON_BUDGET, MOST_LESSON_LETTERS
from rnn.experiment.link import Link, from_query
from rnn.lessons.cards import Lenses, read_card
from rnn.lessons.errors import LessonError, Place
from rnn.lessons.keys import check_names, refused, text_of, toml_of
from rnn.lessons.lesson import Lesson
from rnn.text.quantities import number
from rnn.text.quoting import quoted
from rnn.training.cost import seconds_of

FEWEST_CARDS, MOST_CARDS = 4, 8
MOST_EXPERIMENTS = 12
FENCE = "+++"
_NAME = re.compile(r"[A-Za-z][\w-]{0,30}", re.ASCII)


def parse(text: str | bytes, name: str, lenses: Lenses | None = None) -> Lesson:
    """Read the file of a lesson. Raises LessonError with a sentence that names file and line.

    lenses : the keys of the charts of each page and view, by its name on the screen; None: they are not checked
    """
    whole = Place("".join(letter if letter.isprintable() else "?" for letter in name[:80]), 1, _decoded(text, name))
    head, rest = _head(whole)
    block = toml_of(head)
    check_names(head, block, ("title", "experiments"))
    title, experiments = text_of(block, "title", head, most=80), _experiments(block.get("experiments"), head)
    parts = list(_cards(rest))
    if not FEWEST_CARDS <= len(parts) <= MOST_CARDS:
        raise rest.error(
            f"A lesson has {FEWEST_CARDS} to {MOST_CARDS} cards, each under a line with ##. Here are {len(parts)}."
        )
    cards = tuple(read_card(part, experiments, lenses) for part in parts)
    found = re.match(r"\d{1,2}", name, re.ASCII)
    lesson = Lesson(int(found[0]) if found else 0, name, title, experiments, cards)
    _check_work(lesson, head)
    return lesson


def _decoded(text: str | bytes, name: str) -> str:
    if len(text) > (MOST_LESSON_LETTERS if isinstance(text, str) else 4 * MOST_LESSON_LETTERS):
        raise LessonError(f"{name}: the file is too long. Give at most {MOST_LESSON_LETTERS:,} characters.")
    try:
        read = text if isinstance(text, str) else text.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LessonError(f"{name}: the file is not text in UTF-8.") from None
    return read.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _head(whole: Place) -> tuple[Place, Place]:
    """Split the head from the cards."""
    lines = whole.text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise whole.error(f"A lesson begins with a line {FENCE}, its title and its experiments.")
    end = next((place for place, line in enumerate(lines) if place and line.rstrip() == FENCE), None)
    if end is None:
        raise whole.error(f"The head has no end. Close it with a second line {FENCE}.")
    return whole.after(1, "\n".join(lines[1:end])), whole.after(end + 1, "\n".join(lines[end + 1 :]))


def _experiments(block: object, head: Place) -> Mapping[str, Link]:
    if not isinstance(block, dict) or not 1 <= len(block) <= MOST_EXPERIMENTS:
        raise refused("experiments", block, head, f"1 to {MOST_EXPERIMENTS} links under [experiments]")
    return {name: _experiment(name, query, head) for name, query in block.items()}


def _experiment(name: str, query: object, head: Place) -> Link:
    if not _NAME.fullmatch(name):
        raise refused(name, name, head, "a name of letters, digits, - and _")
    if not isinstance(query, str):
        raise refused(name, query, head, "the part of a link after the question mark, in quotation marks")
    link = from_query(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    if link.notices:
        raise head.of(name).error(f"{name}: {link.notices[0]}")
    if link.epoch:
        raise head.of(name).error(
            f"{name}: an epoch is not allowed in the link. Give it in the card: epoch = {link.epoch}."
        )
    return link


def _cards(rest: Place) -> Iterator[Place]:
    """Yield the part of each card, from its title on."""
    lines, fenced = rest.text.split("\n"), False
    begins = []
    for place, line in enumerate(lines):
        following = next((later for later in lines[place + 1 :] if later.strip()), "") if line.startswith("## ") else ""
        if following.startswith("```card"):
            fenced = False  # a block that was not closed ends here
        if line.startswith("## ") and not fenced:
            begins.append(place)
        fenced ^= line.lstrip().startswith("```")
    before = next((place for place in range(begins[0] if begins else len(lines)) if lines[place].strip()), None)
    if before is not None:
        raise rest.after(before).error(
            f"{quoted(lines[before].strip())} stands before the first card. A card begins with ##."
        )
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        yield rest.after(begin, "\n".join(lines[begin:end]))


def _check_work(lesson: Lesson, head: Place) -> None:
    """Refuse a lesson whose runs would train for too long."""
    last: dict[tuple[str, int], int] = {}
    for card in lesson.cards:
        lanes = range(len(lesson.experiments[card.experiment].experiments))
        shown = [(card.experiment, lane, max(card.epoch, card.play_to or 0)) for lane in lanes]
        for name, lane, epoch in [*shown, *((term.experiment, term.lane, term.epoch) for term in card.terms)]:
            last[name, lane] = max(last.get((name, lane), 0), epoch)
    seconds = sum(
        epoch * seconds_of(lesson.experiments[name].experiments[lane]) for (name, lane), epoch in last.items()
    )
    if seconds > LESSON_BUDGET:
        raise head.error(
            f"The runs of this lesson would train for about {number(seconds)} seconds, at most {LESSON_BUDGET:g} are "
            "allowed. Give earlier epochs or smaller networks."
        )
