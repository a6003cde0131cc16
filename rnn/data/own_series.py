"""Own series: how the batches of a person's own sequences are made, whole or in windows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from rnn.data.limits import MOST_SEQUENCES
from rnn.data.scaling import NONE, SCALINGS, Scale, Units, fitted, scaled
from rnn.data.series_settings import Settings
from rnn.data.tasks import Baseline
from rnn.data.transformation import TRANSFORMATIONS, Aligned
from rnn.data.windows import Part, Windows, drawn, spread
from rnn.network.batch import Batch, filled, padded
from rnn.network.parameters import Array


class OwnSeries:
    """Sequences with their targets, transformed, cut into windows and scaled.

    levels : the rows of each sequence that are used, in the person's own units
    aligned : inputs and targets of each sequence, transformed
    windows : what is drawn from, or None where the sequences are learned whole
    fresh : whether each epoch draws a batch of its own
    x, y : the scales of inputs and targets, learned on what is not held out
    """

    def __init__(self, inputs: Sequence[Array], targets: Sequence[Array] | None, settings: Settings) -> None:
        """Inputs (N, D) and targets (N, K) of each sequence; without targets these are the inputs some steps ahead."""
        self.settings, self.follows = settings, targets is None
        self.transformation = TRANSFORMATIONS[settings.transformation]
        first = 0 if settings.rows_from is None else settings.rows_from - 1
        used = slice(first, settings.rows_to)
        self.levels = [rows[used] for rows in inputs]
        if targets is None:
            self.aligned = [self.transformation.ahead(rows, settings.ahead) for rows in self.levels]
        else:
            pairs = zip(self.levels, (rows[used] for rows in targets), strict=True)
            self.aligned = [self.transformation.beside(rows, own) for rows, own in pairs]
        reach = self.transformation.lost + (settings.ahead if self.follows else 0)
        self.parts = [
            settings.part(place, len(rows), len(self.levels), reach) for place, rows in enumerate(self.levels)
        ]
        self.windows = None
        if settings.window is not None:
            self.windows = Windows.of(self.aligned, self.parts, settings.window, settings.stride)
        many = self.windows is not None and len(self.windows.learned) > MOST_SEQUENCES
        self.fresh = self.windows is not None and (many or settings.batches == "fresh")
        self.x, self.y = self._scales()

    @property
    def learned_in_batch(self) -> int:
        """The number of learned windows in a batch; the held-out ones follow."""
        assert self.windows is not None
        learned = len(self.windows.learned)
        return min(learned, self.settings.sequences) if self.fresh else learned

    @property
    def held_out_in_batch(self) -> int:
        """The number of held-out windows whose loss is measured; where batches are drawn, no more than are learned."""
        assert self.windows is not None
        return min(len(self.windows.held_out), self.learned_in_batch if self.fresh else MOST_SEQUENCES)

    @cached_property
    def shown(self) -> Batch:
        """The batch that is shown: all sequences, or windows that are evenly spread over them."""
        return scaled(self._shown, self.x, self.y)

    def at(self, generator: np.random.Generator) -> Batch:
        """Draw a batch of windows; those that are held out stay the same."""
        assert self.windows is not None
        learned = drawn(self.windows.learned, self.learned_in_batch, generator)
        x, target, _, _ = self.windows.taken(learned)
        batch, held_out = Batch(self.x.scaled(x), self.y.scaled(target)), self.shown
        if not len(self.windows.held_out):
            return batch
        rest = slice(self.learned_in_batch, None)
        return Batch(np.concatenate([batch.x, held_out.x[rest]]), np.concatenate([batch.target, held_out.target[rest]]))

    @property
    def learned(self) -> Batch:
        """All that is learned, as one sequence, (1, M, ...)."""
        x, target = self._learned_rows
        return Batch(self.x.scaled(x)[None], self.y.scaled(target)[None])

    @property
    def units(self) -> Units | None:
        """How the shown batch was made from the person's own numbers; None if they are as they were given."""
        if self.settings.scaling == NONE and self.settings.transformation == NONE:
            return None
        return Units(self.x, self.y, self.transformation, self.follows, *self._starts)

    @property
    def repeating(self) -> Baseline | None:
        """The prediction that repeats the last value; None where the input has not the units of the target."""
        if self.follows and self.transformation.change:
            unchanged = self.y.scaled(np.zeros(1))
            return Baseline("memoryless baseline, last value", lambda batch: np.full_like(batch.target, unchanged))
        same = self.aligned[0].x.shape[1] == self.aligned[0].target.shape[1]
        if not same or not (self.follows or self.units is None):
            return None
        return Baseline("memoryless baseline, last input", lambda batch: batch.x)

    def series_of(self, sequence: int) -> int:
        """Return the series that a sequence of the shown batch is cut from, counted from 0."""
        return sequence if self.windows is None else int(self._shown_places[sequence, 0])

    def row_of(self, sequence: int, step: int) -> int:
        """Return the row of a time step of a sequence of the shown batch, both counted from 0."""
        first = 0 if self.windows is None else int(self._shown_places[sequence, 1])
        return first + step + self.transformation.lost

    def begin_of_held_out(self, series: int) -> int:
        """Return the first row of a series that is held out, counted from 0; its end if none is, or all are."""
        end = len(self.levels[series])
        if self.settings.held_out is None or self.settings.held_out_of == "sequences":
            return end
        begin = self.parts[series].held_out_from
        if self.windows is not None:
            return begin
        # In one pass, the last numbers before are targets of steps that are learned.
        return begin + self.transformation.lost + (self.settings.ahead if self.follows else 0)

    def inputs_of(self, levels: Array) -> Array:
        """Return the network's inputs for rows (n, D) in the person's units; a change has none for the first row."""
        return self.x.scaled(self.transformation.ahead(levels, 0).x)

    def predicted(self, yhat: Array, present: Array) -> Array:
        """Return predictions (n, D) in the person's units, made at rows with these numbers, (n, D)."""
        return self.transformation.undone(self.y.restored(yhat), present if self.transformation.change else None)

    @cached_property
    def _shown_places(self) -> Array:
        """Series and first row of each window that is shown."""
        assert self.windows is not None
        learned = spread(self.windows.learned, self.learned_in_batch)
        return np.concatenate([learned, spread(self.windows.held_out, self.held_out_in_batch)])

    @cached_property
    def _shown_windows(self) -> Aligned:
        """The windows that are shown, (B, T, ...), transformed but not scaled."""
        assert self.windows is not None
        return self.windows.taken(self._shown_places)

    @cached_property
    def _shown(self) -> Batch:
        """What is shown, transformed but not scaled."""
        if self.windows is not None:
            return Batch(self._shown_windows.x, self._shown_windows.target)
        return padded([(each.x, each.target) for each in self.aligned])

    @property
    def _starts(self) -> tuple[Array | None, Array | None]:
        """What the changes in the inputs and in the targets that are shown are taken from, (B, T, ...)."""
        if self.windows is not None:
            return self._shown_windows.before, self._shown_windows.present
        steps = self._shown.x.shape[1]
        before, present = ([each[place] for each in self.aligned] for place in (2, 3))
        return tuple(None if each[0] is None else filled(each, steps) for each in (before, present))  # type: ignore

    @property
    def _learned_rows(self) -> tuple[Array, Array]:
        """Inputs and targets of all that is learned, (M, ...), transformed but not scaled."""
        pairs = [(each.x[: part.learned_end], each.target[: part.learned_end]) for each, part in self._with_parts]
        inputs, targets = zip(*pairs, strict=True)
        return np.concatenate(inputs), np.concatenate(targets)

    @property
    def _with_parts(self) -> list[tuple[Aligned, Part]]:
        return list(zip(self.aligned, self.parts, strict=True))

    def _scales(self) -> tuple[Scale, Scale]:
        """The scales of inputs and targets; those of symbols stay as they are."""
        settings, scaling, none = self.settings, SCALINGS[self.settings.scaling], SCALINGS[NONE]
        inputs, targets = self._learned_rows
        x = fitted(scaling, inputs)
        if settings.loss != "squared":
            return x, fitted(none, targets)
        same = self.follows and not (self.transformation.change and settings.ahead > 1)
        return x, x if same else fitted(scaling, targets)
