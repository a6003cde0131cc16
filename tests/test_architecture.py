"""The rules that keep this code readable, held by reading the code."""

from __future__ import annotations

import ast
import sys

import pytest

from tests.support.source import PAGES, SCIENCE, SERVING, SHARED, TESTS, imported, name


def belongs_to(module, packages):
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def public_without_docstring(path):
    """Public modules, classes, functions and methods of a file that say nothing of what they are for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not ast.get_docstring(tree):
        yield "the module"
    inside = [*tree.body, *(node for part in tree.body if isinstance(part, ast.ClassDef) for node in part.body)]
    for node in inside:
        named = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        if named and not node.name.startswith("_") and not ast.get_docstring(node):
            yield node.name


@pytest.mark.parametrize("path", SCIENCE, ids=name)
def test_science_imports_no_screen_and_no_tables(path):
    forbidden = [module for module in imported(path) if belongs_to(module, ["streamlit", "plotly", "pandas", "pages"])]

    assert not forbidden


@pytest.mark.parametrize("path", SERVING, ids=name)
def test_serving_needs_no_package(path):
    allowed = ["bptt_lab", *sys.stdlib_module_names]

    assert not [module for module in imported(path) if not belongs_to(module, allowed)]


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_imports_only_streamlit_the_shared_pages_and_the_science(path):
    allowed = ["streamlit", "pages.shared", "rnn", "__future__"]

    assert not [module for module in imported(path) if not belongs_to(module, allowed)]


def test_session_state_is_named_in_one_file():
    naming = [name(path) for path in [*SCIENCE, *PAGES, *SHARED] if "session_state" in path.read_text(encoding="utf-8")]

    assert naming == ["pages/shared/visitor/store.py"]


def test_store_of_a_visitor_is_read_and_written_in_two_files():
    using = [name(path) for path in [*PAGES, *SHARED] if "pages.shared.visitor.store.STORE" in imported(path)]

    assert using == ["pages/shared/visitor/dialog_state.py", "pages/shared/visitor/session.py"]


def internals(path):
    """What a file uses of Streamlit beyond `st` and the two kinds of components, which are documented."""
    documented = ("streamlit", "streamlit.components.v1", "streamlit.components.v2")
    yield from (module for module in imported(path) if belongs_to(module, ["streamlit"]) and module not in documented)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            owner, private = ast.unparse(node.value), node.attr.startswith("_") and not node.attr.startswith("__")
            if (private and owner not in ("self", "cls")) or (owner, node.attr) in (("st", "runtime"), ("st", "web")):
                yield f"{owner}.{node.attr}"


def test_internals_of_streamlit_are_used_in_one_file():
    using = [name(path) for path in [*PAGES, *SHARED] if [*internals(path)]]

    assert using == ["pages/shared/streamlit_internals.py"]


def test_callback_of_a_widget_is_uninterrupted():
    nodes = [node for path in [*PAGES, *SHARED] for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    uninterrupted = {one.name for one in functions if "uninterrupted" in map(ast.unparse, one.decorator_list)}
    words = [word for node in nodes if isinstance(node, ast.Call) for word in node.keywords]
    callbacks = [word.value for word in words if word.arg in ("on_change", "on_click", "on_dismiss")]
    called = {ast.unparse(value).split(".")[-1] for value in callbacks if not isinstance(value, ast.Constant)}

    assert called
    assert called <= uninterrupted


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_is_under_60_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 60


@pytest.mark.parametrize("path", [*SCIENCE, *SHARED, *SERVING, *TESTS], ids=name)
def test_file_is_under_200_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 200


@pytest.mark.parametrize("path", [*SCIENCE, *PAGES, *SHARED, *SERVING], ids=name)
def test_everything_public_has_a_docstring(path):
    assert not list(public_without_docstring(path))


@pytest.mark.parametrize("path", [*SCIENCE, *SERVING], ids=name)
def test_no_function_is_over_40_lines(path):
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    long = [node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40]

    assert not long
