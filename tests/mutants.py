"""Change the code in one place at a time, and count how many of the changes the tests notice.

    python tests/mutants.py                            every change of every group: hours
    python tests/mutants.py bptt lenses --sample 40    of two groups 40 changes each, drawn by --seed

Prints each change that no test notices, and the share that is noticed. Not part of the test run
(test_mutants.py tries the tool itself).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.mutation import Change, changes_to  # noqa: E402
from tests.support.trials import try_all  # noqa: E402


class Group(NamedTuple):
    """Files, and the files of tests that must notice what changes in them."""

    targets: tuple[str, ...]
    tests: tuple[str, ...]


def _in(room: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{room}/{name}.py" for name in names)


GROUPS = {
    "bptt": Group(
        _in("rnn/network", "bptt"),
        (
            *_in("tests/network", "test_simple_rnn", "test_pass", "test_bptt", "test_bptt_options", "test_engine"),
            *_in("tests/lenses", "test_itemised"),
        ),
    ),
    "lenses": Group(
        (
            *_in(
                "rnn/lenses", "flow", "itemised", "by_lag", "contributions", "gradient_check", "perturbed_losses",
                "clipping_direction", "truncation_cost", "clip_events", "over_training", "what_if", "saturation",
            ),
            *_in("rnn/network", "spectrum"),
        ),
        _in(
            "tests/lenses", "test_flow", "test_flow_parts", "test_itemised", "test_contributions", "test_facts",
            "test_gradient_check", "test_gradient_check_limits", "test_over_training", "test_updates_looked_at",
        ),
    ),
    "dynamics": Group(
        _in(
            "rnn/lenses", "held_input", "minimiser", "fixed_points", "state_space", "phase_portrait", "perturbation",
            "lesions",
        ),
        _in("tests/lenses", "test_fixed_points", "test_state_space", "test_perturbation", "test_lesions"),
    ),
    "training": Group(
        _in("rnn/training", "loop", "trainer", "history", "snapshots", "checkpoint"),
        _in(
            "tests/training", "test_training", "test_trainer", "test_history", "test_snapshots", "test_stopping",
            "test_divergence", "test_looking_back", "test_not_finite",
        ),
    ),
    "commands": Group(
        _in("pages/shared/visitor", "commands"),
        _in(
            "tests/pages", "test_commands", "test_commands_to_the_end", "test_what_if_commands", "test_walk_commands",
            "test_goal", "test_time_machine",
        ),
    ),
    "links": Group(
        _in("rnn/experiment", "link", "link_parts"),
        _in("tests/experiment", "test_link", "test_link_bounds", "test_lanes_in_links_and_files"),
    ),
    "sweep": Group(
        (
            *_in("rnn/sweep", "grid", "axis_text", "sweep_link", "state", "chunk", "size", "run"),
            *_in("pages/shared/visitor", "sweep_commands", "sweep_form", "sweep_controls", "sweeping"),
            *_in("rnn/words", "sweep"),
        ),
        (
            *_in(
                "tests/sweep", "test_grid", "test_axis_text", "test_sweep_link", "test_slices", "test_sweep",
                "test_refused", "test_size", "test_table",
            ),
            *_in("tests/pages", "test_sweep_commands", "test_sweep_runs", "test_sweep_form"),
            *_in("tests/words", "test_sweep"),
        ),
    ),
    "tables": Group(
        _in("rnn/data", "table", "csv_table", "number_text", "sequences"),
        _in(
            "tests/data", "test_table", "test_csv_table", "test_sequences", "test_own_data",
            "test_steps_and_short_files",
        ),
    ),
}  # fmt: skip


def changes_of(group: Group) -> list[Change]:
    """Every change to the files of a group."""
    return [change for target in group.targets for change in changes_to(ROOT / target)]


def noticed(changes: list[Change], tests: tuple[str, ...]) -> int:
    """How many of the changes these tests notice; the others are printed."""
    left: list[Change] = []

    def unnoticed(change: Change, why: str) -> None:
        left.append(change)
        place = f"{change.path.relative_to(ROOT)}:{change.lines.start}"
        print(f"{place}: {change.what}: {why}", file=sys.__stdout__, flush=True)

    try_all(changes, [str(ROOT / test) for test in tests], unnoticed)
    return len(changes) - len(left)


def main() -> None:
    """Try the groups that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="group", help=f"one of: {', '.join(GROUPS)}; all without one")
    parser.add_argument("--sample", type=int, metavar="N", help="so many changes of each group; all without it")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    asked = parser.parse_args()
    if not hasattr(os, "fork"):
        parser.error("This needs os.fork: Linux or macOS.")
    if unknown := set(asked.groups) - set(GROUPS):
        parser.error(f"{', '.join(sorted(unknown))}: not among {', '.join(GROUPS)}.")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # NumPy is not imported yet: a process with threads is not safely forked
    for name in asked.groups or GROUPS:
        changes = changes_of(GROUPS[name])
        if asked.sample is not None and asked.sample < len(changes):
            changes = random.Random(asked.seed).sample(changes, asked.sample)
        count = noticed(changes, GROUPS[name].tests)
        print(f"{name}: {count} of {len(changes)} changes were noticed: {count / len(changes):.0%}.", flush=True)


if __name__ == "__main__":
    main()
