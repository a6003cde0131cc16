"""Sentences about what a network of letters writes."""

from __future__ import annotations

from rnn.data.letters import OTHER, Alphabet, name_of
from rnn.lenses.writing import Written
from rnn.text.quantities import percent

MOST_NAMED = 12


def about_written(made: Written, text: str) -> str:
    """How long a passage of it stands in the text as well."""
    length = longest_passage(made.written, text)
    if length == len(made.written):
        return "All of it stands in the text as well: it is known by heart."
    return f"The longest passage that stands in the text as well has {length} letter{'' if length == 1 else 's'}."


def longest_passage(written: str, text: str) -> int:
    """Return the length of the longest passage of `written` that occurs in `text`."""
    longest = 0
    for start in range(len(written)):
        while start + longest < len(written) and written[start : start + longest + 1] in text:
            longest += 1
    return longest


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
    return f"The most probable is {names[best]}, with {percent(float(first[best]))}."


def _named(letters: str) -> str:
    return " ".join(map(name_of, letters[:MOST_NAMED])) + (" ..." if len(letters) > MOST_NAMED else "")
