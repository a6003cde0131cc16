"""App process: the command line of one Streamlit server with this app."""

from __future__ import annotations

import sys
from pathlib import Path

from bptt_lab.settings import Settings

HEALTH = "/_stcore/health"
"""Where a server says "ok" once it answers."""


def app_folder() -> Path:
    """Return the folder of app.py, of its pages and its settings: in an installed package, or in a checkout."""
    here = Path(__file__).parent
    return here / "site" if (here / "site" / "app.py").exists() else here.parent


def app_command(settings: Settings, address: str, port: int) -> tuple[str, ...]:
    """Return the words that serve the app at an address and a port; run them in `app_folder()`.

    Everything else stands in .streamlit/config.toml beside app.py. In that folder no other one counts.
    """
    hosts = [word for host in settings.allowed_hosts for word in ("--server.allowedHosts", host)]
    return (
        *(sys.executable, "-m", "streamlit", "run", str(app_folder() / "app.py")),
        *("--server.address", address),
        *("--server.port", str(port)),
        *("--browser.serverAddress", settings.host),
        *("--server.baseUrlPath", settings.base_path),
        *("--server.fileWatcherType", "none"),
        *hosts,
    )
