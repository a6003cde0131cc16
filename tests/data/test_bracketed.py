"""Lists and arrays are read as they are printed, and what is no such list is refused with its place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from rnn.data.own_data import read_blocks
from rnn.data.sequences import read_steps, read_text
from tests.support.problems import proven

STEPS = ((1.0,), (2.0,), (3.0,), (4.0,))
PAIRS = ((1.0, 2.0), (3.0, 4.0))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("[[1], [2], [3], [4]]", STEPS),
        ("[1, 2, 3, 4]", STEPS),
        ("[1. 2. 3. 4.]", STEPS),
        ("(1, 2, 3, 4)", STEPS),
        ("[1,\n 2,\n\n 3, 4,]", STEPS),
        ("[0.1, 0.2]", ((0.1,), (0.2,))),
        ("np.array([1, 2, 3, 4])", STEPS),
        ("array([1., 2., 3., 4.], dtype=float32)", STEPS),
        ("x = numpy.asarray([[1], [2], [3], [4]])", STEPS),
        ("xs=[1, 2, 3, 4]", STEPS),
        ("[np.float64(1.0), np.float64(2.0), np.int64(3), 4]", STEPS),
        ("tensor([[1., 2.],\n        [3., 4.]], device='cuda:0', grad_fn=<AddBackward0>)", PAIRS),
        ("array([[1., 2.], [3., 4.]], shape=(2, 2))", PAIRS),
        ("[(1, 2), (3, 4)]", PAIRS),
        ("[array([1, 2]), array([3, 4])]", PAIRS),
        ("[1, 2]\n[3, 4]", PAIRS),
        ("[1, 2], [3, 4]", PAIRS),
        ("[[1. 2.]\n [3. 4.]]", PAIRS),
        ("[[1, 2]]", ((1.0, 2.0),)),
        ("[\u22121, 2e0]", ((-1.0,), (2.0,))),
    ],
)
def test_list_is_read_as_it_is_printed(text, rows):
    assert read_text("Sequence", text).rows == rows
    assert read_blocks("Sequence", text).sequences == (rows,)


@pytest.mark.parametrize(
    ("text", "sequences"),
    [
        ("[1, 2]\n\n[3, 4, 5]", (((1.0,), (2.0,)), ((3.0,), (4.0,), (5.0,)))),
        ("[[[1], [2]], [[3], [4], [5]]]", (((1.0,), (2.0,)), ((3.0,), (4.0,), (5.0,)))),
        ("[[1], [2]]\n[[3], [4]]", (((1.0,), (2.0,)), ((3.0,), (4.0,)))),
        ("[[1, 2]]\n\n3 4\n5 6", (((1.0, 2.0),), ((3.0, 4.0), (5.0, 6.0)))),
    ],
)
def test_several_lists_are_several_sequences(text, sequences):
    assert read_blocks("Sequence", text).sequences == sequences


@proven
@given(
    arrays(float, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=st.floats(-1e6, 1e6)),
    st.sampled_from([str, repr, lambda array: str(array.tolist()), lambda array: f"np.array({array.tolist()})"]),
)
def test_what_numpy_prints_is_read_back(array, printed):
    with np.printoptions(floatmode="unique", threshold=10_000):
        text = printed(array)

    read = read_blocks("Sequence", text).sequences

    several = array if array.ndim == 3 else array[None]
    assert len(read) == len(several)
    for rows, expected in zip(read, several, strict=True):
        np.testing.assert_array_equal(rows, expected if expected.ndim == 2 else expected[:, None])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1, a]", "Sequence: 'a' in line 1, character 5 is not a number."),
        ("[1,\n [x]]", "Sequence: 'x' in line 2, character 3 is not a number."),
        ("[1,, 2]", "Sequence: a number is missing before the comma in line 1, character 4."),
        ("[1, 2", "Sequence: the bracket '[' in line 1, character 1 is not closed."),
        ("[1, 2)", "Sequence: the bracket ')' in line 1, character 6 has no opening bracket."),
        ("[1, 2]]", "Sequence: the bracket ']' in line 1, character 7 has no opening bracket."),
        ("[1 2 ... 9]", "'...' in line 1, character 6 stands for omitted numbers. Print all of them"),
        ("[1, nan]", "'nan' in line 1, character 5 is not a number"),
        ("[1e7, 2]", "'1e7' in line 1, character 2 is not allowed. Give numbers from -1,000,000 to 1,000,000"),
        ("[[1], [2, 3]]", "time step 2 has 2 numbers, but time step 1 has 1"),
        ("[1, [2, 3]]", "time step 2 has 2 numbers, but time step 1 has 1"),
        ("[]", "Sequence: it is empty."),
        ("array([], dtype=float64)", "Sequence: it is empty."),
        ("[" * 200_000, "line 1, character 8 has too many brackets inside each other."),
        ("[[[[1]]]]", "is not a number"),
        ("alert(1)", "'alert(1)' in line 1, character 1 is not a number"),
        ("[[1, 2], [3, 4]].T", "'.T' in line 1, character 17 is not a number"),
        ("[1, 2]\n\n[3, 4", "Sequence 2: the bracket '[' in line 3, character 1 is not closed."),
        (str([[[1]]] * 65), "Sequence: 65 sequences are too many. Give at most 64."),
        (str([1] * 20_001), "20,001 time steps are too many."),
    ],
)
def test_list_is_refused_with_its_place(text, sentence):
    with pytest.raises(ValueError, match=r"^Sequence") as refusal:
        read_blocks("Sequence", text)

    assert sentence in str(refusal.value)
    assert len(str(refusal.value)) < 250


def test_steps_of_the_loss_may_be_a_list_of_single_numbers():
    assert read_steps("Time steps of the loss", "[2, 4]") == (2, 4)
    with pytest.raises(ValueError, match=r"^Time steps of the loss: a time step is one number\."):
        read_steps("Time steps of the loss", "[[2, 4]]")
