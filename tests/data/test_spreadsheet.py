"""Excel files: what was saved is read, sheet by sheet; what is forged or broken is refused before it costs anything."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest

from rnn.data.column_guess import guess
from rnn.data.csv_guess import guessed_format
from rnn.data.csv_table import read_csv
from rnn.data.limits import MOST_FILE_BYTES
from rnn.data.spreadsheet import DELIMITER, SOURCE, is_spreadsheet, read_sheet, sheet_names
from rnn.data.table import read_sequences

TABLE = [["Date", "Close", "Volume"], [datetime.date(2020, 1, 1), 1234.5, 12], [datetime.date(2020, 1, 2), 1240, 14]]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def forged(content, part, change):
    """The same file with another text in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == part else text)
    return out.getvalue()


def table_of(content, sheet):
    text = read_sheet(content, sheet)
    return read_csv(text, guessed_format(text, DELIMITER), SOURCE)[0]


def test_three_columns_are_read_as_they_were_saved():
    table = table_of(workbook(prices=TABLE), "prices")

    assert table.names == ("Date", "Close", "Volume")
    assert table.rows == (("2020-01-01", "1234.5", "12"), ("2020-01-02", "1240", "14"))
    assert guess(table).columns.inputs == (1, 2)
    assert read_sequences(table, guess(table).columns).inputs == (((1234.5, 12.0), (1240.0, 14.0)),)


def test_sheets_are_named_and_each_is_read_alone():
    content = workbook(first=[["x"], [1], [2]], second=[["y"], [3.25], [-4e-7]])

    assert sheet_names(content) == ("first", "second")
    assert table_of(content, "first").rows == (("1",), ("2",))
    assert [float(cell) for (cell,) in table_of(content, "second").rows] == [3.25, -4e-7]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"), (-0.1, "-0.1"), (1e21, "1000000000000000000000"), (True, "TRUE"), ("a, \"b\"\nc", 'a, "b" c'),
        (datetime.datetime(2020, 1, 2, 3, 4, 5), "2020-01-02 03:04:05"), (datetime.time(6, 30), "06:30:00"),
        ("=1+1", ""),  # a formula that no spreadsheet has computed
    ],
)  # fmt: skip
def test_cell_is_read_as_a_person_would_type_it(value, text):
    table = table_of(workbook(cells=[["x", "n"], [value, 1], [2, 2]]), "cells")

    assert table.rows[0] == (text, "1")


def test_formula_has_the_value_that_was_saved_with_it():
    content = forged(
        workbook(cells=[["x"], [1], [2]]), SHEET, lambda text: text.replace("<v>2</v>", "<f>SUM(A2,A2,5)</f><v>7</v>")
    )

    assert table_of(content, "cells").rows == (("1",), ("7",))


def test_empty_rows_and_columns_at_the_end_are_no_part_of_the_table():
    assert read_sheet(workbook(cells=[["x", "y", None], [1, 2], [None, None]]), "cells") == "x,y\n1,2\n"


def test_bad_cell_is_named_by_its_row():
    table = table_of(workbook(cells=[["v"], [1.5], ["oops"], [3]]), "cells")

    with pytest.raises(ValueError, match=r"^Excel file: 'oops' in row 3, column 'v', is not a number"):
        read_sequences(table, guess(table).columns._replace(inputs=(0,)))


def test_cell_at_the_far_end_of_a_sheet_costs_no_more_than_a_file_may_have():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = forged(workbook(cells=[["x"], [1], [2]]), SHEET, lambda text: text.replace("</sheetData>", far))

    assert read_sheet(content, "cells") == "x\n1\n2\n"


def entities(text):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{laughs}]>'
    return declared + text.replace("<v>1</v>", "<v>&l9;</v>")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (workbook(cells=[["x"], [1]])[:-60], "it is damaged"),
        (workbook(cells=[[None]]), "sheet 'cells' is empty"),
        (workbook(cells=[["x"] * 100, [1] * 100]), "sheet 'cells' has more than 64 columns"),
        (forged(workbook(cells=[["x"], [1]]), SHEET, lambda text: text[:-30]), "it cannot be read"),
        (forged(workbook(cells=[["x"], [1]]), "xl/workbook.xml", lambda text: "<workbook/>"), "it has no sheet"),
        (forged(workbook(cells=[["x"], [1]]), SHEET, entities), "it cannot be read"),
        (forged(workbook(cells=[["x"], [1]]), SHEET, lambda text: text + " " * 30_000_000), "unpacked it has 30,01"),
        (b"PK\x03\x04" + bytes(MOST_FILE_BYTES), "2,000,004 bytes are too many"),
    ],
    ids=["cut off", "empty", "wide", "broken sheet", "no sheets", "entities", "zip bomb", "large"],
)
def test_broken_and_forged_files_are_refused(content, sentence):
    with pytest.raises(ValueError, match=r"^Excel file: ") as refusal:
        read_sheet(content, sheet_names(content)[0])

    assert sentence in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04rest", b"x,y\n1,2\n"])
def test_other_files_are_no_spreadsheets(content):
    assert not is_spreadsheet(content)
