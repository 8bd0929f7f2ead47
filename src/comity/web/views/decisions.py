"""Pages: decisions."""

from django.http import HttpRequest, HttpResponse

from comity.web.pages import Page


def first(request: HttpRequest) -> HttpResponse:
    """To be written."""
    return HttpResponse("decisions")


PAGES = (Page(at="decisions/", name="decisions", may="proposal.see", view=first),)
