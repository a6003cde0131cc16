"""How a CSV file is meant: the likeliest reading comes first, and where a comma may mean two things both are kept."""

from __future__ import annotations

import pandas as pd
import pytest

from rnn.data.column_guess import guess
from rnn.data.csv_guess import about_numbers, readings
from rnn.data.csv_table import read_csv
from rnn.data.table import Columns, read_sequences


def every_reading(text, columns):
    """What each reading makes of the inputs in these columns, with its meaning."""
    made = []
    for reading in readings(text):
        table, _ = read_csv(text, reading.written)
        made.append((read_sequences(table, Columns(columns)).inputs[0], reading.meaning))
    return made


def in_steps(*values):
    return tuple((float(value),) for value in values)


@pytest.mark.parametrize("form", ['2020-01,"{}"', "2020-01;{}", "2020-01\t{}"])
def test_groups_of_thousands_beside_numbers_without_are_thousands_first_and_the_other_reading_is_kept(form):
    text = "\n".join([f"Month{form[7]}Sales", *map(form.format, ("1,234", "998", "1,310"))])

    assert every_reading(text, (1,)) == [
        (in_steps(1234, 998, 1310), "1,234 as 1234"),
        (in_steps(1.234, 998, 1.31), "1,234 as 1.234"),
    ]
    assert about_numbers(text, readings(text)[0].written) == ("'1,234' is read as 1234.",)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('Date,Close\n2020-01-01,"1,234.5"\n2020-01-02,"1,240.0"\n', (1234.5, 1240)),
        ('Date,Close\n2020-01-01,"1,234,567"\n2020-01-02,998\n', (1234567, 998)),
        ("Date;Close\n2020-01-01;1.234,5\n2020-01-02;998\n", (1234.5, 998)),
        ("Date;Close\n2020-01-01;1 234,5\n2020-01-02;998\n", (1234.5, 998)),
        ("Date;Close\n2020-01-01;1'234.5\n2020-01-02;998\n", (1234.5, 998)),
        ('Date,Close\n2020-01-01,"0,213"\n2020-01-02,"1,310"\n', (0.213, 1.31)),
        ('Date,Close\n2020-01-01,"1,5"\n2020-01-02,4\n', (1.5, 4)),
        ("Date;Close\n2020-01-01;0.213\n2020-01-02;1.310\n", (0.213, 1.31)),
        ("Date,Close\n2020-01-01,1.234\n2020-01-02,998\n", (1.234, 998)),
    ],
)
def test_there_is_one_reading_where_only_one_makes_numbers_of_all(text, values):
    (reading,) = readings(text)
    table, _ = read_csv(text, reading.written)
    numbers = [
        float(row[1].replace(table.thousands, "").replace(table.decimal, ".") if table.thousands else
              row[1].replace(table.decimal, "."))
        for row in table.rows
    ]  # fmt: skip

    assert numbers == list(values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a;b\n1,234;x\n2,345;y\n", [(1.234, 2.345), (1234, 2345)]),
        ('a,b\n"1,234",x\n"2,345",y\n', [(1234, 2345), (1.234, 2.345)]),
        ("a;b\n1.234;x\n998;y\n", [(1.234, 998), (1234, 998)]),
        ("1,234\n2,345\n", [(1, 2), (1.234, 2.345), (1234, 2345)]),
        ("0,0\n0,213\n0,5\n1,25\n", [(0, 0, 0, 1), (0, 0.213, 0.5, 1.25)]),
        ("0,05\n0,213\n", [(0.05, 0.213), (0, 0)]),
        ("0,5\n1\n1,5\n", [(0.5, 1, 1.5)]),
        ("Wert\n0,5\n1\n1,5\n", [(0.5, 1, 1.5)]),
    ],
)
def test_every_reading_is_kept_where_the_numbers_differ(text, values):
    made = every_reading(text, (0,))

    assert [numbers for numbers, _ in made] == [in_steps(*each) for each in values]
    assert len({meaning for _, meaning in made}) == len(made)


