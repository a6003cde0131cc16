"""The Train page: how the network learns, and where its classes are mixed up."""

from __future__ import annotations

from pages.shared.stage.cards import Cards, Figure
from pages.shared.visitor.view import View
from rnn.figures import confusion as confusion_figure
from rnn.figures import gradient, hidden, loss, prediction
from rnn.lenses.confusion import confusion


def train(view: View) -> Cards:
    """Return loss, prediction, hidden states and gradient, and for classes which of them are taken for which."""
    classes = view.classes
    of_classes = {"confusion": lambda: _confusion(view)} if classes else {}
    return Cards(
        loss=lambda: loss.draw(view.newest, view.shown, view.parent, view.untrained),
        prediction=lambda: prediction.draw(view.in_own_units, view.sequence, view.symbols, classes),
        hidden=lambda: hidden.draw(view.shown_pass, view.sequence),
        gradient=lambda: gradient.draw(view.shown_pass, view.sequence, view.shown.divergence),
        **of_classes,
    )


def _confusion(view: View) -> Figure:
    shown = view.shown_pass
    held_out = shown.held_out is not None
    return confusion_figure.draw(confusion(shown, held_out), view.classes, held_out)
