"""Measure how long files take from upload to preview: python tests/benchmarks/reading.py.

For each file the seconds of the processor, the best of several turns: decoded, readings guessed, split into cells,
roles guessed, columns thinned for the plot, and all of it. No CSV file may take a second.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[2]))

from rnn.data.column_guess import guess
from rnn.data.column_view import columns_seen
from rnn.data.csv_guess import about_numbers, readings
from rnn.data.csv_table import read_csv
from rnn.data.limits import MOST_FILE_BYTES
from rnn.data.spreadsheet import is_spreadsheet, read_sheet, sheet_names
from rnn.data.text_file import read_file

PARTS = ("decode", "readings", "cells", "roles", "plot")


def table(rows: int, columns: int) -> list[list[str]]:
    """Return a header and rows: a time stamp, and numbers with four decimals."""
    draw = random.Random(0)
    head = ["time", *(f"value_{place}" for place in range(columns))]
    return [head] + [
        [f"2020-01-01T00:{row // 60 % 60:02d}:{row % 60:02d}", *(f"{draw.gauss(100, 30):.4f}" for _ in range(columns))]
        for row in range(rows)
    ]


def csv_file(rows: int, columns: int, delimiter: str = ",", decimal: str = ".") -> bytes:
    lines = [delimiter.join(row).replace(".", decimal) for row in table(rows, columns)]
    return "\n".join(lines)[:MOST_FILE_BYTES].rpartition("\n")[0].encode()


def excel_file(rows: int, columns: int) -> bytes:
    book = openpyxl.Workbook()  # which says the size of its sheet, as Excel does
    sheet = book.active
    head, *body = table(rows, columns)
    for row in [head, *([row[0], *map(float, row[1:])] for row in body)]:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "CSV, 8 columns": lambda: csv_file(30_000, 8),
    "CSV, 60 columns": lambda: csv_file(6_000, 60),
    "CSV, 1 column": lambda: csv_file(70_000, 1),
    "CSV, semicolons and decimal commas": lambda: csv_file(30_000, 8, ";", ","),
    "CSV, spaces": lambda: csv_file(30_000, 8, " "),
    "Excel, 20,000 rows of 9": lambda: excel_file(20_000, 8),
    "Excel, 2,000 rows of 9": lambda: excel_file(2_000, 8),
}


def taken(content: bytes) -> list[float]:
    """Return the seconds of each part."""
    times = [time.process_time()]
    text = read_sheet(content, sheet_names(content)[0]) if is_spreadsheet(content) else read_file("", content)[0]
    times.append(time.process_time())
    written = readings(text)[0].written
    times.append(time.process_time())
    made, _ = read_csv(text, written)
    about_numbers(text, written)
    times.append(time.process_time())
    understood = guess(made)
    times.append(time.process_time())
    columns_seen(understood.table, understood.roles, {})
    times.append(time.process_time())
    return [later - now for now, later in pairwise(times)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=3)
    turns = parser.parse_args().turns
    print(f"{'':36}{'kB':>7}" + "".join(f"{part:>10}" for part in (*PARTS, "all")))
    for name, make in FILES.items():
        content = make()
        best = min((taken(content) for _ in range(turns)), key=sum)
        print(f"{name:36}{len(content) / 1000:7.0f}" + "".join(f"{seconds:10.3f}" for seconds in (*best, sum(best))))


if __name__ == "__main__":
    main()
