"""Letters become symbols and symbols letters again; what has no symbol of its own is joined and named."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given

from rnn.data.letters import OTHER, Alphabet, as_text, learned_alphabet, name_of, read_letters
from rnn.data.limits import MOST_SYMBOLS, MOST_TEXT_LETTERS
from rnn.data.own_series import Settings
from rnn.data.text_file import read_plain_text
from tests.support.texts import HOSTILE, RHYME, letters

MANY = "".join(chr(0x4E00 + place) * (100 - place) for place in range(80))
"""80 different letters, each rarer than the one before."""


@given(letters)
def test_text_is_read_back_from_its_symbols(text):
    alphabet = Alphabet.of(text)

    assert alphabet.decode(alphabet.encode(text)) == text
    assert alphabet.size == len(set(text))
    assert (alphabet.one_hot(text).argmax(axis=1) == alphabet.encode(text)).all()
    assert (alphabet.one_hot(text).sum(axis=1) == 1).all()


def test_symbols_stand_in_the_order_in_which_they_occur():
    assert Alphabet.of("hello").letters == "helo"


def test_rarest_letters_beyond_63_share_the_last_symbol():
    alphabet = Alphabet.of(MANY)

    assert alphabet.size == MOST_SYMBOLS
    assert alphabet.letters + alphabet.joined == "".join(Counter(MANY))
    assert len(alphabet.joined) == 80 - 63
    assert set(alphabet.encode(alphabet.joined)) == {63}
    assert alphabet.decode(np.array([0, 63])) == alphabet.letters[0] + OTHER
    assert Alphabet.of(MANY[: MANY.index(chr(0x4E00 + 64))]).joined == ""


def test_letter_that_is_not_learned_is_the_other_symbol_or_is_refused():
    with_other, without = Alphabet.of("abba", has_other=True), Alphabet.of("abba")

    assert with_other.encode("abc").tolist() == [0, 1, 2]
    assert with_other.names == ("a", "b", OTHER)
    assert without.unknown("abcdc") == "cd"
    with pytest.raises(ValueError, match="'c' has no symbol here"):
        without.encode("abc")


@pytest.mark.parametrize("window", [None, 4])
def test_alphabet_is_that_of_what_is_learned(window):
    settings = Settings(window=window, held_out=50.0, ahead=1)

    assert learned_alphabet("aabbaabbxyxyxyxy", settings).letters == "ab"
    assert learned_alphabet("aabbaabbxyxyxyxy", settings._replace(held_out=None)).letters == "abxy"
    assert learned_alphabet("aabbxyz", Settings(rows_from=3, rows_to=6)).letters == "bxy"


NAMES = {
    **{" ": "␣", "\n": "⏎", "\t": "⇥", "\x00": "␀", "\x1b": "␛", "\x7f": "␡", "a": "a", "<": "<"},
    **{"\u202e": "U+202E", "\u0301": "◌\u0301", "\u200b": "U+200B", "😀": "😀"},
}


@pytest.mark.parametrize(("letter", "name"), NAMES.items())
def test_every_letter_has_a_name_that_can_be_seen(letter, name):
    assert name_of(letter) == name


def test_line_ends_and_an_invisible_mark_are_made_plain_and_said():
    text, notices = read_letters("\ufeffa\r\nb\rc\n")

    assert text == "a\nb\nc\n"
    assert len(notices) == 2
    assert read_letters(RHYME) == (RHYME, ())
    assert as_text("a\r\nb") == "a\nb"


def test_long_text_is_cut_where_it_is_read_and_refused_where_it_is_set():
    text, (notice,) = read_letters("ab" * MOST_TEXT_LETTERS)

    assert len(text) == MOST_TEXT_LETTERS
    assert notice == "Only the first 20,000 of its 40,000 letters are used."
    assert as_text(text) == text
    with pytest.raises(ValueError, match=r"Text: 20,001 letters are too many\. Give at most 20,000 letters"):
        as_text(text + "a")


@pytest.mark.parametrize("value", [None, 3, ["a"], b"ab"])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(ValueError, match=r"Text: .* is not a text. Give at most 20,000 letters\."):
        as_text(value)


def test_half_a_character_is_refused_by_its_place():
    with pytest.raises(ValueError, match="letter 3 is half a character"):
        as_text("ab\ud83dc")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_file_of_any_letters_is_read(text):
    plain = text.replace("\x00", "")

    assert read_plain_text("Text file", plain.encode()) == plain


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "it is empty"), (b"a\x00b", "holds what is not text"), (b"PK\x03\x04", "zip"), (b"a" * 2_000_001, "bytes")],
)
def test_file_that_is_no_text_is_refused(content, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_plain_text("Text file", content)
