"""The sweep as a part of a link: which values each choice has, beside the keys of the experiment.

    v=1&hidden=8&sweep=lr:0.001,0.01,0.1;clip:off,1;seed:0,1,2;epochs:200;target:0.1

An app that knows no sweeps leaves this part out, and opens the experiment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from rnn.data.limits import LARGEST, MOST_LINK_LETTERS, MOST_SWEPT_EPOCHS
from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import CHOICES, Experiment
from rnn.experiment.link import SWEEP, VERSION, from_query, to_query
from rnn.experiment.link_parts import OFF, read_value, shortest
from rnn.sweep.plan import SEED, Plan
from rnn.sweep.sweep import Sweep
from rnn.text.quoting import plain, quoted

EPOCHS, TARGET = "epochs", "target"
ROOM = 40
"""Characters left for the epoch that the browser adds."""
_ENDS = {
    EPOCHS: ("Epochs", f"a whole number from 1 to {MOST_SWEPT_EPOCHS:,}", "stop_epoch"),
    TARGET: ("Target loss", f"a number from 0 to {plain(LARGEST)}", "stop_loss"),
}
"""Label, what is allowed, and the choice as which it is read."""
_BY_KEY = {choice.key: choice for choice in CHOICES.values()}


def sweep_to_query(sweep: Plan, epoch: int = 0, others: Sequence[Experiment] = ()) -> str | None:
    """Return the part of a link after "?", which `from_query` reads as the experiment; None if it would be too long."""
    return with_sweep(to_query(sweep.experiment, epoch, others), sweep)


def with_sweep(query: str | None, sweep: Plan) -> str | None:
    """Return the link of an experiment with the sweep as one more part; None if it would be too long."""
    part = f"{SWEEP}={quote(_written(sweep), safe=',;:')}"
    if query is None or len(query) + len(part) + ROOM > MOST_LINK_LETTERS:
        return None
    return f"{query or f'v={VERSION}'}&{part}"


def sweep_from_query(pairs: Iterable[tuple[str, str]]) -> Sweep | None:
    """Return the sweep of a link, None if it holds none. Raises ExperimentError, with one sentence, if it is spoilt."""
    pairs = list(pairs)
    text = next((value for key, value in pairs if key == SWEEP), None)
    if text is None:
        return None
    try:
        return _read(text[: MOST_LINK_LETTERS + 1], from_query(pairs).experiment)
    except ValueError as error:
        raise ExperimentError((f"Left out of the link: {error}",)) from None


def _written(sweep: Plan) -> str:
    parts = {CHOICES[axis.name].key: axis.values for axis in sweep.axes} | {CHOICES[SEED].key: sweep.seeds}
    parts |= {EPOCHS: (sweep.epochs,)} if sweep.epochs is not None else {}
    parts |= {TARGET: (sweep.target,)} if sweep.target is not None else {}
    return ";".join(f"{key}:{','.join(map(_text, values))}" for key, values in parts.items())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else shortest(value)


def _read(text: str, experiment: Experiment) -> Sweep:
    axes: dict[str, list[Any]] = {}
    ends: dict[str, float] = {}
    for part in text.split(";"):
        key, _, values = part.partition(":")
        if key in (EPOCHS, TARGET) and key not in ends:
            ends[key] = _number(key, values)
        elif key in _BY_KEY and _BY_KEY[key].name not in axes:
            axes[_BY_KEY[key].name] = [read_value(_BY_KEY[key], value) for value in values.split(",")]
        else:
            raise ValueError(f"Sweep: {quoted(part)} is not a part of a sweep. Give choices once, such as lr:0.01,0.1.")
    return Sweep(experiment, {SEED: [experiment.seed], **axes}, **ends)  # type: ignore[arg-type]


def _number(key: str, text: str) -> float:
    """A number as it is written in a link; what it may be is checked by the sweep."""
    label, allowed, read_as = _ENDS[key]
    try:
        value: float | None = read_value(CHOICES[read_as], text)
    except ValueError:
        value = None
    if value is None or text == OFF:
        raise ValueError(f"Sweep: {label}: {quoted(text)} is not allowed. Give {allowed}.")
    return value
