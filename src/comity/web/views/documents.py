"""Pages: documents."""

from django.http import HttpRequest, HttpResponse

from comity.web.pages import Page


def first(request: HttpRequest) -> HttpResponse:
    """To be written."""
    return HttpResponse("documents")


PAGES = (Page(at="documents/", name="documents", may="document.see", view=first),)
