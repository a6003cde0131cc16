"""Change bptt.py in one place at a time and count how many of the changes the tests notice: python tests/mutants.py.

Not part of the test run: it takes some minutes. The changed copy lives in a directory of its own.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = Path("rnn") / "bptt.py"
TESTS = (
    "test_simple_rnn.py",
    "test_pass.py",
    "test_bptt.py",
    "test_bptt_options.py",
    "test_engine.py",
    "test_itemised.py",
)
WORKERS = 2
SWAPS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.MatMult: ast.Add,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
RUN = """
import sys, pytest
from hypothesis import Phase, settings
import tests.problems, tests.option_problems
for module, name in ((tests.problems, "proven"), (tests.option_problems, "thoroughly")):
    setattr(module, name, settings(getattr(module, name), phases=[Phase.generate], max_examples=20))  # no shrinking
sys.exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore", *sys.argv[1:]]))
"""


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Line, what was changed, and the changed tree, for every place where a change makes sense."""
    for place, node in enumerate(ast.walk(tree)):
        for what, change in changes(node):
            copy = deepcopy(tree)
            change(list(ast.walk(copy))[place])
            yield getattr(node, "lineno", 0), what, ast.fix_missing_locations(copy)


def changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """The ways to change one node."""
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)) and type(node.op) in SWAPS:
        new = SWAPS[type(node.op)]
        yield f"{type(node.op).__name__} to {new.__name__}", lambda other: setattr(other, "op", new())
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        swapped = SWAPS[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} to {swapped.__name__}", lambda other: other.ops.__setitem__(0, swapped())
    if isinstance(node, ast.UnaryOp):
        yield f"no {type(node.op).__name__}", lambda other: setattr(other, "op", ast.UAdd())
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield f"{node.value} to {node.value + 1}", lambda other: setattr(other, "value", other.value + 1)
    yield from renamings(node)
    if isinstance(node, (ast.If, ast.IfExp)):
        yield "never", lambda other: setattr(other, "test", ast.Constant(False))
        yield "always", lambda other: setattr(other, "test", ast.Constant(True))
    if isinstance(node, (ast.For, ast.FunctionDef)):
        for index, line in enumerate(node.body):
            if isinstance(line, (ast.AugAssign, ast.Assign)) and isinstance(target_of(line), ast.Subscript):
                yield (
                    f"without {ast.unparse(line)}",
                    lambda other, index=index: other.body.__setitem__(index, ast.Pass()),
                )


def renamings(node: ast.AST) -> Iterator[tuple[str, object]]:
    """The ways to leave out reversed(...) and .T."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "reversed":
        yield "not reversed", lambda other: setattr(other.func, "id", "iter")
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "not transposed", lambda other: setattr(other, "attr", "real")


def target_of(line: ast.Assign | ast.AugAssign) -> ast.expr:
    return line.target if isinstance(line, ast.AugAssign) else line.targets[0]


def survives(work: Path, source: str) -> bool:
    """Whether every test passes with this source in place of the original."""
    (work / TARGET).write_text(source, encoding="utf-8")
    command = [sys.executable, "-B", "-c", RUN, *(str(Path("tests") / name) for name in TESTS)]
    try:
        return subprocess.run(command, cwd=work, capture_output=True, timeout=120, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def copied(directory: str, worker: int) -> Path:
    """A copy of the code and its tests for one worker."""
    work = Path(directory) / str(worker)
    for folder in ("rnn", "tests"):
        shutil.copytree(ROOT / folder, work / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", work)
    return work


def main() -> None:
    """Print what survived, and the share that was noticed."""
    original = (ROOT / TARGET).read_text(encoding="utf-8")
    changed = list(mutants(ast.parse(original)))
    with tempfile.TemporaryDirectory() as directory:
        works = [copied(directory, worker) for worker in range(WORKERS)]
        assert survives(works[0], original), "the tests must pass before anything is changed"

        def shift(worker: int) -> int:
            left = 0
            for line, what, tree in changed[worker::WORKERS]:
                if survives(works[worker], ast.unparse(tree)):
                    left += 1
                    print(f"{TARGET}:{line}: not noticed: {what}", flush=True)
            return left

        with ThreadPoolExecutor(WORKERS) as pool:
            left = sum(pool.map(shift, range(WORKERS)))
    count = len(changed)
    print(f"{count - left} of {count} changes were noticed: {(count - left) / count:.0%}.")


if __name__ == "__main__":
    main()
