"""Pages: organisation."""

from django.http import HttpRequest, HttpResponse

from comity.web.pages import Page


def first(request: HttpRequest) -> HttpResponse:
    """To be written."""
    return HttpResponse("organisation")


PAGES = (Page(at="organisation/", name="organisation", may="organisation.see", view=first),)
