"""Registry of the tasks: the function that draws each one, its texts, lag, baselines and settings."""

from __future__ import annotations

from rnn.data.tasks.bits import binary_addition, only_third_bits, parity, parity_at_end, temporal_xor
from rnn.data.tasks.memory import NAMES, adding, echo, flip_flop, latch, temporal_order, two_lags, without_lag_8
from rnn.data.tasks.series import LETTERS, WORD, count, hello, only_this_letter
from rnn.data.tasks.task import (
    CHANCE,
    REPEATING,
    STREAM,
    Baseline,
    Task,
    always,
    as_delayed,
    back,
    from_the_first,
    since_last_loss,
)
from rnn.data.tasks.waves import mixed_waves, sine

_A_HALF = (always(0.5, "constant baseline, 1/2"),)
_MEMORYLESS = (always(0, "memoryless baseline, always 0"),)
_WITH_NOISE = ("noise", *STREAM)

TASKS = {
    "echo": Task(
        "echo with a delay",
        "Pure memory: each input is the target some steps later.",
        echo,
        as_delayed,
        _MEMORYLESS,
        ("delay", *_WITH_NOISE),
        symbols=2,
    ),
    "adding": Task(
        "adding two marked numbers",
        "Two numbers are marked; the only target is their sum at the last step.",
        adding,
        from_the_first,
        (always(1, "constant baseline, 1, on this batch"),),
    ),
    "parity": Task(
        "parity of the bits so far",
        "One bit of state flips at each 1; it is the target at every step.",
        parity,
        since_last_loss,
        _A_HALF,
        symbols=2,
    ),
    "sine": Task(
        "next value of a sine",
        "Easy to learn: two values determine the next one if the period is known.",
        sine,
        back(2),
        (REPEATING,),
        _WITH_NOISE,
        next_value=True,
    ),
    "waves": Task(
        "next value of mixed waves",
        "The mean of a slow and a fast wave: it needs a longer memory than one wave.",
        mixed_waves,
        back(5),
        (REPEATING,),
        _WITH_NOISE,
        next_value=True,
    ),
    "latch": Task(
        "latch",
        "The only target is the sign of the first input. A stable memory makes the gradient vanish.",
        latch,
        from_the_first,
        _MEMORYLESS,
        _WITH_NOISE,
        symbols=2,
    ),
    "order": Task(
        "temporal order",
        "Which came first, X or Y? All other symbols are distractors.",
        temporal_order,
        from_the_first,
        (CHANCE,),
        symbols=4,
        one_hot=True,
        letters=NAMES,
    ),
    "parity-end": Task(
        "parity at the end",
        "The same bits as in running parity, but one target: much harder, since only the end has a loss.",
        parity_at_end,
        from_the_first,
        _A_HALF,
        symbols=2,
    ),
    "xor": Task(
        "temporal XOR",
        "Two random bits, then their XOR: the error falls only where the next bit is predictable.",
        temporal_xor,
        back(1),
        (*_A_HALF, Baseline("only third bits known, on this batch", only_third_bits)),
        symbols=2,
    ),
    "addition": Task(
        "binary addition",
        "Two numbers are added low bit first: the carry is a state of one bit.",
        binary_addition,
        since_last_loss,
        _A_HALF,
        symbols=2,
    ),
    "flip-flop": Task(
        "3-bit flip-flop",
        "Rare pulses set three switches, which hold until the next pulse: eight stable states.",
        flip_flop,
        since_last_loss,
        (REPEATING,),
        _WITH_NOISE,
    ),
    "two-lags": Task(
        "two lags",
        "The target mixes the bits 3 and 8 steps back. A loss below the lower baseline needs both.",
        two_lags,
        back(8),
        (
            always(0.625, "constant baseline, 0.625, on this batch"),
            Baseline("lag 8 unknown, on this batch", without_lag_8),
        ),
        shortest=9,
    ),
    "count": Task(
        "count",
        "1, 2, 3 ...: the simplest example of learning.",
        count,
        back(0),
        (REPEATING,),
        ("task_steps",),
        next_value=True,
    ),
    "hello": Task(
        "letters of hello",
        "The letter l is followed once by l and once by o: only a state tells the two apart.",
        hello,
        back(1),
        (Baseline("memoryless baseline, present letter", only_this_letter),),
        (),
        symbols=4,
        one_hot=True,
        letters=LETTERS,
        word=WORD,
    ),
}
