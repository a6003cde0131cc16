"""The container and the pages about serving name what there is."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from bptt_lab.settings import read
from tests.support.installed import SOURCE
from tests.support.source import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SPACE = (ROOT / "docs" / "deploy" / "huggingface.md").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
PAGES = ("README.md", "docs/deploy.md", "docs/SECURITY.md")


def words(name, text=DOCKERFILE):
    """The words of an instruction of the Dockerfile, as it starts a process."""
    return json.loads(re.search(rf"^{name} (\[.+\])$", text, flags=re.MULTILINE)[1])


def test_commands_that_are_named_are_understood():
    named = [match for page in (DEPLOY, COMPOSE) for match in re.findall(r"bptt-lab((?: --[a-z-]+ [^\s`]+)+)", page)]
    entry, *options = words("ENTRYPOINT")

    assert len(named) >= 6
    assert [read(shlex.split(options)) for options in named]
    assert entry == "bptt-lab"
    assert read([*options, *words("CMD")]).address == "0.0.0.0"
    assert read(json.loads(re.search(r"command: (\[.+\])", COMPOSE)[1])).processes == 2


def test_every_option_is_in_the_table(capsys):
    with pytest.raises(SystemExit):
        read(["--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out.partition("options:")[2])) - {"--help"}

    assert options == set(re.findall(r"^\| `(--[a-z-]+)` \|", DEPLOY, flags=re.MULTILINE))


def test_image_is_built_from_what_the_wheel_is_built_from():
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split() if line[0] == "!"}
    of_the_space = set(re.search(r"git archive HEAD (.+) \| tar", DEPLOY)[1].split())

    assert let_in == set(SOURCE)
    assert of_the_space == set(SOURCE) - {"README.md"} | {"Dockerfile", ".dockerignore"}


def test_image_answers_where_the_space_and_the_compose_file_look():
    (port,) = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, flags=re.MULTILINE)

    assert int(port) == read([*words("ENTRYPOINT")[1:], *words("CMD")]).port
    assert f"127.0.0.1:{port}/_stcore/health" in DOCKERFILE
    assert f"app_port: {port}\n" in SPACE
    assert f":{port}:{port}" in COMPOSE
    assert re.search(r"^USER (\d+)$", DOCKERFILE, flags=re.MULTILINE)[1] != "0"


def test_readme_itself_has_no_header_of_a_space():
    assert SPACE.startswith("---\ntitle: ")
    assert (ROOT / "README.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page):
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))

    assert links
    assert [link for link in links if "://" not in link and not ((ROOT / page).parent / link).exists()] == []
