"""The story of the platform: a proposal, eight votes, the result announced, and a receipt that is checked offline."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

LETTERS = "ABCDEFGH"
VOTES = ("yes", "yes", "no", "abstain", "yes", "yes", "no", "yes")


def submit(page):
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def do_confirmed(page, confirmed, url, act):
    """Do an act on a page; where it was asked who one is, open the page again and do it."""
    page.goto(url)
    if confirmed(page, act):
        page.goto(url)
        act()
        page.wait_for_load_state()


@pytest.mark.parametrize(("language", "title"), [("en", "EXAMPLE story"), ("ru", "ПРИМЕР истории"), ("zh", "示例故事")])
def test_from_the_proposal_to_the_receipt(server, signed_in, confirmed, tmp_path, language, title):
    officer = signed_in("Secretariat officer", language=language)

    def propose():
        officer.select_option("select[name=matter]", "heads-of-state/trade")
        for area in officer.locator("main textarea").all():
            area.fill(f"{title}.")
        officer.check("input[name=sponsors][value=delegation-a]")
        submit(officer)

    do_confirmed(officer, confirmed, f"{server.url}/decisions/submit/", propose)
    proposal = officer.url
    assert "/decisions/" in proposal
    assert title in officer.locator("h1").inner_text()

    chair = signed_in("Chair", language=language)

    def put():
        chair.check("input[name=manner][value=recorded_vote]")
        submit(chair)

    do_confirmed(chair, confirmed, f"{proposal}put/", put)
    assert chair.url == proposal

    watcher = signed_in("Auditor", language=language)
    watcher.goto(proposal)
    assert watcher.locator(".seat").count() == 8

    for letter, camp in zip(LETTERS, VOTES, strict=True):
        delegation = "" if letter != "B" else "phone"
        page = signed_in(
            f"Head of delegation, Delegation {letter}", width=390 if delegation else 1280, language=language
        )

        def vote(page=page, camp=camp):
            page.locator(f"main button[name=camp][value={camp}]").first.click()

        do_confirmed(page, confirmed, proposal, vote)
        assert page.locator(".seat-yes, .seat-no, .seat-abstain").count() >= 1

    expect(watcher.locator(".seat-pending")).to_have_count(0)
    expect(watcher.locator(".seat-yes")).to_have_count(5)
    expect(watcher.locator(".seat-no")).to_have_count(2)

    question = chair.goto(proposal) and chair.locator("a[href*='/close/']").get_attribute("href")
    do_confirmed(chair, confirmed, f"{server.url}{question}", lambda: submit(chair))
    do_confirmed(chair, confirmed, f"{server.url}{question.replace('/close/', '/announce/')}", lambda: submit(chair))
    assert "/DEC/" in chair.locator("main").inner_text()

    head = signed_in("Head of delegation, Delegation A", language=language)
    head.goto(f"{server.url}/ledger/receipts/")
    link = head.locator("a[href$='receipt.json']").first.get_attribute("href")
    receipt = tmp_path / "receipt.json"
    receipt.write_bytes(head.context.request.get(f"{server.url}{link}").body())
    check = [
        sys.executable,
        "-c",
        "from comity.cli.main import main; main()",
        "receipt",
        "check",
        str(receipt),
        "--json",
    ]
    answer = subprocess.run(check, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    spoiled = json.loads(receipt.read_text(encoding="utf-8"))
    spoiled["entry"]["actor"] = "somebody-else"
    receipt.write_text(json.dumps(spoiled), encoding="utf-8")
    assert subprocess.run(check, capture_output=True, check=False).returncode == 1
