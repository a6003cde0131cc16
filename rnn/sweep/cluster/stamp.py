"""Stamp: which version decides the numbers of a sweep; those of the app and of a worker must be equal."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

PACKAGE = Path(__file__).parents[2]


@cache
def stamp() -> tuple[str, str]:
    """Return a digest of this package's source, and the version of NumPy."""
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*.py"), key=lambda path: path.relative_to(PACKAGE).parts):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n{path.read_text(encoding='utf-8')}\n".encode())
    return digest.hexdigest()[:16], np.__version__
