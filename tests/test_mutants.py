"""The tool that counts which changes the tests notice: it finds all that it names, and tells a change from none."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.mutants import GROUPS
from tests.support.mutation import changes_to
from tests.support.source import ROOT

ONE_OF_TWO = """
import sys
from dataclasses import replace
from tests import mutants

whole = mutants.GROUPS["bptt"]
found = next(change for change in mutants.changes_of(whole) if change.what == "Sub in end + 1")
none = replace(found, what="no change at all", value=getattr(found.node, found.field))
mutants.changes_of = lambda group: [found, none]
mutants.GROUPS["bptt"] = whole._replace(tests=("tests/network/test_pass.py",))
sys.argv = ["mutants.py", "bptt"]
mutants.main()
"""
SOURCE = '''
"""A constant: 1."""
LIMIT = 10


class Thing:
    size: int = 4

    @decorated(5)
    def grown(self, by: Array[6] = 7) -> Array[8]:
        """By 9."""
        self.size += by
        rest: Array[11] = [one for one in self.rows if one > LIMIT]
        if not rest:
            raise ValueError(f"{by} is not enough.")
        return min(rest.reshape(-1), key=abs)
'''
EXPECTED = [
    (12, "without self.size += by"),
    (12, "Sub in self.size += by"),
    (13, "always one > LIMIT"),
    (13, "GtE in one > LIMIT"),
    (14, "never not rest"),
    (14, "always not rest"),
    (14, "twice not rest"),
    (15, "without raise ValueError(f'{by} is not enough.')"),
    (16, "max in min(rest.reshape(-1), key=abs)"),
    (16, "without key=abs"),
]


@pytest.mark.parametrize("group", GROUPS)
def test_every_file_of_a_group_is_there_and_has_something_to_change(group):
    targets, tests = GROUPS[group]

    assert [target for target in targets if not changes_to(ROOT / target)] == []
    assert [test for test in tests if not (ROOT / test).exists()] == []


def test_only_what_can_matter_is_changed(tmp_path):
    path = tmp_path / "source.py"
    path.write_text(SOURCE, encoding="utf-8")

    assert [(change.lines.start, change.what) for change in changes_to(path)] == EXPECTED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the tool needs os.fork")
def test_tool_counts_a_change_that_the_tests_notice_and_prints_one_that_they_do_not():
    done = subprocess.run(
        [sys.executable, "-c", ONE_OF_TWO],
        cwd=ROOT,
        env={**os.environ, "PYTEST_ADDOPTS": "--noconftest"},  # no browser for these
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    unnoticed, figures = done.stdout.splitlines()
    assert unnoticed.startswith("rnn/network/bptt.py:")
    assert "no change at all" in unnoticed
    assert figures == "bptt: 1 of 2 changes were noticed: 50%."
