"""Trials: does a test notice a change? In one warm process, which forks for each change.

The tests are collected once and run once, unchanged, to see which lines each of them reaches and how long it takes.
Then every change is tried in a child of its own: there the functions of the changed file get the changed code, and
the tests that reach one of its lines run, the quickest first, until one fails.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.support.mutation import Change
from tests.support.tracing import Reached, Tracer

EXAMPLES = 15
PATIENCE = 5.0
"""CPU seconds that the tests of one change may take in all; the slowest are left out."""
CPU_SECONDS, SECONDS = 10, 600
"""Beyond what all its tests take unchanged: a loop without an end uses them up."""

BROKEN = 99


class Trials:
    """A plugin of pytest: in place of the run of the tests, the trials of the changes."""

    def __init__(self, changes: Sequence[Change], unnoticed: Callable[[Change, str], None]) -> None:
        self.changes, self.unnoticed = changes, unnoticed
        self.reached: dict[str, Reached] = {}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Fewer drawn examples, the same ones each time, and none made smaller."""
        from hypothesis import Phase, settings  # not before pytest has put in its import hook

        for item in items:
            test = getattr(item, "obj", None)
            old = getattr(test, "_hypothesis_internal_use_settings", None)
            if old is not None:
                test._hypothesis_internal_use_settings = settings(
                    old, max_examples=min(EXAMPLES, old.max_examples), phases=[Phase.explicit, Phase.generate],
                    derandomize=True, database=None, deadline=None,
                )  # fmt: skip

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run unchanged, then changed."""
        if session.testsfailed:
            return None
        self._look(session.items)
        for change in self.changes:
            tests = self._tests_of(change, session.items)
            if not tests:
                self.unnoticed(change, "no test reaches it")
            elif self._survives(change, tests):
                self.unnoticed(change, f"{len(tests)} tests pass")
        return True

    def _tests_of(self, change: Change, tests: list[pytest.Item]) -> list[pytest.Item]:
        """Those that reach it, the quickest first, as many as there is patience for."""
        touching = [item for item in tests if self.reached[item.nodeid].touches(change)]
        chosen, spent = [], 0.0
        for item in sorted(touching, key=lambda item: self.reached[item.nodeid].seconds):
            spent += self.reached[item.nodeid].seconds
            if chosen and spent > PATIENCE:
                break
            chosen.append(item)
        return chosen

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what fails."""
        if report.failed:
            self.failed = f"{report.nodeid}\n{report.longreprtext}"

    def _look(self, tests: list[pytest.Item]) -> None:
        """In a child, so that nothing here is used up, run every test and write down what it reaches."""
        with tempfile.NamedTemporaryFile() as file:
            paths = {str(change.path) for change in self.changes}

            def look() -> None:
                reached = {}
                for item, following in zip(tests, [*tests[1:], None], strict=True):
                    tracer, start = Tracer(paths), time.process_time()
                    with tracer:
                        self._run(item, following)
                    reached[item.nodeid] = (time.process_time() - start, sorted(tracer.lines))
                    if self.failed:
                        break
                Path(file.name).write_text(json.dumps([self.failed, reached]), encoding="utf-8")

            _in_a_child(look, cpu_seconds=None)
            self.failed, reached = json.loads(Path(file.name).read_text(encoding="utf-8"))
        if self.failed:
            pytest.exit(f"The tests must pass before anything is changed: {self.failed}", returncode=1)
        self.reached = {test: Reached(seconds, lines) for test, (seconds, lines) in reached.items()}

    def _survives(self, change: Change, tests: list[pytest.Item]) -> bool:
        """Whether all these tests pass with the change."""
        code = change.code()

        def run_changed() -> None:
            put_in_place(change.path, code)
            for item, following in zip(tests, [*tests[1:], None], strict=True):
                self._run(item, following)
                if self.failed:
                    os._exit(1)

        known = sum(self.reached[item.nodeid].seconds for item in tests)
        ended = _in_a_child(run_changed, cpu_seconds=int(2 * known) + CPU_SECONDS)
        assert ended != BROKEN, f"{change.path}:{change.lines.start}: {change.what} cannot be tried"
        return ended == 0

    @staticmethod
    def _run(item: pytest.Item, following: pytest.Item | None) -> None:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def put_in_place(path: Path, code: CodeType) -> None:
    """Give every function that was made from this file its code from `code`."""
    made = {_name(inner): inner for inner in _all_codes(code)}
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == str(path):
            function.__code__ = made[_name(function.__code__)]


def _all_codes(code: CodeType) -> list[CodeType]:
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return [*inner, *(deeper for one in inner for deeper in _all_codes(one))]


def _name(code: CodeType) -> tuple[str, int, tuple[str, ...]]:
    """What tells the functions of a file apart, two lambdas in one line as well."""
    return code.co_qualname, code.co_firstlineno, code.co_varnames[: code.co_argcount]


def _in_a_child(run: Callable[[], None], cpu_seconds: int | None) -> int:
    """The exit code of a forked process that runs it in silence: BROKEN if it raises, negative if it is killed."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        import resource  # not on Windows, which has no fork either

        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        if cpu_seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
            signal.alarm(SECONDS)
        run()
        os._exit(0)
    except BaseException:
        os._exit(BROKEN)


def try_all(changes: Sequence[Change], tests: Sequence[str], unnoticed: Callable[[Change, str], None]) -> None:
    """Call `unnoticed` for each change that these files of tests do not notice; exits where they fail unchanged."""
    with redirect_stdout(StringIO()) as said, tempfile.TemporaryDirectory() as directory:
        options = ["-n", "0", "-q", "-s", "-p", "no:cacheprovider", f"--basetemp={directory}/tmp"]
        code = pytest.main([*options, *tests], plugins=[Trials(changes, unnoticed)])
    if code:
        sys.exit(said.getvalue())
