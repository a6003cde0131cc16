"""Sentences about the run: where it stands, why it stopped, and what keeps it from learning."""

from __future__ import annotations

from rnn.text.quantities import counted, number
from rnn.text.quoting import plain
from rnn.training.trainer import Trainer
from rnn.words.findings import finding
from rnn.words.remedies import Finding
from rnn.words.sentences import about_update

ANSWER_FIRST = "Answer the question of the card first; until then nothing here goes on."


def about_run(newest: Trainer, shown: Trainer) -> Finding:
    """Where the run stands, what keeps it from learning, or else how the loss shown belongs to the updates."""
    if shown.epoch != newest.epoch:
        return Finding(f"Held at epoch {shown.epoch:,}; the newest is {newest.epoch:,}.")
    if newest.divergence:
        return Finding(newest.divergence.sentence)
    if newest.status == "stopped":
        return Finding(_about_stop(newest))
    return finding(newest) or Finding(about_update(newest.experiment))


def about_way(epoch: int, bound_for: int) -> str:
    """Where something is that computes its way to an epoch."""
    return f"On the way to epoch {bound_for:,}: now at {epoch:,}."


def _about_stop(stopped: Trainer) -> str:
    """Which of the rules that a person gave has ended the run."""
    experiment, epoch = stopped.experiment, f"Stopped at epoch {stopped.epoch:,}"
    if stopped.reached == "loss reached":
        return f"{epoch}: the loss is no higher than {plain(experiment.stop_loss or 0.0)}, as asked."
    if stopped.reached == "no improvement":
        loss = "loss" if experiment.held_out is None else "held-out loss"
        lowest, when = number(stopped.checkpoint.lowest), stopped.checkpoint.lowest_epoch
        ago = counted(stopped.epoch - when, "epoch")
        return f"{epoch}: the {loss} was lowest, {lowest}, at epoch {when:,}, {ago} ago."
    after = f" after {plain(experiment.stop_seconds or 0.0)} s of training" if stopped.can_train else ""
    return f"{epoch}{after}, as asked."
