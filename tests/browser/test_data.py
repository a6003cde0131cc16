"""Data of one's own in a real browser: several sequences, a table, a CSV file that is good, and one that is not."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from rnn import Trainer
from rnn.data.csv_table import TEMPLATE, write_csv
from rnn.experiment.experiment import Experiment
from tests.support.lab import Lab

SEMICOLONS = "sequence;Länge;y\n" + "".join(f"{name};{n},5;{n},25\n" for name in "ab" for n in range(1, 4))
MARKUP = "<img src=x onerror=alert(1)>**x**"


def dialog(lab: Lab, tab: str) -> Locator:
    """Open the dialog, and one of its tabs."""
    lab.page.get_by_role("button", name="Table, file, text ...").click()
    opened = lab.page.get_by_role("dialog")
    opened.get_by_role("tab", name=tab).click()
    return opened


def give(lab: Lab, name: str, content: bytes) -> None:
    chooser = lab.page.get_by_role("dialog").locator("input[type=file]").first
    chooser.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def apply(opened: Locator) -> None:
    opened.get_by_role("button", name="Apply").locator("visible=true").click()


def shows_loss_of(lab: Lab, **choices: object) -> None:
    lab.shows("epoch", "0").shows("loss", f"{Trainer.start(Experiment(**choices)).latest.loss:.4g}")


def test_two_sequences_are_typed_with_a_blank_line_between(lab):
    lab.type("Sequence", "1 2 3 4\n\n7 8 9")

    expect(lab.page.get_by_text("2 sequences of 3 to 4 time steps, each item with the next as target")).to_be_visible()
    shows_loss_of(lab, inputs=[1, 2, 3, 4], more_inputs=[[7, 8, 9]])


def test_decimal_commas_take_one_click_in_the_sidebar(lab):
    lab.type("Sequence", "0,5\n0,7\n0,9")
    expect(lab.page.get_by_text("0,5 is read as 2 numbers: 0 and 5.")).to_be_visible()
    shows_loss_of(lab, inputs=[[0, 5], [0, 7], [0, 9]])

    lab.page.get_by_role("button", name="Read 0,5 as 0.5").click()

    expect(lab.field("Sequence")).to_have_value("0.5, 0.7, 0.9")
    expect(lab.page.get_by_role("button", name="Read 0,5 as 0.5")).to_have_count(0)
    shows_loss_of(lab, inputs=[0.5, 0.7, 0.9])


def test_how_a_file_is_read_is_said_and_another_reading_takes_one_click(lab):
    opened = dialog(lab, "CSV or Excel file")
    give(lab, f"{MARKUP}.csv", SEMICOLONS.encode("cp1252"))
    expect(opened.get_by_text("6 rows of 3 columns. It is not UTF-8 and was read as Windows-1252")).to_be_visible()
    expect(opened.get_by_role("radiogroup", name="Länge")).to_be_visible()
    assert opened.locator("img, b, strong").count() == 0
    give(lab, "sales.csv", b'Month,Sales\n2020-01,"1,234"\n2020-02,998\n2020-03,"1,310"\n')
    expect(opened.get_by_text("'1,234' is read as 1234.")).to_be_visible()
    expect(opened.get_by_text("It holds dates or times.")).to_be_visible()

    opened.get_by_text("Read 1,234 as 1.234").click()
    expect(opened.get_by_text("'1,234' is read as 1.234.")).to_be_visible()
    apply(opened)

    expect(lab.field("Sequence")).to_have_value("1.234, 998, 1.31")


def test_table_pasted_from_a_spreadsheet_lands_in_the_cells(lab):
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = dialog(lab, "Table")
    opened.get_by_label("Target columns (y)").locator("visible=true").click()
    lab.page.get_by_test_id("stSelectboxVirtualDropdown").get_by_role("option", name="1", exact=True).click()
    expect(opened.locator("[role=columnheader]", has_text="y1")).to_be_attached()
    lab.steady()
    lab.page.evaluate(
        "(text) => navigator.clipboard.writeText(text)", "1,5\t10\n2,25\t20,5\n-1.234,5\t0\n4\t1\n5\t1\n6\t2"
    )
    grid = opened.locator(".dvn-scroller").locator("visible=true")
    for part in (0.3, 0.5):  # the grid may miss the click that gives it the focus
        grid.click(position={"x": part * grid.bounding_box()["width"], "y": 1.5 * 35})
    expect(opened.locator("[role=gridcell][aria-selected=true][aria-colindex='2']")).to_be_attached()

    lab.page.keyboard.press("Control+V")
    expect(opened.get_by_text("'1,5' is read as 1.5.")).to_be_visible()
    apply(opened)

    expect(lab.field("Sequence")).to_have_value("1.5, 2.25, -1234.5, 4, 5, 6")
    expect(lab.field("Own target")).to_have_value("10, 20.5, 0, 1, 1, 2")


def test_file_that_is_refused_leaves_the_run_as_it_is(lab):
    lab.press("Step").press("Step").shows("epoch", "2")
    opened = dialog(lab, "CSV or Excel file")

    give(lab, "book.csv", b"PK\x03\x04 no text")
    expect(lab.problem("reading")).to_contain_text("CSV file: it is a zip archive or a damaged Excel file.")
    give(lab, "book.csv", f"x\n1\n{MARKUP}\n".encode())
    expect(opened.get_by_text("has no number in line 3")).to_be_visible()
    apply(opened)

    expect(lab.problem("file")).to_contain_text(f"CSV file: '{MARKUP}' in line 3, column 'x', is not a number.")
    assert opened.locator("img, b, strong").count() == 0
    opened.get_by_role("button", name="Cancel").locator("visible=true").click()
    expect(opened).to_have_count(0)
    assert lab.steady() == 2
    assert lab.field("Sequence").input_value() == "1, 2, 3, 4, 5"


def test_template_is_downloaded_as_it_is_read(lab):
    opened = dialog(lab, "CSV or Excel file")

    with lab.page.expect_download() as download:
        opened.get_by_role("button", name="Template as CSV").click()

    assert download.value.suggested_filename == "template.csv"
    assert Path(download.value.path()).read_bytes().decode() == write_csv(TEMPLATE)


def test_cell_is_applied_when_apply_is_pressed_while_it_is_typed(lab):
    opened = dialog(lab, "Table")
    grid, row = opened.locator(".dvn-scroller").locator("visible=true"), 35

    for place in (0.3, 0.9):  # the grid may miss the click that gives it the focus
        grid.click(position={"x": place * grid.bounding_box()["width"], "y": 1.5 * row})
    expect(opened.locator("[role=gridcell][aria-selected=true][aria-colindex='2']")).to_be_attached()
    lab.page.keyboard.press("Enter")
    lab.page.locator("#portal textarea").fill("-2.5")
    apply(opened)

    expect(opened).to_have_count(0)
    expect(lab.field("Sequence")).to_have_value("-2.5, 2, 3, 4, 5")
    shows_loss_of(lab, inputs=[-2.5, 2, 3, 4, 5])


def test_dialog_is_gone_after_escape_and_stays_gone(lab):
    opened = dialog(lab, "Table")

    lab.page.keyboard.press("Escape")

    expect(opened).to_have_count(0)
    lab.type("Hidden units", "7")
    lab.page.wait_for_function("document.querySelector('[data-chart=hidden] .plot')._fullData[0].z.length === 7")
    assert lab.page.get_by_role("dialog").count() == 0
