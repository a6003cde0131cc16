"""Engine of sweeps: where they train, in this process or on the cluster that the server was given."""

from __future__ import annotations

from rnn.sweep.cluster.connection import cluster_of_the_environment
from rnn.sweep.cluster.run import ClusterRun
from rnn.sweep.run import Here, Run, trains_here
from rnn.sweep.state import SweepState


def engine(state: SweepState) -> Run:
    """Return the sweep, to go on from a state."""
    cluster = cluster_of_the_environment()
    return Here(state) if cluster is None else ClusterRun.start(state, cluster)


def about_engine(run: Run) -> str:
    """Say where the sweep trains, and why it no longer does so where it began."""
    return run.sentence or ("It trains on this server." if trains_here(run) else "It trains on the cluster.")
