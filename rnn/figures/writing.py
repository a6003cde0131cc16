"""What a network of letters writes, as text, and the most probable first letters."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn.data.letters import Alphabet
from rnn.figures.axes import axis
from rnn.figures.card import Figure, card
from rnn.lenses.writing import HOTTEST, MOST_SEED, MOST_SEED_LETTERS, Sampling, Written
from rnn.text.quoting import without_markup
from rnn.words.writing import about_letters, about_next, about_written

TITLE = "What it writes"
MOST_BARS = 12


def draw(made: Written, sampling: Sampling, alphabet: Alphabet, text: str) -> Figure:
    """Return the text in layout.meta.written, with the controls of how it is drawn; nothing of it is markup.

    text : what is learned
    """
    figure = card(
        TITLE,
        "Underlined: the seed text. After it, the network reads the letters that it draws.",
        about_written(made, text),
        [],
    )
    controls = {
        **{"seed_text": sampling.seed_text, "temperature": sampling.temperature, "seed": sampling.seed},
        **{"hottest": HOTTEST, "most_letters": MOST_SEED_LETTERS, "most_seed": MOST_SEED},
    }
    note = about_letters(alphabet, made.unknown)
    figure["layout"]["meta"]["written"] = {"read": made.read, "text": made.written, "note": note, **controls}
    return figure


def draw_none(why: str) -> Figure:
    """Return a card without text that says why there is none."""
    figure = card(TITLE, why, "", [])
    figure["layout"]["meta"]["written"] = {}
    return figure


def draw_next(made: Written, alphabet: Alphabet, temperature: float) -> Figure:
    """Return the most probable first letters as bars, the most probable one first."""
    first, names = made.probabilities[0], alphabet.names
    shown = np.argsort(-first, kind="stable")[:MOST_BARS]
    places = np.arange(1, len(shown) + 1)
    bars = {
        "type": "bar",
        "name": "probability",
        "meta": "prediction",
        "x": places,
        "y": first[shown],
        "text": [without_markup(names[place]) for place in shown],
        "hovertemplate": "%{text}: %{y:.3f}<extra></extra>",
        "textposition": "none",
    }
    ticks: dict[str, Any] = {"tickvals": places.tolist(), "ticktext": [without_markup(names[place]) for place in shown]}
    return card(
        "What may come next",
        f"The probability of each letter after the seed text, at temperature {temperature:g}.",
        about_next(made, names),
        [bars],
        xaxis=axis("next letter", range=[0.4, MOST_BARS + 0.6], showgrid=False, **ticks),
        yaxis=axis("probability", range=[0, 1.02], nticks=6),
    )
