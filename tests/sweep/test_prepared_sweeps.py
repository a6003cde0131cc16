"""What the prepared sweeps say is so, for every seed."""

from __future__ import annotations

import pytest

from rnn.sweep.prepared_sweeps import PREPARED_SWEEPS
from rnn.sweep.sweep_file import sweep_from_json, sweep_to_json


@pytest.fixture(scope="module")
def column():
    """The values of a column, {values of the two choices: one for each seed}."""
    tables = {}

    def column_of(name, wanted):
        if name not in tables:
            tables[name] = PREPARED_SWEEPS[name].sweep.run()
        table = tables[name]
        found = {}
        for first, second, value in zip(table[table.header[0]], table[table.header[1]], table[wanted], strict=True):
            found.setdefault((first, second), []).append(value)
        return found

    return column_of


def reached(column, name):
    """Of how many seeds the loss reaches the target."""
    return {
        values: sum(each is not None for each in epochs) for values, epochs in column(name, "epochs_to_target").items()
    }


def test_clipping_keeps_every_rate_finite(column):
    outcomes = column("rate-clipping", "outcome")

    assert outcomes[1.0, None] == ["diverged"] * 3
    assert {each for (_, clip), found in outcomes.items() if clip is not None for each in found} == {"trained"}
    assert [clip for _, clip in outcomes][1:4] == [10.0, 1.0, 0.1]


def test_optimizers_want_rates_of_their_own(column):
    count = reached(column, "optimizer-rate")
    optimizers = ("sgd", "momentum", "rmsprop", "adam")

    assert [count[optimizer, 0.001] for optimizer in optimizers] == [0, 3, 0, 0]
    assert [count[optimizer, 0.01] for optimizer in optimizers] == [3, 3, 3, 0]


def test_long_delay_needs_more_than_a_small_initialization(column):
    count = reached(column, "delay-start")

    assert (count[8, "small"], count[8, "orthogonal"]) == (0, 3)


def test_truncation_below_the_delay_does_not_learn_it(column):
    count = reached(column, "truncation-delay")

    assert [count[truncation, 5] for truncation in (2, 8, None)] == [0, 3, 3]


def test_longer_delay_needs_more_units(column):
    count = reached(column, "units-delay")
    fewest = {delay: min(units for (units, each), n in count.items() if each == delay and n == 3) for _, delay in count}

    assert fewest == {1: 2, 2: 4, 4: 8, 6: 16}


def test_gain_decides_what_is_left_of_the_gradient(column):
    ratio = column("gain-length", "gradient_ratio")

    assert max(ratio[0.5, 40]) < 1e-9
    assert min(ratio[1.0, 40]) > 0.9


@pytest.mark.parametrize("name", PREPARED_SWEEPS)
def test_sentence_is_short_and_the_sweep_is_a_file(name):
    prepared = PREPARED_SWEEPS[name]

    assert prepared.sentence.endswith(".")
    assert ". " not in prepared.sentence
    assert len(prepared.sentence.split()) <= 25
    assert sweep_from_json(sweep_to_json(prepared.sweep)) == prepared.sweep
    assert len(prepared.sweep) <= 100
