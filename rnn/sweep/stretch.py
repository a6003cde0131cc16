"""Stretch: the training loop of a chunk, which runs leave where they diverge or meet a stop criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rnn.experiment.experiment import Experiment
from rnn.network.finite import CALM
from rnn.network.parameters import Array
from rnn.sweep.chunk import NEVER, Chunk, End, halves, with_twins
from rnn.training import clock
from rnn.training.loop import stop_rules
from rnn.training.stacked_training import Epoch, load, one_epoch, settings_of, stack_of


class Stretch:
    """The training of a chunk from its epoch on.

    chunk : the runs, as of the present epoch
    trains : (R,) which of them still train; the others have zero weights until the chunk is packed
    ended : the runs that met a stop criterion
    fallen : places of the runs to train alone: not finite, so large that a fresh probe batch may not be, or unlike
        their twins
    """

    def __init__(self, chunk: Chunk, cells: Sequence[Experiment], target: float | None) -> None:
        """Begin at the epoch of the chunk; `cells` are the experiments of the whole sweep."""
        self.chunk = chunk.only(np.ones(len(chunk.places), dtype=bool))  # a copy: some rows are changed in place
        self.cells, self.target = cells, target
        self.ended: list[End] = []
        self.fallen: list[int] = []
        self._take_stack()

    def train(self, last: int, deadline: float) -> Chunk:
        """Train to epoch `last` or to the deadline, at least one epoch; return the runs that still train."""
        changes = {change.epoch for experiment in self.experiments for change in experiment.changes}
        fresh = any(experiment.always_fresh for experiment in self.experiments)
        rule = self.experiments[0].optimizer_rule
        with np.errstate(all="ignore"):  # the loop checks for values that are not finite
            while (epoch := self.chunk.epoch) < last and self.trains.any():
                if epoch in changes or 2 * np.count_nonzero(self.trains) <= len(self.trains):
                    self.chunk = self.chunk.only(self.trains)
                    self._take_stack()
                elif fresh:
                    load(self.stack, self.experiments, epoch)
                done = one_epoch(self.stack, self.chunk.vectors, self.chunk.states, self.settings, rule)
                self._look(done, fresh)
                now = {"vectors": done.vectors, "states": done.states, "losses": done.row[0]}
                self.chunk = replace(self.chunk, epoch=epoch + 1, **now)
                if clock.seconds() > deadline:
                    break
        return self.chunk.only(self.trains)

    def _take_stack(self) -> None:
        """Allocate the arrays for the runs of the chunk, with the choices of its epoch."""
        chunk = self.chunk
        self.experiments = [self.cells[place] for place in chunk.places] * 2
        self.stack = stack_of(self.experiments, chunk.vectors, chunk.epoch)
        self.settings = settings_of(self.experiments, chunk.epoch)
        self.trains = np.ones(len(chunk.places), dtype=bool)
        self.stop_loss, self.patience = np.array([stop_rules(each) for each in self.experiments]).T
        self.rules = bool(np.isfinite([self.stop_loss, self.patience]).any())
        self.held_out = self.experiments[0].held_out is not None

    def _look(self, done: Epoch, fresh: bool) -> None:
        """Take out the runs that are not finite or meet a stop criterion before this update."""
        loss, gradient_norm, _, held_out_loss = done.row
        not_finite = done.broken | ((loss > CALM) | (gradient_norm > CALM)) if fresh else done.broken
        if not_finite.any():
            self._fall(np.logical_or(*halves(not_finite)), done)
        if self.target is not None:
            self.chunk.hits[(self.chunk.hits == NEVER) & (loss <= self.target)] = self.chunk.epoch
        if self.rules:
            at_loss = loss <= self.stop_loss
            in_vain = self._in_vain(held_out_loss if self.held_out else loss) & ~at_loss
            for met, outcome in ((at_loss, "loss reached"), (in_vain, "no improvement")):
                if met.any():
                    self._fall(np.logical_xor(*halves(met)), done)
                    self._end(np.logical_and(*halves(met)) & self.trains, outcome, done)

    def _in_vain(self, judged: Array) -> Array:
        """Whether the lowest loss of each run lies further back than its patience, (2R,)."""
        chunk = self.chunk
        lower = judged < chunk.lowest
        chunk.lowest[lower], chunk.lowest_epoch[lower] = judged[lower], chunk.epoch
        return np.asarray(chunk.epoch - chunk.lowest_epoch >= self.patience)

    def _fall(self, which: Array, done: Epoch) -> None:
        """Leave these runs, (R,), to be trained alone."""
        self.fallen += self.chunk.places[which & self.trains].tolist()
        self._take_out(which, done)

    def _end(self, which: Array, outcome: str, done: Epoch) -> None:
        ended, fallen = self.chunk.ends(which, outcome)
        self.ended += ended
        self.fallen += fallen
        self._take_out(which, done)

    def _take_out(self, which: Array, done: Epoch) -> None:
        """Stop training these runs, (R,); zero weights keep them finite."""
        self.trains &= ~which
        rows = with_twins(which)
        done.vectors[rows], done.states[rows] = 0.0, 0.0
