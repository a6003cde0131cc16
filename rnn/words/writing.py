"""Sentences about what a network of letters writes."""

from __future__ import annotations

from functools import lru_cache

from rnn.data.letters import OTHER, Alphabet, name_of
from rnn.lenses.writing import Written
from rnn.text.quantities import counted, percent

MOST_NAMED = 12
PIECE = 6


def about_written(made: Written, text: str) -> str:
    """How long a passage of it stands in the text as well."""
    length = longest_passage(made.written, text)
    if length == len(made.written):
        return "All of it stands in the text as well: it is known by heart."
    return f"The longest passage that stands in the text as well has {counted(length, 'letter')}."


def longest_passage(written: str, text: str) -> int:
    """Return the length of the longest passage of `written` that occurs in `text`."""
    pieces, longest = _pieces(text), 0
    possible = [0] * (len(written) + 1)  # how long a passage from each letter on may be, as far as its pieces tell
    for start in reversed(range(len(written))):
        piece = written[start : start + PIECE]
        known = len(piece) < PIECE or piece in pieces
        possible[start] = possible[start + 1] + 1 if known else PIECE - 1
    for start in range(len(written)):
        while longest < possible[start] and written[start : start + longest + 1] in text:
            longest += 1
    return longest


@lru_cache(maxsize=4)
def _pieces(text: str) -> frozenset[str]:
    """All passages of PIECE letters: looking one up is far cheaper than searching a long text, at every frame."""
    return frozenset(text[start : start + PIECE] for start in range(len(text) - PIECE + 1))


def about_letters(alphabet: Alphabet, unknown: str) -> str:
    """Which letters share a symbol, and which of the seed text have none; plain text, since letters may be anything."""
    said = []
    if alphabet.joined:
        said.append(f"{OTHER} stands for the rarest letters: {_named(alphabet.joined)}.")
    if unknown:
        read = f"read as {OTHER}" if alphabet.has_other else "left out of the seed text"
        said.append(f"Not in the alphabet, and {read}: {_named(unknown)}.")
    return " ".join(said)


def about_next(made: Written, names: tuple[str, ...]) -> str:
    """The most probable first letter, and how probable it is."""
    first = made.probabilities[0]
    best = int(first.argmax())
    return f"The most probable is “{names[best]}”, with {percent(float(first[best]))}."


def _named(letters: str) -> str:
    return " ".join(map(name_of, letters[:MOST_NAMED])) + (" ..." if len(letters) > MOST_NAMED else "")
