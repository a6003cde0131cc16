"""Reading one card of a lesson."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from rnn.experiment.link import Link
from rnn.lessons.errors import Place, StatementError
from rnn.lessons.keys import check_names, refused, text_of, texts_of, toml_of, whole_of
from rnn.lessons.lesson import MISCONCEPTIONS, LessonCard
from rnn.lessons.questions import read_question, stated
from rnn.lessons.statements import read_claim
from rnn.lessons.terms import MOST_EPOCHS, Scope
from rnn.lessons.texts import Text, read_text, words
from rnn.text.quoting import quoted

Lenses = Mapping[str, Collection[str]]
"""The keys of the charts of each page, "Train", or view of a page, "Unroll / Walk"."""
MOST_WORDS = 90
MOST_CLAIMS = 20
KEYS = (
    "experiment", "lens", "figures", "epoch", "play_to", "unit", "step", "sequence", "walk", "walk_to", "claims",
    "question", "misconception",
)  # fmt: skip
_OPEN, _CLOSE = "```card", "```"


def read_card(part: Place, experiments: Mapping[str, Link], lenses: Lenses | None) -> LessonCard:
    """Read the part of a card: the line of its title, the block, the text."""
    title, header, body = _split(part)
    block = toml_of(header)
    check_names(header, block, KEYS)
    experiment = _experiment(block, header, experiments)
    selected = _selected(block, header, experiments[experiment])
    epoch = whole_of(block, "epoch", header, 0, MOST_EPOCHS) or 0
    play_to = whole_of(block, "play_to", header, epoch + 1, MOST_EPOCHS)
    scope = Scope(experiments, experiment, epoch, (selected["sequence"] or 1) - 1)
    page, view, figures = _lens(block, header, lenses)
    claims = tuple(
        stated(header.of("claims", text), lambda text=text: read_claim(text, scope, header.of("claims", text).line))  # type: ignore[misc]
        for text in texts_of(block, "claims", header, MOST_CLAIMS)
    )
    shown = figures or (lenses[text_of(block, "lens", header, "Train")] if lenses else None)
    question = read_question(block["question"], header, scope, shown) if "question" in block else None
    misconception = _misconception(block, header, asks=question is not None)
    count = words(body.text)
    if count > MOST_WORDS or not (count or question):
        raise body.error(f"The text of the card has {count} words. Give 1 to {MOST_WORDS}.")
    return LessonCard(
        title, _body(body, scope), experiment, page, view, figures, epoch, play_to, **selected,
        claims=claims, question=question, misconception=misconception, line=part.line,
    )  # fmt: skip


def _split(part: Place) -> tuple[str, Place, Place]:
    lines = part.text.split("\n")
    title = lines[0].removeprefix("## ").strip()
    if not 1 <= len(title) <= 80:
        raise part.error("The title of the card is not allowed. Give 1 to 80 characters after ##.")
    begin = next((place for place, line in enumerate(lines) if place and line.strip()), None)
    if begin is None or lines[begin].rstrip() != _OPEN:
        raise part.error(f"Below the title of a card stands a block that begins with {_OPEN}.")
    end = next((place for place in range(begin + 1, len(lines)) if lines[place].rstrip() == _CLOSE), None)
    if end is None:
        raise part.after(begin).error(f"The block has no end. Close it with a line {_CLOSE}.")
    header = part.after(begin + 1, "\n".join(lines[begin + 1 : end]))
    return title, header, part.after(end + 1, "\n".join(lines[end + 1 :]))


def _experiment(block: dict[str, Any], header: Place, experiments: Mapping[str, Link]) -> str:
    name = text_of(block, "experiment", header, next(iter(experiments)))
    if name not in experiments:
        raise refused("experiment", name, header, f"one of: {', '.join(experiments)}")
    return name


def _selected(block: dict[str, Any], header: Place, link: Link) -> dict[str, int | None]:
    sequences, steps, _ = map(int, link.experiment.x.shape)
    most = {"unit": link.experiment.hidden_size, "step": steps, "sequence": sequences, "walk": 2 * steps + 2}
    selected = {key: whole_of(block, key, header, 1, largest) for key, largest in most.items()}
    return selected | {"walk_to": whole_of(block, "walk_to", header, selected["walk"] or 1, most["walk"])}


def _lens(block: dict[str, Any], header: Place, lenses: Lenses | None) -> tuple[str, str | None, tuple[str, ...]]:
    name, figures = text_of(block, "lens", header, "Train"), texts_of(block, "figures", header, 8)
    if lenses is not None:
        if name not in lenses:
            raise refused("lens", name, header, f"one of: {', '.join(lenses)}")
        for each in figures:
            if each not in lenses[name]:
                raise refused("figures", each, header, f"some of: {', '.join(lenses[name])}")
    page, divided, view = name.partition(" / ")
    return page, view if divided else None, figures


def _body(body: Place, scope: Scope) -> Text:
    """Read the text line by line where that names the line of a mistake."""
    try:
        return read_text(body.text, scope)
    except StatementError as error:
        wrong = next((place for place, line in enumerate(body.text.split("\n")) if _fails(line, scope)), 0)
        raise body.after(wrong).error(str(error)) from None


def _fails(line: str, scope: Scope) -> bool:
    try:
        read_text(line, scope)
    except StatementError:
        return True
    return False


def _misconception(block: dict[str, Any], header: Place, asks: bool) -> str | None:
    if "misconception" not in block:
        return None
    name = text_of(block, "misconception", header)
    if name not in MISCONCEPTIONS:
        raise refused("misconception", name, header, f"one of: {', '.join(MISCONCEPTIONS)}")
    if not asks:
        raise header.of("misconception").error(f"The card has no question that asks {quoted(name)}.")
    return name
