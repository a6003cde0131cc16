"""What the documents say is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages.shared.page import PAGES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = "python -m pip install -r requirements.txt && python -m streamlit run app.py"
TEST = "python -m pip install -r requirements-dev.txt && python -m pytest"


def test_readme_gives_the_two_commands():
    assert RUN in README
    assert TEST in README


def test_ci_runs_the_command_of_the_readme():
    assert TEST in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_link_of_the_readme_leads_to_a_file():
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_python_in_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)

    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})


@pytest.mark.parametrize("title", [title for _, title, _ in PAGES])
def test_readme_tours_every_page(title):
    assert f"**{title}**" in README


def test_changelog_names_the_version():
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_development_requirements_are_exact():
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").split()

    assert [line for line in lines[2:] if "==" not in line] == []
    assert lines[:2] == ["-r", "requirements.txt"]
