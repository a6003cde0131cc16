"""Files are read as text in the ways that spreadsheets write it; what is no text is refused before it is parsed."""

from __future__ import annotations

import gzip
import io
import pickle
import zipfile

import numpy as np
import pytest

from rnn.data.limits import MOST_FILE_BYTES
from rnn.data.text_file import read_file

TEXT = "Größe;y\r\n1,5;2\r\n"


def zipped():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("notes.txt", "1,2")
    return archive.getvalue()


def saved():
    file = io.BytesIO()
    np.save(file, np.arange(3.0))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), "(BOM) was left out"),
        (TEXT.encode("utf-16"), "read as UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "read as UTF-16"),
        (TEXT.encode("latin-1"), "read as Windows-1252"),
    ],
)
def test_text_is_read_however_its_letters_are_written(content, notice):
    text, notices = read_file("CSV file", content)

    assert text == TEXT
    assert len(notices) == bool(notice)
    assert (notice or "") in " ".join(notices)


@pytest.mark.parametrize("name", ["€;y", "PKW;y", "BZh;y", "%PDF;y"])
def test_text_is_not_taken_for_an_archive_when_it_only_begins_like_one(name):
    content = f"{name}\n1;2\n".encode("cp1252")

    assert read_file("CSV file", content)[0].startswith(name)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty (0 bytes)"),
        (b"1," * 1_000_001, "2,000,002 bytes are too many. Give at most 2,000,000 (2 MB)."),
        (zipped(), "a zip archive or a damaged Excel file. Give the file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Excel file (.xls)"),
        (gzip.compress(b"1,2\n" * 1000), "compressed (gzip). Unpack it"),
        (pickle.dumps([1, 2, 3]), "a Python pickle, which is never opened here"),
        (saved(), "line 1 holds what is not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "holds what is not text"),
        (bytes(range(256)), "its letters cannot be read. Save it as CSV UTF-8"),
        (b"1,2\n3,\x004\n", "line 2 holds what is not text. Give a text file, saved as CSV UTF-8"),
        ("1,2\n".encode("utf-16-le"), "line 1 holds what is not text"),
        (b"\xff\xfe1", "its letters cannot be read"),
        (b"\xef\xbb\xbf1,\xff\n", "its letters cannot be read"),
        (b"1," * 999_000, "line 1 has 1,998,000 characters. Give at most 10,000 in a line."),
        (b"1,2\r" + b"x" * 10_001, "line 2 has 10,001 characters"),
    ],
    ids=(  # the contents would differ by the time they hold, and so between two workers
        "empty",
        "many bytes",
        "zip",
        "old Excel",
        "gzip",
        "pickle",
        "NumPy",
        "picture",
        "every byte",
        "zero byte",
        "UTF-16 without mark",
        "half a letter",
        "broken UTF-8",
        "long line",
        "long second line",
    ),
)
def test_file_is_refused_with_a_hint_when_it_is_no_text(content, sentence):
    with pytest.raises(ValueError, match=r"^CSV file: ") as refusal:
        read_file("CSV file", content)

    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 250


def test_file_of_the_most_bytes_is_read():
    content = b"1,2\n" * (MOST_FILE_BYTES // 4)

    assert len(read_file("CSV file", content)[0]) == MOST_FILE_BYTES
