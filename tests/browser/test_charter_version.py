"""A file of a charter in a real browser: what is wrong in it, then what it would change; nothing is adopted here."""

import pytest

from app.versions import without_ministers
from app.world import example_charter
from browser.test_pages import OFFICER, axe, looked_at

__all__ = ["axe"]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ru", 390), ("zh", 1280)])
def test_a_charter_file_is_looked_at_before_it_is_adopted(server, signed_in, confirmed, axe, language, width, tmp_path):
    page = signed_in(OFFICER, width=width, language=language)
    address = f"{server.url}/organisation/charter/versions/adopt/"
    confirmed(page, lambda: page.goto(address))
    page.goto(address)
    looked_at(page, axe, f"charter_adopt-form-{language}-{width}")
    wrong, right = tmp_path / "wrong.yaml", tmp_path / "right.yaml"
    wrong.write_text(example_charter().replace("rule: simple-majority", "rule: simple-majorty", 2), encoding="utf-8")
    right.write_text(without_ministers(), encoding="utf-8")
    for file, rows in ((wrong, 2), (right, 1)):
        page.locator("input[type=file]").set_input_files(file)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
        assert page.locator("main table tbody tr").count() >= rows
        looked_at(page, axe, f"charter_adopt-{file.stem}-{language}-{width}")
    assert page.locator(".confirmation button.btn-danger").count() == 1
    page.goto(f"{server.url}/organisation/charter/versions/")
    assert page.locator("#versions + .table-part tbody tr").count() == 1


def test_a_reference_is_registered_from_a_form(server, signed_in, confirmed, axe):
    page = signed_in(OFFICER, width=390, language="en")
    address = f"{server.url}/documents/register/"
    confirmed(page, lambda: page.goto(address))
    page.goto(address)
    looked_at(page, axe, "document_register-en-390")
