"""Scripts are sent once, compressed where the browser takes it, and kept while their content stays the same."""

from __future__ import annotations

import gzip
from pathlib import Path

import plotly
import pytest
import streamlit as st
from starlette.requests import Request

from pages.shared.stage import scripts
from pages.shared.stage.scripts import (
    Script,
    figure_code,
    plotly_address,
    plotly_script,
    routes,
    stage_code,
    stage_script,
)
from tests.support.driving import open_app, stage

INSTALLED = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


@pytest.fixture(autouse=True)
def no_routes():
    scripts._ROUTED.clear()
    yield
    scripts._ROUTED.clear()


def asked(script, **headers):
    """The answer to a request with these headers."""
    names = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    return script.answer(Request({"type": "http", "method": "GET", "headers": names}))


def test_plotly_of_the_installed_package_is_sent_as_it_is():
    answer = asked(plotly_script())

    assert answer.body == INSTALLED
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"


def test_browser_that_takes_gzip_gets_what_was_compressed_once():
    first, second = (asked(plotly_script(), Accept_Encoding="gzip, deflate, br") for _ in range(2))

    assert first.headers["content-encoding"] == "gzip"
    assert gzip.decompress(first.body) == INSTALLED
    assert first.body is second.body
    assert first.headers["content-length"] == str(len(first.body))


@pytest.mark.parametrize("script", [plotly_script, stage_script])
def test_script_is_kept_for_a_year_without_asking(script):
    kept = asked(script(), Accept_Encoding="gzip").headers["cache-control"].split(", ")

    assert {"public", "immutable", "max-age=31536000"} == set(kept)


def test_browser_that_asks_all_the_same_is_told_that_its_copy_holds():
    tag = asked(plotly_script()).headers["etag"]

    answer = asked(plotly_script(), If_None_Match=f'"another", {tag}', Accept_Encoding="gzip")

    assert (answer.status_code, answer.body) == (304, b"")
    assert answer.headers["etag"] == tag
    assert "immutable" in answer.headers["cache-control"]


def test_browser_with_another_copy_gets_the_script():
    answer = asked(plotly_script(), If_None_Match='W/"another"')

    assert (answer.status_code, answer.body) == (200, INSTALLED)


def test_another_content_has_another_address_and_tag():
    old, new = Script("plotly.min.js", b"version 1"), Script("plotly.min.js", b"version 2")

    assert old.address != new.address
    assert asked(new, If_None_Match=asked(old).headers["etag"]).body == b"version 2"


@pytest.mark.parametrize(("base", "begins"), [("", "/scripts/"), ("lab", "/lab/scripts/"), ("/a/b/", "/a/b/scripts/")])
def test_routes_lie_below_the_path_of_the_app(monkeypatch, base, begins):
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": base}.__getitem__)

    paths = [route.path for route in routes()]

    assert all(path.startswith(begins) for path in paths)
    assert [path.removeprefix(begins) for path in paths] == [
        script().address.removeprefix("scripts/") for script in (plotly_script, stage_script)
    ]


def test_stage_is_named_where_the_server_has_the_routes_and_sent_where_not():
    sent, plotly_of_a_component = stage_code(), plotly_address()
    routes()

    assert asked(stage_script()).body.decode() == sent
    assert len(stage_code()) < 200
    assert stage_script().address in stage_code()
    assert plotly_address() == plotly_script().address
    assert plotly_of_a_component.startswith("component/")


def test_single_figure_is_a_part_of_the_code_of_the_stage():
    sent = figure_code()
    routes()

    assert sent.count("export default") == 1
    assert sent.endswith("export default figure;")
    assert "export function figure(" in sent
    assert figure_code() == stage_code().replace("stage.default", "stage.figure")


def test_page_without_routes_takes_plotly_from_a_component():
    assert stage(open_app())["plotly"] == "component/pages.shared.stage.scripts.plotly_js/plotly.min.js"
