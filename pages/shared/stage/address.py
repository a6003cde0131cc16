"""Address: the link of the experiments, computed only when one of them changes."""

from __future__ import annotations

import operator
from typing import Any

from rnn import Experiment, Sweep, to_query
from rnn.data.limits import WORK_BUDGET
from rnn.sweep.sweep_link import with_sweep
from rnn.training.cost import epochs_in


class Address:
    """Cache of the last link: a page asks for it several times a second."""

    def __init__(self) -> None:
        """Start with an empty cache."""
        self._known: tuple[tuple[object, ...], dict[str, Any]] | None = None

    def of(self, experiments: tuple[Experiment, ...], sweep: Sweep | None = None) -> dict[str, Any]:
        """Return {"query": the part after "?", None if too long; "most": the largest epoch of a link}.

        sweep : what the form of the page proposes, which the link holds as well, if there is room
        """
        made_of = (*experiments, sweep)
        if self._known is None or not _same(self._known[0], made_of):
            query = to_query(experiments[0], others=experiments[1:])
            whole = with_sweep(query, sweep) if sweep else None
            self._known = made_of, {"query": whole or query, "most": epochs_in(WORK_BUDGET, *experiments)}
        return self._known[1]


def _same(known: tuple[object, ...], made_of: tuple[object, ...]) -> bool:
    return len(known) == len(made_of) and all(map(operator.is_, known, made_of))
