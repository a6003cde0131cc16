"""Roles of the columns of a file in the data dialog: as guessed, changed by one click each, and refused in place."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from rnn import Experiment
from tests.support.data_dialog import give_role, open_data, press, roles, said, send_roles, upload, whys
from tests.support.driving import open_app, trainer


@pytest.fixture
def opened() -> AppTest:
    return open_data(open_app())


def test_index_is_left_out_and_can_be_put_back(opened):
    upload(opened, ",v\n0,5\n1,3\n2,8\n")
    left_out = whys(opened)

    give_role(opened, (0, "input"))
    press(opened, "file.apply")

    assert left_out == ["It has no name and counts the rows (0, 1, 2).", ""]
    assert trainer(opened).experiment.inputs == ((0.0, 5.0), (1.0, 3.0), (2.0, 8.0))


def test_id_with_several_rows_becomes_the_sequence(opened):
    upload(opened, "id,time,value\na,0,5\na,1,3\nb,0,8\nb,1,2\n")
    understood = roles(opened), whys(opened)

    press(opened, "file.apply")

    assert understood == (
        ["sequence", "time", "input"], ["It names 2 sequences.", "It counts time or rows (0, 1).", ""]
    )  # fmt: skip
    assert trainer(opened).experiment == Experiment(inputs=[5, 3], more_inputs=[[8, 2]])


def test_roles_are_changed_one_by_one_and_what_is_said_follows(opened):
    upload(opened, "id,time,value,flow\na,0,5,1\na,1,3,2\nb,0,8,3\nb,1,2,4\n")

    give_role(opened, (3, "target"), (0, "left out"))
    understood = roles(opened), whys(opened)
    press(opened, "file.apply")

    assert understood == (["left out", "time", "input", "target"], ["", "It counts time or rows (0, 1).", "", ""])
    assert trainer(opened).experiment == Experiment(inputs=[5, 3, 8, 2], targets=[1, 2, 3, 4])


def test_second_sequence_column_takes_over_and_that_is_said(opened):
    upload(opened, "id,city,value\na,x,5\na,x,3\nb,x,8\nb,y,2\n")

    give_role(opened, (1, "sequence"))

    assert roles(opened) == ["left out", "sequence", "input"]
    assert "Only one column names the sequence: 'id' is left out now." in said(opened)


def test_seventeenth_input_is_refused_and_the_others_stay(opened):
    upload(opened, ",".join(f"c{k}" for k in range(20)) + "\n" + ("1.5," * 19 + "1\n") * 3)

    give_role(opened, (0, "target"), (17, "input"), (18, "input"))

    assert roles(opened) == ["target", *["input"] * 15, "left out", "input", "left out", "left out"]
    (refused,) = [text for text in said(opened) if text.startswith("At most 16 columns may be inputs")]
    assert refused.endswith("'c18' keeps its role. Leave another input out first.")


@pytest.mark.parametrize(
    "changes",
    [
        None,
        "x",
        {"n": "1", "list": [[0, "target"]]},
        {"n": 1, "list": "x"},
        *(
            {"n": 1, "list": [change]}
            for change in ([0], [9, "input"], [-1, "input"], ["0", "target"], [True, "input"], [0, "x"], [0, []], None)
        ),
    ],
)
def test_forged_changes_of_roles_change_nothing(opened, changes):
    upload(opened, "x,y\n1,2\n3,4\n")

    send_roles(opened, changes)

    assert not opened.exception
    assert roles(opened) == ["input", "target"]


def test_large_numbers_are_applied_in_millions_and_scaling_is_proposed(opened):
    upload(opened, "Date,Volume\n2020-01-01,120000000\n2020-01-02,90500000\n2020-01-03,130000000\n")
    understood = roles(opened), whys(opened)[1]

    press(opened, "file.apply")

    assert understood == (["time", "input"], "It is read in millions, since numbers may be at most 1,000,000.")
    assert trainer(opened).experiment.inputs == ((120.0,), (90.5,), (130.0,))
    assert [button for button in opened.button if button.key == "remedy-scaling"]
