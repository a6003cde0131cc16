"""Address: the link of the experiment, computed only when the experiment changes."""

from __future__ import annotations

from typing import Any

from rnn import Experiment, to_query
from rnn.data.limits import WORK_BUDGET
from rnn.training.cost import epochs_in


class Address:
    """Cache of the last experiment's link: a page asks for it several times a second."""

    def __init__(self) -> None:
        """Start with an empty cache."""
        self._known: tuple[Experiment, dict[str, Any]] | None = None

    def of(self, experiment: Experiment) -> dict[str, Any]:
        """Return {"query": the part after "?", None if too long; "most": the largest epoch of a link}."""
        if self._known is None or self._known[0] is not experiment:
            found = {"query": to_query(experiment), "most": epochs_in(WORK_BUDGET, experiment)}
            self._known = experiment, found
        return self._known[1]
