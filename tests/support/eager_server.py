"""The app's server, started as `python -m tests.support.eager_server run app.py`: collects garbage at every visit.

The app itself does so once a minute at most, for which no test can wait.
"""

from __future__ import annotations

from streamlit.web import cli

from pages.shared.stage import share

if __name__ == "__main__":
    share.COLLECT = 0.0
    cli.main()
