"""Why the numbers of the status line are what they are: of a plateau, of saturated units, of a run that ended."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn.experiment.stable_rate import largest_stable_rate, one_digit, readout_rows
from rnn.lenses.walk import source
from rnn.lenses.walk.written import minus
from rnn.network.bptt import Pass
from rnn.network.norms import norms
from rnn.network.parameters import Array
from rnn.network.spectrum import eigenvalues, spectral_radius
from rnn.text.quantities import number, times
from rnn.text.quoting import plain
from rnn.training.divergence import Divergence, readout_judged
from rnn.training.trainer import Trainer
from rnn.words.findings import MOSTLY, saturated_units
from rnn.words.why.plateaus import of_plateau
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why, listed


def about_status(seen: Seen) -> Iterator[Why]:
    """Why each number of the sentence about the newest epoch is what it is."""
    newest = seen.newest
    if failed := newest.divergence:
        yield from _of_divergence(newest, failed)
    elif newest.status == "stopped":
        yield _of_lowest(newest)
    elif newest.epoch:
        yield from of_plateau(newest)
    else:
        yield from _of_saturated_units(newest.latest)


def _of_saturated_units(shown: Pass) -> Iterator[Why]:
    """How many units are saturated at most time steps."""
    look, h = shown.options.activation.look, shown.h[:, 1:]
    if not look.saturated:
        return
    known = {"h": h, "low": look.saturated_below, "high": look.saturated_above}
    parts, value = ((h < known["low"]) | (h > known["high"])).mean(axis=(0, 1)), saturated_units(shown)
    yield Why(
        "saturated units",
        f"{value}",
        value,
        f"units beyond {minus(look.saturated_below)} or {minus(look.saturated_above)} at most time steps",
        f"shares of the time steps: {listed(np.sort(parts)[::-1])}",
        ("beyond = (h < low) | (h > high)", f"units = np.sum(beyond.mean(axis=(0, 1)) > {MOSTLY:g})"),
        known,
        (source.returning(saturated_units),),
    )


def _of_divergence(newest: Trainer, failed: Divergence) -> Iterator[Why]:
    if failed.path == "readout":
        yield _of_readout(newest)
    elif failed.W_hh is None:
        yield from _of_growth(newest.latest)
    else:
        yield _of_next_radius(failed.W_hh)


def _of_readout(newest: Trainer) -> Why:
    """The learning rate from which on the readout alone overshoots."""
    judged = readout_judged(newest.experiment, newest.epoch, newest.parameters)
    rows, limit = readout_rows(newest.experiment, *judged), largest_stable_rate(newest.experiment, *judged)
    return Why(
        "highest learning rate of the readout",
        plain(one_digit(limit)),
        limit,
        "2 / λ<sub>max</sub>(Σ s · [h<sub>t</sub>; 1] [h<sub>t</sub>; 1]<sup>T</sup>), rounded down to one digit",
        f"2 / {minus(2 / limit)} = {minus(limit)}",
        ("rate = 2 / np.linalg.norm(rows, 2)**2",),
        {"rows": rows},
        (source.returning(largest_stable_rate),),
    )


def _of_growth(last: Pass) -> Iterator[Why]:
    """How the gradient grows on its way back, in the last pass that is finite."""
    own, whole = norms(last.error @ last.parameters.W_hy).max(), last.dh_norm.max()
    if own > 0:
        yield Why(
            "growth of the gradient",
            times(whole / own),
            whole / own,
            "max<sub>t</sub> |∂L/∂h_t| / max<sub>t</sub> |∂L<sub>t</sub>/∂h_t|",
            f"{minus(whole)} / {minus(own)} = {minus(whole / own)}",
            (
                "own = np.hypot.reduce(E @ W_hy, axis=-1).max()",
                "factor = np.hypot.reduce(dH, axis=-1).max() / own",
            ),
            {"E": last.error, "W_hy": last.parameters.W_hy, "dH": last.dh},
        )


def _of_next_radius(W_hh: Array) -> Why:
    """The spectral radius after the update that is too large."""
    radius = spectral_radius(W_hh)
    return Why(
        "spectral radius after the next update",
        number(radius),
        radius,
        "max<sub>i</sub> |λ<sub>i</sub>(W_hh + ΔW_hh)|, with the gain",
        f"max({listed(np.abs(eigenvalues(W_hh)))}) = {minus(radius)}",
        ("rho = np.abs(np.linalg.eigvals(W_hh)).max()",),
        {"W_hh": W_hh},
        (source.returning(spectral_radius),),
    )


def _of_lowest(stopped: Trainer) -> Why:
    """The lowest loss so far."""
    lowest, when = stopped.checkpoint.lowest, stopped.checkpoint.lowest_epoch
    name, series = ("loss", "loss") if stopped.experiment.held_out is None else ("held-out loss", "held_out_loss")
    return Why(
        f"lowest {name}",
        number(lowest),
        lowest,
        f"min over all epochs so far of the {name}",
        f"= {minus(lowest)}, at epoch {when:,}",
        ("lowest = losses.min()",),
        {"losses": stopped.history.series(series)[0]},
    )
