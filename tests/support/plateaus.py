"""Whether a run stands on a plateau, judged from its recorded losses alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnn import Trainer
from rnn.words.plateau import plateau


def constant_loss(experiment) -> float:
    """The best constant prediction's loss, in a plain loop over sequences of equal weight."""
    batches = [experiment.batch_at(epoch) for epoch in range(16 if experiment.always_fresh else 1)]
    sequences = []
    for batch in batches:
        counts = np.ones(batch.x.shape[:2], dtype=bool) if batch.counted is None else batch.counted
        sequences += [target[count] for target, count in zip(batch.target, counts, strict=True) if count.any()]
    mean = np.mean([rows.mean(axis=0) for rows in sequences], axis=0)
    if experiment.loss == "squared":
        return float(np.mean([((rows - mean) ** 2).sum(axis=1).mean() for rows in sequences]))
    return float(np.mean([-(rows * np.log(mean + 1e-300)).sum(axis=1).mean() for rows in sequences]))


def said_wrongly(trainer: Trainer, every: int = 12) -> list[str]:
    """Epochs at which a plateau is said that the losses do not show, or not said although they plainly do."""
    level, losses = constant_loss(trainer.experiment), trainer.history.mean[:, 0]
    wrong = []
    for epoch in range(0, len(losses) // trainer.history.stride, every):
        found = plateau(replace(trainer, epoch=epoch, history=trainer.history.before(epoch)))
        seen = losses[:epoch]
        if found is None:
            plainly = epoch > 80 and level > 0 and np.abs(seen[-80:] - level).max() < 0.01 * level
            weak = trainer.history.mean[epoch - 1, 1] < 0.02 * trainer.history.untrained[1]
            wrong += [f"not said at epoch {epoch}"] if plainly and weak else []
            continue
        stretch = seen[epoch - found.epochs :]
        near = level > 0 and abs(stretch.mean() - level) < 0.06 * level and np.median(stretch) > 0.9 * level
        moves = abs(stretch[: len(stretch) // 2].mean() - stretch[len(stretch) // 2 :].mean()) > 0.05 * level
        wrong += [] if near and found.epochs >= 48 and not moves else [f"said at epoch {epoch}"]
    return wrong
