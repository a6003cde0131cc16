"""Cards: the figures of one moment by name, each drawn on its own, so that one that fails takes no other with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Figure = dict[str, Any]


class Cards(Mapping[str, Figure]):
    """What draws each figure: Cards(loss=lambda: ..., hidden=lambda: ...); a figure is drawn when it is asked for."""

    def __init__(self, **draw: Callable[[], Figure]) -> None:
        self._draw = draw

    def __getitem__(self, name: str) -> Figure:
        """Draw that figure."""
        return self._draw[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._draw)

    def __len__(self) -> int:
        return len(self._draw)
