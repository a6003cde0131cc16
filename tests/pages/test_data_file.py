"""The dialog Data: what a CSV file says is applied, or refused in place."""

from __future__ import annotations

import gzip

import pytest
from streamlit.testing.v1 import AppTest

from rnn import Experiment
from rnn.data.csv_table import TEMPLATE, write_csv
from tests.support.data_dialog import CHOSEN, is_open, opened_at_epoch_3, press, said, shown, upload
from tests.support.driving import trainer

SEMICOLONS = "Zeit;Wert\n2020-01-01;1,5\n2020-01-02;2,5\n2020-01-03;3,5\n"


@pytest.fixture
def opened() -> AppTest:
    return opened_at_epoch_3()


def test_file_is_read_as_guessed_and_applied(opened):
    upload(opened, SEMICOLONS)
    guessed = [box.value for box in opened.selectbox if box.key.startswith("data.file.")]

    press(opened, "file.apply")

    assert guessed == [";", (",", ""), True, None]
    assert trainer(opened).experiment == Experiment(inputs=[1.5, 2.5, 3.5], **CHOSEN)
    assert not is_open(opened)


def test_file_name_and_size_of_the_table_are_said_as_plain_text(opened):
    upload(opened, "x,y\n\n1,2\n3,4\n", name="../../<b>" + "x" * 300 + ".csv")

    assert said(opened) == ["'../../<b>" + "x" * 30 + "...: 2 rows of 2 columns. Empty rows were left out."]
    assert not [element for element in opened.markdown if "<b>" in element.value]


def test_guess_can_be_corrected(opened):
    upload(opened, "1,5\n2,5\n3,7\n")
    assert opened.dataframe[-1].value.to_numpy().tolist() == [["1", "5"], ["2", "5"], ["3", "7"]]

    next(box for box in opened.selectbox if box.label == "Delimiter").set_value(";").run()
    press(opened, "file.apply")

    assert trainer(opened).experiment.inputs == ((1.5,), (2.5,), (3.7,))


SALES = 'Month,Sales\n2020-01,"1,234"\n2020-02,998\n2020-03,"1,310"\n'


def test_thousands_are_said_and_taken_as_such(opened):
    upload(opened, SALES)

    assert said(opened)[-1].endswith("'1,234' is read as 1234. Column 'Month' is left out: it holds dates or times.")
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


def test_index_is_left_out_and_can_be_put_back(opened):
    upload(opened, ",v\n0,5\n1,3\n2,8\n")
    sentence = "Column 'column 1' is left out: it has no name and counts the rows (0, 1, 2)."
    left_out = said(opened)[-1]

    opened.multiselect[0].set_value([0, 1]).run()
    put_back = said(opened)[-1]
    press(opened, "file.apply")

    assert sentence in left_out
    assert "left out" not in put_back
    assert trainer(opened).experiment.inputs == ((0.0, 5.0), (1.0, 3.0), (2.0, 8.0))


def test_id_with_several_rows_becomes_the_sequence(opened):
    upload(opened, "id,time,value\na,0,5\na,1,3\nb,0,8\nb,1,2\n")
    understood = said(opened)[-1]

    press(opened, "file.apply")

    assert "Column 'id' names the sequence: 2 of them." in understood
    assert trainer(opened).experiment == Experiment(inputs=[5, 3], more_inputs=[[8, 2]], **CHOSEN)


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
    opened.multiselect[0].set_value([0, 1]).run()

    press(opened, "file.apply")

    assert said(opened)[-1].startswith("CSV file: '2020-01-01' in line 2, column 'Zeit', is not a number.")
    assert trainer(opened).epoch == 3


def test_data_that_do_not_fit_another_choice_are_refused_in_place(opened):
    upload(opened, "x\n7\n")

    press(opened, "file.apply")

    assert said(opened)[-1].startswith("Sequence: one time step is not enough for the next item as target.")
    assert is_open(opened)
