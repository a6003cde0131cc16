"""A sweep on a real scheduler and two workers: the numbers of this process, with every part in short slices."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from distributed import Client

from rnn import Experiment, Sweep
from rnn.sweep.cluster import run as cluster_run
from rnn.sweep.cluster.connection import Cluster, cluster_at, cluster_of_the_environment
from rnn.sweep.cluster.run import SLICE, ClusterRun
from tests.support.dask_cluster import PATIENCE, dask_cluster
from tests.support.installed import until
from tests.support.problems import blowing_up, case, known_output
from tests.support.sweeping import assert_same_bits, single_run

LONG = partial(Sweep, Experiment(), {"learning_rate": [0.001, 0.01, 0.05], "clip_norm": [None, 1.0], "seed": range(64)})


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    with dask_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture
def client(dask):
    with Client(dask.address, timeout=PATIENCE, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=PATIENCE)
        yield client


@pytest.fixture
def short(monkeypatch):
    """Slices so short that every part comes back many times."""
    monkeypatch.setattr(cluster_run, "SLICE", 0.02)


@pytest.mark.parametrize(
    "sweep",
    [
        LONG(epochs=60, target=0.5),
        Sweep(
            blowing_up(), {"start_scale": [0.1, 2.0, 5.0, 10.0], "learning_rate": [0.001, 5.0], "seed": range(3)}, 80
        ),
        Sweep(case(1, stop_loss=5.0, stop_patience=4), {"hidden_size": [2, 5, 64], "seed": range(4)}, epochs=40),
        Sweep(Experiment(task="text", text="to be or not to be", loss="cross-entropy"), {"clip_norm": [None, 1]}, 30),
    ],
    ids=["stacks", "diverging", "stopping", "text"],
)
def test_numbers_are_those_of_this_process(client, short, sweep):
    run = ClusterRun.start(sweep.start(), Cluster.of(client)).advance()

    assert run.sentence == ""
    assert_same_bits(run.state, sweep)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_worked_case_is_found_inside_a_sweep_on_the_cluster(client, number):
    expected, epochs = known_output(number)
    sweep = Sweep(case(number), {"learning_rate": [0.005, 0.01], "seed": [7, 42]}, epochs=epochs - 1)

    state = ClusterRun.start(sweep.start(), Cluster.of(client)).advance().state

    place = sweep.values.index((0.01, 42))
    trained = single_run(sweep.cells[place], epochs - 1)
    np.testing.assert_allclose(trained.latest.yhat[0], expected, atol=1e-7)
    assert state.results[place].loss == pytest.approx(trained.latest.loss, rel=1e-9)
    assert_same_bits(state, sweep)


def test_table_is_that_of_this_process_from_python(client):
    sweep = LONG(epochs=20)

    assert sweep.run(client=client) == sweep.run()


def test_what_is_no_client_is_refused():
    with pytest.raises(TypeError, match=r"client: 'tcp://h:1' is not allowed\. Give a dask\.distributed\.Client"):
        LONG(epochs=20).run(client="tcp://h:1")


def test_address_of_the_environment_is_used(dask, monkeypatch):
    monkeypatch.setenv("BPTT_LAB_CLUSTER", f" {dask.address} ")
    sweep = LONG(epochs=20)

    run = ClusterRun.start(sweep.start(), cluster_of_the_environment()).advance()

    assert run.sentence == ""
    assert run.cluster is cluster_at(dask.address)
    assert_same_bits(run.state, sweep)
    cluster_at(dask.address).close()


def test_part_trains_for_one_slice_and_is_submitted_again(client, short, monkeypatch):
    asked, sweep = [], LONG(epochs=300)
    made = cluster_run.Slice
    monkeypatch.setattr(cluster_run, "Slice", lambda *words: asked.append(words) or made(*words))

    ClusterRun.start(sweep.start(), Cluster.of(client)).advance()

    assert SLICE < 0.5
    assert {seconds for _, _, seconds in asked} == {0.02}
    assert len(asked) > 3 * len(sweep.start().chunks)


def test_stop_leaves_nothing_on_the_cluster_and_either_engine_goes_on(client, short):
    sweep = LONG(epochs=300)
    run = ClusterRun.start(sweep.start(), Cluster.of(client))
    while not any(chunk.epoch for chunk in run.state.chunks):
        run = run.advance(0.05)
    assert run.under_way

    state = run.stop()

    until(lambda: not any(client.who_has().values()) and not any(client.processing().values()))
    assert not state.finished
    assert_same_bits(state.advance(), sweep)
    assert_same_bits(ClusterRun.start(state, Cluster.of(client)).advance().state, sweep)


def test_run_is_a_value(client, short):
    sweep = LONG(epochs=100)
    run = ClusterRun.start(sweep.start(), Cluster.of(client)).advance(0.0)
    while not run.under_way:
        run = run.advance(0.0)

    once, again = run.advance(), run.advance()

    assert run.under_way
    assert_same_bits(once.state, sweep)
    assert_same_bits(again.state, sweep)
