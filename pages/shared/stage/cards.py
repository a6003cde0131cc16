"""Cards: the figures of a page by name, drawn lazily, so that one that fails does not affect the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Figure = dict[str, Any]


class Cards(Mapping[str, Figure]):
    """Lazy mapping of figures: Cards(loss=lambda: ..., hidden=lambda: ...) draws a figure when it is accessed."""

    def __init__(self, **draw: Callable[[], Figure]) -> None:
        self._draw = draw

    def only(self, names: Iterable[str]) -> Cards:
        """Return the cards of these names in their order; all of them where there is none of these names."""
        return Cards(**{name: self._draw[name] for name in names if name in self._draw} or self._draw)

    def replacing(self, **draw: Callable[[], Figure]) -> Cards:
        """Return the cards with some of them drawn otherwise."""
        return Cards(**self._draw | draw)

    def __getitem__(self, name: str) -> Figure:
        """Draw that figure."""
        return self._draw[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._draw)

    def __len__(self) -> int:
        return len(self._draw)
