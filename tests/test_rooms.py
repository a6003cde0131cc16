"""The rooms of the house: which may know which, and that nothing goes in a circle; read from the imports."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import pytest

from tests.support.source import ROOT, SCIENCE, SERVING, SHARED, TESTS, imported, name

ROOMS = (
    "text",
    "network",
    "updates",
    "data",
    "experiment",
    "training",
    "lenses",
    "sweep",
    "words",
    "lessons",
    "figures",
)
"""Of the science: each knows only those before it."""
SCREEN = ("visitor", "stage", "dialogs", "sidebar", "views", "lessons")
"""Of what the pages share: likewise."""


def module(path):
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(path): path for path in [*SCIENCE, *SHARED, *SERVING]}


def needed(path):
    """The modules of the project that a file imports."""
    for full in imported(path):
        found = full if full in MODULES else full.rpartition(".")[0]
        if found in MODULES and MODULES[found] != path:
            yield found


@pytest.mark.parametrize("path", [path for path in SCIENCE if path.parent != ROOT / "rnn"], ids=name)
def test_room_of_the_science_knows_only_rooms_before_it(path):
    own = path.relative_to(ROOT / "rnn").parts[0]
    rooms = {found.split(".")[1] for found in needed(path)}

    assert rooms <= set(ROOMS[: ROOMS.index(own) + 1])


@pytest.mark.parametrize("path", [path for path in SHARED if path.parent.name in SCREEN], ids=name)
def test_room_of_the_screen_knows_only_rooms_before_it(path):
    own = path.parent.name
    rooms = {found.split(".")[2] for found in needed(path) if found.startswith("pages.shared.")} & set(SCREEN)

    assert rooms <= set(SCREEN[: SCREEN.index(own) + 1])


def test_nothing_is_imported_in_a_circle():
    graph = {one: set(needed(path)) for one, path in MODULES.items()}

    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))

    assert len(order) >= len(graph)


def test_every_room_says_what_it_is_for():
    rooms = {path.parent for path in [*SCIENCE, *SHARED, *SERVING, *TESTS]} - {ROOT / "tests" / "benchmarks"}

    assert [str(room) for room in rooms if not (room / "__init__.py").exists()] == []


def test_only_the_front_door_stands_outside_the_rooms():
    assert [path.name for path in (ROOT / "rnn").glob("*.py")] == ["__init__.py"]
