"""SimpleRNN: the three known cases, and the sentences for what does not fit."""

from __future__ import annotations

import numpy as np
import pytest

from rnn import Parameters, SimpleRNN
from tests.support import textbook
from tests.support.problems import case, known_output, problem, relative_difference


@pytest.mark.parametrize("number", [1, 2, 3])
def test_simple_rnn_gives_the_known_output_for_case(number):
    experiment = case(number)
    x, y = np.array(experiment.inputs), np.array(experiment.targets)
    expected, epochs = known_output(number)
    np.random.seed(42)
    network = SimpleRNN(x.shape[1], experiment.hidden_size, y.shape[1])

    for _ in range(epochs):
        output = network.forward(x)
        network.backward(x, y, 0.01)

    assert output.shape == (len(x), y.shape[1], 1)
    assert np.allclose(output[..., 0], expected)


def test_simple_rnn_learns_like_the_textbook_for_one_update():
    drawn = problem(seed=1, steps=5)
    network = SimpleRNN(2, 3, 2)
    for name in Parameters.names:
        setattr(network, name, getattr(drawn.weights, name).copy())

    network.forward(drawn.x[0])
    network.backward(drawn.x[0], drawn.y[0], 0.1)
    textbook.epoch(drawn.weights, *drawn.columns[0], 0.1)

    for name in Parameters.names:
        assert relative_difference(getattr(network, name), getattr(drawn.weights, name)) < 1e-14


def test_simple_rnn_repeats_itself_from_the_global_generator():
    np.random.seed(7)
    first = SimpleRNN(2, 3, 1)
    np.random.seed(7)
    again = SimpleRNN(2, 3, 1)

    np.testing.assert_array_equal(first.W_hh, again.W_hh)


def test_simple_rnn_draws_small_weights_in_the_order_of_the_book_and_zero_biases():
    source = np.random.RandomState(42)
    expected = [source.standard_normal(shape) * 0.01 for shape in ((3, 2), (3, 3), (1, 3))]

    network = SimpleRNN(2, 3, 1, generator=np.random.RandomState(42))

    for name, weights in zip(("W_xh", "W_hh", "W_hy"), expected, strict=True):
        np.testing.assert_array_equal(getattr(network, name), weights)
    assert network.b_h.shape == (3, 1)
    assert network.b_y.shape == (1, 1)
    assert not network.b_h.any()
    assert not network.b_y.any()


def test_simple_rnn_leaves_the_global_generator_alone_when_it_has_its_own():
    np.random.seed(1)
    expected = np.random.standard_normal()
    np.random.seed(1)

    SimpleRNN(2, 3, 1, generator=np.random.default_rng(5))

    assert np.random.standard_normal() == expected


def test_simple_rnn_keeps_what_backward_needs_as_columns():
    network = SimpleRNN(2, 3, 1)
    x = np.array([[1.0, 2.0], [3.0, 4.0]])

    output = network.forward(x)

    assert network.hidden_size == 3
    np.testing.assert_array_equal(network.last_inputs, x[..., None])
    assert np.shape(network.last_hiddens) == (3, 3, 1)
    assert not network.last_hiddens[0].any()
    np.testing.assert_array_equal(network.last_outputs, output)
    np.testing.assert_allclose(output[1], network.W_hy @ network.last_hiddens[2] + network.b_y)


def test_simple_rnn_uses_parameters_written_in_place():
    network = SimpleRNN(1, 1, 1)
    for name, value in {"W_xh": 0.5, "W_hh": 0.25, "W_hy": 2.0, "b_h": 0.1, "b_y": -1.0}.items():
        getattr(network, name)[...] = value

    output = network.forward([[1.0], [2.0]])

    first = np.tanh(0.5 + 0.1)
    second = np.tanh(1.0 + 0.25 * first + 0.1)
    np.testing.assert_allclose(output.ravel(), [2 * first - 1, 2 * second - 1], rtol=1e-15)


