"""What HAProxy is told, and what a person is told where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bptt_lab import proxy
from bptt_lab.command import main
from bptt_lab.proxy import proxy_configuration
from bptt_lab.settings import Settings


def lines(*ports, **settings):
    text = proxy_configuration(Settings(**settings), ports, Path("/tmp/place"))
    return [line.strip() for line in text.splitlines()]


def test_every_process_is_named_with_its_cookie():
    told = lines(7001, 7002, processes=2)

    assert "server 1 127.0.0.1:7001 cookie 1" in told
    assert "server 2 127.0.0.1:7002 cookie 2" in told
    assert 'cookie bptt-lab-process insert indirect nocache httponly attr "SameSite=Lax"' in told
    assert "option redispatch 1" in told


@pytest.mark.parametrize(("address", "bind"), [("0.0.0.0", "0.0.0.0:80"), ("::1", "[::1]:80"), ("a.edu", "a.edu:80")])
def test_one_address_is_listened_on(address, bind):
    told = lines(7001, address=address, port=80)

    assert [line for line in told if line.startswith("bind ")] == [f"bind {bind}"]


def test_health_is_asked_for_below_the_path_of_the_app():
    assert "http-check send meth GET uri /lab/_stcore/health" in lines(7001, base_path="/lab")
    assert "http-check send meth GET uri /_stcore/health" in lines(7001)


def test_admin_socket_is_for_its_owner_alone():
    assert "stats socket /tmp/place/admin.sock mode 600 level admin" in lines(7001)


def test_missing_proxy_is_said_with_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(proxy, "_OUTSIDE_OF_PATH", ())

    with pytest.raises(SystemExit) as refused:
        main(["--processes", "2"])

    assert refused.value.code == (
        "bptt-lab: --processes: 2 needs HAProxy, which is not installed. Install the package 'haproxy' "
        "(apt-get install haproxy, dnf install haproxy, brew install haproxy), or leave --processes out."
    )
