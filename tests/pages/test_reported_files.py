"""Files that people reported as misread, each through the dialog: what it says, and what is learned then."""

from __future__ import annotations

import pytest

from tests.support.data_dialog import give_role, open_data, press, roles, said, upload, whys
from tests.support.driving import open_app, trainer

DATES = "It holds dates or times."
STOCK = (
    "Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-01,10,11,9,10.5,10.4,12000000\n"
    "2020-01-02,10.5,11.5,9.5,11,10.9,9000000\n2020-01-03,11,12,10,11.5,11.4,15000000\n"
)
MILLIONS = "It is read in millions, since numbers may be at most 1,000,000."


def steps(*values):
    return tuple((float(value),) for value in values)


@pytest.mark.parametrize(
    ("content", "shown", "reasons", "inputs"),
    [
        (
            'Date,Close\n2020-01-01,"1,234.5"\n2020-01-02,"1,240.0"\n',
            ["time", "input"], [DATES, ""], (steps(1234.5, 1240),),
        ),
        (
            STOCK,
            ["time", *["input"] * 6], [DATES, "", "", "", "", "", MILLIONS],
            (((10, 11, 9, 10.5, 10.4, 12), (10.5, 11.5, 9.5, 11, 10.9, 9), (11, 12, 10, 11.5, 11.4, 15)),),
        ),
        (
            "time,value\n0,5\n1,3\n2,8\n",
            ["time", "input"], ["It counts time or rows (0, 1, 2).", ""], (steps(5, 3, 8),),
        ),
        (
            "a,b\n1,2\n3,4\n5,x7\n7,8\n",
            ["input", "left out"], ["", "It has no number in line 4 ('x7')."], (steps(1, 3, 5, 7),),
        ),
        (
            'Month,Sales\n2020-01,"1,234"\n2020-02,998\n2020-03,"1,310"\n',
            ["time", "input"], [DATES, ""], (steps(1234, 998, 1310),),
        ),
        (
            "id,time,value\na,0,5\na,1,3\nb,0,8\nb,1,2\n",
            ["sequence", "time", "input"], ["It names 2 sequences.", "It counts time or rows (0, 1).", ""],
            (steps(5, 3), steps(8, 2)),
        ),
        (
            ",a,b\n0,1.5,2\n1,2.5,3\n2,3.5,1\n",
            ["time", "input", "input"], ["It has no name and counts the rows (0, 1, 2).", "", ""],
            (((1.5, 2), (2.5, 3), (3.5, 1)),),
        ),
        (
            "# scope 4\nt | U\n0 | 1,5 mV\n1 | 2,5 mV\n2 | 0,5 mV\n",
            ["time", "input"],
            ["It counts time or rows (0, 1, 2).", "'1,5 mV' is read as 1.5, in mV."], (steps(1.5, 2.5, 0.5),),
        ),
    ],
    ids=["R2", "R4", "R5", "R6", "R24", "R25", "R26", "instrument"],
)  # fmt: skip
def test_file_is_read_right_and_nothing_is_dropped_without_a_word(content, shown, reasons, inputs):
    app = upload(open_data(open_app()), content)
    understood = roles(app), whys(app)

    press(app, "file.apply")

    experiment = trainer(app).experiment
    assert understood == (shown, reasons)
    assert (experiment.inputs, *experiment.more_inputs) == inputs


def test_comma_that_may_be_decimal_is_asked_about_with_both_readings():
    app = upload(open_data(open_app()), "0,0\n0,213\n0,5\n1,25\n")

    (question,) = [radio for radio in app.radio if radio.label == "Meaning of the numbers"]

    assert question.options == ["Read 0,213 as 2 columns, 0 and 213", "Read 0,213 as one number, 0.213"]


def test_column_that_a_bad_cell_keeps_out_is_named_with_the_cell_when_it_is_wanted():
    app = upload(open_data(open_app()), "a,b\n1,2\n3,4\n5,x7\n7,8\n")

    give_role(app, (1, "input"))
    press(app, "file.apply")

    assert whys(app) == ["", "It has no number in line 4 ('x7')."]
    assert said(app)[-1].startswith("CSV file: 'x7' in line 4, column 'b', is not a number.")
