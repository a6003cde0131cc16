"""Whatever a file holds, it is read or refused with one sentence: nothing else is raised."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from rnn.lessons.errors import LessonError
from rnn.lessons.lessons import FILES
from tests.support.written_lesson import EXAMPLE, NAME, read

TEXTS = [EXAMPLE, *(path.read_text(encoding="utf-8") for path in sorted(FILES.glob("*.md"))[:4])]
PIECES = [
    "+++", "```", "```card", "## ", "[question]", "[[x]]", "{", "}", "{loss", "{T/T/T}", "$", "$$", '"', '"""', "'",
    "=", ",", "[", "]", "nan", "inf", "-1", "1e999", "9" * 5000, "T", "(T-99)", ": ", ".b: ", " at ", "\\",
    "\x00", "\u2028", "\ud7ff", "{ text = 1 }", "choices = [{}, {}, {}]\n", "claims = [1]\n", "claims = [[]]\n",
    "epoch = 1979-05-27\n", "sequence = 1\n", "lens = []\n", "hidden(0, 1)", "h_0", "weight(h_0, 1, 1) > 0", "x.b=1\n",
    "a" * 3000,
]  # fmt: skip


def refused_well(text):
    """Read the text; a refusal is one line that names the file."""
    try:
        lesson = read(text)
    except LessonError as error:
        said = str(error)
        assert said.startswith(NAME)
        assert "\n" not in said
        assert len(said) < 700
        return
    assert lesson.cards


@given(st.data())
def test_mutilated_file_raises_nothing_but_the_error_of_lessons(data):
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.sampled_from([0, 0, 1, 5, 40, 400]))
        put = data.draw(st.sampled_from(PIECES) | st.text(max_size=10) | st.text(string.printable, max_size=10))
        text = text[:begin] + put + text[begin + cut :]

    refused_well(text)


@given(st.text() | st.binary(), st.booleans())
def test_any_text_raises_nothing_but_the_error_of_lessons(text, with_head):
    if isinstance(text, str) and with_head:
        text = f"+++\n{text}\n+++\n{text}"

    refused_well(text)
