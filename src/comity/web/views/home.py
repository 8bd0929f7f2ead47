"""Pages: home."""

from django.http import HttpRequest, HttpResponse

from comity.web.pages import Page


def first(request: HttpRequest) -> HttpResponse:
    """To be written."""
    return HttpResponse("home")


PAGES = (Page(at="", name="home", may="home.see", view=first),)
