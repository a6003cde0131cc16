"""Command: `bptt-lab` serves the app from any folder, by one process or by several behind one address."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bptt_lab.app_process import HEALTH, app_command, app_folder
from bptt_lab.processes import EndedError, Kept, Processes
from bptt_lab.proxy import MISSING, find_proxy, proxy_configuration
from bptt_lab.settings import Settings, read

COOKIE_SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"
"""Signs cookies; all processes behind one address need the same."""
_INSIDE = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the app until the process is told to stop."""
    settings = read(arguments)
    if problem := taken(settings):
        sys.exit(f"bptt-lab: {problem}")
    if settings.processes == 1:
        _serve_alone(settings)
    else:
        sys.exit(_serve_together(settings))


def taken(settings: Settings) -> str | None:
    """Say why nothing can listen at the address and the port; None if it can."""
    try:
        found = socket.getaddrinfo(settings.address, settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, place = found[0]
        with closing(socket.socket(family, kind, protocol)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        return f"--address {settings.address}, --port {settings.port}: cannot listen there ({error.strerror})."
    return None


def free_ports(count: int) -> list[int]:
    """Return ports that nothing listens on, for this machine alone."""
    probes = [socket.create_server((_INSIDE, 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def answers(address: str, port: int, path: str) -> bool:
    """Whether a server there says that it is healthy; environment variables for proxies do not matter."""
    with closing(http.client.HTTPConnection(address, port, timeout=2)) as connection:
        try:
            connection.request("GET", path)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False


def _serve_alone(settings: Settings) -> None:
    """Become the app's process where the system can; else wait for it."""
    words = app_command(settings, settings.address, settings.port)
    os.chdir(app_folder())
    if os.name == "posix":
        os.execv(words[0], words)
    sys.exit(subprocess.call(words))


def _serve_together(settings: Settings) -> str | None:
    """Run app processes behind HAProxy until a stop is asked for; returns a sentence where they could not start."""
    proxy = find_proxy()
    if not proxy:
        return MISSING.format(processes=settings.processes)
    os.environ.setdefault(COOKIE_SECRET, secrets.token_hex())
    processes = Processes(_say)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if found := getattr(signal, name, None):
            signal.signal(found, lambda *_: processes.ask_to_stop())
    with tempfile.TemporaryDirectory(prefix="bptt-lab-") as folder:
        try:
            if _start(processes, settings, proxy, Path(folder)):
                _say(f"{settings.processes} app processes stand behind {settings.url}")
                processes.watch()
        except EndedError as error:
            return f"bptt-lab: {error}"
        finally:
            processes.stop()
    return None


def _start(processes: Processes, settings: Settings, proxy: str, folder: Path) -> bool:
    """Start the app's processes, then the proxy; False where a stop was asked for meanwhile."""
    ports = free_ports(settings.processes)
    for number, port in enumerate(ports, start=1):
        command = app_command(settings, _INSIDE, port)
        processes.start(Kept(f"App process {number}", (*command, "--logger.hideWelcomeMessage", "true"), app_folder()))
    health = settings.base_path + HEALTH
    if not processes.wait_until(lambda: all(answers(_INSIDE, port, health) for port in ports)):
        return False
    configuration = folder / "haproxy.cfg"
    configuration.write_text(proxy_configuration(settings, ports, folder), encoding="utf-8")
    processes.start(Kept("HAProxy", (proxy, "-db", "-f", str(configuration)), folder))
    reached = _INSIDE if settings.address == "0.0.0.0" else settings.address
    return processes.wait_until(lambda: answers(reached, settings.port, health))


def _say(sentence: str) -> None:
    print(sentence, flush=True)
