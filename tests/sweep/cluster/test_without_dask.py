"""Dask is optional: nothing imports it until a cluster is used, and without it a sweep trains here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rnn import Experiment, Sweep
from rnn.sweep.cluster.connection import Cluster, cluster_of_the_environment
from rnn.sweep.cluster.failures import LOST, ClusterError
from rnn.sweep.cluster.run import ClusterRun
from tests.support.source import PAGES, ROOT, SCIENCE, SERVING, SHARED, imported, name
from tests.support.sweeping import assert_same_bits

SWEEP = Sweep(Experiment(), {"learning_rate": [0.001, 0.01], "seed": range(4)}, epochs=5)
ALONE = """
import sys
import rnn, rnn.sweep.cluster.run, rnn.sweep.cluster.task
from rnn import Experiment, Sweep
Sweep(Experiment(), {"learning_rate": [0.01, 0.02]}, epochs=2).run()
assert not {"dask", "distributed", "streamlit"} & set(sys.modules)
"""


def test_one_file_imports_dask():
    importing = [
        name(path)
        for path in [*SCIENCE, *PAGES, *SHARED, *SERVING]
        if any(module.split(".")[0] in ("dask", "distributed") for module in imported(path))
    ]

    assert importing == ["rnn/sweep/cluster/connection.py"]


def test_sweep_here_imports_neither_dask_nor_streamlit():
    done = subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_missing_dask_is_said_and_the_sweep_trains_here(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    run = ClusterRun.start(SWEEP.start(), Cluster("tcp://127.0.0.1:8786")).advance()

    assert run.sentence.startswith("Cluster: Dask is not installed here. Install requirements-cluster.txt. The sweep")
    assert_same_bits(run.state, SWEEP)


@pytest.mark.parametrize(
    "address", ["host:8786", "http://host:8786", "tcp://host", "tcp://a b:1", "tcp://u@h:1", "x" * 99]
)
def test_address_that_cannot_be_one_is_refused(monkeypatch, address):
    monkeypatch.setenv("BPTT_LAB_CLUSTER", address)

    run = ClusterRun.start(SWEEP.start(), cluster_of_the_environment()).advance()

    assert run.sentence.startswith(
        "Cluster: BPTT_LAB_CLUSTER 'x" if address[0] == "x" else f"Cluster: BPTT_LAB_CLUSTER {address!r}"
    )
    assert "is not allowed. Give an address such as tcp://host:8786." in run.sentence
    assert_same_bits(run.state, SWEEP)


def test_missing_certificate_is_said():
    run = ClusterRun.start(SWEEP.start(), Cluster("tls://127.0.0.1:8786")).advance()

    assert run.sentence.startswith(
        "Cluster: tls needs a certificate, which docs/deploy.md tells how to name. The sweep"
    )
    assert_same_bits(run.state, SWEEP)


@pytest.mark.parametrize("given", [None, "", " "])
def test_without_an_address_there_is_no_cluster(monkeypatch, given):
    monkeypatch.delenv("BPTT_LAB_CLUSTER", raising=False)
    if given is not None:
        monkeypatch.setenv("BPTT_LAB_CLUSTER", given)

    assert cluster_of_the_environment() is None


def test_secret_is_in_the_environment(tmp_path):
    """What Streamlit promises of its secrets, and the app relies on."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text('BPTT_LAB_CLUSTER = "tcp://host:8786"\n', encoding="utf-8")
    asked = "import os, streamlit; dict(streamlit.secrets); print(os.environ['BPTT_LAB_CLUSTER'])"

    done = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.stdout == "tcp://host:8786\n", done.stderr


def test_sentence_for_a_visitor_names_no_machine():
    error = ClusterError(LOST, OSError("tcp://10.0.0.1:8786"))

    assert "10.0.0.1" not in str(error)
    assert "10.0.0.1" in error.detail
