"""The dialog Data: what a CSV file says is applied, or refused in place."""

from __future__ import annotations

import gzip

import pytest
from streamlit.testing.v1 import AppTest

from rnn import Experiment
from rnn.data.csv_table import TEMPLATE, write_csv
from tests.support.data_dialog import (
    CHOSEN,
    give_role,
    is_open,
    opened_at_epoch_3,
    picker,
    press,
    said,
    shown,
    upload,
    whys,
)
from tests.support.driving import trainer

SEMICOLONS = "Zeit;Wert\n2020-01-01;1,5\n2020-01-02;2,5\n2020-01-03;3,5\n"


@pytest.fixture
def opened() -> AppTest:
    return opened_at_epoch_3()


def test_file_is_read_as_guessed_and_applied(opened):
    upload(opened, SEMICOLONS)
    guessed = [box.value for box in opened.selectbox if box.key.startswith("data.file.")]

    press(opened, "file.apply")

    assert guessed == [";", (",", ""), True]
    assert trainer(opened).experiment == Experiment(inputs=[1.5, 2.5, 3.5], **CHOSEN)
    assert not is_open(opened)


def test_file_name_and_size_of_the_table_are_said_as_plain_text(opened):
    upload(opened, "x,y\n\n1,2\n3,4\n", name="../../<b>" + "x" * 300 + ".csv")

    assert said(opened) == ["'../../<b>" + "x" * 30 + "...: 2 rows of 2 columns. Empty rows were left out."]
    assert not [element for element in opened.markdown if "<b>" in element.value]


def test_guess_can_be_corrected(opened):
    upload(opened, "1,5\n2,5\n3,7\n")
    assert [column["cells"] for column in picker(opened)["columns"]] == [["1", "2", "3"], ["5", "5", "7"]]

    next(box for box in opened.selectbox if box.label == "Delimiter").set_value(";").run()
    press(opened, "file.apply")

    assert trainer(opened).experiment.inputs == ((1.5,), (2.5,), (3.7,))


SALES = 'Month,Sales\n2020-01,"1,234"\n2020-02,998\n2020-03,"1,310"\n'


def test_thousands_are_said_and_taken_as_such(opened):
    upload(opened, SALES)

    assert said(opened)[-1].endswith("'1,234' is read as 1234.")
    assert whys(opened) == ["It holds dates or times.", ""]
    press(opened, "file.apply")
    assert trainer(opened).experiment.inputs == ((1234.0,), (998.0,), (1310.0,))


@pytest.mark.parametrize(
    ("content", "meaning", "inputs"),
    [
        (SALES, "1,234 as 1.234", ((1.234,), (998.0,), (1.31,))),
        ("0,0\n0,213\n0,5\n1,25\n", "0,213 as one number, 0.213", ((0.0,), (0.213,), (0.5,), (1.25,))),
    ],
)
def test_other_reading_takes_one_click(opened, content, meaning, inputs):
    upload(opened, content)
    (choice,) = [radio for radio in opened.radio if radio.label == "Meaning of the numbers"]

    choice.set_value(next(value for value in choice.options if value == f"Read {meaning}")).run()
    press(opened, "file.apply")

    assert trainer(opened).experiment.inputs == inputs


def test_template_gives_two_sequences_with_their_own_targets(opened):
    upload(opened, write_csv(TEMPLATE))

    press(opened, "file.apply")

    assert trainer(opened).experiment == Experiment(**TEMPLATE.choices, **CHOSEN)
    assert shown(opened, "Own target") == "2, 3, 4, 5\n\n4, 6, 8"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "CSV file: it is empty (0 bytes)."),
        (b"x,y\n1,2\n3\n", "CSV file: line 3 has 1 column, but line 1 has 2 columns."),
        (gzip.compress(b"1,2\n", mtime=0), "CSV file: it is compressed (gzip)."),
        (b"PK\x03\x04rest", "CSV file: it is a zip archive or a damaged Excel file"),
        (b"1,2\n" * 500_001, "CSV file: 2,000,004 bytes are too many."),
    ],
)
def test_file_that_cannot_be_read_is_refused_at_once(opened, content, sentence):
    before = trainer(opened)

    upload(opened, content)

    assert not opened.exception
    assert said(opened)[0].startswith(sentence)
    assert opened.button(key="data.file.apply").disabled
    assert trainer(opened) is before


def test_column_of_dates_is_refused_by_its_name_when_it_is_chosen(opened):
    upload(opened, SEMICOLONS)
    give_role(opened, (0, "input"))

    press(opened, "file.apply")

    assert whys(opened)[0] == "It holds text, such as '2020-01-01'."

    assert said(opened)[-1].startswith("CSV file: '2020-01-01' in line 2, column 'Zeit', is not a number.")
    assert trainer(opened).epoch == 3


def test_data_that_do_not_fit_another_choice_are_refused_in_place(opened):
    upload(opened, "x\n7\n")

    press(opened, "file.apply")

    assert said(opened)[-1].startswith("Sequence: one time step is not enough for the next item as target.")
    assert is_open(opened)
