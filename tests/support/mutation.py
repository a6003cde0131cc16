"""Changes to code, each in one place, that a sharp test notices.

Only code inside functions is changed: a constant of a module is a choice, not an arithmetic. Nothing that cannot matter
is changed: strings, annotations, decorators, defaults, and keywords that only make an error of a mistake.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

SWAPS: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.MatMult: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
RENAMED = {"reversed": "iter", "min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
HARMLESS = ("strict", "dtype", "over", "invalid")
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

Way = tuple[str, ast.AST, str, Any]
"""What is changed, and the node, its field and the new value of that."""


@dataclass(frozen=True)
class Change:
    """One change to one file: `value` in place of what `field` of `node`, in `tree`, holds.

    lines : those of which at least one runs before the change can matter
    """

    path: Path
    lines: range
    what: str
    tree: ast.Module
    node: ast.AST
    field: str
    value: Any

    def code(self) -> CodeType:
        """The file as it is with the change."""
        before = getattr(self.node, self.field)
        setattr(self.node, self.field, self.value)
        try:
            return compile(ast.fix_missing_locations(self.tree), str(self.path), "exec")
        finally:
            setattr(self.node, self.field, before)


def changes_to(path: Path) -> list[Change]:
    """Every change to a file, from its top to its end, but for those that a function in use cannot be given."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    changes = [
        Change(path, lines, what, tree, node, field, value)
        for holder, lines, statement in _statements(tree)
        for what, node, field, value in _ways(holder, statement)
    ]
    unchanged = _closures(compile(tree, str(path), "exec"))
    return [each for each in changes if all(unchanged.get(*pair) == pair[1] for pair in _closures(each.code()).items())]


def _closures(code: CodeType) -> dict[tuple[str, int], tuple[str, ...]]:
    """What each function of a file takes from around it, which Python does not let a new code change."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    own = {(one.co_qualname, one.co_firstlineno): one.co_freevars for one in inner}
    return own | {name: taken for one in inner for name, taken in _closures(one).items()}


def _statements(tree: ast.Module) -> Iterator[tuple[ast.AST, range, ast.stmt]]:
    """What holds it, the lines of its own, and each statement inside a function."""

    def inside(holder: ast.AST, in_function: bool) -> Iterator[tuple[ast.AST, range, ast.stmt]]:
        for node in ast.iter_child_nodes(holder):
            if isinstance(node, ast.stmt) and not isinstance(node, SCOPES) and in_function:
                below = [part.lineno for part in getattr(node, "body", ())]
                yield holder, range(node.lineno, min([*below, node.end_lineno + 1])), node
            function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            yield from inside(node, function or (in_function and not isinstance(node, ast.ClassDef)))

    return inside(tree, in_function=False)


def _ways(holder: ast.AST, statement: ast.stmt) -> Iterator[Way]:
    if _acts(statement):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(holder, field, None)
            if isinstance(block, list) and statement in block:
                without = [ast.copy_location(ast.Pass(), one) if one is statement else one for one in block]
                yield f"without {ast.unparse(statement).splitlines()[0]}", holder, field, without
    for node in (statement, *_expressions(statement)):
        for ways in WAYS:
            yield from ways(node)


def _acts(statement: ast.stmt) -> bool:
    """Whether a program that leaves it out still knows all of its names."""
    if isinstance(statement, ast.Assign):
        return isinstance(statement.targets[0], (ast.Subscript, ast.Attribute))
    acting = isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant)
    return acting or isinstance(statement, (ast.AugAssign, ast.Break, ast.Continue, ast.Raise))


def _expressions(node: ast.AST, shape: bool = False) -> Iterator[ast.AST]:
    """What a statement holds, without statements in it, annotations, and the -1 of a shape: any below 0 is as good."""
    reshape = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("reshape")
    for field, held in ast.iter_fields(node):
        inside = shape or (reshape and field == "args")
        for child in held if isinstance(held, list) else [held]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.stmt) or field == "annotation":
                continue
            if not (inside and ast.unparse(child) == "-1"):
                yield child
                yield from _expressions(child, inside)


def _swapped(node: ast.AST) -> Iterator[Way]:
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)) and type(node.op) in SWAPS:
        new = SWAPS[type(node.op)]
        yield f"{new.__name__} in {ast.unparse(node)}", node, "op", new()
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        new = SWAPS[type(node.ops[0])]
        yield f"{new.__name__} in {ast.unparse(node)}", node, "ops", [new(), *node.ops[1:]]


def _constants(node: ast.AST) -> Iterator[Way]:
    if isinstance(node, ast.UnaryOp):
        yield f"twice {ast.unparse(node)}", node, "operand", ast.UnaryOp(node.op, node.operand)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} to {not node.value}", node, "value", not node.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield f"{node.value} to {node.value + 1}", node, "value", node.value + 1


def _names(node: ast.AST) -> Iterator[Way]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RENAMED:
        yield f"{RENAMED[node.func.id]} in {ast.unparse(node)}", node.func, "id", RENAMED[node.func.id]
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield f"not transposed {ast.unparse(node)}", node, "attr", "real"


def _conditions(node: ast.AST) -> Iterator[Way]:
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        yield f"never {ast.unparse(node.test)}", node, "test", ast.Constant(False)
    if isinstance(node, (ast.If, ast.IfExp)):
        yield f"always {ast.unparse(node.test)}", node, "test", ast.Constant(True)
    if isinstance(node, ast.comprehension) and node.ifs:
        yield f"always {ast.unparse(node.ifs[0])}", node, "ifs", []


def _keywords(node: ast.AST) -> Iterator[Way]:
    if isinstance(node, ast.Call):
        for word in node.keywords:
            if word.arg and word.arg not in HARMLESS:
                rest = [other for other in node.keywords if other is not word]
                yield f"without {ast.unparse(word)}", node, "keywords", rest


WAYS: tuple[Callable[[ast.AST], Iterator[Way]], ...] = (_swapped, _constants, _names, _conditions, _keywords)
