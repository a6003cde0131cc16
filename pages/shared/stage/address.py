"""Address: the link of the experiments, computed only when one of them changes."""

from __future__ import annotations

import operator
from typing import Any

from rnn import Experiment, to_query
from rnn.data.limits import WORK_BUDGET
from rnn.training.cost import epochs_in


class Address:
    """Cache of the last link: a page asks for it several times a second."""

    def __init__(self) -> None:
        """Start with an empty cache."""
        self._known: tuple[tuple[Experiment, ...], dict[str, Any]] | None = None

    def of(self, experiments: tuple[Experiment, ...]) -> dict[str, Any]:
        """Return {"query": the part after "?", None if too long; "most": the largest epoch of a link}."""
        if self._known is None or not _same(self._known[0], experiments):
            query = to_query(experiments[0], others=experiments[1:])
            self._known = experiments, {"query": query, "most": epochs_in(WORK_BUDGET, *experiments)}
        return self._known[1]


def _same(known: tuple[Experiment, ...], experiments: tuple[Experiment, ...]) -> bool:
    return len(known) == len(experiments) and all(map(operator.is_, known, experiments))
