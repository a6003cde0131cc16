"""The engine of the Sweep page: the cluster that the environment names, and this process where it fails."""

from __future__ import annotations

from pages.shared.stage.playing import sweep
from pages.shared.visitor.commands import answer
from pages.shared.visitor.sweep_controls import sweep_controls
from rnn.sweep.cluster.connection import ENVIRONMENT, cluster_at
from rnn.sweep.cluster.run import ClusterRun
from rnn.sweep.run import Here, trains_here
from tests.support.dask_cluster import dask_cluster
from tests.support.installed import until
from tests.support.sweeping import assert_same_bits
from tests.support.sweeping_visitors import NOW, PLAN, START, do, draw, visitor


def tick(session, share):
    """The session at a tick, as long after the last one as the plan says."""
    return sweep(session, PLAN, share, draw, session.sweep.sweeping.clock + PLAN.tick)[0]


def through(session, share):
    """At its end, however many ticks that takes; the cluster answers when it does."""
    now = [session]

    def ended():
        now[0] = tick(now[0], share)
        return not now[0].sweep.goes_on

    until(ended, seconds=120)
    return now[0]


def test_sweep_trains_on_the_cluster_that_the_environment_names(share, monkeypatch, tmp_path):
    with dask_cluster(tmp_path) as dask:
        monkeypatch.setenv(ENVIRONMENT, dask.address)
        session = answer(visitor(), START, NOW)
        assert isinstance(session.sweep.sweeping.run, ClusterRun)
        assert not trains_here(session.sweep.sweeping.run)
        assert "It trains on the cluster." in sweep_controls(session)["said"]

        stopped = do(tick(session, share), {"do": "sweep", "what": "stop"})
        assert isinstance(stopped.sweep.sweeping.run, Here)
        ended = through(do(stopped, {"do": "sweep", "what": "continue"}), share)
        cluster_at(dask.address).close()

    assert ended.sweep.sweeping.run.sentence == ""
    assert_same_bits(ended.sweep.sweeping.state, ended.sweep.offered)


def test_sweep_goes_on_here_where_the_cluster_fails_and_the_page_says_why(share, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, "somewhere")

    ended = through(answer(visitor(), START, NOW), share)

    assert f"Cluster: {ENVIRONMENT} 'somewhere' is not allowed." in sweep_controls(ended)["said"]
    assert "The sweep goes on in this process" in sweep_controls(ended)["said"]
    assert trains_here(ended.sweep.sweeping.run)
    assert_same_bits(ended.sweep.sweeping.state, ended.sweep.offered)


def test_sweep_trains_here_where_no_cluster_is_named(monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)

    session = answer(visitor(), START, NOW)

    assert isinstance(session.sweep.sweeping.run, Here)
    assert "It trains on this server." in sweep_controls(session)["said"]
