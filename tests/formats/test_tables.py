"""Tables as CSV and XLSX: what a spreadsheet reads back."""

import csv

import pytest
from openpyxl import load_workbook

from comity.core.values import Refused
from comity.formats.tables import write_csv, write_workbook, write_xlsx

HEADER = ("subject", "put", "share")
ROWS = (("Терроризм", "12", "50 %"), ("人权, 发展", "0", 'a "quoted"\nline'))
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx")


def test_csv_is_read_back_in_every_script(tmp_path):
    path = tmp_path / "t.csv"
    write_csv(path, "a caption", HEADER, ROWS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [list(HEADER), *map(list, ROWS)]
    assert "a caption" not in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_a_spreadsheet_would_run_is_text(tmp_path, cell):
    write_csv(tmp_path / "t.csv", "", ("a",), [(cell,)])
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == [f"'{cell}"]
    write_xlsx(tmp_path / "t.xlsx", "t", ("a",), [(cell,)])
    found = load_workbook(tmp_path / "t.xlsx").active["A2"]
    assert found.data_type == "s"


def test_a_workbook_has_a_sheet_for_each_table_and_numbers_that_add_up(tmp_path):
    path = tmp_path / "t.xlsx"
    write_workbook(path, [("By subject: [all]", HEADER, ROWS), ("x" * 40, ("a", "b"), [("007", "1443"), ("", "1.5")])])
    first, second = load_workbook(path).worksheets
    assert (first.title, second.title) == ("By subject all", "x" * 31)
    assert [cell.value for cell in first[1]] == list(HEADER)
    assert first.freeze_panes == second.freeze_panes == "A2"
    assert [cell.value for cell in first[2]] == ["Терроризм", 12, "50 %"]
    assert [cell.value for cell in first[3]] == ["人权, 发展", 0, 'a "quoted"\nline']
    assert [cell.value for cell in second[2]] == ["007", 1443]
    assert second["B3"].value == "1.5"


def test_a_table_without_rows_is_its_header(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", "t", HEADER, [])
    assert [[cell.value for cell in row] for row in load_workbook(tmp_path / "t.xlsx").active] == [list(HEADER)]


@pytest.mark.parametrize(("write", "name"), [(write_csv, "t.xlsx"), (write_xlsx, "t.csv")])
def test_a_name_of_the_other_kind_is_refused(tmp_path, write, name):
    with pytest.raises(Refused) as caught:
        write(tmp_path / name, "t", HEADER, ROWS)
    (problem,) = caught.value.problems
    assert (problem.file, problem.fact.split("'")[1]) == (str(tmp_path / name), tmp_path.joinpath(name).suffix)
    assert problem.cure
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_file_that_cannot_be_written(tmp_path, write):
    for path in (tmp_path / "none" / "t.file", tmp_path):
        with pytest.raises(Refused) as caught:
            write(path, "t", HEADER, ROWS)
        (problem,) = caught.value.problems
        assert problem.file == str(path)
        assert problem.fact.startswith("the file can't be written (")
        assert problem.cure == "Name a file in a folder that you may write to"
