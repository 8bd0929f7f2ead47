"""An address for every page: of those with an object in it, of one that is in the state in which the page has most."""

import re
from dataclasses import dataclass, field

from django.urls import Resolver404, resolve

from browser import steps
from comity.web.urls import PAGES

OFFICER = "Secretariat officer"
AUDITOR = "Auditor"
HEAD = "Head of delegation, Delegation A"
PUBLIC = "public"
ROLES = (
    OFFICER,
    "Secretary-General",
    steps.CHAIR,
    HEAD,
    "Delegate",
    "Observer",
    "Partner",
    AUDITOR,
    PUBLIC,
)
FULLEST = {
    "policy": AUDITOR,
    "account": HEAD,
    "question_put": steps.CHAIR,
    "question_announce": steps.CHAIR,
    "proposal_sponsor": HEAD,
    "question_challenge_quorum": HEAD,
    "statement_make": HEAD,
    "sign_in": PUBLIC,
    "invitation": PUBLIC,
}
"""Who sees most of a page, where that is not the officer."""

FOR_ONE_READER = frozenset({"sign_in", "invitation"})
"""Pages behind a link that was sent to one person; how often such a link is opened is limited."""

NOT_PAGES = frozenset({"question_stream", "health"})
FILES = (".csv", ".json", ".svg", ".png", ".xlsx")

IN_STATE = {
    "proposal": "open",
    "question_put": "submitted",
    "proposal_revise": "submitted",
    "proposal_sponsor": "submitted",
    "proposal_withdraw": "submitted",
    "question_close": "open",
    "question_announce": "closed",
    "question_request_vote": "without_vote",
    "question_challenge_quorum": "open",
    "question_attendance": "open",
    "position_record": "open",
    "statement_make": "open",
}
"""The proposal of a page, or its question, by how far the things that are made for the pages have come."""

LISTED_ON = {
    "body": "organisation/",
    "charter_version": "organisation/charter/versions/",
    "precedent": "organisation/precedents/",
    "library_charter": "library/",
    "document": "documents/",
    "ledger_entry": "ledger/",
    "service": "people/",
    "invitation_shown": "people/",
    "mail": "outbox/",
}
"""The page that leads to the object of another."""

LIKE = {"service_term": "service", "service_end": "service"}
"""Pages with the object of another."""

FIELD = re.compile(r"<\w+:(\w+)>")


def looked_at_in_tests():
    """Every page that a reader opens: neither files nor what only programs ask for."""
    return [page for page in PAGES if _is_page(page)]


def _is_page(page):
    return "GET" in page.methods and page.name not in NOT_PAGES and not page.at.rstrip("/").endswith(FILES)


@dataclass
class Things:
    """What was made for the pages: proposals and their questions by state, and where objects of other pages are."""

    proposals: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    objects: dict[str, dict[str, object]] = field(default_factory=dict)

    def address(self, page):
        """The address of a page, with its object. Raises ``KeyError`` for a page that no table here names."""
        values = {}
        if page.name in IN_STATE:
            state = IN_STATE[page.name]
            values = {"proposal": self.proposals[state], "question": self.questions.get(state)}
        elif FIELD.search(page.at):
            values = self.objects[LIKE.get(page.name, page.name)]
        return "/" + FIELD.sub(lambda found: str(values[found[1]]), page.at)


def make_things(server, officer, chair, confirmed):
    """A proposal in each state, an invitation, a mail; and the first object of each list."""
    things = Things()
    for state in dict.fromkeys(IN_STATE.values()):
        proposal = steps.propose(officer, confirmed, server, f"EXAMPLE of {state}")
        things.proposals[state] = proposal.rstrip("/").rpartition("/")[2]
        if state != "submitted":
            manner = "without_vote" if state == "without_vote" else "recorded_vote"
            channel = "roll_call" if state == "open" else "seats"
            things.questions[state] = steps.put(chair, confirmed, proposal, manner=manner, channel=channel)
    steps.close(chair, confirmed, server, things.questions["closed"])
    steps.invite(officer, confirmed, server, "waiting@example.org", "W. Whiskey", "delegation-d", "en")
    for name, at in LISTED_ON.items():
        officer.goto(f"{server.url}/{at}")
        things.objects[name] = first_object(officer, name)
    for name, link in (
        ("sign_in", server.link("Partner")),
        ("invitation", re.search(r"http\S+/invitation/\S+", server.mail("waiting@example.org"))[0]),
    ):
        things.objects[name] = {"token": link.rstrip("/").rpartition("/")[2]}
    return things


def first_object(page, name):
    """The object of the first link that leads to the page of that name."""
    for address in page.eval_on_selector_all("a[href]", "links => links.map(link => link.pathname)"):
        try:
            found = resolve(address)
        except Resolver404:
            continue
        if found.url_name == name:
            return found.kwargs
    raise AssertionError(f"no link to a {name} on {page.url}")
