"""An Excel file and a file with gaps in the data dialog, without a browser."""

from __future__ import annotations

import io

import openpyxl

from tests.support.data_dialog import is_open, open_data, press, said, upload
from tests.support.driving import open_app, trainer

PRICES = {
    "old": [["v"], [9], [8], [7]],
    "prices": [["Date", "Close"], ["2020-01-01", 1.5], ["2020-01-02", 2.25], ["2020-01-03", 3]],
}


def workbook() -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in PRICES.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


def chosen(app, label):
    return next(box for box in app.selectbox if box.label == label)


def test_sheet_is_chosen_and_its_columns_are_applied():
    app = upload(open_data(open_app()), workbook(), "prices.xlsx")
    assert chosen(app, "Sheet").options == ["old", "prices"]
    assert any("3 rows of 1 column" in text for text in said(app))

    chosen(app, "Sheet").set_value("prices").run()
    press(app, "file.apply")

    assert not app.exception
    assert not is_open(app)
    assert trainer(app).experiment.inputs == ((1.5,), (2.25,), (3.0,))


def test_gaps_are_refused_by_line_until_a_way_to_close_them_is_chosen():
    app = upload(open_data(open_app()), "t,v\n1,2.0\n2,\n3,4.0\n4,NaN\n")
    press(app, "file.apply")
    assert "line 3, column 'v', is empty" in said(app)[-1]

    chosen(app, "Cells without a number").set_value("linear").run()
    press(app, "file.apply")

    assert trainer(app).experiment.inputs == ((2.0,), (3.0,), (4.0,), (4.0,))


def test_file_that_is_no_workbook_is_refused_and_the_run_stays():
    app = upload(open_data(open_app()), workbook()[:-80], "prices.xlsx")

    assert not app.exception
    assert said(app) == ["Excel file: it is damaged. Save it again in the spreadsheet."]
