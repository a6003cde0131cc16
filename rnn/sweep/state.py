"""SweepState: how far a sweep is; training returns the next one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from rnn.experiment.differences import OF_THE_WEIGHTS
from rnn.experiment.experiment import Experiment
from rnn.network.parameters import Array
from rnn.sweep.alone import Alone
from rnn.sweep.chunk import NEVER, Chunk, End, halves
from rnn.sweep.measured import measured
from rnn.sweep.plan import Plan
from rnn.sweep.size import gains_in_a_stack, runs_of_a_stack
from rnn.sweep.stretch import Stretch
from rnn.sweep.table import Result, Table, table_of
from rnn.training import clock
from rnn.training.runs import shape_of


@dataclass(frozen=True, eq=False)
class SweepState:
    """A sweep of which some runs have ended.

    chunks : the runs that train as stacks, one chunk after the other
    fallen : places of the runs that wait to be trained alone, since a stack is no gain or does not hold their numbers
    alone : those of them that have begun: one, or several that come back from a cluster
    results, weights : of each run that has ended, by its place in the sweep; weights (P,)
    """

    plan: Plan
    chunks: tuple[Chunk, ...] = ()
    fallen: tuple[int, ...] = ()
    alone: tuple[Alone, ...] = ()
    results: Mapping[int, Result] = field(default_factory=dict)
    weights: Mapping[int, Array] = field(default_factory=dict)

    @classmethod
    def start(cls, plan: Plan) -> SweepState:
        """Return the untrained runs, in chunks of one shape."""
        groups: dict[str, list[int]] = {}
        for place, cell in enumerate(plan.cells):
            groups.setdefault(repr(shape_of(cell)), []).append(place)
        stacked, alone = list[list[int]](), list[int]()
        for group in groups.values():
            if gains_in_a_stack(plan.cells[group[0]], len(group)):
                stacked.append(group)
            else:
                alone += group
        chunks = tuple(chunk for group in stacked for chunk in _chunks(plan.cells, group))
        return cls(plan, chunks, tuple(alone))

    @property
    def finished(self) -> bool:
        """Whether every run has ended."""
        return not (self.chunks or self.fallen or self.alone)

    @property
    def table(self) -> Table:
        """The results of the runs that have ended, in the order of the sweep."""
        values = self.plan.values
        return table_of(self.plan.choices, [(values[place], self.results[place]) for place in sorted(self.results)])

    @property
    def progress(self) -> float:
        """The fraction of all epochs that is done; what falls out of a stack is trained again, and counts again."""
        under_way = sum(chunk.epoch * len(chunk.places) for chunk in self.chunks)
        under_way += sum(alone.trainer.epoch for alone in self.alone)
        return (len(self.results) + under_way / self.plan.last_epoch) / len(self.plan)

    @property
    def losses(self) -> dict[int, float]:
        """The last losses of the runs that are being trained, by their places."""
        found: dict[int, float] = {}
        for chunk in self.chunks:
            if chunk.epoch:
                found.update(zip(chunk.places.tolist(), halves(chunk.losses)[0].tolist(), strict=True))
        for alone in self.alone:
            if alone.trainer.epoch:
                found[alone.place] = float(alone.trainer.history.series("loss")[1][-1])
        return found

    def advance(self, seconds: float | None = None) -> SweepState:
        """Train for `seconds`, at least one epoch of some runs; None: to the end. What has ended stays as it is."""
        deadline = math.inf if seconds is None else clock.seconds() + seconds
        state = self
        while not state.finished:
            state = state._one_alone(deadline) if state.alone or state.fallen else state._one_chunk(deadline)
            if clock.seconds() > deadline:
                break
        return state

    def _one_chunk(self, deadline: float) -> SweepState:
        """Train the first chunk to its end or the deadline."""
        chunk, *others = self.chunks
        last = self.plan.last_epoch
        stretch = Stretch(chunk, self.plan.cells, self.plan.target)
        chunk = stretch.train(last, deadline)
        ended, fallen = stretch.ended, stretch.fallen
        if chunk.epoch == last:
            at_the_end, unlike = chunk.ends(np.ones(len(chunk.places), dtype=bool), "trained")
            ended, fallen = ended + at_the_end, fallen + unlike
        left = () if chunk.epoch == last or not len(chunk.places) else (chunk,)
        return replace(self, chunks=(*left, *others), fallen=(*self.fallen, *fallen))._having(ended)

    def _one_alone(self, deadline: float) -> SweepState:
        """Train one of the fallen runs to its end or the deadline."""
        if not self.alone:
            place, *fallen = self.fallen
            return replace(self, alone=(Alone.start(place, self.plan.cells[place]),), fallen=tuple(fallen))
        alone, *others = self.alone
        seconds = deadline - clock.seconds()
        alone = alone.advance(self.plan.last_epoch, self.plan.target, max(seconds, 0.0))
        if alone.goes_on(self.plan.last_epoch):
            return replace(self, alone=(alone, *others))
        return replace(self, alone=tuple(others))._having([alone.end])

    def _having(self, ended: Sequence[End]) -> SweepState:
        """Return the state with the results of these runs; one whose pass turns out not to be finite is trained alone.

        The runs are those of one chunk.
        """
        results, weights, fallen = dict(self.results), dict(self.weights), list(self.fallen)
        for epoch in sorted({end.epoch for end in ended}):
            ends = [end for end in ended if end.epoch == epoch]
            for end, result in zip(ends, self._measured(ends), strict=True):
                if result is None:
                    fallen.append(end.place)
                else:
                    results[end.place], weights[end.place] = result, end.vector
        return replace(self, results=results, weights=weights, fallen=tuple(fallen))

    def _measured(self, ends: Sequence[End]) -> Iterable[Result | None]:
        """The results of runs of one shape at one epoch; None for a run that is to be trained alone."""
        cells, vectors = [self.plan.cells[end.place] for end in ends], np.array([end.vector for end in ends])
        found = measured(cells, vectors, ends[0].epoch)
        for end, cell, finite, loss, held_out, horizon, ratio in zip(
            ends, cells, found.finite, found.loss, found.held_out_loss, found.horizon, found.gradient_ratio, strict=True
        ):
            diverged = end.outcome in ("diverged", "not finite")
            if not (finite or diverged):
                yield None
                continue
            hit = end.epoch if self.plan.target is not None and loss <= self.plan.target else None
            yield Result(
                epoch=end.epoch,
                outcome=end.outcome,
                diverged_at=end.epoch + (end.outcome == "diverged") if diverged else None,
                loss=float(loss),
                held_out_loss=None if cell.held_out is None else float(held_out),
                epochs_to_target=None if diverged else hit if end.hit == NEVER else end.hit,
                horizon=float(horizon),
                gradient_ratio=None if math.isnan(ratio) else float(ratio),
            )


def _chunks(cells: Sequence[Experiment], group: Sequence[int]) -> Iterable[Chunk]:
    """The chunks of the runs of one shape, with their initial weights; equal ones are drawn once."""
    drawn: dict[tuple[object, ...], Array] = {}
    for place in group:
        key = _key(cells[place])
        if key not in drawn:
            drawn[key] = cells[place].first_parameters().vector
    size = cells[group[0]].optimizer_rule.state_size(len(next(iter(drawn.values()))))
    together = runs_of_a_stack(cells[group[0]])
    for first in range(0, len(group), together):
        places = group[first : first + together]
        yield Chunk.start(places, np.array([drawn[_key(cells[place])] for place in places]), size)


def _key(cell: Experiment) -> tuple[object, ...]:
    return tuple(getattr(cell, name) for name in OF_THE_WEIGHTS)
