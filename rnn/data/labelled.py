"""Labelled sequences of a table: words or numbers, and the class of each sequence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rnn.data.coded import MOST_NAME_LETTERS as MOST_WORD_LETTERS
from rnn.data.data_checks import check_count
from rnn.data.letters import OTHER
from rnn.data.limits import MOST_FEATURES, MOST_SYMBOLS
from rnn.data.number_text import is_number, read_number
from rnn.data.own_data import OwnData
from rnn.data.sequences import Rows, as_rows
from rnn.data.table import Columns, Table, groups_of, read_sequences, write_table
from rnn.text.quoting import quoted

MOST_CLASSES = MOST_FEATURES


def read_data(table: Table, columns: Columns) -> OwnData:
    """Return the sequences in these columns, with the class of each where one is the label.

    Without a sequence column each row is a sequence: the words of its input, or the numbers of its inputs.
    Raises ValueError with row and column of a bad cell.
    """
    if columns.label is None:
        return read_sequences(table, columns)
    if not columns.inputs:
        raise ValueError(f"{table.label}: no input column is chosen. Choose the words or the numbers.")
    groups = _groups(table, columns)
    check_count(table.label, len(groups))
    labels = [_label(table, columns.label, rows) for rows in groups]
    classes = tuple(dict.fromkeys(labels))
    if not 2 <= len(classes) <= MOST_CLASSES:
        raise ValueError(
            f"{table.label}: column {quoted(table.names[columns.label])} has {len(classes)} different labels. "
            f"Give from 2 to {MOST_CLASSES}."
        )
    words = [_words(table, columns, rows) for rows in groups]
    if all(is_number(word, table.decimal, table.thousands) for each in words for word in each):
        vocabulary: tuple[str, ...] = ()
        inputs = tuple(_numbers(table, columns, rows) for rows in groups)
    else:
        vocabulary = _vocabulary(words)
        inputs = tuple(_coded(each, vocabulary) for each in words)
    targets = tuple(_coded([label] * len(rows), classes) for label, rows in zip(labels, inputs, strict=True))
    return OwnData(inputs, targets, vocabulary, classes)


def _coded(words: list[str], names: tuple[str, ...]) -> Rows:
    """The number of each word among the names; of the last one for a word that has none."""
    places = {name: float(place) for place, name in enumerate(names)}
    return tuple((places.get(word, len(names) - 1.0),) for word in words)


def write_data(label: str, data: OwnData) -> Table:
    """Return the table that `read_data` reads back as the same data, with words and classes by their names."""
    table = write_table(label, data)
    width = len(data.inputs[0][0])
    names = {place: data.vocabulary for place in range(1, width + 1) if data.vocabulary}
    names |= {place: data.classes for place in range(width + 1, len(table.names)) if data.classes}
    rows = tuple(
        tuple(names[place][int(cell)] if place in names else cell for place, cell in enumerate(row))
        for row in table.rows
    )
    written = ["label" if place in names and place > width else name for place, name in enumerate(table.names)]
    return replace(table, names=tuple(written), rows=rows)


def _groups(table: Table, columns: Columns) -> list[list[int]]:
    """The rows of each sequence."""
    if columns.sequence is None:
        return [[row] for row in range(len(table.rows))]
    return list(groups_of(table, columns.sequence).values())


def _label(table: Table, column: int, rows: list[int]) -> str:
    """The label that all rows of a sequence have."""
    label = table.rows[rows[0]][column]
    for row in rows:
        where = f"{table.label}: {table.places[row]}, column {quoted(table.names[column])},"
        if not table.rows[row][column]:
            raise ValueError(f"{where} is empty. Give the label of the sequence.")
        if table.rows[row][column] != label:
            raise ValueError(
                f"{where} has {quoted(table.rows[row][column])}, but the sequence begins with {quoted(label)}. "
                "Give one label for each sequence."
            )
    return label


def _words(table: Table, columns: Columns, rows: list[int]) -> list[str]:
    """The words of a sequence: of each row's inputs, in order."""
    words = [word for row in rows for column in columns.inputs for word in table.rows[row][column].split()]
    if not words:
        column = quoted(table.names[columns.inputs[0]])
        raise ValueError(f"{table.label}: {table.places[rows[0]]}, column {column}, is empty. Give a word or a number.")
    return words


def _numbers(table: Table, columns: Columns, rows: list[int]) -> Rows:
    """The time steps of a sequence of numbers: its rows, or the numbers of a row that is a sequence by itself."""

    def number(word: str, row: int, column: int) -> float:
        where = f"{table.places[row]}, column {quoted(table.names[column])},"
        return read_number(table.label, word, where, table.decimal, table.thousands, table.unit(column))

    cells = [
        [number(word, row, column) for column in columns.inputs for word in table.rows[row][column].split()]
        for row in rows
    ]
    return as_rows(table.label, cells if columns.sequence is not None else [[value] for value in cells[0]])


def _vocabulary(sentences: list[list[str]]) -> tuple[str, ...]:
    """The words in the order in which they first occur; the rarest of too many share a last one."""
    counts = Counter(word for words in sentences for word in words)
    words = tuple(counts)
    if len(words) <= MOST_SYMBOLS and all(len(word) <= MOST_WORD_LETTERS for word in words):
        return words
    short = [word for word, _ in counts.most_common() if len(word) <= MOST_WORD_LETTERS and word != OTHER]
    kept = set(short[: MOST_SYMBOLS - 1])
    return (*(word for word in words if word in kept), OTHER)
