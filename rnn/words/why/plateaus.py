"""Why the numbers that are said of a plateau are what they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.lenses.saturation import SATURATED
from rnn.lenses.walk import source
from rnn.lenses.walk.written import minus
from rnn.network.bptt import Pass
from rnn.network.losses import LOSSES
from rnn.network.parameters import Array
from rnn.text.quantities import counted, number, share
from rnn.text.quoting import plain
from rnn.training.trainer import Trainer
from rnn.words.findings import saturated_states
from rnn.words.plateau import Plateau, blocks, plateau, rows_of_a_block, standstill
from rnn.words.why.run import at_each_step
from rnn.words.why.why import Why, listed


def of_plateau(newest: Trainer) -> Iterator[Why]:
    """Where the loss stays and for how long, the gradient norm there, and the share of saturated states."""
    at_constant = plateau(newest)
    found = at_constant or standstill(newest)
    if not found:
        return
    yield from _of_staying(newest, found, "a constant prediction's" if at_constant else "the newest mean's")
    if at_constant:
        yield _of_constant(newest.experiment)
    yield _of_states(newest.latest.alone(0))


def _of_staying(newest: Trainer, found: Plateau, name: str) -> Iterator[Why]:
    """For how long the mean loss of a block of epochs has stayed, its mean over them, and the newest gradient norm."""
    means, block = blocks(newest), rows_of_a_block(newest) * newest.history.stride
    of_block, since, own = f"of {counted(block, 'epoch')}", newest.epoch - found.epochs, (source.returning(blocks),)
    begin = ("away = np.flatnonzero(np.abs(means - level) > near)", "begin = away[-1] + 1 if len(away) else 0")
    known = {"means": means[:, 0], "level": found.level, "near": found.near, "epoch": newest.epoch, "block": block}
    yield Why(
        "epochs of the plateau",
        f"{found.epochs:,}",
        found.epochs,
        f"epochs since |mean loss {of_block} − {name}| ≤ {plain(found.near / found.level * 100)} %",
        f"{newest.epoch:,} − {since:,} = {found.epochs:,}; the limit is {minus(found.near)}",
        (*begin, "epochs = epoch - begin * block"),
        known,
        own,
    )
    yield Why(
        "loss on the plateau",
        number(found.loss),
        found.loss,
        f"mean of the losses since epoch {since:,}, in blocks {of_block}",
        f"mean({listed(means[since // block :, 0])}) = {minus(found.loss)}",
        (*begin, "loss = means[begin:].mean()"),
        known,
        own,
    )
    yield _of_norm(found, means[:, 1], of_block)


def _of_norm(found: Plateau, norms: Array, of_block: str) -> Why:
    """The mean gradient norm of the newest epochs."""
    return Why(
        "gradient norm",
        number(found.gradient_norm),
        found.gradient_norm,
        f"mean of |g| over the newest block {of_block}",
        f"= {minus(found.gradient_norm)}",
        ("size = norms[-1]",),
        {"norms": norms},
        (source.returning(blocks),),
    )


def _of_constant(experiment: Experiment) -> Why:
    """The loss of the best constant prediction."""
    found, loss = experiment.constant, LOSSES[experiment.loss]
    mean = np.tensordot(found.weights, found.targets, axes=2)
    symbols = (
        "|ȳ − y<sub>t</sub>|²" if loss is LOSSES["squared"] else "(−Σ<sub>k</sub> y<sub>t,k</sub> ln ȳ<sub>k</sub>)"
    )
    return Why(
        "loss of the best constant prediction",
        number(found.loss),
        found.loss,
        f"Σ share · {symbols}, with ȳ, the mean of the targets",
        f"ȳ = ({listed(mean)}): {minus(found.loss)}",
        ("Y_hat = np.tensordot(share, Y, axes=2)", at_each_step(loss), "loss = np.sum(share * each)"),
        {"Y": found.targets, "share": found.weights},
        (source.returning(loss.at_steps),),
    )


def _of_states(shown: Pass) -> Why:
    """The share of the states that let next to no gradient pass."""
    low, part = SATURATED * shown.options.activation.look.steepest, saturated_states(shown)
    return Why(
        "saturated states",
        share(part),
        part,
        f"states whose slope is below {plain(SATURATED)} of the steepest / (T · H)",
        f"{int(np.sum(shown.slope < low)):,} / {shown.slope.size:,}",
        ("part = np.mean(slope < low)",),
        {"slope": shown.slope, "low": low},
    )
