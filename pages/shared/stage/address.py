"""Address: what the address bar and a copied link say of the experiment, computed only when it is another one."""

from __future__ import annotations

from typing import Any

from rnn import Experiment, to_query
from rnn.data.limits import WORK_BUDGET
from rnn.training.cost import epochs_in


class Address:
    """Remembers the last experiment that it was asked for: a page asks several times a second."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: tuple[Experiment, dict[str, Any]] | None = None

    def of(self, experiment: Experiment) -> dict[str, Any]:
        """{"query": the part after "?", or None: too long for a link; "most": the last epoch that a link may name}."""
        if self._known is None or self._known[0] is not experiment:
            found = {"query": to_query(experiment), "most": epochs_in(WORK_BUDGET, experiment)}
            self._known = experiment, found
        return self._known[1]
