"""The plot of the columns of a file: a lane for each, with its own scale, and typed names as plain text."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from rnn.data.column_view import columns_seen
from rnn.data.roles import INPUT, LEFT_OUT, TARGET, TIME
from rnn.figures import columns
from tests.data.test_column_guess import guessed


def drawn(text, roles):
    return columns.draw(columns_seen(guessed(text).table, roles, {}))


def test_each_column_has_a_lane_with_its_smallest_and_largest_number():
    figure = drawn("t,a,b\n0,1,300\n1,2,-500\n2,3,500\n", (TIME, INPUT, TARGET))

    below, above = figure["data"]
    assert (above["meta"], below["meta"]) == (INPUT, TARGET)
    assert 1 < above["y"].min() < above["y"].max() < 2
    assert 0 < below["y"].min() < below["y"].max() < 1
    assert above["customdata"].tolist() == [1, 2, 3]
    assert figure["layout"]["yaxis"]["ticktext"] == ["−500", "500", "1", "3"]
    assert [name["text"] for name in figure["layout"]["annotations"]] == ["b · target", "a · input"]
    assert figure["layout"]["xaxis"]["title"]["text"] == "t"
    assert figure["layout"]["meta"]["said"] == "Each column has its own scale."
    go.Figure(figure)


def test_gap_breaks_the_line_and_a_number_alone_is_a_mark():
    figure = drawn("v\n" + "1\n2\n" * 8 + "\n".join(["NA", "5", "NA", "3", "4"]) + "\n", (INPUT,))

    (trace,) = figure["data"]
    assert np.isnan(trace["y"]).sum() == 2
    assert [size > 0 for size in trace["marker"]["size"]].count(True) == 1
    assert figure["layout"]["meta"]["said"] == "A line is broken where a number is missing."


def test_what_was_typed_is_no_markup():
    figure = drawn("<b>t</b>,<a href='x'>&\n2020-01-01,5\n2020-01-02,3\n", (TIME, INPUT))

    assert figure["layout"]["xaxis"]["title"]["text"] == "&lt;b&gt;t&lt;/b&gt;"
    assert figure["layout"]["annotations"][0]["text"] == "&lt;a href='x'&gt;&amp; · input"


def test_thinning_is_said():
    figure = drawn("v\n" + "".join(f"{row % 17}\n" for row in range(20_000)), (INPUT,))

    assert figure["layout"]["meta"]["said"] == "Of each 50 rows, the lowest and the highest number are drawn."


def test_constant_column_is_a_line_in_the_middle_and_no_column_is_said():
    constant = drawn("v\n5\n5\n5\n", (INPUT,))
    nothing = drawn("v\n5\n5\n5\n", (LEFT_OUT,))

    assert len(set(constant["data"][0]["y"])) == 1
    assert constant["layout"]["yaxis"]["ticktext"] == ["5"]
    assert nothing["layout"]["meta"]["said"] == "No column is an input or a target yet."
