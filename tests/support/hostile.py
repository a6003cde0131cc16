"""Experiments that leave the finite numbers: some after a few updates, some untrained already."""

from __future__ import annotations

WAVE = [0.1 * (step % 7) for step in range(501)]
DIVERGING = {
    "linear": {"activation": "linear", "learning_rate": 1.0},
    "relu": {"activation": "relu", "start": "gaussian", "task": "echo", "learning_rate": 1.0},
    "count": {"activation": "linear", "task": "count", "learning_rate": 0.1},
    "fresh": {"activation": "linear", "task": "echo", "batches": "fresh", "learning_rate": 0.5, "start": "gaussian"},
    "many sequences": {"activation": "linear", "task": "adding", "sequences": 256, "learning_rate": 3.0},
    "held out": {"inputs": WAVE[:30], "held_out": 40.0, "activation": "linear", "learning_rate": 1.0},
    "readout": {"start": "gaussian", "start_gain": 2.0, "learning_rate": 0.5},
    "adam": {"activation": "linear", "optimizer": "adam", "learning_rate": 10.0, "inputs": WAVE, "hidden_size": 9},
    "clipped": {"activation": "linear", "clip_norm": 1.0, "inputs": WAVE, "learning_rate": 10.0, "start": "orthogonal"},
}
LATCH = {"task": "latch", "task_steps": 400, "activation": "relu", "start": "identity", "start_gain": 3.0}
NOT_FINITE = {
    "latch": (LATCH, ("loss", 400), {"start_gain": 1.0}),
    "linear": ({"inputs": WAVE, "activation": "linear", "start": "identity", "start_gain": 5.0}, None, None),
    "relu": (
        {"task": "echo", "task_steps": 500, "hidden_size": 32, "activation": "relu", "start": "gaussian"}
        | {"start_gain": 3.0, "clip_norm": 1.0},
        None,
        None,
    ),
    "factor": (LATCH | {"start_gain": 1.0, "recurrent_gain": 3.0}, ("loss", 400), {"recurrent_gain": 1.0}),
    "small": ({"inputs": WAVE, "activation": "linear", "start_scale": 10.0, "hidden_size": 20}, None, None),
    "tanh": (
        {"inputs": WAVE * 3, "hidden_size": 64, "start": "gaussian", "start_gain": 5.0} | {"input_scale": 0.0},
        None,
        None,
    ),
    "given": ({"activation": "relu", "start": "given", "weights": [1e6] * 41, "inputs": WAVE}, None, None),
}
