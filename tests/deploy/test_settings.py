"""What `bptt-lab` may be asked for: anything else is refused with a sentence before something starts."""

from __future__ import annotations

import socket

import pytest

from bptt_lab.app_process import app_command, app_folder
from bptt_lab.command import answers, free_ports, main, taken
from bptt_lab.settings import Settings, read
from tests.support.source import ROOT

PORT = "Give a whole number from 1 to 65535."
PROCESSES = "Give a whole number from 1 to 64."
PATH = "Give a path of letters, digits, '-', '_', '~', '.' and '/', such as /lab."
HOST = "Give a host name without a port, such as lab.example.edu or *.example.edu."
ADDRESS = "Give an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all networks."
REFUSED = [
    ("--port", "0", f"'0' is not allowed. {PORT}"),
    ("--port", "65536", f"'65536' is not allowed. {PORT}"),
    ("--port", "-1", f"'-1' is not allowed. {PORT}"),
    ("--port", "٨٥٠١", f"'٨٥٠١' is not allowed. {PORT}"),
    ("--port", "8_501", f"'8_501' is not allowed. {PORT}"),
    ("--port", "9" * 5000, f"{repr('9' * 5000)[:60]} is not allowed. {PORT}"),
    ("--port", "", f"'' is not allowed. {PORT}"),
    ("--processes", "0", f"'0' is not allowed. {PROCESSES}"),
    ("--processes", "65", f"'65' is not allowed. {PROCESSES}"),
    ("--processes", "two", f"'two' is not allowed. {PROCESSES}"),
    ("--base-path", "/a/../b", f"'/a/../b' is not allowed. {PATH}"),
    ("--base-path", "/a//b", f"'/a//b' is not allowed. {PATH}"),
    ("--base-path", "/a b\n", f"'/a b\\n' is not allowed. {PATH}"),
    ("--base-path", "https://lab.example.edu/", f"'https://lab.example.edu/' is not allowed. {PATH}"),
    ("--allowed-host", "lab.example.edu:443", f"'lab.example.edu:443' is not allowed. {HOST}"),
    ("--allowed-host", "*", f"'*' is not allowed. {HOST}"),
    ("--address", "", f"'' is not allowed. {ADDRESS}"),
    ("--address", "127.0.0.1:80\n  bind *:1", f"'127.0.0.1:80\\n  bind *:1' is not allowed. {ADDRESS}"),
]


@pytest.mark.parametrize(("option", "value", "sentence"), REFUSED)
def test_value_is_refused_with_field_value_and_what_is_allowed(option, value, sentence, capsys):
    with pytest.raises(SystemExit) as refused:
        read([f"{option}={value}"])

    assert refused.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"bptt-lab: error: argument {option}: {sentence}"


def test_without_arguments_this_machine_alone_is_served():
    assert read([]) == Settings(port=8501, address="127.0.0.1", processes=1, base_path="", allowed_hosts=())


def test_all_that_is_allowed_is_read():
    given = "--port 80 --address ::1 --processes 64 --base-path lab/2/ --allowed-host a.edu --allowed-host *.b.edu"

    settings = read(given.split())

    assert settings == Settings(80, "::1", 64, "/lab/2", ("a.edu", "*.b.edu"))
    assert settings.url == "http://[::1]:80/lab/2"
    assert read(["--base-path", "/"]).base_path == ""
    assert read(["--address", "0.0.0.0"]).url == "http://localhost:8501"


def test_app_of_the_checkout_is_served_from_its_own_folder():
    words = app_command(Settings(base_path="/lab", allowed_hosts=("a.edu", "b.edu")), "127.0.0.1", 8600)

    assert app_folder() == ROOT
    assert words[3:5] == ("run", str(ROOT / "app.py"))
    assert " ".join(words).endswith("--server.allowedHosts a.edu --server.allowedHosts b.edu")
    assert words[words.index("--server.baseUrlPath") + 1] == "/lab"


def test_port_that_is_taken_is_said_before_anything_starts():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(SystemExit) as refused:
            main(["--port", str(port)])

        assert (
            f"--address 127.0.0.1, --port {port}: cannot listen there (Address already in use)." in refused.value.code
        )
        assert not answers("127.0.0.1", free_ports(1)[0], "/_stcore/health")


def test_address_of_another_machine_is_said():
    assert "--address 192.0.2.1, --port 8501: cannot listen there" in taken(Settings(address="192.0.2.1"))
