"""What each task draws is what it says: every target is computed again from the inputs, in plain Python."""

from __future__ import annotations

import numpy as np
import pytest

from rnn.data.tasks import TASKS, Dials


def drawn(name, sequences=50, steps=12, delay=3, noise=0.0):
    return TASKS[name].drawn(np.random.default_rng(0), Dials(sequences, steps, delay, noise))


def test_echo_is_the_stream_some_steps_later_and_not_asked_for_before():
    batch, symbol = drawn("echo")

    assert set(np.unique(batch.x)) == {-1, 1}
    np.testing.assert_array_equal(batch.target[:, 3:], batch.x[:, :-3])
    np.testing.assert_array_equal(2 * symbol[:, 3:] - 1, batch.target[:, 3:, 0])
    assert not batch.target[:, :3].any()
    assert not batch.counted[:, :3].any()
    assert batch.counted[:, 3:].all()


def test_adding_asks_at_the_end_for_the_sum_of_one_number_of_each_half():
    batch, _ = drawn("adding", sequences=5000)

    numbers, markers = batch.x[..., 0], batch.x[..., 1]
    assert (markers[:, :6].sum(axis=1) == 1).all()
    assert (markers[:, 6:].sum(axis=1) == 1).all()
    np.testing.assert_allclose(batch.target[:, -1, 0], (numbers * markers).sum(axis=1), rtol=1e-15)
    assert batch.counted.sum() == len(batch.x)


def test_parity_is_odd_where_the_ones_so_far_are():
    batch, symbol = drawn("parity")

    for b, bits_of_it in enumerate(batch.x[..., 0]):
        for t in range(12):
            assert batch.target[b, t, 0] == symbol[b, t] == sum(bits_of_it[: t + 1]) % 2


def test_parity_at_end_is_that_of_all_bits_and_asked_for_once():
    batch, symbol = drawn("parity-end")

    assert batch.counted.sum(axis=1).tolist() == [1] * 50
    for b, bits in enumerate(batch.x[..., 0].tolist()):
        assert batch.counted[b, -1]
        assert batch.target[b, -1, 0] == symbol[b, -1] == sum(bits) % 2


def test_xor_is_the_third_of_each_triple_and_the_target_is_the_next_bit():
    batch, symbol = drawn("xor")

    for bits, following in zip(batch.x[..., 0].tolist(), batch.target[..., 0].tolist(), strict=True):
        assert following[:-1] == bits[1:]
        for t in range(2, 12, 3):
            assert bits[t] == (bits[t - 2] != bits[t - 1])
    np.testing.assert_array_equal(symbol, batch.target[..., 0])


def test_addition_is_that_of_whole_numbers():
    batch, symbol = drawn("addition")

    def whole(bits):
        return sum(int(bit) << place for place, bit in enumerate(bits))

    for pairs, total in zip(batch.x.tolist(), batch.target[..., 0].tolist(), strict=True):
        one, other = zip(*pairs, strict=True)
        assert whole(one) + whole(other) == whole(total)
    np.testing.assert_array_equal(symbol, batch.target[..., 0])


def test_latch_is_the_sign_of_the_first_input_and_silent_between():
    batch, symbol = drawn("latch")

    assert set(np.unique(batch.x[:, 0])) == {-1, 1}
    assert not batch.x[:, 1:].any()
    np.testing.assert_array_equal(batch.target[:, -1], batch.x[:, 0])
    np.testing.assert_array_equal(2 * symbol[:, -1] - 1, batch.target[:, -1, 0])
    assert batch.counted.sum() == batch.counted[:, -1].sum() == 50


def test_order_is_which_of_x_and_y_came_in_each_half():
    batch, symbol = drawn("order")

    for b, rows in enumerate(batch.x.tolist()):
        letters = ["abcdXY"[row.index(1)] for row in rows]
        assert [sum(letter in "XY" for letter in half) for half in (letters[:6], letters[6:])] == [1, 1]
        came = "".join(letter for letter in letters if letter in "XY")
        assert ["XX", "XY", "YX", "YY"][symbol[b, -1]] == came
        assert batch.target[b, -1].tolist() == [float(came == pair) for pair in ("XX", "XY", "YX", "YY")]
    assert (batch.x.sum(axis=2) == 1).all()
    assert set(symbol[:, -1]) == {0, 1, 2, 3}
    assert batch.counted.sum() == batch.counted[:, -1].sum() == 50