def test_decimal_comma_is_not_guessed_where_columns_stand_between_commas_and_a_number_has_a_point():
    first, second = readings('a,b\n"1,5",2.5\n"2,5",x\n"3,5",3\n')

    assert (first.written.decimal, first.meaning) == (".", "1,5 as no number")
    assert (second.written.decimal, second.meaning) == (",", "1,5 as 1.5")


def test_sign_that_comes_late_in_the_file_is_seen():
    text = "day,sales\n" + "".join(f"2020-{row},{row}\n" for row in range(1, 200)) + '2020-201,"1,310"\n'

    assert (readings(text)[0].written.decimal, readings(text)[0].written.thousands) == (".", ",")


def test_thousands_are_read_as_pandas_reads_them_when_it_is_told(tmp_path):
    rows = "".join(f'{day},"{day * 377:,}","{day * 1234.5:,.1f}"\n' for day in range(1, 30))
    file = tmp_path / "values.csv"
    file.write_text(f"day,a,b\n{rows}")

    text = file.read_text()
    table, _ = read_csv(text, readings(text)[0].written)

    told = pd.read_csv(file, thousands=",")[["a", "b"]]
    assert guess(table).columns == Columns((1, 2))
    assert read_sequences(table, Columns((1, 2))).inputs[0] == tuple(told.itertuples(index=False, name=None))


@pytest.mark.parametrize("text", ["1,1e400\n2,1e400\n", "v\n1e400 kg\n2 kg\n"])
def test_number_beyond_all_is_read_without_an_error(text):
    for reading in readings(text):
        made = guess(read_csv(text, reading.written)[0])

        assert made.about(made.roles)


@pytest.mark.parametrize(
    ("text", "names", "values"),
    [
        ("time\tvolt\n0.0\t1.5\n0.1\t1.7\n", ("time", "volt"), (1.5, 1.7)),
        ("time|volt\n0,0|1,5\n0,1|1,7\n", ("time", "volt"), (1.5, 1.7)),
        ("time  volt\n 0.0   1.5  \n 0.1 \t 1.7\n", ("time", "volt"), (1.5, 1.7)),
        ("# time volt\n0.0 1.5\n# pause\n0.1 1.7\n", ("time", "volt"), (1.5, 1.7)),
        ("# scope 4\n# 2020-01-01\ntime;volt\n0,0;1,5\n0,1;1,7\n", ("time", "volt"), (1.5, 1.7)),
        ("#,volt\n0,1.5\n1,1.7\n", ("#", "volt"), (1.5, 1.7)),
        ("0.000000000000000000e+00 1.5e+00\n1.0e-01 1.7e+00\n", ("column 1", "column 2"), (1.5, 1.7)),
    ],
)
def test_files_of_instruments_are_read(text, names, values):
    (reading,) = readings(text)
    table, _ = read_csv(text, reading.written)

    assert table.names == names
    assert guess(table).numbers[1].tolist() == list(values)


def test_comment_lines_are_said_and_lines_keep_their_numbers():
    text = "# one\n# t v\n\n0 1.5\n# three\n1 oops\n2 3\n"

    table, notices = read_csv(text, readings(text)[0].written)

    assert table.places == ("line 4", "line 6", "line 7")
    assert table.names == ("t", "v")
    assert notices == (
        "3 comment lines (#) were left out.",
        "The names of the columns are those in the last comment line.",
        "Empty rows were left out.",
    )


def test_thousands_with_spaces_in_one_column_are_asked_about():
    assert every_reading("1 234\n2 345\n", (0,)) == [
        (in_steps(1234, 2345), "1 234 as one number, 1234"),
        (in_steps(1, 2), "1 234 as 2 columns, 1 and 234"),
    ]


def test_errors_of_a_spreadsheet_are_gaps_and_no_comments():
    text = "v,w\n#N/A,1\n#DIV/0!,2\n3,5\n4,1\n"

    table, notices = read_csv(text, readings(text)[0].written)

    assert len(table.rows) == 4
    assert notices == ()
    assert guess(table).why[0] == "It has no number in line 2 ('#N/A'), line 3 ('#DIV/0!')."
