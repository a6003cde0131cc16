"""Lanes: runs that are compared, trained in lockstep."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rnn.experiment.differences import LETTERS
from rnn.experiment.experiment import Experiment
from rnn.training import clock
from rnn.training.cost import seconds_of
from rnn.training.runs import Runs, shape_of
from rnn.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Lanes:
    """One to four runs. Those that train are at one epoch, except one that ended earlier by itself.

    trainers : the run of each lane
    kept : the places of the lanes that no longer train
    """

    trainers: tuple[Trainer, ...]
    kept: frozenset[int] = frozenset()

    @classmethod
    def start(cls, experiments: Iterable[Experiment]) -> Lanes:
        """Return the untrained networks."""
        return cls(tuple(Trainer.start(experiment) for experiment in experiments))

    def __len__(self) -> int:
        """Return the number of lanes."""
        return len(self.trainers)

    @property
    def epoch(self) -> int:
        """The newest epoch of a lane that trains."""
        return max(self.trainers[place].epoch for place in self._training)

    @property
    def can_advance(self) -> bool:
        """Whether `advance` would train a lane."""
        return any(self.trainers[place].can_advance for place in self._training)

    @property
    def can_train(self) -> bool:
        """Whether a lane may continue, apart from its limit of seconds."""
        return any(self.trainers[place].can_train for place in self._training)

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """The experiment of each lane."""
        return tuple(trainer.experiment for trainer in self.trainers)

    def advance(self, epochs: int | None = None, seconds: float | None = None, timed: bool = True) -> Lanes:
        """Train all lanes as `Trainer.advance` does; lanes of one shape as one stack.

        A lane that is behind catches up first. A lane that ends does so alone.
        """
        going = [place for place in self._training if _goes_on(self.trainers[place], timed)]
        behind = [place for place in going if self.trainers[place].epoch < self.epoch]
        if behind:
            return self._caught_up(behind[0], seconds, timed)
        trainers, begin = list(self.trainers), self.epoch
        groups = _groups(self.trainers, going)
        costs = [_cost(self.trainers, group) for group in groups]
        for first, group in enumerate(groups):
            began = clock.seconds()
            part = None if seconds is None else seconds * costs[first] / sum(costs[first:])
            later = _advanced([trainers[place] for place in group], epochs, part, timed)
            for place, trainer in zip(group, later, strict=True):
                trainers[place] = trainer
            still_going = [trainer for trainer in later if _goes_on(trainer, timed)]
            if still_going:  # the other groups follow to its epoch
                epochs, seconds = still_going[0].epoch - begin, None
            elif seconds is not None:
                seconds = max(seconds - (clock.seconds() - began), 0.0)
        return replace(self, trainers=tuple(trainers))

    def at(self, epoch: int) -> Lanes:
        """Return all lanes at an earlier epoch; one that ended before it stays where it ended."""
        return self.each(lambda trainer: trainer.at(min(epoch, trainer.epoch)))

    def before(self, epoch: int) -> Lanes:
        """Return all lanes at their last snapshots up to `epoch`."""
        return self.each(lambda trainer: trainer.before(min(epoch, trainer.epoch)))

    def rewound(self) -> Lanes:
        """Return the untrained networks, with the present choices from epoch 0 on."""
        return self.each(Trainer.rewound)

    def choose(self, place: int, **choices: object) -> Lanes:
        """Return the lanes with other choices of one lane, and of the first lane also in those that share its value.

        As declared, a choice restarts the lane, and all lanes with it, or is recorded as a change at this epoch. Raises
        ValueError for a value that is not allowed.
        """
        if place in self.kept:
            raise ValueError(f"Compare: lane {LETTERS[place]} was kept and no longer changes. Look at another lane.")
        changed = [self._chosen(each, place, choices) for each in range(len(self))]
        lanes = replace(self, trainers=tuple(changed))
        restarted = any(now.snapshots is not was.snapshots for now, was in zip(changed, self.trainers, strict=True))
        return lanes.rewound() if restarted and len(self) > 1 else lanes

    def restarted(self, **choices: object) -> Lanes:
        """Return the lanes with these choices, untrained."""
        return self.each(lambda trainer: Trainer.start(trainer.experiment.replaced(**choices)))

    def _chosen(self, place: int, chosen: int, choices: dict[str, object]) -> Trainer:
        trainer, first = self.trainers[place], self.trainers[0]
        if place == chosen:
            return trainer.choose(**choices)
        if chosen or place in self.kept:
            return trainer
        now, value = trainer.experiment.value_at, first.experiment.value_at
        shared = {name: to for name, to in choices.items() if now(name, trainer.epoch) == value(name, first.epoch)}
        return trainer.choose(**shared) if shared else trainer

    def each(self, change: Callable[[Trainer], Trainer]) -> Lanes:
        """Return the lanes with `change` applied to each run that trains."""
        changed = (trainer if place in self.kept else change(trainer) for place, trainer in enumerate(self.trainers))
        return replace(self, trainers=tuple(changed))

    def following(self, experiments: Iterable[Experiment]) -> Lanes:
        """Return the lanes with these experiments, whose numbers up to the present epoch must be the same."""
        pairs = enumerate(zip(self.trainers, experiments, strict=True))
        planned = (old if place in self.kept else replace(old, experiment=new) for place, (old, new) in pairs)
        return replace(self, trainers=tuple(planned))

    def having(self, place: int, trainer: Trainer) -> Lanes:
        """Return the lanes with another run in one of them."""
        return replace(self, trainers=(*self.trainers[:place], trainer, *self.trainers[place + 1 :]))

    def adding(self, trainer: Trainer, kept: bool = False) -> Lanes:
        """Return the lanes with one more. Raises ValueError if there are as many as there may be."""
        if len(self) == len(LETTERS):
            raise ValueError(f"Compare: there are {len(LETTERS)} lanes already. Remove one first.")
        return Lanes((*self.trainers, trainer), self.kept | ({len(self)} if kept else set()))

    @property
    def removable(self) -> list[bool]:
        """Which lanes may be removed: all but the last one that trains."""
        return [self._training != [place] for place in range(len(self))]

    def removing(self, place: int) -> Lanes:
        """Return the lanes without one of them that may be removed; the others move up."""
        kept = frozenset(each - (each > place) for each in self.kept if each != place)
        return Lanes((*self.trainers[:place], *self.trainers[place + 1 :]), kept)

    @property
    def _training(self) -> list[int]:
        return [place for place in range(len(self.trainers)) if place not in self.kept]

    def _caught_up(self, place: int, seconds: float | None, timed: bool) -> Lanes:
        behind = self.trainers[place]
        return self.having(place, behind.advance(self.epoch - behind.epoch, seconds, timed))


def _goes_on(trainer: Trainer, timed: bool) -> bool:
    return trainer.can_advance if timed else trainer.can_train


def _advanced(trainers: list[Trainer], epochs: int | None, seconds: float | None, timed: bool) -> tuple[Trainer, ...]:
    if len(trainers) == 1:
        return (trainers[0].advance(epochs, seconds, timed),)
    return Runs(tuple(trainers)).advance(epochs, seconds, timed).trainers


def _groups(trainers: tuple[Trainer, ...], places: list[int]) -> list[list[int]]:
    """Places of the lanes that train as one stack, the costliest first."""
    if len(places) < 2:
        return [[place] for place in places]
    groups: dict[str, list[int]] = {}
    for place in places:
        groups.setdefault(str(shape_of(trainers[place].experiment)), []).append(place)
    return sorted(groups.values(), key=lambda group: -_cost(trainers, group))


def _cost(trainers: tuple[Trainer, ...], group: list[int]) -> float:
    """Estimated seconds of an epoch of these lanes."""
    return sum(seconds_of(trainers[place].experiment) for place in group)
