"""The dialog Data: what is typed into its table is applied, or refused in place."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from rnn import Experiment
from tests.support.data_dialog import CHOSEN, edit, is_open, open_data, opened_at_epoch_3, press, said, shown
from tests.support.driving import sent, stage, trainer


@pytest.fixture
def opened() -> AppTest:
    return opened_at_epoch_3()


def test_table_shows_the_present_data(opened):
    (editor,) = opened.data_editor

    assert list(editor.value.columns) == ["sequence", "x1"]
    assert editor.value.to_numpy().tolist() == [["1", str(n)] for n in range(1, 6)]


def test_edited_table_becomes_the_data_and_the_other_choices_stay(opened):
    edit(
        opened,
        edited_rows={"0": {"x1": "-2.5"}},
        added_rows=[{"sequence": "2", "x1": "7"}, {"sequence": "2", "x1": "8"}],
    )

    press(opened, "table.apply")

    assert not is_open(opened)
    assert trainer(opened).epoch == 0
    assert trainer(opened).experiment == Experiment(inputs=[-2.5, 2, 3, 4, 5], more_inputs=[[7, 8]], **CHOSEN)
    assert shown(opened, "Sequence") == "-2.5, 2, 3, 4, 5\n\n7, 8"
    assert "2 sequences of 2 to 5 time steps" in opened.sidebar.caption[0].value
    assert stage(opened)["frames"][-1]["epoch"] == 0


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        ({"edited_rows": {"1": {"x1": "**x**"}}}, "Table: '**x**' in row 2, column 'x1', is not a number."),
        ({"edited_rows": {"1": {"x1": None}}}, "Table: row 2, column 'x1', is empty."),
        ({"added_rows": [{"sequence": "1"}]}, "Table: row 6, column 'x1', is empty."),
        ({"edited_rows": {"4": {"sequence": ""}}}, "Table: row 5, column 'sequence', is empty."),
        ({"edited_rows": {"4": {"sequence": "2"}}}, "Sequence 2: one time step is not enough for the next item"),
        ({"deleted_rows": [0, 1, 2, 3, 4]}, "Table: it is empty."),
    ],
)
def test_table_that_does_not_fit_is_refused_in_place_and_the_run_kept(opened, edits, sentence):
    before = trainer(opened)
    edit(opened, **edits)

    press(opened, "table.apply")

    assert not opened.exception
    assert is_open(opened)
    assert said(opened)[0].startswith(sentence)
    assert trainer(opened) is before


def test_columns_can_be_added_and_what_was_typed_stays(opened):
    edit(opened, edited_rows={"0": {"x1": "9"}})

    opened.selectbox(key="data.table.targets").set_value(1).run()

    (editor,) = opened.data_editor
    assert list(editor.value.columns) == ["sequence", "x1", "y1"]
    assert editor.value["x1"].tolist() == ["9", "2", "3", "4", "5"]
    edit(opened, edited_rows={str(row): {"y1": str(row)} for row in range(5)})
    press(opened, "table.apply")
    assert trainer(opened).experiment.targets == ((0.0,), (1.0,), (2.0,), (3.0,), (4.0,))
    assert shown(opened, "Own target") == "0, 1, 2, 3, 4"


def test_cancel_keeps_the_data_and_forgets_what_was_typed(opened):
    before = trainer(opened)
    edit(opened, edited_rows={"0": {"x1": "9"}})

    press(opened, "table.cancel")

    assert not is_open(opened)
    assert trainer(opened) is before
    open_data(opened)
    assert opened.data_editor[0].value["x1"].tolist() == ["1", "2", "3", "4", "5"]


def test_applied_data_wait_at_epoch_zero_when_it_was_playing(opened):
    sent(opened, {"do": "play"})
    edit(opened, edited_rows={"0": {"x1": "9"}})

    press(opened, "table.apply")

    assert not stage(opened)["playing"]
    assert trainer(opened).epoch == 0
    assert trainer(opened).experiment.inputs[0] == (9.0,)


def test_pasted_decimal_commas_and_units_are_read_and_said(opened):
    cells = ("1,5", "2,5", "1.234,5", "-4,25", "5")
    edit(opened, edited_rows={str(row): {"x1": cell} for row, cell in enumerate(cells)})
    understood = said(opened)

    press(opened, "table.apply")

    assert understood == ["'1,5' is read as 1.5."]
    assert trainer(opened).experiment.inputs == ((1.5,), (2.5,), (1234.5,), (-4.25,), (5.0,))


def test_pasted_numbers_that_may_mean_two_things_are_asked_about(opened):
    edit(opened, edited_rows={str(row): {"x1": f"{row + 1},234"} for row in range(5)})
    (question,) = [radio for radio in opened.radio if radio.label == "Meaning of the numbers"]

    question.set_value(next(value for value in question.options if value.endswith("as 1.234"))).run()
    press(opened, "table.apply")

    assert trainer(opened).experiment.inputs == ((1.234,), (2.234,), (3.234,), (4.234,), (5.234,))


def test_pasted_money_and_large_numbers_are_read_in_their_units(opened):
    edit(opened, edited_rows={str(row): {"x1": f"${row + 2},500,000"} for row in range(5)})
    (understood,) = said(opened)

    press(opened, "table.apply")

    assert "Column 'x1': '$2,500,000' is read as 2500000, in $. It is read in millions" in understood
    assert trainer(opened).experiment.inputs == ((2.5,), (3.5,), (4.5,), (5.5,), (6.5,))
