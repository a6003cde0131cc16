"""History is bounded, and what it keeps of a long run is what a brute-force computation finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import History
from rnn.training.history import MOST_ROWS, SERIES
from tests.support.problems import proven


def stream(epochs, seed=0):
    return np.random.default_rng(seed).lognormal(size=(epochs, len(SERIES)))


def recorded(values, sizes):
    """The history of `values` when it is handed over in pieces of those sizes."""
    history, start = History.empty(), 0
    for size in sizes:
        history = history.extended([tuple(row) for row in values[start : start + size]])
        start += size
    return history.extended([tuple(row) for row in values[start:]])


def assert_rows_are(history, values):
    """Every row's low, mean and high against those of the epochs it says it stands for."""
    assert history.epochs == len(values)
    assert len(history.first) <= MOST_ROWS
    np.testing.assert_array_equal(history.first, np.arange(0, len(values), history.stride))
    assert history.count.sum() == len(values)
    padded = np.full((len(history.first) * history.stride, len(SERIES)), np.nan)
    padded[: len(values)] = values
    parts = padded.reshape(len(history.first), history.stride, len(SERIES))
    np.testing.assert_array_equal(history.low, np.nanmin(parts, axis=1))
    np.testing.assert_array_equal(history.high, np.nanmax(parts, axis=1))
    np.testing.assert_allclose(history.mean, np.nanmean(parts, axis=1), rtol=1e-12)


def test_history_has_no_epoch_when_it_is_empty():
    history = History.empty()

    assert history.epochs == 0
    assert history.extended([]) is history
    assert history.condensed(10).epochs == 0
    assert history.before(0).epochs == 0


@pytest.mark.parametrize("epochs", [1, MOST_ROWS, MOST_ROWS + 1, 3 * MOST_ROWS + 5, 10 * MOST_ROWS])
@pytest.mark.parametrize("sizes", [(), (1, 1, 3000), (5000, 7, 4000)])
def test_rows_match_brute_force_for_long_streams(epochs, sizes):
    values = stream(epochs)

    assert_rows_are(recorded(values, sizes), values)


@proven
@given(st.lists(st.integers(1, 3000), max_size=6))
def test_rows_match_brute_force_in_whatever_pieces_they_come(sizes):
    values = stream(9000)

    assert_rows_are(recorded(values, sizes), values)


@pytest.mark.parametrize("epoch", [0, 1, 12_345, 99_999])
def test_spike_survives_however_long_the_run(epoch):
    values = np.ones((100_000, len(SERIES)))
    values[epoch] = [1e9, 2e9, 3e9, 4e9]

    history = recorded(values, [10_000] * 9)

    assert [history.series(name)[2].max() for name in SERIES] == [1e9, 2e9, 3e9, 4e9]
    assert history.condensed(50).high[:, 0].max() == 1e9


def test_history_keeps_the_untrained_values_when_their_row_was_merged():
    values = stream(50_000)

    history = recorded(values, [10_000])

    assert history.stride > 1
    np.testing.assert_array_equal(history.untrained, values[0])
    np.testing.assert_array_equal(history.condensed(10).untrained, values[0])


@pytest.mark.parametrize("epochs", [100, 20_000])
def test_before_cuts_exactly(epochs):
    values = stream(epochs)
    history = recorded(values, [50])

    for cut in (0, history.stride, epochs // 2 // history.stride * history.stride):
        assert history.before(cut).epochs == cut
        np.testing.assert_array_equal(history.before(cut).mean, history.mean[: cut // history.stride])
    assert history.before(epochs).epochs == epochs


def test_before_refuses_to_cut_a_row_in_two():
    history = recorded(stream(20_000), [])

    with pytest.raises(ValueError, match="Epoch 9 lies inside a row of 8 epochs"):
        history.before(9)


def test_history_goes_on_exactly_after_it_was_cut():
    values = stream(9000)

    again = recorded(values, []).before(4096).extended([tuple(row) for row in values[4096:]])

    assert_rows_are(again, values)


@pytest.mark.parametrize("most", [1, 7, 400])
def test_condensed_has_at_most_that_many_rows_of_the_same_epochs(most):
    history = recorded(stream(5000), []).condensed(most)

    assert len(history.first) <= most
    assert history.epochs == 5000


def test_series_are_low_mean_and_high_by_name():
    history = History.empty().extended([(1.0, 2.0, 3.0, 0.0), (4.0, 5.0, 6.0, 0.0)]).merged(2)

    assert [column.tolist() for column in history.series("gradient_norm")] == [[2.0], [3.5], [5.0]]
    with pytest.raises(ValueError, match="not in"):
        history.series("accuracy")
