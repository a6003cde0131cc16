"""Settings: what `bptt-lab` is asked for, each value checked before anything starts."""

from __future__ import annotations

import argparse
import ipaddress
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST_PROCESSES = 64
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_PART = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_~.-]*")
_NUMBER = re.compile(r"[0-9]{1,9}")
_ABOUT = """Serve BPTT Lab. A setting of Streamlit that has no option here is given by its environment variable, such as
STREAMLIT_CLIENT_SHOW_ERROR_DETAILS."""


@dataclass(frozen=True)
class Settings:
    """How the app is served; `base_path` is empty or begins with a slash and ends without one."""

    port: int = 8501
    address: str = "127.0.0.1"
    processes: int = 1
    base_path: str = ""
    allowed_hosts: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """The name by which this machine reaches the app, as it stands in a URL."""
        return "localhost" if self.address in ("127.0.0.1", "0.0.0.0", "::") else in_url(self.address)

    @property
    def url(self) -> str:
        """The address to open on this machine."""
        return f"http://{self.host}:{self.port}{self.base_path}"


def read(arguments: Sequence[str] | None = None) -> Settings:
    """Read the arguments, those of the command line by default; exits with a sentence where one is not allowed."""
    parser = argparse.ArgumentParser(prog="bptt-lab", description=_ABOUT, allow_abbrev=False)
    default = Settings()
    parser.add_argument("--port", type=_port, default=default.port, metavar="NUMBER", help="8501 by default")
    parser.add_argument(
        "--address", type=_address, default=default.address, metavar="ADDRESS",
        help="which address of this machine: 127.0.0.1 by default, for this machine alone; 0.0.0.0 for all networks",
    )  # fmt: skip
    parser.add_argument(
        "--processes", type=_processes, default=default.processes, metavar="NUMBER",
        help="1 by default; several stand behind HAProxy, which must be installed",
    )  # fmt: skip
    parser.add_argument(
        "--base-path", type=_base_path, default=default.base_path, metavar="/PATH",
        help="the path under which the app is found, such as /lab",
    )  # fmt: skip
    parser.add_argument(
        "--allowed-host", type=_allowed_host, action="append", default=[], metavar="NAME", dest="allowed_hosts",
        help="a name under which people may reach the app; may be given several times; any name by default",
    )  # fmt: skip
    found = vars(parser.parse_args(arguments))
    return Settings(**{**found, "allowed_hosts": tuple(found["allowed_hosts"])})


def in_url(host: str) -> str:
    """Return a host as it stands in a URL: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def _refuse(value: str, give: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(f"{value!r:.60} is not allowed. Give {give}.")


def _whole_number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not _NUMBER.fullmatch(text) or not low <= int(text) <= high:
            raise _refuse(text, f"a whole number from {low} to {high}")
        return int(text)

    return parse


_port = _whole_number(1, 65_535)
_processes = _whole_number(1, MOST_PROCESSES)


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        if not _HOST.fullmatch(text):
            give = "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all networks"
            raise _refuse(text, give) from None
        return text


def _base_path(text: str) -> str:
    parts = text.strip("/").split("/")
    if parts == [""]:
        return ""
    if not all(map(_PART.fullmatch, parts)):
        raise _refuse(text, "a path of letters, digits, '-', '_', '~', '.' and '/', such as /lab")
    return "/" + "/".join(parts)


def _allowed_host(text: str) -> str:
    if not _HOST.fullmatch(text.removeprefix("*.")):
        raise _refuse(text, "a host name without a port, such as lab.example.edu or *.example.edu")
    return text
