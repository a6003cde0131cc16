"""The lines of our own code, found by what they assign: what a walk quotes is what runs."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from textwrap import dedent
from typing import Any


@cache
def assigning(function: Callable[..., Any], target: str) -> str:
    """The first statement of `function` that assigns to `target`, such as "h[:, t]". Raises LookupError for none."""
    for node, text in _parts(function):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == target:
            return text
    raise LookupError(f"{function.__name__} assigns nothing to {target}.")


@cache
def adding(function: Callable[..., Any], target: str) -> str:
    """The first statement of `function` that adds to `target`, such as "dh[:, t]". Raises LookupError for none."""
    for node, text in _parts(function):
        if isinstance(node, ast.AugAssign) and ast.unparse(node.target) == target:
            return text
    raise LookupError(f"{function.__name__} adds nothing to {target}.")


@cache
def naming(function: Callable[..., Any], name: str) -> str:
    """The first argument given as `name=...` in `function`. Raises LookupError for none."""
    for node, text in _parts(function):
        if isinstance(node, ast.keyword) and node.arg == name:
            return text
    raise LookupError(f"{function.__name__} gives no argument called {name}.")


@cache
def calling(function: Callable[..., Any], name: str) -> str:
    """The first call of `name` in `function`, such as "np.add". Raises LookupError for none."""
    for node, text in _parts(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
            return text
    raise LookupError(f"{function.__name__} does not call {name}.")


@cache
def returning(function: Callable[..., Any]) -> str:
    """The last statement of `function` that returns. Raises LookupError for none."""
    found = [text for node, text in _parts(function) if isinstance(node, ast.Return)]
    if not found:
        raise LookupError(f"{function.__name__} returns nothing.")
    return found[-1]


def _parts(function: Callable[..., Any]) -> Iterator[tuple[ast.AST, str]]:
    """Every node of the function that stands somewhere, in the order of the text, with its text."""
    source = dedent(inspect.getsource(function))
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.stmt, ast.expr, ast.keyword))]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        yield node, ast.get_source_segment(source, node) or ""
