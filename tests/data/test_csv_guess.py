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
