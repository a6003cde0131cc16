"""Tables with a label for each sequence: words or numbers, row by row or grouped, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Experiment
from rnn.data.column_guess import guess
from rnn.data.csv_guess import readings
from rnn.data.csv_table import read_csv, write_csv
from rnn.data.labelled import read_data
from rnn.data.letters import OTHER
from rnn.data.roles import INPUT, LABEL, LEFT_OUT, SEQUENCE, TIME, columns_of

REVIEWS = "text,sentiment\na good film,pos\nnot good,neg\na bad film,neg\nnot bad at all,pos\n"
SENSORS = "id,t,value,class\na,1,0.5,up\na,2,0.7,up\nb,1,0.9,down\nb,2,0.4,down\nb,3,0.1,down\n"
ROWS = "label,x1,x2,x3\nlow,1,2,1\nhigh,8,9,7\nlow,2,1,1\n"


def read(text, roles=None):
    table, _ = read_csv(text, readings(text)[0].written)
    guessed = guess(table)
    return guessed, read_data(guessed.table, columns_of(roles or guessed.roles))


def test_words_of_a_row_are_a_sequence():
    guessed, data = read(REVIEWS)

    assert guessed.roles == (INPUT, LABEL)
    assert guessed.about(guessed.roles)[1] == "It has 2 classes: the label of each sequence."
    assert data.vocabulary == ("a", "good", "film", "not", "bad", "at", "all")
    assert data.classes == ("pos", "neg")
    assert [[int(step[0]) for step in rows] for rows in data.inputs] == [[0, 1, 2], [3, 1], [0, 4, 2], [3, 4, 5, 6]]
    assert [rows[0][0] for rows in data.targets] == [0, 1, 1, 0]
    assert Experiment(**data.choices, loss="cross-entropy", loss_at="last").x.shape == (4, 4, 7)


def test_rows_of_a_group_are_a_sequence_of_numbers():
    guessed, data = read(SENSORS)

    assert guessed.roles == (SEQUENCE, TIME, INPUT, LABEL)
    assert data.inputs == (((0.5,), (0.7,)), ((0.9,), (0.4,), (0.1,)))
    assert (data.vocabulary, data.classes) == ((), ("up", "down"))
    assert data.targets == (((0.0,),) * 2, ((1.0,),) * 3)


def test_numbers_of_a_row_are_a_sequence():
    guessed, data = read(ROWS)

    assert guessed.roles == (LABEL, INPUT, INPUT, INPUT)
    assert data.inputs == (((1.0,), (2.0,), (1.0,)), ((8.0,), (9.0,), (7.0,)), ((2.0,), (1.0,), (1.0,)))


def test_numbers_in_one_cell_may_be_of_any_length():
    _, data = read('series,class\n"1 2 3",a\n"4 5",b\n')

    assert data.inputs == (((1.0,), (2.0,), (3.0,)), ((4.0,), (5.0,)))


def test_rarest_of_too_many_words_share_a_symbol():
    words = [f"w{n}" for n in range(80)]
    _, data = read(
        "text,label\n" + "".join(f"{' '.join(words[:40])} {word},{n % 2}\n" for n, word in enumerate(words[40:]))
    )

    assert len(data.vocabulary) == 64
    assert data.vocabulary[-1] == OTHER
    assert set(words[:40]) < set(data.vocabulary)
    assert sum(rows[-1][0] == 63 for rows in data.inputs) == 17


def test_label_by_another_name_is_chosen_by_its_role():
    text = "text,mood\ngood,1\nbad,2\n"

    _, data = read(text, (INPUT, LABEL))

    assert data.classes == ("1", "2")
    assert guess(read_csv(text, readings(text)[0].written)[0]).roles == (LEFT_OUT, INPUT)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("text,label\na,x\nb,x\n", "column 'label' has 1 different labels. Give from 2 to 16."),
        ("text,label\n" + "".join(f"a,{n}\n" for n in range(17)), "column 'label' has 17 different labels."),
        ("text,label\n,x\nb,y\n", "line 2, column 'text', is empty. Give a word or a number."),
        ("text,label\na,\nb,y\n", "line 2, column 'label', is empty. Give the label of the sequence."),
        ("text,label\n" + "a,x\nb,y\n" * 33, "66 sequences are too many. Give at most 64."),
        ("text,label\n" + '"1.5 1e9",x\n"2",y\n', "is not allowed"),
    ],
)
def test_what_has_no_label_is_refused_with_its_place(text, sentence):
    with pytest.raises(ValueError, match=r"^CSV file") as refusal:
        read(text, (INPUT, LABEL))

    assert sentence in str(refusal.value)


def test_two_labels_of_one_sequence_are_refused_with_the_row():
    text = SENSORS.replace("b,2,0.4,down", "b,2,0.4,up")

    with pytest.raises(ValueError, match=r"line 5, column 'class', has 'up', but the sequence begins with 'down'"):
        read(text, (SEQUENCE, TIME, INPUT, LABEL))


def test_words_are_data_and_nothing_else():
    _, data = read("text,label\n<script>alert(1)</script> **b** =1+1,a\nb,b\n")

    assert data.vocabulary[:3] == ("<script>alert(1)</script>", "**b**", "=1+1")
    np.testing.assert_array_equal(Experiment(**data.choices).x[1, 0], [0, 0, 0, 1])


@pytest.mark.parametrize("text", [REVIEWS, SENSORS, ROWS])
def test_file_of_labelled_data_reads_back_as_the_same(text):
    _, data = read(text)

    again = read(write_csv(data))[1]

    assert again == data
