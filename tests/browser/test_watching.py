"""Who watches a vote and touches nothing sees all of it: the page left open is at each step the page loaded anew."""

import pytest
from playwright.sync_api import expect

from browser import steps

OBSERVER = "Observer"
WITHIN = 15_000
"""Milliseconds; the stream looks three times a second, a busy machine takes longer."""


def same(watched, loaded):
    """The page that was left open becomes what the same reader is shown who comes now."""
    loaded.reload()
    expect(watched.locator("#content")).to_have_text(loaded.locator("#content").text_content(), timeout=WITHIN)


@pytest.mark.parametrize(
    ("language", "title"), [("en", "EXAMPLE of a vote that is watched"), ("ru", "ПРИМЕР: наблюдение")]
)
def test_a_page_that_is_left_open_shows_everything_up_to_the_result(server, signed_in, confirmed, language, title):
    officer, chair, head = (
        signed_in(who, language=language)
        for who in ("Secretariat officer", steps.CHAIR, "Head of delegation, Delegation A")
    )
    proposal = steps.propose(officer, confirmed, server, title, classification="limited")
    question = steps.put(chair, confirmed, proposal)
    watched, loaded = (signed_in("Auditor", language=language).context.new_page() for _each in range(2))
    for page in (watched, loaded):
        page.goto(proposal)
    watched.evaluate("window.neverReloaded = true")
    begun = watched.locator(".board-tally").inner_text()
    figures = watched.locator("#board-result table").inner_text()

    steps.take(head, confirmed, proposal, "yes")
    expect(watched.locator(".seat-yes")).to_have_count(1, timeout=WITHIN)
    same(watched, loaded)
    assert watched.locator(".board-tally").inner_text() != begun
    assert watched.locator("#board-result table").inner_text() != figures

    steps.take(signed_in(OBSERVER, language=language), confirmed, proposal, "no")
    expect(watched.locator("#board-observers li")).to_have_count(1, timeout=WITHIN)
    expect(watched.locator(".seat-no")).to_have_count(0)
    same(watched, loaded)

    status = watched.locator(".page-head .status").inner_text()
    steps.close(chair, confirmed, server, question)
    expect(watched.locator(".page-head .status")).not_to_have_text(status, timeout=WITHIN)
    expect(watched.locator("#told")).to_have_text(watched.locator(".page-head .answer").text_content())
    same(watched, loaded)

    steps.take(head, confirmed, proposal, "abstain")  # a correction, after the vote is closed
    expect(watched.locator(".seat-abstain")).to_have_count(1, timeout=WITHIN)
    same(watched, loaded)

    steps.announce(chair, confirmed, server, question)
    expect(watched.locator("[sse-connect]")).to_have_count(0, timeout=WITHIN)
    same(watched, loaded)
    assert chair.locator(".answer").first.inner_text() == watched.locator(".answer").first.inner_text()
    assert watched.evaluate("window.neverReloaded")
    for page in (watched, loaded):
        page.close()
