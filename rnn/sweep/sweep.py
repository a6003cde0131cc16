"""Sweep: a plan that can be carried out."""

from __future__ import annotations

import warnings

from rnn.sweep.cluster.connection import Cluster
from rnn.sweep.cluster.run import ClusterRun
from rnn.sweep.plan import Plan
from rnn.sweep.state import SweepState
from rnn.sweep.table import Table


class Sweep(Plan):
    """All combinations of the values of one or two choices, each with every seed; as declared in `Plan`."""

    def start(self) -> SweepState:
        """Return the sweep before the first epoch."""
        return SweepState.start(self)

    def run(self, client: object = None) -> Table:
        """Train every run to its end and return the results.

        client : a `dask.distributed.Client`, on whose workers the runs train; None: in this process
        Warns where the cluster fails; the sweep then goes on in this process.
        """
        if client is None:
            return self.start().advance().table
        run = ClusterRun.start(self.start(), Cluster.of(client)).advance()
        if run.sentence:
            warnings.warn(run.sentence, RuntimeWarning, stacklevel=2)
        return run.state.table
