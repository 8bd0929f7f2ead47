"""The page that lists the parts of the pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comity.web.views.samples import everything


def parts(request: HttpRequest) -> HttpResponse:
    """Every part in each of its states, with invented figures."""
    return render(request, "web/parts/page.html", everything())
