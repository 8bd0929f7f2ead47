"""Pages: people."""

from django.http import HttpRequest, HttpResponse

from comity.web.pages import Page


def first(request: HttpRequest) -> HttpResponse:
    """To be written."""
    return HttpResponse("x")


PAGES = (
    Page(at="people/", name="people", may="person.list", view=first),
    Page(at="policy/", name="policy", may="policy.see", view=first),
    Page(at="outbox/", name="outbox", may="outbox.see", view=first),
    Page(at="confirm/", name="confirm", may="account.see", view=first),
)
