"""Weights under the names of other programs: what the sentence tells to do gives the other program's outputs here."""

from __future__ import annotations

import io

import numpy as np
import pytest

from rnn import Experiment, ExperimentError, Trainer, started_from

EXPERIMENT = Experiment(inputs=[[0.5, -1], [0.25, 2], [-3, 1]], targets=[[0.0]] * 3, hidden_size=4)
D, H, K = EXPERIMENT.sizes
DRAW = np.random.default_rng(0).normal


def saved(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def refusal(arrays):
    with pytest.raises(ExperimentError) as refused:
        started_from(saved(**arrays), EXPERIMENT)
    return str(refused.value).removeprefix("Weights: ")


def outputs(**arrays):
    """What this network says with these arrays, at each step."""
    return Trainer.start(started_from(saved(**arrays), EXPERIMENT)).latest.yhat[0]


def states(step):
    """h_1 ... h_T of another program, `step(x, h)` its own equation."""
    h = np.zeros(H)
    return [h := step(np.array(x), h) for x in EXPERIMENT.inputs]


def test_pytorch_is_told_to_add_its_two_biases():
    w = {"rnn.weight_ih_l0": DRAW(size=(H, D)), "rnn.weight_hh_l0": DRAW(size=(H, H)), "rnn.bias_ih_l0": DRAW(size=H),
         "rnn.bias_hh_l0": DRAW(size=H), "fc.weight": DRAW(size=(K, H)), "fc.bias": DRAW(size=K)}  # fmt: skip

    said = refusal(w)

    assert said == (
        "these are PyTorch's names. Rename rnn.weight_ih_l0 to W_xh, rnn.weight_hh_l0 to W_hh, fc.weight to W_hy, "
        "fc.bias to b_y. Transpose nothing. Add rnn.bias_ih_l0 + rnn.bias_hh_l0 for b_h. "
        "Make each bias a column: b[:, None]."
    )
    h = states(lambda x, h: np.tanh(
        w["rnn.weight_ih_l0"] @ x + w["rnn.bias_ih_l0"] + w["rnn.weight_hh_l0"] @ h + w["rnn.bias_hh_l0"]
    ))  # fmt: skip
    told = outputs(W_xh=w["rnn.weight_ih_l0"], W_hh=w["rnn.weight_hh_l0"], W_hy=w["fc.weight"],
                   b_h=(w["rnn.bias_ih_l0"] + w["rnn.bias_hh_l0"])[:, None], b_y=w["fc.bias"][:, None])  # fmt: skip
    np.testing.assert_allclose(told, np.array(h) @ w["fc.weight"].T + w["fc.bias"])


def test_keras_is_told_to_transpose_its_kernels():
    w = {"kernel": DRAW(size=(D, H)), "recurrent_kernel": DRAW(size=(H, H)), "bias": DRAW(size=H),
         "dense/kernel": DRAW(size=(H, K)), "dense/bias": DRAW(size=K)}  # fmt: skip

    said = refusal(w)

    assert said == (
        "these are Keras's names. Transpose each kernel. Rename kernel to W_xh, recurrent_kernel to W_hh, "
        "dense/kernel to W_hy, bias to b_h, dense/bias to b_y. Add no biases. Make each bias a column: b[:, None]."
    )
    h = states(lambda x, h: np.tanh(x @ w["kernel"] + h @ w["recurrent_kernel"] + w["bias"]))
    told = outputs(W_xh=w["kernel"].T, W_hh=w["recurrent_kernel"].T, W_hy=w["dense/kernel"].T,
                   b_h=w["bias"][:, None], b_y=w["dense/bias"][:, None])  # fmt: skip
    np.testing.assert_allclose(told, np.array(h) @ w["dense/kernel"] + w["dense/bias"])


def test_min_char_rnn_is_told_to_rename_only():
    w = {"Wxh": DRAW(size=(H, D)), "Whh": DRAW(size=(H, H)), "Why": DRAW(size=(K, H)), "bh": DRAW(size=(H, 1)),
         "by": DRAW(size=(K, 1))}  # fmt: skip

    said = refusal(w)

    assert said == (
        "these are min-char-rnn's names. Rename Wxh to W_xh, Whh to W_hh, Why to W_hy, bh to b_h, by to b_y. "
        "Transpose nothing, and add no biases."
    )
    h = states(lambda x, h: np.tanh(w["Wxh"] @ x + w["Whh"] @ h + w["bh"][:, 0]))
    told = outputs(W_xh=w["Wxh"], W_hh=w["Whh"], W_hy=w["Why"], b_h=w["bh"], b_y=w["by"])
    np.testing.assert_allclose(told, np.array(h) @ w["Why"].T + w["by"][:, 0])


@pytest.mark.parametrize(
    ("shapes", "sentences"),
    [
        (
            {"weight_ih": (4, 2), "weight_hh": (4, 4), "bias_ih": 4, "bias_hh": 4},
            ["Rename weight_ih to W_xh, weight_hh to W_hh, the output layer's weight to W_hy", "Add bias_ih + bias_hh"],
        ),
        (
            {"rnn.weight_ih_l0": (4, 2), "rnn.weight_hh_l0": (4, 4), "out.weight": (1, 4), "out.bias": 1},
            ["out.weight to W_hy, out.bias to b_y.", "b_h is a column of zeros."],
        ),
        ({"weight_ih_l0": (16, 2), "weight_hh_l0": (16, 4)}, ["weight_hh_l0 is 16×4, as in an LSTM."]),
        ({"weight_ih_l0": (12, 2), "weight_hh_l0": (12, 4)}, ["weight_hh_l0 is 12×4, as in a GRU."]),
        ({"a/kernel": (2, 16), "a/recurrent_kernel": (4, 16)}, ["a/recurrent_kernel is 4×16, as in an LSTM."]),
        (
            {"weight_hh_l0": (4, 4), "weight_hh_l1": (4, 4)},
            ["weight_hh_l0, weight_hh_l1 are of several layers or directions."],
        ),
        (
            {"simple_rnn/simple_rnn_cell/kernel:0": (2, 4), "simple_rnn/simple_rnn_cell/recurrent_kernel:0": (4, 4),
             "simple_rnn/simple_rnn_cell/bias:0": 4, "dense/kernel:0": (4, 1), "dense/bias:0": 1},
            ["Rename simple_rnn/simple_rnn_cell/kernel:0 to W_xh", "dense/kernel:0 to W_hy", "dense/bias:0 to b_y"],
        ),
        (
            {"W_xh": (2, 4), "W_hh": (4, 4), "b_h": 4, "W_hq": (4, 1), "b_q": 1},
            ["the names of Dive into Deep Learning. Transpose each W. Rename W_hq to W_hy, b_q to b_y. Make each bias"],
        ),
        (
            {f"arr_{place}": 1 for place in range(5)},
            ["the arrays have no names. Save them as np.savez(file, W_xh=...", "W_xh.T, W_hh.T, b_h, W_hy.T, b_y"],
        ),
        ({"arr_0": 1}, ["the arrays have no names."]),
    ],
)  # fmt: skip
def test_names_of_other_programs_are_known(shapes, sentences):
    said = refusal({name: np.zeros(shape) for name, shape in shapes.items()})

    for sentence in sentences:
        assert sentence in said
    assert len(said) < 330


@pytest.mark.parametrize("names", [("<b>.weight_hh_l0",), ("weight", "bias"), ("W_xh", "W_hh", "W_hy", "b_h", "b")])
def test_odd_names_are_refused_safely(names):
    said = refusal({name: np.zeros((4, 4)) for name in names})

    assert "<b>" not in said.replace("'<b>.weight_hh_l0'", "").replace("'<b>.weight_ih_l0'", "")


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [((2, 4), "W_xh has the shape 2×4, but this network needs 4×2. Give W_xh.T."), ((4, 3), "this network needs 4×2.")],
)
def test_array_that_is_turned_is_told_to_be_transposed(shape, sentence):
    arrays = {"W_xh": np.zeros(shape), "W_hh": np.zeros((4, 4)), "W_hy": np.zeros((1, 4)), "b_h": np.zeros((4, 1))}

    assert refusal(arrays | {"b_y": np.zeros((1, 1))}).endswith(sentence)


def test_flat_bias_is_told_to_be_a_column():
    arrays = {"W_xh": np.zeros((4, 2)), "W_hh": np.zeros((4, 4)), "W_hy": np.zeros((1, 4)), "b_h": np.zeros(4)}

    assert refusal(arrays | {"b_y": np.zeros((1, 1))}).endswith("this network needs 4×1. Give b_h[:, None].")
