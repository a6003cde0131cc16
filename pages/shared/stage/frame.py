"""Frame: text and figures of one epoch in one message, so that they never disagree."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from math import isfinite

from pages.shared.stage.cards import Figure
from pages.shared.stage.frames import Packed, packed
from pages.shared.visitor.view import View
from rnn.figures.card import with_steps
from rnn.network.spectrum import largest_singular_value, spectral_radius
from rnn.text.quantities import number
from rnn.words.flow_sentences import about_what_if
from rnn.words.remedies import Finding, Remedy
from rnn.words.run_sentences import ANSWER_FIRST, about_run, about_way
from rnn.words.why.table import explains_status, of_card, of_readout, of_status

NO_NUMBER = "∞"


def frame(view: View, state: str, figures: Mapping[str, Figure]) -> Packed:
    """Return the figures, the readouts and the status line."""
    shown, found = view.shown_pass, _status(view)
    W_hh = shown.options.gain * view.shown.parameters.W_hh
    cards = _cards(view, figures)
    return {
        "epoch": view.lanes.epoch,
        "readouts": {
            "epoch": str(view.shown.epoch),
            "loss": _readout(shown.loss, ".4g"),
            "gradient-norm": _readout(shown.gradient_norm, ".3g"),
            "state": state,
            "spectral-radius": number(spectral_radius(W_hh)),
            "singular-value": number(largest_singular_value(W_hh)),
        },
        "said": found.sentence,
        "explained": not view.is_barred and explains_status(found.sentence, view),
        "remedy": None if view.lane in view.newest_lanes.kept else _offer(found.remedy),
        "figures": cards,
        **({"why": _why(view, cards, found.sentence)} if view.explaining and not view.is_barred else {}),
    }


def _why(view: View, cards: Packed, said: str) -> Packed:
    """Return why the numbers are what they are that are asked for; none of a card that is not there or fails.

    said : the status line
    """
    kind, _, name = (view.explaining or "").partition(" ")
    meta = {"title": "", "said": ""} | (cards[name]["layout"]["meta"] if kind == "card" and name in cards else {})
    try:
        if kind == "status":
            found = of_status(said, view)
        else:
            found = of_readout(name, view) if kind == "readout" else of_card(name, meta["title"], meta["said"], view)
    except Exception:
        logging.getLogger(__name__).exception("%r could not be explained at epoch %d.", name, view.shown.epoch)
        found = ()
    numbers = [
        {"name": why.name, "shown": why.shown, "formula": why.formula, "written": why.written}
        | {"plain": list(why.plain), "source": list(why.source)}
        for why in found
    ]
    return {"what": view.explaining, "epoch": view.shown.epoch, "numbers": numbers}


def _cards(view: View, figures: Mapping[str, Figure]) -> Packed:
    """Return the packed figures; one that fails is replaced by an error message."""
    drawn = {name: figure for name in figures if (figure := _drawn(view, name, figures))}
    marked = with_steps(drawn, view.step, len(view.shown_pass.x[0]))
    cards: Packed = packed({name: marked.get(name) or _failed(view, name) for name in figures})
    return cards


def _drawn(view: View, name: str, figures: Mapping[str, Figure]) -> Figure | None:
    """Return a figure, or None if drawing it fails; the traceback goes to the server's log."""
    try:
        return figures[name]
    except Exception:
        logging.getLogger(__name__).exception("The card %r could not be drawn at epoch %d.", name, view.shown.epoch)
        return None


def _failed(view: View, name: str) -> Figure:
    failed = f"This chart could not be drawn at epoch {view.shown.epoch:,}. The rest of the page still works."
    return {"data": [], "layout": {"meta": {"title": name.replace("_", " ").capitalize(), "failed": failed}}}


def _readout(value: float, digits: str) -> str:
    return f"{value:{digits}}" if isfinite(value) else NO_NUMBER


def _status(view: View) -> Finding:
    """Return the status line below the transport, and what its button tries."""
    if view.bound_for is not None and view.bound_for != view.shown.epoch:
        return Finding(about_way(view.shown.epoch, view.bound_for))
    if view.is_barred:
        return Finding(ANSWER_FIRST)
    if view.what_if:
        return Finding(about_what_if(view.what_if.gain, view.what_if.input_scale))
    return about_run(view.newest, view.shown)


def _offer(remedy: Remedy | None) -> Packed | None:
    """Return the button that tries a remedy, and the command that it sends."""
    if remedy is None:
        return None
    return {"label": remedy.label, "title": remedy.in_full, "choices": remedy.choices, "anew": remedy.anew}
