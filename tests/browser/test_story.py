"""The story of the platform: invitation, proposal, eight votes, the result announced, receipts checked offline."""

import json
import re
import subprocess
import sys
from functools import partial

import pytest
from playwright.sync_api import expect

from browser import steps
from browser.conftest import TAGS

LETTERS = "ABCDEFGH"
VOTES = ("yes", "yes", "no", "abstain", "yes", "yes", "no", "yes")
INVITED = "C"
"""The delegation of whom was invited; B votes from a phone, and so does the invited delegate."""

PASSWORD = "seven lanterns over a quiet harbour"


def invited_delegate(server, opened, officer, confirmed, language):
    """A delegate who was invited, has accepted by the link of the mail, and has signed in by a password."""
    email = f"invited.{language}@example.org"
    steps.invite(officer, confirmed, server, email, "N. November", f"delegation-{INVITED.lower()}", TAGS[language])
    officer.goto(f"{server.url}/outbox/")
    officer.locator("main table a[href^='/outbox/']").first.click()
    officer.wait_for_url(re.compile(r"/outbox/\d+/$"), wait_until="load")
    link = re.search(r"http\S+/invitation/\S+", server.mail(email))[0]
    expect(officer.locator("main")).to_contain_text(email)
    assert "/invitation/" not in officer.content()

    page = opened(width=390)
    page.goto(link)
    assert page.locator("html").get_attribute("lang").startswith(language)
    for field in ("password", "again"):
        page.fill(f"input[name={field}]", PASSWORD)
    steps.submit(page)
    assert page.goto(f"{server.url}/account/").status == 200
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "django_language", "value": TAGS[language], "url": server.url}])
    page.goto(f"{server.url}/account/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    steps.submit(page)
    assert page.url == f"{server.url}/account/"
    return page


@pytest.mark.parametrize(("language", "title"), [("en", "EXAMPLE story"), ("ru", "ПРИМЕР истории"), ("zh", "示例故事")])
def test_from_the_invitation_to_the_receipt(server, signed_in, opened, confirmed, tmp_path, language, title):
    officer = signed_in("Secretariat officer", language=language)
    invited = invited_delegate(server, opened, officer, confirmed, language)
    proposal = steps.propose(officer, confirmed, server, title)
    assert "/decisions/" in proposal
    assert title in officer.locator("h1").inner_text()

    chair = signed_in(steps.CHAIR, language=language)
    question = steps.put(chair, confirmed, proposal)
    assert chair.url == proposal

    watcher = signed_in("Auditor", language=language)
    watcher.goto(proposal)
    assert watcher.locator(".seat").count() == 8

    for letter, camp in zip(LETTERS, VOTES, strict=True):
        width = 390 if letter == "B" else 1280
        page = invited
        if letter != INVITED:
            page = signed_in(f"Head of delegation, Delegation {letter}", width=width, language=language)
        steps.take(page, partial(confirmed, secret=PASSWORD) if letter == INVITED else confirmed, proposal, camp)
        assert page.locator(".seat-yes, .seat-no, .seat-abstain").count() >= 1

    expect(watcher.locator(".seat-pending")).to_have_count(0)
    expect(watcher.locator(".seat-yes")).to_have_count(5)
    expect(watcher.locator(".seat-no")).to_have_count(2)

    steps.close(chair, confirmed, server, question)
    steps.announce(chair, confirmed, server, question)
    assert "/DEC/" in chair.locator("main").inner_text()

    for page in (signed_in("Head of delegation, Delegation A", language=language), invited):
        is_checked_offline(page, server, tmp_path)
    invited.context.close()


def is_checked_offline(page, server, folder):
    """The reader's last receipt holds, and does not when a word of it is another."""
    page.goto(f"{server.url}/ledger/receipts/")
    link = page.locator("a[href$='receipt.json']").first.get_attribute("href")
    receipt = folder / "receipt.json"
    receipt.write_bytes(page.context.request.get(f"{server.url}{link}").body())
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
