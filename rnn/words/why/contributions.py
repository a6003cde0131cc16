"""Why the numbers about per-step contributions and the gradient check are what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from rnn.lenses.contributions import Contributions, contributions
from rnn.lenses.gradient_check import THRESHOLD, check
from rnn.lenses.walk.written import minus, summed
from rnn.network.norms import norm
from rnn.text.quantities import number, percent, ratio, share, signed
from rnn.words.gradient_sentences import SETTLED, limited
from rnn.words.update_sentences import symbol
from rnn.words.why.seen import Seen
from rnn.words.why.why import Why

ALL = "c = [np.outer(left[t], right[t]) for t in range(1, T+1)]"
SIZES = "sizes = np.array([np.linalg.norm(each) for each in c])"


def about_contributions(seen: Seen, words: str) -> Iterator[Why]:
    """The largest contribution, the first half, the partial sums, the cosines and the entries."""
    parts = _parts(seen, words)
    if parts is None or not parts.finite or not parts.norm.any():
        return
    known = {"left": _from_1(parts.left), "right": _from_1(parts.right), "T": len(parts.norm)}
    yield from _shares(parts, known)
    yield from _sums(parts, known)
    yield from _direction(parts, known)
    yield from _entries(parts, seen, known)


def _shares(parts: Contributions, known: dict[str, object]) -> Iterator[Why]:
    of, most, half = symbol(parts.name), int(parts.norm.argmax()), len(parts.norm) // 2
    for name, value, formula, line in (
        (f"contribution of t = {most + 1}", float(parts.share[most]), "max<sub>t</sub> |c<sub>t</sub>|", "sizes.max()"),
        (
            f"contribution of t = 1 to {half}",
            float(parts.share[:half].sum()),
            f"Σ<sub>t ≤ {half}</sub> |c<sub>t</sub>|",
            f"sizes[:{half}].sum()",
        ),
    ):
        yield Why(
            name,
            share(limited(value)),
            value,
            f"{formula} / Σ<sub>t</sub> |c<sub>t</sub>|, c<sub>t</sub>: contribution of step t to ∂L/∂{of}",
            f"/ ({summed(parts.norm)}) = {percent(value)}",
            (ALL, SIZES, f"part = {line} / sizes.sum()"),
            known,
        )


def _sums(parts: Contributions, known: dict[str, object]) -> Iterator[Why]:
    of, total = symbol(parts.name), float(norm(parts.total.ravel()))
    yield Why(
        "norm of the gradient",
        number(total),
        total,
        f"|Σ<sub>t</sub> c<sub>t</sub>| = |∂L/∂{of}|",
        f"= {minus(total)}",
        (ALL, "size = np.linalg.norm(sum(c))"),
        known,
    )
    yield Why(
        "settled",
        share(SETTLED),
        SETTLED,
        "| |partial sum| − |sum| | ≤ 10 % of |sum|",
        "a limit that is set",
        ("limit = 0.1",),
        {},
    )


def _parts(seen: Seen, words: str) -> Contributions | None:
    """The contributions to the parameter that the card speaks of."""
    names = seen.shown_pass.gradients.held
    name = next((each for each in names if re.search(rf"\b{each}\b", words)), None)
    return contributions(seen.shown_pass, name, seen.sequence) if name else None


def _from_1(rows: np.ndarray) -> np.ndarray:
    return np.concatenate([np.zeros((1, rows.shape[1])), rows])


def _direction(parts: Contributions, known: dict[str, object]) -> Iterator[Why]:
    against, cosine = int(parts.cosine.argmin()), float(parts.cosine.min())
    total = float(norm(parts.total.ravel()))
    yield Why(
        f"cosine of t = {against + 1}",
        signed(cosine),
        cosine,
        "min<sub>t</sub> c<sub>t</sub> · Σc / (|c<sub>t</sub>| |Σc|)",
        f"= {minus(cosine)}",
        (
            ALL,
            "s = sum(c)",
            "cosines = [np.sum(each * s) / np.linalg.norm(each) / np.linalg.norm(s) for each in c if each.any()]",
            "least = min(cosines)",
        ),
        known,
    )
    yield Why(
        "left of the summed norms",
        share(limited(parts.kept)),
        parts.kept,
        "|Σ<sub>t</sub> c<sub>t</sub>| / Σ<sub>t</sub> |c<sub>t</sub>|",
        f"{minus(total)} / {minus(float(parts.norm.sum()))} = {percent(limited(parts.kept))}",
        (ALL, SIZES, "part = np.linalg.norm(sum(c)) / sizes.sum()"),
        known,
    )


def _entries(parts: Contributions, seen: Seen, known: dict[str, object]) -> Iterator[Why]:
    step = min(seen.step if seen.step is not None else parts.largest, len(parts.norm) - 1)
    size, largest = float(np.abs(parts.at(step)).max()), int(parts.norm.argmax())
    yield Why(
        f"largest entry at t = {step + 1}",
        number(size),
        size,
        f"max<sub>i,j</sub> |c<sub>{step + 1},i,j</sub>|",
        f"= {minus(size)}",
        (f"largest = np.abs(np.outer(left[{step + 1}], right[{step + 1}])).max()",),
        known,
    )
    against = float(parts.norm[step] / parts.norm[largest])
    yield Why(
        f"norm against t = {largest + 1}",
        ratio(against).removesuffix(" of").removesuffix(" as large as"),
        against,
        f"|c<sub>{step + 1}</sub>| / |c<sub>{largest + 1}</sub>|",
        f"{minus(float(parts.norm[step]))} / {minus(float(parts.norm[largest]))} = {minus(against)}",
        (ALL, SIZES, f"part = sizes[{step}] / sizes.max()"),
        known,
    )


def about_check(seen: Seen, words: str) -> Iterator[Why]:
    """The smallest relative error of the gradient check, and its perturbation."""
    shown, scale = seen.shown_pass, seen.shown.experiment.error_scale
    chosen = re.search(r", ([Wbh]_\w+)(?:\[(\d+), (\d+)\])?$", words.partition("\n")[0])
    name = chosen[1] if chosen else None
    entry = (int(chosen[2]) - 1, int(chosen[3]) - 1) if chosen and chosen[2] else None
    try:
        made = check(shown, scale, name, entry)
    except ValueError:
        return
    if made.best is None:
        return
    epsilon = float(made.epsilons[made.best])
    known = {"d": made.central[made.best], "g": made.followed, "least": made.least, "epsilon": epsilon}
    yield _error("relative error", float(made.error[made.best]), known)
    whole = int(np.nanargmin(made.whole_error))
    of_whole = {"d": made.central[whole], "g": made.whole, "least": made.least}
    yield _error("relative error without truncation", float(made.whole_error[whole]), of_whole)
    yield Why(
        "ε",
        number(epsilon),
        epsilon,
        "the perturbation with the smallest error",
        f"ε = {minus(epsilon)}",
        ("value = epsilon",),
        known,
    )
    moved = float(np.abs(made.central[made.best]).max())
    for what, value, line in (
        ("gradient norm", made.gradient_norm, "size = np.linalg.norm(g)"),
        ("loss", made.loss, "L = loss"),
        ("largest difference", moved, "value = np.abs(d).max()"),
    ):
        arrays = known | {"loss": made.loss}
        yield Why(what, number(value), value, f"{what} of what is checked", f"= {minus(value)}", (line,), arrays)
    for what, count in (("checked entries", len(made.entries)), ("all entries", made.of)):
        yield Why(what, f"{count:,}", count, what, f"{count:,}", ("count = n",), {"n": count})


def _error(name: str, value: float, known: dict[str, object]) -> Why:
    return Why(
        name,
        number(value),
        value,
        "|d − g| / max(|d|, |g|), d: central differences (L(w + ε) − L(w − ε)) / 2ε, g: BPTT",
        f"= {minus(value)}; the check passes below {minus(THRESHOLD)}",
        (
            "size = max(np.linalg.norm(d), np.linalg.norm(g), least)",
            "error = np.linalg.norm(d - g) / size",
        ),
        known,
    )
