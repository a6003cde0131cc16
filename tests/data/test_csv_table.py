"""CSV files: how one is written is guessed right, can be corrected, and what does not fit is refused with its line."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment
from rnn.data.column_guess import guess
from rnn.data.csv_guess import guessed_delimiter, guessed_format
from rnn.data.csv_table import TEMPLATE, Format, read_csv, write_csv
from rnn.data.table import read_sequences
from tests.data.test_table import data_of
from tests.support.problems import proven

PLAIN = Format(",", ".", header=True)


def read(text):
    """A text read as it is guessed to be written."""
    return read_csv(text, guessed_format(text, guessed_delimiter(text)))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a,b\n1,2\n3.5,4\n", (",", ".", True)),
        ("a;b\n1;2\n3.5;4\n", (";", ".", True)),
        ("a;b\n1,5;2\n3,5;4\n", (";", ",", True)),
        ("1,5;2,5\n3,5;4,5\n", (";", ",", False)),
        ("a\tb\n1,5\t2\n", ("\t", ",", True)),
        ("1\t2\n3\t4\n", ("\t", ".", False)),
        ('"1,5","2,5"\n"3,5","4"\n', (",", ",", False)),
        ("1\n2\n3\n", (",", ".", False)),
        ("Wert\n1,5\n2\n", (";", ",", True)),
        ("day,1990\n2020-01-01,5\n", (",", ".", False)),
        ("day,value\n2020-01-01,5\n", (",", ".", True)),
        ("name;note\n1,5;a, b\n2;c\n", (";", ",", True)),
        ("a,b\n1,2\n3\n", (",", ".", True)),
        ("", (",", ".", True)),
    ],
)
def test_format_is_guessed(text, written):
    assert guessed_format(text, guessed_delimiter(text)) == Format(*written)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("x,y\n1,2\n3,4\n", [("1", "2"), ("3", "4")]),
        ("x,y\r\n1,2\r\n3,4", [("1", "2"), ("3", "4")]),
        ("x,y\r1,2\r3,4\r", [("1", "2"), ("3", "4")]),
        (' x , y\n "1",2\n', [('"1"', "2")]),
        ("x,y\n 1 ,\t2\n", [("1", "2")]),
    ],
)
def test_cells_are_read_without_a_notice_when_the_text_is_plain(text, rows):
    table, notices = read_csv(text, PLAIN)

    assert (table.names, list(table.rows), notices) == (("x", "y"), rows, ())


@pytest.mark.parametrize(
    ("text", "names", "rows", "notice"),
    [
        ("x,y,\n1,2,\n", ("x", "y"), [("1", "2")], "An empty column at the end was left out."),
        ("x,y\n\n1,2\n,\n", ("x", "y"), [("1", "2")], "Empty rows were left out."),
        ('"x\ny",z\n"1\n",2\n', ("x y", "z"), [("1", "2")], "A line break inside a cell was read as a space."),
        ("x,y\n\u22121,\u00a02\n", ("x", "y"), [("-1", "2")], "Unusual spaces or minus signs were read as plain ones."),
    ],
)
def test_text_is_mended_with_a_notice(text, names, rows, notice):
    table, notices = read_csv(text, PLAIN)

    assert (table.names, list(table.rows), notices) == (names, rows, (notice,))


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("x,,x", ("x", "column 2", "x (column 3)")),
        ("x,x (column 3),x", ("x", "x (column 3)", "x (column 3) (column 3)")),
        ("a\u202eb,\U0001f600,<b>**c**", ("a b", "\U0001f600", "<b>**c**")),
        (f"{'n' * 300},b,c", ("n" * 40, "b", "c")),
    ],
)
def test_names_of_columns_are_short_single_and_harmless(header, names):
    table, _ = read_csv(f"{header}\n1,2,3\n", PLAIN)

    assert table.names == names


def test_columns_are_numbered_when_the_first_row_holds_numbers():
    table, _ = read("1,2\n3,4\n")

    assert table.names == ("column 1", "column 2")
    assert table.rows == (("1", "2"), ("3", "4"))
    assert table.places == ("line 1", "line 2")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n \n", "it holds no numbers. Give a line for each time step."),
        ("x,y\n", "below the names of the columns there is nothing. Give a line for each time step."),
        ("x,y\n1,2\n3\n", "line 3 has 1 column, but line 1 has 2 columns. Give every line the same, or choose another"),
        ('x,y\n"a\nb",2\n1,2,3\n', "line 4 has 3 columns, but line 1 has 2 columns."),
        ('x,y\n1,2\n"3,4\n5,6\n', 'the quotes (") of the row that begins in line 3 do not match.'),
        ('x,y\n1,2\n"3"4,5\n', "of the row that begins in line 3 do not match"),
        ('x,y\n"' + "1\n" * 100_000, "of the row that begins in line 2 do not match"),
        ("1," * 64 + "1\n", "65 columns are too many. Give at most 64."),
        ("1," * 99_999 + "1\n", "100,000 columns are too many. Give at most 64."),
        ("1\n" * 128_002, "more than 128,000 rows are too many."),
    ],
)
def test_text_is_refused_with_its_line(text, sentence):
    with pytest.raises(ValueError, match=r"^CSV file: ") as refusal:
        read(text)

    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize("cell", ["inf", "NaN", "1e400", "2020-01-01", "\x85", "=1+1", ""])
def test_cell_that_is_no_number_is_refused_with_line_and_column(cell):
    table, _ = read_csv(f"id,v\n1,2\n\n3,{cell}\n", PLAIN)

    with pytest.raises(ValueError, match=r"^CSV file: .*line 4, column 'v'"):
        read_sequences(table, guess(table).columns._replace(inputs=(0, 1)))


def test_decimal_comma_is_named_when_a_point_stands_in_a_cell():
    table, _ = read_csv("v;w\n1,5;1\n2.5;1\n", Format(";", ",", header=True))

    with pytest.raises(ValueError, match=r"'2\.5' in line 3, column 'v', is not a number\. .* decimal comma"):
        read_sequences(table, guess(table).columns._replace(inputs=(0,)))


def test_semicolons_with_decimal_commas_are_read_as_pandas_reads_them_when_it_is_told(tmp_path):
    text = "".join(f"{n / 8:.3f};{-n / 16:.4f}\n".replace(".", ",") for n in range(1, 20))
    file = tmp_path / "values.csv"
    file.write_text(f"a;b\n{text}")

    table, _ = read(file.read_text())

    told = pd.read_csv(file, sep=";", decimal=",")
    assert read_sequences(table, guess(table).columns).inputs[0] == tuple(told.itertuples(index=False, name=None))


@proven
@given(st.tuples(st.integers(1, 3), st.integers(0, 2)).flatmap(lambda widths: data_of(*widths)))
def test_file_reads_back_to_the_data_it_was_written_from(data):
    table, notices = read(write_csv(data))

    assert read_sequences(table, guess(table).columns) == data
    assert notices == ()


def test_widest_data_can_be_written_and_read_again():
    data = TEMPLATE._replace(inputs=(((0.5,) * 16,),), targets=(((0.25,) * 16,),))

    table, _ = read(write_csv(data))

    assert read_sequences(table, guess(table).columns) == data


def test_template_is_an_experiment_of_two_sequences():
    experiment = Experiment(**TEMPLATE.choices)

    assert write_csv(TEMPLATE).startswith("sequence,x1,y1\r\n1,1,2\r\n")
    assert experiment.x.shape == (2, 4, 1)
    assert experiment.targets == ((2.0,), (3.0,), (4.0,), (5.0,))
