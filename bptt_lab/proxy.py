"""Proxy: HAProxy, which gives several processes one address and keeps each visitor on one of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from bptt_lab.app_process import HEALTH
from bptt_lab.settings import Settings, in_url

COOKIE = "bptt-lab-process"
MISSING = (
    "bptt-lab: --processes: {processes} needs HAProxy, which is not installed. Install the package 'haproxy' "
    "(apt-get install haproxy, dnf install haproxy, brew install haproxy), or leave --processes out."
)
_ANYWHERE = "SameSite=None; Secure; Partitioned"
"""A cookie that a page of any site may hold for itself; browsers want https for it."""
_OUTSIDE_OF_PATH = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
"""Where HAProxy is installed and an ordinary user's PATH may not lead."""


def find_proxy() -> str | None:
    """Return the path of HAProxy, if it is installed."""
    places = [os.environ.get("PATH", os.defpath), *_OUTSIDE_OF_PATH]
    return shutil.which("haproxy", path=os.pathsep.join(places))


def proxy_configuration(settings: Settings, ports: Sequence[int], folder: Path) -> str:
    """Return HAProxy's configuration for app processes that listen on these ports of this machine.

    A cookie keeps a visitor's pages, scripts, files and websocket on one process, since only that one knows the run. A
    process that refuses a connection is left at once (`redispatch`), and the cookie is set anew; one whose health check
    fails loses its websockets, so that their pages connect elsewhere. Over https the cookie also works in an iframe of
    another site. `folder` holds the admin socket, by which a process can be drained.
    """
    processes = "\n".join(
        f"    server {number} 127.0.0.1:{port} cookie {number}" for number, port in enumerate(ports, start=1)
    )
    return _CONFIGURATION.format(
        bind=f"{in_url(settings.address)}:{settings.port}",
        admin=folder / "admin.sock",
        health=settings.base_path + HEALTH,
        cookie=COOKIE,
        anywhere=_ANYWHERE,
        processes=processes,
    )


_CONFIGURATION = """\
global
    maxconn 4000
    stats socket {admin} mode 600 level admin

defaults
    mode http
    timeout http-request 15s
    timeout connect 3s
    timeout client 60s
    timeout server 60s
    timeout tunnel 1h
    retries 3
    option redispatch 1
    option forwardfor

frontend visitors
    bind {bind}
    http-request set-var(txn.outside) req.hdr(X-Forwarded-Proto)
    acl https var(txn.outside) -m str https
    http-after-response replace-header Set-Cookie "(.*); SameSite=Lax" "\\1; {anywhere}" if https
    default_backend processes

backend processes
    balance leastconn
    cookie {cookie} insert indirect nocache httponly attr "SameSite=Lax"
    option httpchk
    http-check send meth GET uri {health}
    http-check expect status 200
    default-server check inter 1s fastinter 250ms fall 3 rise 1 on-marked-down shutdown-sessions
{processes}
"""
