"""Pages: ledger."""

from django.http import HttpRequest, HttpResponse

from comity.web.pages import Page


def first(request: HttpRequest) -> HttpResponse:
    """To be written."""
    return HttpResponse("ledger")


PAGES = (Page(at="ledger/", name="ledger", may="ledger.see", view=first),)
