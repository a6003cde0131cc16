"""Weights as a NumPy file (.npz): what it holds is looked at before any of it is unpacked, and nothing in it is run."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np

from rnn.data.limits import LARGEST, MOST_WEIGHTS_BYTES
from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import Experiment
from rnn.experiment.foreign_weights import advice
from rnn.network.parameters import Array, Parameters, Sizes
from rnn.text.quoting import plain, quoted

MOST_MEMBERS = 64
_KINDS = ("float64", "float32")
_NOT_A_FILE_OF_ARRAYS = {
    b"\x80": "a pickle, which could run anything and is never opened",
    b"\x93NUMPY": "a single array (.npy)",
}


def to_npz(parameters: Parameters) -> bytes:
    """The weights as the bytes of an .npz file, each under its name: np.load(file)["W_hh"]."""
    file = io.BytesIO()
    arrays: dict[str, Any] = {name: parameters[name] for name in parameters.held}
    np.savez(file, **arrays)
    return file.getvalue()


def started_from(data: bytes, experiment: Experiment) -> Experiment:
    """The experiment with the weights of an .npz file as its first, all other choices as they are.

    Raises ExperimentError unless the file has exactly the arrays of its network, of finite numbers.
    """
    shapes = shapes_of(experiment.sizes, learned_state=experiment.initial_state == "learned")
    arrays = read_npz(data, shapes)
    return experiment.replaced(start="given", weights=Parameters.gather(**arrays).vector)


def shapes_of(sizes: Sizes, learned_state: bool) -> dict[str, tuple[int, int]]:
    """{name: shape} of everything that is learned."""
    first = Parameters(sizes, np.zeros(sizes.total + (sizes.hidden if learned_state else 0)))
    return {name: first[name].shape for name in first.held}


def read_npz(data: bytes, shapes: dict[str, tuple[int, int]]) -> dict[str, Array]:
    """The arrays of an .npz file, which must have those names and shapes; raises ExperimentError for any other."""
    try:
        with _opened(data) as archive:
            members = _members(archive, set(shapes))
            return {name: _array(name, archive.read(members[name]), shape) for name, shape in shapes.items()}
    except ExperimentError:
        raise
    except Exception:  # the readers of zip and npy raise all sorts of things at a file that was cut or forged
        raise _refusal("the file is damaged, or not a whole .npz file. Save it again with np.savez.") from None


def _opened(data: bytes) -> zipfile.ZipFile:
    if len(data) > MOST_WEIGHTS_BYTES:
        raise _refusal(f"the file has {len(data):,} bytes. Give at most {MOST_WEIGHTS_BYTES:,}.")
    for magic, what in _NOT_A_FILE_OF_ARRAYS.items():
        if data.startswith(magic):
            raise _refusal(f"the file is {what}. Give an .npz file, as np.savez writes it.")
    return zipfile.ZipFile(io.BytesIO(data))


def _members(archive: zipfile.ZipFile, names: set[str]) -> dict[str, zipfile.ZipInfo]:
    """{name: where it is packed}; counted, measured and named before anything is unpacked."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise _refusal(f"the file holds {len(members):,} arrays. Give exactly {_listed(names)}.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_WEIGHTS_BYTES:
        raise _refusal(f"unpacked they are {unpacked:,} bytes. Give at most {MOST_WEIGHTS_BYTES:,}.")
    held = [member.filename.removesuffix(".npy") for member in members]
    if names - set(held) and (said := advice(held, lambda name: _header(archive.read(members[held.index(name)]))[0])):
        raise _refusal(said)
    twice = {name for name in held if held.count(name) > 1}
    wrong = {"are missing": names - set(held), "are too many": set(held) - names, "occur twice": twice}
    for problem, which in wrong.items():
        if which:
            raise _refusal(f"arrays {problem}: {_listed(which)}. Give exactly {_listed(names)}.")
    return dict(zip(held, members, strict=True))


def _array(name: str, packed: bytes, shape: tuple[int, int]) -> Array:
    """One array, in double precision; its own description is checked before its numbers are read."""
    found, kind = _header(packed)
    if kind.name not in _KINDS:
        raise _refusal(f"the numbers of {name} are {quoted(kind.name)}. Give float64 or float32.")
    if found != shape:
        mended = {shape[::-1]: f" Give {name}.T.", shape[:1]: f" Give {name}[:, None]."}.get(found, "")
        raise _refusal(f"{name} has the shape {_written(found)}, but this network needs {_written(shape)}.{mended}")
    array = np.lib.format.read_array(io.BytesIO(packed), allow_pickle=False)
    if not (np.abs(array) <= LARGEST).all():
        raise _refusal(f"{name} has a number that is not from -{plain(LARGEST)} to {plain(LARGEST)}.")
    return np.asarray(array, dtype=float)


def _header(packed: bytes) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and kind of the numbers of an array, as its own description says."""
    file = io.BytesIO(packed)
    version = np.lib.format.read_magic(file)
    reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, kind = reader(file)
    return shape, kind


def _listed(names: set[str]) -> str:
    shown = [name if name.isidentifier() and len(name) < 20 else quoted(name) for name in sorted(names)[:8]]
    return ", ".join(shown) + (f" and {len(names) - 8:,} more" if len(names) > 8 else "")


def _written(shape: tuple[int, ...]) -> str:
    return quoted("×".join(map(str, shape)) or "one number").strip("'")


def _refusal(why: str) -> ExperimentError:
    return ExperimentError((f"Weights: {why}",))
