"""How far looking back goes without computing for long."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.snapshots import Snapshots


def long_run(steps: int, hidden: int) -> Trainer:
    """A run that says it is at epoch 5,000, with a snapshot every 1,024 epochs."""
    start = Trainer.start(Experiment(inputs=np.sin(np.arange(steps + 1)), hidden_size=hidden))
    return replace(start, epoch=5000, snapshots=Snapshots(start.snapshots.vectors, stride=1024))


@pytest.mark.parametrize("epoch", [0, 1, 1000, 1023, 1024, 4999, 5000])
def test_every_epoch_is_reachable_when_the_network_is_small(epoch):
    assert long_run(steps=4, hidden=5).reachable(epoch) == epoch


@pytest.mark.parametrize(
    ("epoch", "reached"), [(10, 10), (400, 0), (600, 1024), (1024, 1024), (2500, 2048), (2600, 3072), (4990, 5000)]
)
def test_nearest_snapshot_is_reachable_when_the_network_is_large(epoch, reached):
    assert long_run(steps=100, hidden=128).reachable(epoch) == reached
