"""Connection to a Dask cluster: the only file that imports Dask, and only once a cluster is used.

No call here waits for the network longer than it is told to: connecting, asking and fetching happen on other threads.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import re
import sys
from concurrent.futures import CancelledError, Future, InvalidStateError, ThreadPoolExecutor, wait
from contextlib import suppress
from functools import cache, partial
from threading import Lock
from time import monotonic
from typing import Any

from rnn.sweep.cluster.failures import (
    GONE,
    LOST,
    NO_CERTIFICATE,
    NO_DASK,
    NO_WORKERS,
    SILENT,
    UNREACHABLE,
    ClusterError,
    reason,
)
from rnn.text.quoting import quoted

ENVIRONMENT = "BPTT_LAB_CLUSTER"
"""The only place where an address comes from, besides Python."""
PATIENCE = 10.0
"""Seconds within which the scheduler has to answer, and to have a worker."""
ASKED = 1.0
"""Seconds between two questions for the number of threads."""
ADDRESS = re.compile(r"(tcp|tls)://[^\s/@]+:\d{1,5}")

Answer = Future[bytes]


class Cluster:
    """A scheduler, which all sweeps of this process share; connected when first asked, and anew where it was lost."""

    def __init__(self, address: str, client: Any = None) -> None:
        """Connect to nothing yet; a client that is given is used as long as it is connected."""
        self.address, self._client = address, client
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="cluster")
        self._connecting: Future[Any] | None = None
        self._asking: Future[Any] | None = None
        self._asked = self._seen = self._looked = -PATIENCE
        self._threads = 0

    @classmethod
    def of(cls, client: Any) -> Cluster:
        """Return the cluster of a client of Dask. Raises TypeError for anything else."""
        dask = sys.modules.get("distributed")  # whoever has a client has imported it
        if dask is None or not isinstance(client, dask.Client) or client.asynchronous:
            raise TypeError(
                f"client: {quoted(client)} is not allowed. Give a dask.distributed.Client, not asynchronous."
            )
        return cls("", client)

    def threads(self, seconds: float) -> int:
        """Return how many threads the workers have; 0 while it is not known, for which this waits at most `seconds`.

        Raises ClusterError where nothing answers, or no worker is there, for PATIENCE.
        """
        begin = monotonic()
        client = self._connected(seconds)
        if client is None:
            return 0
        with self._lock:
            asking = self._asked_of(client)
        if not self._threads:
            wait([asking], max(begin + seconds - monotonic(), 0.0))
        with self._lock:
            self._hear()
            return self._threads

    def submit(self, call: object) -> Answer:
        """Have a worker unpickle a call, which makes it. To cancel the answer takes the call back."""
        answer: Answer = Future()
        try:
            theirs = self._client.submit(pickle.loads, pickle.dumps(call), pure=False)
            theirs.add_done_callback(partial(_bring, answer))
        except Exception as error:  # whatever Dask raises when its connection has just been lost
            raise ClusterError(LOST, error) from None
        answer.add_done_callback(lambda _: theirs.release())
        return answer

    @property
    def is_connected(self) -> bool:
        """Whether a scheduler has answered, and the connection to it is not lost."""
        return self._client is not None and self._client.status == "running"

    def close(self) -> None:
        """End the connection, unless it is that of a client who was given."""
        if self.address and self._client is not None:
            self._client.close()

    def _connected(self, seconds: float) -> Any:
        """The client; None while it is connecting."""
        with self._lock:
            if self.is_connected:
                return self._client
            if not self.address:
                raise ClusterError(LOST)
            if self._connecting is None:
                self._connecting = self._pool.submit(_connect, self.address, self._client)
                self._client = None
            connecting = self._connecting
        if not wait([connecting], seconds).done:
            return None
        with self._lock:
            self._connecting = None
            self._client, self._asking, self._threads = connecting.result(), None, 0
            return self._client

    def _asked_of(self, client: Any) -> Future[Any]:
        """Ask for the threads of each worker, unless an answer is young or on its way; return the last question."""
        now = monotonic()
        if now - self._looked > PATIENCE:  # nobody has looked for so long: waiting begins now
            self._asking, self._seen = None, now
        self._looked = now
        self._hear()
        if self._asking is None or (self._asking.done() and now - self._asked > ASKED):
            self._asking = asyncio.run_coroutine_threadsafe(client.scheduler.ncores(), client.loop.asyncio_loop)
            self._asked = now
        return self._asking

    def _hear(self) -> None:
        """Take the answer, if it has come. Raises ClusterError."""
        now = monotonic()
        if self._asking is None:
            return
        if not self._asking.done():
            if now - self._asked > PATIENCE:
                raise ClusterError(SILENT)
            return
        if error := self._asking.exception():
            self._asking = None
            raise ClusterError(LOST, error)
        self._threads = sum(self._asking.result().values())
        if self._threads:
            self._seen = now
        elif now - self._seen > PATIENCE:
            raise ClusterError(NO_WORKERS)


@cache
def cluster_at(address: str) -> Cluster:
    """Return the cluster whose scheduler is at an address such as tcp://host:8786, not connected yet."""
    return Cluster(address)


def cluster_of_the_environment() -> Cluster | None:
    """Return the cluster that BPTT_LAB_CLUSTER names, if it does; Streamlit's secrets become environment variables."""
    address = os.environ.get(ENVIRONMENT, "").strip()
    return cluster_at(address) if address else None


def _connect(address: str, lost: Any) -> Any:
    """A client of the scheduler, in place of one that lost it. Raises ClusterError."""
    if not ADDRESS.fullmatch(address):
        raise ClusterError(f"{ENVIRONMENT} {quoted(address)} is not allowed. Give an address such as tcp://host:8786.")
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(NO_DASK, error) from None
    dask: Any = distributed  # it has types for some of this
    try:
        if lost is not None:
            lost.close()
        if address.startswith("tls:") and not dask.Security().tls_client_cert:
            raise ClusterError(NO_CERTIFICATE)
        return dask.Client(address, timeout=PATIENCE, set_as_default=False)
    except ClusterError:
        raise
    except Exception as error:  # OSError, and what a scheduler of another version brings about
        raise ClusterError(UNREACHABLE, error) from None


def _bring(answer: Answer, theirs: Any) -> None:
    """Fetch the result of a future of Dask, on a thread of Dask."""
    with suppress(InvalidStateError):  # the answer was cancelled
        try:
            found = theirs.result(timeout=PATIENCE)
        except (Exception, CancelledError, asyncio.CancelledError) as error:
            gone = isinstance(error, TimeoutError) and theirs.status != "finished"  # it was, before its worker ended
            answer.set_exception(ClusterError(GONE if gone else reason(error), error))
        else:
            answer.set_result(found) if isinstance(found, bytes) else answer.set_exception(ClusterError(str(found)))
