"""Every task there is: a function, its words, the dials that it has, and what is reached without what it asks for."""

from __future__ import annotations

from rnn.data.tasks.bits import binary_addition, only_third_bits, parity, parity_at_end, temporal_xor
from rnn.data.tasks.memory import adding, echo, flip_flop, latch, temporal_order, two_lags, without_lag_8
from rnn.data.tasks.series import count, hello, only_this_letter
from rnn.data.tasks.task import CHANCE, REPEATING, STREAM, Baseline, Task, always
from rnn.data.tasks.waves import mixed_waves, sine

_A_HALF = (always(0.5, "1/2"),)
_NO_MEMORY = (always(0, "0: no memory"),)
_WITH_NOISE = ("noise", *STREAM)

TASKS = {
    "echo": Task(
        "echo with a delay",
        "Pure memory: each sign is wanted again some steps later.",
        echo,
        _NO_MEMORY,
        ("delay", *_WITH_NOISE),
        symbols=2,
    ),
    "adding": Task(
        "adding two marked numbers",
        "Two numbers are marked on the way, and only their sum at the end counts.",
        adding,
        (always(1, "1, on this batch"),),
    ),
    "parity": Task(
        "parity of the bits so far",
        "One bit of state turns over at each 1, and is asked for at every step.",
        parity,
        _A_HALF,
        symbols=2,
    ),
    "sine": Task(
        "next value of a sine",
        "An easy success: two values tell the third, if the period is known.",
        sine,
        (REPEATING,),
        _WITH_NOISE,
    ),
    "waves": Task(
        "next value of mixed waves",
        "A slow wave and a fast one together: more must be remembered than for one.",
        mixed_waves,
        (REPEATING,),
        _WITH_NOISE,
    ),
    "latch": Task(
        "latch",
        "The sign of the first input, kept through all that follows; to hold it firmly costs gradient.",
        latch,
        _NO_MEMORY,
        _WITH_NOISE,
        symbols=2,
    ),
    "order": Task(
        "temporal order",
        "Which came first, X or Y? Two symbols among many that mean nothing.",
        temporal_order,
        (CHANCE,),
        symbols=4,
        one_hot=True,
    ),
    "parity-end": Task(
        "parity at the end",
        "The same bits as in running parity, but one answer: much harder, since only the end has a loss.",
        parity_at_end,
        _A_HALF,
        symbols=2,
    ),
    "xor": Task(
        "temporal XOR",
        "Two bits by chance, then their XOR: the error falls only where the next bit can be known.",
        temporal_xor,
        (*_A_HALF, Baseline("only third bits known, on this batch", only_third_bits)),
        symbols=2,
    ),
    "addition": Task(
        "binary addition",
        "Two numbers are added low bit first: the carry is a state of one bit.",
        binary_addition,
        _A_HALF,
        symbols=2,
    ),
    "flip-flop": Task(
        "3-bit flip-flop",
        "Rare pulses set three switches, which hold until the next: eight states to stay in.",
        flip_flop,
        (REPEATING,),
        _WITH_NOISE,
    ),
    "two-lags": Task(
        "two lags",
        "The target mixes the bits 3 and 8 steps back: below the lower line both have been found.",
        two_lags,
        (always(0.625, "0.625, on this batch"), Baseline("lag 8 unknown, on this batch", without_lag_8)),
        shortest=9,
    ),
    "count": Task(
        "count",
        "1, 2, 3 ...: the first sight of learning.",
        count,
        (REPEATING,),
        ("task_steps",),
    ),
    "hello": Task(
        "letters of hello",
        "The same letter l is followed by l and by o: to tell them apart needs a state.",
        hello,
        (Baseline("seeing only the present letter", only_this_letter),),
        (),
        symbols=4,
        one_hot=True,
    ),
}
