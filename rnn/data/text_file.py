"""Decode an uploaded file as text; other kinds of files are refused with a hint."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from io import StringIO

from rnn.data.limits import MOST_FILE_BYTES, MOST_LINE_LETTERS

_FROM_A_SPREADSHEET = "In the spreadsheet, choose Save as, CSV UTF-8, and give that file."
_KINDS = {
    (
        b"PK\x03\x04",
        b"PK\x05\x06",
    ): "it is a zip archive or a damaged Excel file. Give the file inside, or save it again.",
    (b"\xd0\xcf\x11\xe0",): f"it is an old Excel file (.xls). {_FROM_A_SPREADSHEET}",
    (b"\x1f\x8b",): "it is compressed (gzip). Unpack it, and give the CSV file that is inside.",
    (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"): (
        "it is a Python pickle, which is never opened here. Give a CSV file."
    ),
}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_file(label: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and a notice about its encoding if it is not plain UTF-8.

    Raises ValueError, before anything is parsed, if the file is too large or not text.
    """
    text, notices = _read(label, content)
    for place, line in enumerate(StringIO(text, newline=None), start=1):
        if len(line) > MOST_LINE_LETTERS:
            raise ValueError(
                f"{label}: line {place} has {len(line):,} characters. Give at most {MOST_LINE_LETTERS:,} in a line."
            )
        if _CONTROL.search(line):
            raise ValueError(f"{label}: line {place} holds what is not text. Give a text file, saved as CSV UTF-8.")
    return text, notices


def read_plain_text(label: str, content: bytes) -> str:
    """Return the text of a file of letters. Raises ValueError if the file is too large or not text."""
    text, _ = _read(label, content)
    if "\x00" in text:
        raise ValueError(f"{label}: it holds what is not text. Give a plain text file, saved as UTF-8.")
    return text


def _read(label: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode a file that is neither empty, nor too large, nor of a kind that is known not to be text."""
    if not content:
        raise ValueError(f"{label}: it is empty (0 bytes). Give a file with a line for each time step.")
    if len(content) > MOST_FILE_BYTES:
        raise ValueError(f"{label}: {len(content):,} bytes are too many. Give at most {MOST_FILE_BYTES:,} (2 MB).")
    for beginnings, said in _KINDS.items():
        if content.startswith(beginnings):
            raise ValueError(f"{label}: {said}")
    return _decoded(label, content)


def _decoded(label: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode as UTF-8, as UTF-16 if it has a byte order mark, or else as Windows-1252."""
    encodings = {"utf-8": "", "cp1252": "It is not UTF-8 and was read as Windows-1252: look at accented letters."}
    if content.startswith(codecs.BOM_UTF8):
        encodings = {"utf-8-sig": "An invisible mark at its beginning (BOM) was left out."}
    elif content.startswith(_UTF_16):
        encodings = {"utf-16": "It was read as UTF-16."}
    for encoding, notice in encodings.items():
        with suppress(UnicodeDecodeError):
            return content.decode(encoding), (notice,) if notice else ()
    raise ValueError(f"{label}: its letters cannot be read. Save it as CSV UTF-8, and give that file.")
