"""The table of explanations: which numbers each readout and each card of the screen may show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from rnn.words.why import (
    cliffs,
    contributions,
    dynamics,
    flow,
    influence,
    one_unit,
    perturbed,
    predictions,
    run,
    state_space,
    states,
    status,
    steps,
    sweeps,
    updates,
)
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why

READOUTS: dict[str, Callable[[Seen], Why]] = {
    "epoch": run.epoch,
    "loss": run.loss,
    "gradient-norm": run.gradient_norm,
    "spectral-radius": run.radius,
    "singular-value": run.singular_value,
}
"""By the name of the readout."""
CARDS: dict[str, Callable[[Seen, str], Iterator[Why]]] = {
    "loss": run.about_loss,
    "prediction": predictions.about_prediction,
    "hidden": states.about_hidden,
    "gradient": steps.about_gradient,
    "confusion": steps.about_confusion,
    "unit": states.about_unit,
    "slope": states.about_slope,
    "unrolled": steps.of_walk,
    "error": steps.about_error,
    "saturation": states.about_saturated,
    "contributions": contributions.about_contributions,
    "contribution_over_time": contributions.about_contributions,
    "contribution_entries": contributions.about_contributions,
    "contribution_direction": contributions.about_contributions,
    "gradient_check": contributions.about_check,
    "itemised": influence.about_influence,
    "influence": influence.about_influence,
    "loss_step": influence.about_influence,
    "decay": flow.about_decay,
    "by_lag": influence.about_lags,
    "decay_causes": flow.about_causes,
    "singular_value_limit": flow.about_singular_values,
    "spectrum": flow.about_spectrum,
    "over_training": flow.about_moments,
    "gradient_norms": updates.about_gradient_norms,
    "clip_events": updates.about_clipping,
    "clipping_direction": updates.about_clipping_direction,
    "truncation_cost": updates.about_truncation,
    "forecast": dynamics.about_forecast,
    "written": dynamics.about_written,
    "next_letter": dynamics.about_next,
    "state_space": state_space.about_variance,
    "third_component": state_space.about_variance,
    "phase_portrait": state_space.about_variance,
    "variance": state_space.about_variance,
    "point_stability": state_space.about_points,
    "perturbation": perturbed.about_perturbation,
    "exponent": perturbed.about_exponent,
    "lesions": perturbed.about_lesions,
    "without_unit": perturbed.about_prediction_without,
    "cobweb": one_unit.about_fixed_points,
    "bifurcation": one_unit.about_settling,
    "slope_product": one_unit.about_product,
    "product_over_weights": one_unit.about_product,
    "cliff": cliffs.about_steps,
    "cliff_gradient": cliffs.about_norms,
    "loss_plane": cliffs.about_plane,
    "sweep": sweeps.about_sweep,
}
"""By the name of the card; on the page Compare a letter of the lane may follow, hidden_A."""


WHICH = re.compile(r"(\bt = (\d+ to )?|\bunit |\boutput |\blag |\bepoch |\bPC |\btarget )$", re.IGNORECASE)
"""What stands before a number that only says which step, unit, lag or epoch is spoken of."""


@np.errstate(all="ignore")
def of_readout(name: str, seen: Seen) -> tuple[Why, ...]:
    """Return why a readout is what it is; nothing for another name."""
    return (READOUTS[name](seen),) if name in READOUTS else ()


@np.errstate(all="ignore")
def of_card(name: str, title: str, said: str, seen: Seen) -> tuple[Why, ...]:
    """Return why each number in the sentence of a card is what it is, in the order in which the sentence says them.

    title, said : the words of the card
    """
    explain = CARDS.get(re.sub(r"_[A-D]$", "", name))
    if explain is None:
        return ()
    return _in_order(explain(seen, f"{title}\n{said}"), said)


@np.errstate(all="ignore")
def of_status(said: str, seen: Seen) -> tuple[Why, ...]:
    """Return why each number of the status line is what it is."""
    return _in_order(status.about_status(seen), said)


@np.errstate(all="ignore")
def explains_status(said: str, seen: Seen) -> bool:
    """Return whether a number of the status line is one that the run computed."""
    return any(True for why in status.about_status(seen) for _ in places_of(why.shown, said))


def _in_order(explained: Iterable[Why], said: str) -> tuple[Why, ...]:
    """Return what explains a number of the sentence, each number and each name once, as the sentence has them."""
    found: dict[int, Why] = {}
    for why in explained:
        place = next((each for each in places_of(why.shown, said) if each not in found), None)
        if place is not None and why.name not in {each.name for each in found.values()}:
            found[place] = why
    return tuple(found[place] for place in sorted(found))


def places_of(shown: str, said: str) -> Iterator[int]:
    """Return where a number stands in a sentence: as a number of its own, and not one that only says which."""
    for match in re.finditer(rf"(?<![\w.,−-]){re.escape(shown)}(?![\w−]|[.,]\d| ×| %)", said, re.IGNORECASE):
        if not WHICH.search(said[: match.start()]):
            yield match.start()
