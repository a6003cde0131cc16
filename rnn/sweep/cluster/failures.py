"""Failures of a cluster: the sentence for each, which names no machine."""

from __future__ import annotations

from asyncio import CancelledError as CancelledTask
from concurrent.futures import CancelledError

UNREACHABLE = "no scheduler answers at its address."
LOST = "the connection to the scheduler was lost."
SILENT = "the scheduler does not answer."
NO_WORKERS = "it has no workers."
GONE = "a worker ended with its results."
NO_DASK = "Dask is not installed here. Install requirements-cluster.txt."
NO_CERTIFICATE = "tls needs a certificate, which docs/deploy.md tells how to name."
NO_PACKAGE = "a worker does not have this version of the app. Install there what is installed here."
OTHER_VERSION = "a worker has another version of the app, or of NumPy. Install there what is installed here."
KILLED = "workers ended again and again while they trained."


class ClusterError(Exception):
    """The sentence that says why a cluster cannot be used; `detail` is for the log, and may name machines."""

    def __init__(self, sentence: str, cause: object = None) -> None:
        super().__init__(sentence)
        self.detail = sentence if cause is None else f"{sentence} ({cause!r})"


def reason(error: BaseException) -> str:
    """Return the sentence for an exception of a task, or of the connection."""
    if isinstance(error, ImportError):
        return NO_PACKAGE
    if isinstance(error, TimeoutError):
        return SILENT
    if isinstance(error, (CancelledError, CancelledTask, OSError)):
        return LOST
    return KILLED if type(error).__name__ == "KilledWorker" else f"a worker failed with {type(error).__name__}."
