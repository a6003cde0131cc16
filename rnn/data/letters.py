"""Letters: a text as a sequence of symbols, each one-hot, and back again."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from rnn.data.limits import MOST_SYMBOLS, MOST_TEXT_LETTERS
from rnn.data.series_settings import Settings, learned_part
from rnn.network.parameters import Array
from rnn.text.quoting import quoted

OTHER = "□"
"""What is written for a letter that has no symbol of its own."""
_NAMES = {" ": "␣", "\n": "⏎", "\t": "⇥", "\x7f": "␡"}
_FIRST_PICTURE = 0x2400
"""Where Unicode has a picture of each control character."""
_ON_A_CIRCLE = "◌"
MOST_TEXT = f"Give at most {MOST_TEXT_LETTERS:,} letters."


class ReadText(NamedTuple):
    """A text as it is learned, and one notice for each correction."""

    text: str
    notices: tuple[str, ...] = ()


def read_letters(given: str) -> ReadText:
    """Return the text with plain line ends, without an invisible mark at its beginning, cut after the most letters."""
    plain = given.removeprefix("\ufeff")
    notices = [] if plain == given else ["An invisible mark at its beginning (BOM) was left out."]
    text = with_plain_line_ends(plain)
    if text != plain:
        notices.append("Line ends of Windows or old Macs were read as plain ones.")
    if len(text) > MOST_TEXT_LETTERS:
        notices.append(f"Only the first {MOST_TEXT_LETTERS:,} of its {len(text):,} letters are used.")
    return ReadText(text[:MOST_TEXT_LETTERS], tuple(notices))


def as_text(value: Any) -> str:
    """Return a text that may be learned, with plain line ends. Raises ValueError with a message for the user."""
    if not isinstance(value, str):
        raise ValueError(f"Text: {quoted(value)} is not a text. {MOST_TEXT}")
    text = with_plain_line_ends(value)
    if len(text) > MOST_TEXT_LETTERS:
        raise ValueError(f"Text: {len(text):,} letters are too many. {MOST_TEXT}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        place = f"letter {error.start + 1:,}"
        raise ValueError(
            f"Text: {place} is half a character (a lone surrogate). Give the whole one, or none."
        ) from None
    return text


def with_plain_line_ends(text: str) -> str:
    """Return the text with one character for each line end: that of Unix, not of Windows or old Macs."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Alphabet:
    """The symbols of a text, in the order in which they first occur.

    letters : those with a symbol of their own
    joined : the rarest ones, which share the last symbol
    has_other : whether there is such a last symbol, which also stands for every letter that was not learned
    """

    letters: str
    joined: str = ""
    has_other: bool = False

    @classmethod
    def of(cls, text: str, has_other: bool = False) -> Alphabet:
        """Find the symbols of a text: at most MOST_SYMBOLS, or else the rarest are joined, later ones first.

        has_other : whether to have a symbol for letters that do not occur in it
        """
        counts = Counter(text)  # in the order of first occurrence, which `most_common` keeps where counts are equal
        has_other = has_other or len(counts) > MOST_SYMBOLS
        kept = {letter for letter, _ in counts.most_common(MOST_SYMBOLS - has_other)}
        letters = "".join(letter for letter in counts if letter in kept)
        return cls(letters, "".join(letter for letter in counts if letter not in kept), has_other)

    @property
    def size(self) -> int:
        """The number of symbols."""
        return len(self.letters) + self.has_other

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the symbols, which can be printed and seen: ␣ for a space, ⏎ for a line end."""
        return (*map(name_of, self.letters), *([OTHER] if self.has_other else []))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {letter: place for place, letter in enumerate(self.letters)}

    def unknown(self, text: str) -> str:
        """Return the letters of a text that have no symbol of their own, each once."""
        return "".join(letter for letter in dict.fromkeys(text) if letter not in self._places)

    def encode(self, text: str) -> Array:
        """Return the symbol of each letter, (N,). Raises ValueError for an unknown one if there is no other symbol."""
        if not self.has_other and (unknown := self.unknown(text)):
            raise ValueError(f"Text: {quoted(unknown)} has no symbol here.")
        other = len(self.letters)
        return np.array([self._places.get(letter, other) for letter in text], dtype=int)

    def decode(self, symbols: Array) -> str:
        """Return the letters of symbols (N,); OTHER for the last one if that is the other symbol."""
        return "".join(self.letters[symbol] if symbol < len(self.letters) else OTHER for symbol in symbols)

    def one_hot(self, text: str) -> Array:
        """Return a row for each letter, (N, size), with a 1 at its symbol; in single bytes, since a text is long."""
        return np.asarray(np.eye(self.size, dtype=np.uint8)[self.encode(text)])


def learned_alphabet(text: str, settings: Settings) -> Alphabet:
    """Return the symbols of what is learned of a text; letters that are only in its held-out part share one more."""
    used = used_letters(text, settings)
    learned = learned_part(len(used), settings.ahead, settings).learned_end + settings.ahead
    return Alphabet.of(used[:learned], has_other=settings.held_out is not None)


def used_letters(text: str, settings: Settings) -> str:
    """Return the letters from `rows_from` to `rows_to`."""
    return text[(settings.rows_from or 1) - 1 : settings.rows_to]


def name_of(letter: str) -> str:
    """Return a name of a letter that can be seen: its own, a picture, or its number in Unicode."""
    if letter in _NAMES:
        return _NAMES[letter]
    if ord(letter) < 0x20:
        return chr(_FIRST_PICTURE + ord(letter))
    if unicodedata.combining(letter):
        return _ON_A_CIRCLE + letter
    return letter if letter.isprintable() else f"U+{ord(letter):04X}"
