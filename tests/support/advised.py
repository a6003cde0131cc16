"""What a sentence advises to choose, as a person reads it."""

from __future__ import annotations

import re

from rnn.experiment.experiment import CHOICES


def advised(sentence, tried="learning_rate"):
    """The values that a sentence tells to choose, {field: value}; `tried` is the field of "Try ..."."""
    found = {}
    for name, choice in CHOICES.items():
        if said := re.search(rf"(?:Lower|Set) {re.escape(choice.label)} to ([\d.,]+)\.(?: |$)", sentence):
            found[name] = choice.typed(float(said[1].replace(",", "")))
    if said := re.search(r"Try ([\d.,]*\d)(?:\.$|,|\. )", sentence):
        found[tried] = CHOICES[tried].typed(float(said[1].replace(",", "")))
    if said := re.search(r"Clip the gradient at norm ([\d.,]*\d)\.", sentence):
        found["clip_norm"] = float(said[1])
    if said := re.search(r"Choose (\w+) as Activation\.", sentence):
        found["activation"] = said[1]
    return found