def test_flip_flop_holds_the_last_pulse_of_each_channel():
    batch, _ = drawn("flip-flop", steps=40)

    assert set(np.unique(batch.x)) == {-1, 0, 1}
    for pulses, held in zip(batch.x.tolist(), batch.target.tolist(), strict=True):
        for channel in range(3):
            for t in range(40):
                assert held[t][channel] == [row[channel] for row in pulses[: t + 1] if row[channel]][-1]
    assert np.mean(batch.x[:, 1:] != 0) == pytest.approx(0.1, abs=0.01)


def test_two_lags_mix_the_bits_3_and_8_steps_back():
    batch, _ = drawn("two-lags")

    for b, bits in enumerate(batch.x[..., 0].tolist()):
        for t in range(8, 12):
            assert batch.target[b, t, 0] == 0.5 + 0.5 * bits[t - 3] - 0.25 * bits[t - 8]
    np.testing.assert_array_equal(batch.counted, np.tile([False] * 8 + [True] * 4, (50, 1)))


def test_count_and_hello_are_known_beforehand():
    count, hello = drawn("count").batch, drawn("hello")

    assert count.x[..., 0].tolist() == [list(range(1, 13))]
    assert count.target[..., 0].tolist() == [list(range(2, 14))]
    assert "".join("helo"[row.index(1)] for row in hello.batch.x[0].tolist()) == "hell"
    assert "".join("helo"[row.index(1)] for row in hello.batch.target[0].tolist()) == "ello"
    assert "".join("helo"[place] for place in hello.symbol[0]) == "ello"


def test_sine_is_one_step_ahead_of_itself_and_keeps_its_period():
    batch, symbol = drawn("sine")

    assert symbol is None
    np.testing.assert_array_equal(batch.target[:, :-1], batch.x[:, 1:])
    ratio = (batch.x[:, :-2] + batch.x[:, 2:]) / batch.x[:, 1:-1]  # sin(a - p) + sin(a + p) = 2 cos(p) sin(a)
    np.testing.assert_allclose(ratio, np.broadcast_to(np.median(ratio, axis=1, keepdims=True), ratio.shape), rtol=1e-6)


def test_waves_are_the_mean_of_two_sines():
    batch, _ = drawn("waves", steps=60)

    np.testing.assert_array_equal(batch.target[:, :-1], batch.x[:, 1:])
    assert np.abs(batch.x).max() <= 1
    for wave in batch.x[..., 0]:  # a sum of two sines obeys x_{t+4} + x_t = a (x_{t+3} + x_{t+1}) + b x_{t+2}
        known = np.stack([wave[3:-1] + wave[1:-3], wave[2:-2]], axis=1)
        _, left, _, _ = np.linalg.lstsq(known, wave[4:] + wave[:-4])
        assert left[0] < 1e-20


@pytest.mark.parametrize("name", [name for name, task in TASKS.items() if "noise" in task.dials])
def test_noise_is_added_to_the_inputs_and_nothing_else(name):
    clean, noisy = drawn(name, steps=200), drawn(name, steps=200, noise=0.5)

    assert np.std(noisy.batch.x - clean.batch.x) == pytest.approx(0.5, rel=0.05)
    assert np.mean(noisy.batch.x - clean.batch.x) == pytest.approx(0, abs=0.02)
    assert noisy.batch.target.tobytes() == clean.batch.target.tobytes()


@pytest.mark.parametrize("name", [name for name, task in TASKS.items() if "noise" not in task.dials])
def test_dial_that_a_task_does_not_have_changes_nothing(name):
    assert drawn(name, noise=0.5).batch.x.tobytes() == drawn(name).batch.x.tobytes()
