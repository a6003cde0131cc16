"""Weights go into a file and come back to the same bits; a file that holds anything else is refused, unopened."""

from __future__ import annotations

import io
import pickle
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn import Experiment, ExperimentError, Trainer, from_json, started_from, to_json, to_npz
from tests.support.problems import case, proven
from tests.training.test_trainer import bits

EXPERIMENT = Experiment()
SHAPES = {"W_xh": (5, 1), "W_hh": (5, 5), "W_hy": (1, 5), "b_h": (5, 1), "b_y": (1, 1)}


def arrays(**changed):
    """The right arrays, some of them replaced, or left out where None."""
    every = {name: np.full(shape, 0.5) for name, shape in SHAPES.items()} | changed
    return {name: array for name, array in every.items() if array is not None}


def saved(**changed):
    file = io.BytesIO()
    np.savez(file, **arrays(**changed))
    return file.getvalue()


def zipped(members, compression=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def npy(array):
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def header_only(shape):
    """A .npy file that claims to be of that shape and has no numbers."""
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return file.getvalue()


def with_member(name, content, compression=zipfile.ZIP_STORED):
    members = {f"{each}.npy": npy(array) for each, array in arrays().items()} | {name: content}
    return zipped(members.items(), compression)


def link_to(name, target):
    """A member that is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return zipped([(info, target)])


REFUSED = {
    "empty": (b"", "the file is damaged, or not a whole .npz file"),
    "text": (b"1, 2, 3", "the file is damaged, or not a whole .npz file"),
    "pickle": (pickle.dumps({"W_xh": 1}), "the file is a pickle, which could run anything and is never opened"),
    "single array": (npy(np.zeros((5, 1))), "the file is a single array (.npy). Give an .npz file"),
    "cut off": (saved()[:-30], "the file is damaged"),
    "cut in half": (saved()[: len(saved()) // 2], "the file is damaged"),
    "spoilt": (saved().replace(np.full(5, 0.5).tobytes(), b"x" * 40, 1), "the file is damaged"),
    "very long": (b"PK" + bytes(1_000_000), "the file has 1,000,002 bytes. Give at most 1,000,000."),
    "PyTorch file": (
        zipped([("archive/data.pkl", b""), ("archive/version", b"3")]),
        "Weights: arrays are missing: W_hh, W_hy, W_xh, b_h, b_y. Give exactly W_hh, W_hy, W_xh, b_h, b_y.",
    ),
    "object array": (saved(b_h=np.array([{}])), "the numbers of b_h are 'object'. Give float64 or float32."),
    "whole numbers": (saved(b_h=np.zeros((5, 1), dtype=int)), "the numbers of b_h are 'int64'. Give float64 or"),
    "half precision": (saved(b_h=np.zeros((5, 1), dtype="f2")), "the numbers of b_h are 'float16'."),
    "complex": (saved(b_h=np.zeros((5, 1), dtype=complex)), "the numbers of b_h are 'complex128'."),
    "text array": (saved(b_h=np.array([["a"]] * 5)), "the numbers of b_h are 'str32'."),
    "nan": (saved(W_hh=np.full((5, 5), np.nan)), "W_hh has a number that is not from -1,000,000 to 1,000,000."),
    "infinite": (saved(W_hh=np.full((5, 5), -np.inf)), "W_hh has a number that is not from"),
    "large": (saved(W_hh=np.full((5, 5), 1e7)), "W_hh has a number that is not from"),
    "missing": (saved(W_hh=None, b_y=None), "arrays are missing: W_hh, b_y. Give exactly W_hh, W_hy,"),
    "extra": (saved(W_2=np.zeros(1)), "arrays are too many: W_2. Give exactly W_hh, W_hy, W_xh, b_h, b_y."),
    "h_0 that is not learned": (saved(h_0=np.zeros((5, 1))), "arrays are too many: h_0."),
    "mis-shaped": (saved(W_hh=np.zeros((6, 6))), "W_hh has the shape 6×6, but this network needs 5×5."),
    "turned": (saved(b_h=np.zeros((1, 5))), "b_h has the shape 1×5, but this network needs 5×1."),
    "one number": (saved(b_h=np.array(1.0)), "b_h has the shape one number, but this network needs 5×1."),
    "claims 745 GiB": (with_member("W_hh.npy", header_only((10**5, 10**6))), "W_hh has the shape 100000×1000000, but"),
    "claims its size": (with_member("W_hh.npy", header_only((5, 5))), "the file is damaged"),
    "no array": (with_member("W_hh.npy", b"print(1)"), "the file is damaged"),
    "odd header": (with_member("W_hh.npy", npy(np.zeros((5, 5))).replace(b"{", b"(")), "the file is damaged"),
    "bomb": (
        with_member("W_hh.npy", bytes(20_000_000), zipfile.ZIP_DEFLATED),
        "Weights: unpacked they are 20,000,",
    ),
    "many": (zipped([(f"{k}.npy", b"") for k in range(5000)]), "the file holds 5,000 arrays. Give exactly W_hh,"),
    "way out": (with_member("../../W_xh.npy", b""), "arrays are too many: '../../W_xh'."),
    "script": (
        with_member("<img src=x onerror=alert(1)>", b""),
        "arrays are too many: '<img src=x onerror=alert(1)>'.",
    ),
    "symbolic link": (link_to("W_hh.npy", "/etc/passwd"), "arrays are missing: W_hy, W_xh, b_h, b_y."),
}


@proven
@given(st.integers(0, 10**6), st.integers(1, 9), st.sampled_from(["zeros", "learned"]), st.integers(0, 3))
def test_weights_come_back_to_the_same_bits(seed, hidden_size, initial_state, epochs):
    experiment = case(1, hidden_size=hidden_size, initial_state=initial_state, seed=seed)
    trained = Trainer.start(experiment).advance(epochs=epochs)

    again = started_from(to_npz(trained.parameters), experiment)

    assert again.first_parameters().vector.tobytes() == trained.parameters.vector.tobytes()
    assert again == experiment.replaced(start="given", weights=trained.parameters.vector)


def test_file_is_what_numpy_itself_reads():
    parameters = Trainer.start(EXPERIMENT).advance(epochs=3).parameters

    with np.load(io.BytesIO(to_npz(parameters)), allow_pickle=False) as read:
        assert {name: read[name].shape for name in read} == SHAPES
        assert read["W_hh"].tobytes() == np.ascontiguousarray(parameters.W_hh).tobytes()


@pytest.mark.parametrize("kind", ["<f8", ">f8", "<f4"])
def test_file_of_another_program_is_read(kind):
    W_hh = np.asfortranarray(np.arange(25.0).reshape(5, 5).astype(kind))

    first = started_from(saved(W_hh=W_hh), EXPERIMENT).first_parameters()

    np.testing.assert_array_equal(first.W_hh, np.arange(25).reshape(5, 5))
    np.testing.assert_array_equal(first.b_h, np.full((5, 1), 0.5))


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_file_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(ExperimentError) as refusal:
        started_from(data, EXPERIMENT)

    assert sentence in str(refusal.value)
    assert str(refusal.value).startswith("Weights: ")
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize("name", ["bomb", "claims 745 GiB", "very long"])
def test_refused_file_takes_no_memory(name):
    tracemalloc.start()
    with pytest.raises(ExperimentError):
        started_from(REFUSED[name][0], EXPERIMENT)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 5_000_000


@proven
@given(st.data())
def test_spoilt_file_is_refused_or_read_but_never_raises_anything_else(data):
    spoilt = bytearray(saved())
    for _ in range(data.draw(st.integers(1, 5))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))

    try:
        first = started_from(bytes(spoilt), EXPERIMENT).first_parameters()
    except ExperimentError:
        return
    assert np.isfinite(first.vector).all()


def test_run_from_given_weights_goes_on_as_the_run_they_came_from():
    run = Trainer.start(EXPERIMENT).advance(epochs=40)

    given_weights = started_from(to_npz(run.parameters), EXPERIMENT)

    later = Trainer.start(given_weights).advance(epochs=20)
    assert later.parameters.vector.tobytes() == run.advance(epochs=20).parameters.vector.tobytes()


def test_run_from_given_weights_replays_to_the_same_bits_through_its_file():
    weights = Trainer.start(EXPERIMENT).advance(epochs=40).parameters.vector
    experiment = Experiment(start="given", weights=weights, learning_rate=0.02)

    again = from_json(to_json(experiment))

    assert again == experiment
    assert bits(Trainer.start(again).advance(epochs=20)) == bits(Trainer.start(experiment).advance(epochs=20))