def test_simple_rnn_uses_and_trains_parameters_that_were_assigned_as_whole_numbers():
    network = SimpleRNN(1, 1, 1)
    network.W_xh, network.W_hy = np.array([[1]]), [[2]]

    output = network.forward([[1.0]])
    network.backward([[1.0]], [[0.0]], 0.1)

    assert output.ravel() == pytest.approx(2 * np.tanh(1.0))
    assert network.W_hy[0, 0] == pytest.approx(2 - 0.1 * 2 * np.tanh(1.0) ** 2)


def test_simple_rnn_updates_its_arrays_in_place():
    network = SimpleRNN(1, 2, 1)
    held, before = network.W_hy, network.W_hy.copy()

    network.forward([[1.0]])
    network.backward([[1.0]], [[2.0]], 0.1)

    assert network.W_hy is held
    assert not np.array_equal(held, before)


@pytest.mark.parametrize("size", [0, -1, 2.5, True, "3", None])
@pytest.mark.parametrize("name", ["input_size", "hidden_size", "output_size"])
def test_simple_rnn_refuses_a_size_that_is_not_a_whole_number_of_at_least_one(name, size):
    sizes = {"input_size": 1, "hidden_size": 1, "output_size": 1} | {name: size}

    with pytest.raises(ValueError, match=f"^{name} is .*; give a whole number of at least 1"):
        SimpleRNN(**sizes)


@pytest.mark.parametrize(
    ("x", "sentence"),
    [
        ([1.0, 2.0], r"x has shape \(2,\); give it as \(time steps, 2\)"),
        ([[1.0], [2.0]], "x has 1 numbers at each time step, but this network has input_size 2"),
        (np.zeros((0, 2)), "x is empty; give at least one time step"),
        ([[1.0, np.nan]], "x has a value that is not a finite number at time step 1"),
        ([[1.0, 2.0], [np.inf, 0.0]], "not a finite number at time step 2"),
        ([["a", "b"]], "x must be numbers"),
        ([[1.0, 2.0], [3.0]], "same number of features at every time step"),
        (None, r"x has shape \(\)|x must be numbers"),
    ],
)
def test_simple_rnn_says_what_is_wrong_with_its_inputs(x, sentence):
    network = SimpleRNN(2, 3, 1)

    with pytest.raises(ValueError, match=sentence):
        network.forward(x)


def test_simple_rnn_refuses_backward_before_forward():
    with pytest.raises(ValueError, match="call forward"):
        SimpleRNN(1, 2, 1).backward([[1.0]], [[1.0]], 0.1)


@pytest.mark.parametrize(
    ("x", "y", "rate", "sentence"),
    [
        ([[1.0], [3.0]], [[1.0], [2.0]], 0.1, "not the one of the last forward pass"),
        ([[1.0], [2.0]], [[1.0]], 0.1, "y has length 1 and x has length 2"),
        ([[1.0], [2.0]], [[1.0, 2.0]] * 2, 0.1, "y has 2 numbers at each time step.*output_size 1"),
        ([[1.0], [2.0]], [[1.0], [2.0]], np.nan, "learning rate is nan; give a finite number"),
    ],
)
def test_simple_rnn_refuses_an_update_that_does_not_fit_and_changes_nothing(x, y, rate, sentence):
    network = SimpleRNN(1, 2, 1)
    network.forward([[1.0], [2.0]])
    before = network.W_hy.copy()

    with pytest.raises(ValueError, match=sentence):
        network.backward(x, y, rate)
    np.testing.assert_array_equal(network.W_hy, before)


def test_simple_rnn_names_the_parameter_that_was_assigned_in_another_shape():
    network = SimpleRNN(1, 2, 1)
    network.b_h = np.zeros(2)

    with pytest.raises(ValueError, match=r"b_h has shape \(2,\), but this network needs \(2, 1\)"):
        network.forward([[1.0]])
