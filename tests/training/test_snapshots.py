"""Snapshots stay within their megabytes, evenly spaced from epoch 0 on."""

from __future__ import annotations

import numpy as np
import pytest

from rnn.training.snapshots import CLOSEST, MEGABYTES, MOST, Snapshots


def taken(count, size):
    """The snapshots of a run of that many, each of `size` numbers."""
    snapshots, epoch, latest = Snapshots.first(np.zeros(size)), 0, count * CLOSEST
    while snapshots.next_after(epoch) <= latest:
        new = {}
        while len(new) < 64 and (due := snapshots.next_after(epoch)) <= latest:
            new[due], epoch = np.full(size, float(due)), due
        snapshots = snapshots.extended(new)
    return snapshots


@pytest.mark.parametrize(("count", "size"), [(1, 10), (3 * MOST, 1), (500, 20_000), (30, 200_000)])
def test_snapshots_are_bounded_and_evenly_spaced(count, size):
    snapshots = taken(count, size)

    epochs = sorted(snapshots.vectors)
    assert epochs == list(range(0, epochs[-1] + 1, snapshots.stride))
    assert count * CLOSEST - epochs[-1] < 2 * snapshots.stride
    assert len(epochs) <= MOST
    assert sum(vector.nbytes for vector in snapshots.vectors.values()) <= MEGABYTES * 1_000_000
    assert all((vector == epoch).all() for epoch, vector in snapshots.vectors.items())


def test_snapshots_before_an_epoch_are_those_up_to_it():
    snapshots = taken(5, 3)

    assert sorted(snapshots.before(40).vectors) == [0, 16, 32]
    assert sorted(snapshots.vectors) == [0, 16, 32, 48, 64, 80]


def test_snapshots_are_the_same_value_when_there_is_none_to_add():
    snapshots = Snapshots.first(np.zeros(3))

    assert snapshots.extended({}) is snapshots


@pytest.mark.parametrize(("epoch", "due"), [(0, 16), (15, 16), (16, 32), (17, 32)])
def test_next_snapshot_is_due_at_the_next_multiple(epoch, due):
    assert Snapshots.first(np.zeros(3)).next_after(epoch) == due


@pytest.mark.parametrize(("epoch", "stride"), [(0, CLOSEST), (CLOSEST, 2 * CLOSEST), (5 * CLOSEST, 8 * CLOSEST)])
def test_run_of_which_only_the_first_weights_are_known_is_snapshot_again_beyond_its_epoch(epoch, stride):
    snapshots = Snapshots.only_first(np.zeros(3), epoch)

    assert list(snapshots.vectors) == [0]
    assert snapshots.stride == stride
    assert snapshots.next_after(epoch) > epoch
