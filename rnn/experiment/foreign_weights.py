"""Weights under the names of other libraries: what to rename, what to transpose and which biases to add.

torch.nn.RNN has two biases and weights as here; keras.layers.SimpleRNN and Dive into
Deep Learning multiply from the left, so their kernels are transposed; min-char-rnn (Karpathy) has them as here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from rnn.text.quoting import quoted

Shape = tuple[int, ...]

COLUMNS = "Make each bias a column: b[:, None]."
_KARPATHY = {"Wxh": "W_xh", "Whh": "W_hh", "Why": "W_hy", "bh": "b_h", "by": "b_y"}
_D2L = {"W_xh": "W_xh", "W_hh": "W_hh", "W_hq": "W_hy", "b_h": "b_h", "b_q": "b_y"}
_PYTORCH = r"(.*\.)?weight_hh(_l[0-9]+)?(_reverse)?"
_KERAS = r"(.*[/._])?recurrent_kernel(:0)?"
_GATES = {4: "an LSTM", 3: "a GRU"}
_SAVE = "np.savez(file, W_xh=..., W_hh=..., W_hy=..., b_h=..., b_y=...)"


def advice(names: Collection[str], shape_of: Callable[[str], Shape]) -> str | None:
    """Return how to convert arrays with these names; None if the names are not known.

    shape_of : shape of an array by name; called for one name only, to tell a simple RNN from an LSTM or a GRU
    """
    if _KARPATHY.keys() <= set(names):
        return f"these are min-char-rnn's names. {_renamed(_KARPATHY)} Transpose nothing, and add no biases."
    if _D2L.keys() <= set(names):
        return f"these are the names of Dive into Deep Learning. Transpose each W. {_renamed(_D2L)} {COLUMNS}"
    if all(re.fullmatch(r"arr_[0-9]+", name) for name in names) and names:
        keras = " Keras's get_weights gives W_xh.T, W_hh.T, b_h, W_hy.T, b_y, in this order." if len(names) == 5 else ""
        return f"the arrays have no names. Save them as {_SAVE}.{keras}"
    for recurrent, of_program in ((_PYTORCH, _of_pytorch), (_KERAS, _of_keras)):
        found = [name for name in names if re.fullmatch(recurrent, name)]
        if len(found) > 1:
            return (
                f"{_listed(found)} are of several layers or directions. Give a network of one layer, in one direction."
            )
        if found:
            return _of_gates(found[0], shape_of(found[0])) or of_program(found[0], names)
    return None


def _of_gates(name: str, shape: Shape) -> str | None:
    """Sentence for an LSTM or a GRU, by the shape of the recurrent weights; None for a simple RNN."""
    gates = max(shape) // max(min(shape, default=1), 1) if len(shape) == 2 else 1
    if gates not in _GATES:
        return None
    size = "×".join(map(str, shape))
    return f"{_name(name)} is {size}, as in {_GATES[gates]}. Give the weights of a simple RNN (tanh)."


def _of_pytorch(recurrent: str, names: Collection[str]) -> str:
    """RNN and Linear: W x + b_ih + U h + b_hh, weights (out, in)."""
    first = {kind: recurrent.replace("weight_hh", kind) for kind in ("weight_ih", "bias_ih", "bias_hh")}
    rest = [name for name in names if name not in (recurrent, *first.values())]
    weight, bias = _ending(rest, "weight"), _ending(rest, "bias")
    renamed = {first["weight_ih"]: "W_xh", recurrent: "W_hh", weight: "W_hy", bias: "b_y"}
    said = f"these are PyTorch's names. {_renamed(renamed)} Transpose nothing."
    if first["bias_ih"] not in names:
        return f"{said} b_h is a column of zeros."
    return f"{said} Add {_name(first['bias_ih'])} + {_name(first['bias_hh'])} for b_h. {COLUMNS}"


def _of_keras(recurrent: str, names: Collection[str]) -> str:
    """SimpleRNN and Dense: x W + h U + b, weights (in, out)."""
    kernel, bias = recurrent.replace("recurrent_", ""), recurrent.replace("recurrent_kernel", "bias")
    rest = [name for name in names if name not in (recurrent, kernel, bias)]
    renamed = {kernel: "W_xh", recurrent: "W_hh", _ending(rest, "kernel"): "W_hy", bias: "b_h"}
    renamed[_ending(rest, "bias")] = "b_y"
    return f"these are Keras's names. Transpose each kernel. {_renamed(renamed)} Add no biases. {COLUMNS}"


def _ending(names: list[str], word: str) -> str:
    """The name of the output layer's array, or a description if there is none."""
    return next((name for name in names if re.fullmatch(rf".*{word}(:0)?", name)), f"the output layer's {word}")


def _renamed(names: dict[str, str]) -> str:
    return f"Rename {', '.join(f'{_name(old)} to {new}' for old, new in names.items() if old != new)}."


def _listed(names: list[str]) -> str:
    return ", ".join(map(_name, names[:4]))


def _name(name: str) -> str:
    return name if re.fullmatch(r"[\w./: ']{1,40}", name) else quoted(name)
