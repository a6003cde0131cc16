"""The experiment as a link: the part of an address after "?", short enough to send, and readable.

    v=1&x=1,2,3&y=2,4,6&hidden=8&lr=0.05&at=120:lr:0.01,300:clip:off&epoch=400

It holds only the differences from the defaults, under the key that each choice declares. Further lanes of a comparison
hold only their differences from the first, under keys that begin with the letter of the lane:

    v=1&lr=0.05&b.optimizer=momentum&c.optimizer=adam&c.lr=0.01

A sweep is one more part, which `rnn.sweep.sweep_link` writes and reads. An edited or truncated link is read as far as
possible, with a notice for each part that is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from rnn.data.limits import MOST_LINK_LETTERS
from rnn.experiment.choices import ExperimentError
from rnn.experiment.differences import LETTERS
from rnn.experiment.experiment import Experiment
from rnn.experiment.link_parts import PARTS, read_epoch
from rnn.text.quoting import quoted

VERSION = "1"
SWEEP = "sweep"
"""The key of a part that `rnn.sweep.sweep_link` reads."""
MOST_WRITTEN, MOST_READ = MOST_LINK_LETTERS - 100, MOST_LINK_LETTERS
"""Characters; the difference is reserved for the epoch. Some mail programs break longer links."""
MOST_NOTICES = 10
OTHER_LANES = LETTERS[1:].lower()
"""Letters of the lanes after the first."""
DEFAULT = Experiment()


class Link(NamedTuple):
    """The experiment of a link, the epoch to train it to, and a notice for each part that was left out.

    others : the experiments of the further lanes of a comparison
    """

    experiment: Experiment
    epoch: int = 0
    notices: tuple[str, ...] = ()
    others: tuple[Experiment, ...] = ()

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """The experiments of all lanes."""
        return (self.experiment, *self.others)


def to_query(experiment: Experiment, epoch: int = 0, others: Sequence[Experiment] = ()) -> str | None:
    """Return the part of a link after "?": "" for the default experiment, None if it would be too long.

    others : the experiments of the further lanes of a comparison
    Given weights are always too long, and names of words and classes are not written.
    """
    if any(
        each.weights is not None or each.own_data.is_coded or _numbers(each) > MOST_WRITTEN
        for each in (experiment, *others)
    ):
        return None
    pairs = _differences(experiment, DEFAULT)
    for letter, other in zip(OTHER_LANES, others, strict=False):
        pairs += [(f"{letter}.{key}", text) for key, text in _differences(other, experiment)] or [(f"{letter}.", "")]
    query = _encoded(pairs)
    if len(query) > MOST_WRITTEN:
        return None
    if epoch:
        pairs.append(("epoch", str(epoch)))
    return _encoded([("v", VERSION), *pairs]) if pairs else ""


def from_query(pairs: Iterable[tuple[str, str]]) -> Link:
    """Read the keys and values of a link, as urllib.parse.parse_qsl gives them; nothing in it raises an error."""
    pairs = list(pairs)
    letters = sum(len(key) + len(value) + 2 for key, value in pairs)
    if letters > MOST_READ:
        return _not_read(f"The link has {letters:,} characters, but at most {MOST_READ:,} are read.")
    first: dict[str, str] = {}
    for key, value in pairs:
        first.setdefault(key, value)
    version = first.pop("v", VERSION)
    if version != VERSION:
        newer = version.isdecimal() and len(version) < 9 and int(version) > int(VERSION)
        why = "A newer version of this app made the link" if newer else "The link has a version that does not exist"
        return _not_read(f"{why}: {quoted(version)}. This app reads version {VERSION}.")
    notices = list(_repeated(pairs, first))
    first.pop(SWEEP, None)
    epoch = 0
    try:
        epoch = read_epoch(first.pop("epoch", "0"))
    except ValueError as error:
        notices.append(_left_out(error))
    lanes = [_of_lane(first, letter) for letter in OTHER_LANES if any(key.startswith(f"{letter}.") for key in first)]
    experiment, refused = _read(first, DEFAULT)
    notices += refused
    others = []
    for differences in lanes:
        other, refused = _read(differences, experiment)
        others.append(other)
        notices += refused
    if len(notices) > MOST_NOTICES:
        notices[MOST_NOTICES:] = [f"There are {len(notices) - MOST_NOTICES:,} more problems like this in the link."]
    return Link(experiment, epoch, tuple(notices), tuple(others))


def _of_lane(texts: dict[str, str], letter: str) -> dict[str, str]:
    """Take the texts of a further lane out of those of a link; one without differences has an empty key."""
    keys = [key for key in texts if key.startswith(f"{letter}.")]
    taken = {key.removeprefix(f"{letter}."): texts.pop(key) for key in keys}
    taken.pop("", None)
    return taken


def _read(texts: dict[str, str], base: Experiment) -> tuple[Experiment, list[str]]:
    """Return `base` with all texts that are valid together, and why the others were left out."""
    read: dict[str, dict[str, Any]] = {}
    notices = []
    for key, text in texts.items():
        if key not in PARTS:
            notices.append(_left_out(f"{quoted(key)} is not the key of a choice."))
            continue
        try:
            read[key] = dict(zip(PARTS[key].fields, PARTS[key].read(text), strict=True))
        except ValueError as error:
            notices.append(_left_out(error))
    experiment, refused = _fitting(read, base)
    return experiment, notices + [_left_out(why) for why in refused]


def _fitting(read: dict[str, dict[str, Any]], base: Experiment) -> tuple[Experiment, list[str]]:
    """Return the experiment of all keys, of all but one, or without the last keys; and why the others do not fit."""
    try:
        return _made_of(read, base), []
    except ExperimentError as error:
        why = str(error)
    keys = [key for key in PARTS if key in read]
    for key in reversed(keys):
        with suppress(ExperimentError):
            return _made_of(_without(read, key), base), [why]
    experiment, refused = _fitting(_without(read, keys[-1]), base)
    return experiment, [why, *refused]


def _made_of(read: dict[str, dict[str, Any]], base: Experiment) -> Experiment:
    return base.replaced(**{name: value for values in read.values() for name, value in values.items()})


def _without(read: dict[str, dict[str, Any]], left_out: str) -> dict[str, dict[str, Any]]:
    return {key: values for key, values in read.items() if key != left_out}


def _repeated(pairs: list[tuple[str, str]], first: dict[str, str]) -> Iterator[str]:
    keys = [key for key, _ in pairs]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1 and key != "v":
            yield (
                f"{quoted(key)} occurs in the link {keys.count(key)} times. "
                f"The first one is used: {quoted(first[key])}."
            )


def _numbers(experiment: Experiment) -> int:
    """The count of numbers and letters in the data, a lower bound of the length of the link."""
    rows = (experiment.inputs, *experiment.more_inputs, experiment.targets or (), *experiment.more_targets)
    return sum(len(sequence) for sequence in (*rows, experiment.text))


def _differences(experiment: Experiment, base: Experiment) -> list[tuple[str, str]]:
    """Keys and texts of what differs from `base`."""
    return [
        (key, part.write(experiment))
        for key, part in PARTS.items()
        if any(getattr(experiment, name) != getattr(base, name) for name in part.fields)
    ]


def _encoded(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, safe=",;:/", quote_via=quote)


def _left_out(why: ValueError | str) -> str:
    return f"Left out of the link: {why}"


def _not_read(why: str) -> Link:
    return Link(DEFAULT, 0, (f"{why} This is the default experiment.",))
