"""Whatever fails in a cluster: a sentence says so, and the sweep goes on in this process with what is done."""

from __future__ import annotations

import shutil
import signal

import pytest

from rnn import Experiment, Sweep
from rnn.sweep.cluster import connection
from rnn.sweep.cluster import run as cluster_run
from rnn.sweep.cluster.connection import Cluster
from rnn.sweep.cluster.run import ClusterRun
from tests.support.browser import ROOT, free_port
from tests.support.dask_cluster import PATIENCE, dask_cluster
from tests.support.installed import until
from tests.support.sweeping import assert_same_bits

HERE = " The sweep goes on in this process, from what is done."


@pytest.fixture
def sweep():
    axes = {"learning_rate": [0.001, 0.01, 0.05], "hidden_size": [4, 6, 8], "seed": range(32)}
    return Sweep(Experiment(), axes, epochs=250)


@pytest.fixture
def start(sweep, monkeypatch):
    """Starts the sweep at an address with so many workers, in short slices; at the end its connection is closed."""
    monkeypatch.setattr(cluster_run, "SLICE", 0.05)
    clusters = []

    def begin(address, workers=0):
        clusters.append(Cluster(address))
        until(lambda: not workers or clusters[-1].threads(0.1) == workers, PATIENCE)
        return ClusterRun.start(sweep.start(), clusters[-1])

    yield begin
    for cluster in clusters:
        cluster.close()


@pytest.fixture
def hurried(monkeypatch):
    """Lets the patience with a cluster end soon."""

    def hurry():
        monkeypatch.setattr(connection, "PATIENCE", 1.0)
        monkeypatch.setattr(connection, "ASKED", 0.02)
        monkeypatch.setattr(cluster_run, "LOOK", 0.1)

    return hurry


def advanced(run, condition):
    """The first state of the run for which a condition holds."""
    while not condition(run):
        assert not run.finished
        run = run.advance(0.05)
    return run


def has_begun(run):
    """Whether a part has come back that is not at its end."""
    return run.under_way and any(chunk.epoch for chunk in run.state.chunks)


def test_killed_worker_loses_nothing(start, sweep, tmp_path):
    with dask_cluster(tmp_path, workers=1) as dask:
        killed = dask.worker()
        run = advanced(start(dask.address, workers=2), has_begun)

        killed.send_signal(signal.SIGKILL)
        run = run.advance()

        assert run.sentence == ""
        assert_same_bits(run.state, sweep)


def test_killed_scheduler_is_said_and_the_rest_trains_here(start, sweep, tmp_path):
    with dask_cluster(tmp_path) as dask:
        run = advanced(start(dask.address, workers=2), lambda run: has_begun(run) and run.state.results)
        done = run.state.results

        dask.scheduler.send_signal(signal.SIGKILL)
        run = advanced(run, lambda run: run.sentence)

        assert run.sentence == f"Cluster: the connection to the scheduler was lost.{HERE}"
        assert not run.state.finished
        assert all(run.state.results[place] is result for place, result in done.items())
        assert_same_bits(run.advance().state, sweep)


def test_worker_without_the_package_or_with_another_version_is_said(start, sweep, tmp_path):
    other, nothing = tmp_path / "other", tmp_path / "nothing"
    shutil.copytree(ROOT / "rnn", other / "rnn", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "rnn" / "sweep" / "alone.py").open("a", encoding="utf-8") as source:
        source.write("# another version\n")
    nothing.mkdir()
    for folder, sentence in (
        (nothing, "a worker does not have this version of the app. Install there what is installed here."),
        (other, "a worker has another version of the app, or of NumPy. Install there what is installed here."),
    ):
        with dask_cluster(tmp_path, workers=0) as dask:
            worker = dask.worker(folder)

            run = start(dask.address).advance()

            assert run.sentence == f"Cluster: {sentence}{HERE}"
            assert worker.poll() is None
            assert_same_bits(run.state, sweep)


def test_cluster_without_workers_and_one_that_does_not_answer_are_said(start, sweep, tmp_path, hurried):
    with dask_cluster(tmp_path, workers=0) as dask:
        without, unheard = (advanced(start(dask.address), lambda run: run.cluster.is_connected) for _ in range(2))
        hurried()

        without = without.advance()
        dask.scheduler.send_signal(signal.SIGSTOP)
        unheard = unheard.advance()

        assert without.sentence == f"Cluster: it has no workers.{HERE}"
        assert unheard.sentence == f"Cluster: the scheduler does not answer.{HERE}"
        assert_same_bits(without.state, sweep)
        assert_same_bits(unheard.state, sweep)
        dask.scheduler.send_signal(signal.SIGCONT)


@pytest.mark.parametrize(
    ("failures", "sentence"),
    [("0", "workers ended again and again while they trained."), ("9", "it has no workers.")],
)
def test_cluster_whose_workers_end_is_said(start, sweep, tmp_path, hurried, failures, sentence):
    with dask_cluster(tmp_path, workers=0, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=failures) as dask:
        workers = [dask.worker(), dask.worker()]
        run = advanced(start(dask.address, workers=2), has_begun)

        for worker in workers:
            worker.send_signal(signal.SIGKILL)
        hurried()
        run = run.advance()

        seen = (
            sentence,
            "a worker ended with its results.",
        )  # one of them had trained to its end: that may be seen first
        assert run.sentence in [f"Cluster: {each}{HERE}" for each in seen]
        assert_same_bits(run.state, sweep)


def test_address_without_a_scheduler_is_said(start, sweep, hurried):
    hurried()

    run = start(f"tcp://127.0.0.1:{free_port()}").advance()

    assert run.sentence == f"Cluster: no scheduler answers at its address.{HERE}"
    assert_same_bits(run.state, sweep)
