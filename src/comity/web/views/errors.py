"""Pages for what could not be answered: the fact, and what to do."""

import logging

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.web.kit import Link, PageHead

logger = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, question: str, cure: str) -> HttpResponse:
    page = PageHead(question=question, answer=cure)
    home = Link(label=_("To the first page"), url="/")
    try:
        return render(request, "web/errors/error.html", {"page": page, "home": home}, status=status)
    except Exception:
        logger.exception("what stands around every page can't be made")
        return _plain(question, cure, status)


def _plain(question: str, cure: str, status: int) -> HttpResponse:
    """Without what stands around every page: nothing is asked of the request, nor of the database."""
    shown = {"question": question, "cure": cure, "LANGUAGE_CODE": get_language()}
    return HttpResponse(render_to_string("web/errors/plain.html", shown), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; a page under another address than ours would tell of that address, and so tells nothing more."""
    if isinstance(exception, DisallowedHost):
        question = _("Nothing answers here under this address")
        return _plain(question, _("Use the address you were given. Whoever runs it adds others to COMITY_HOSTS."), 400)
    return _page(request, 400, _("What was sent could not be read"), _("Go back, and send the form again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the policy does not grant it."""
    cure = _("The policy does not grant this to you. The secretariat says who may.")
    return _page(request, 403, _("This is not open to you"), cure)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not one of ours, or is too old."""
    return _page(request, 403, _("The form is no longer valid"), _("Open the page again, and send it once more."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    cure = _("Check the address. It may also be something that is not open to you.")
    return _page(request, 404, _("There is no such page"), cure)


def conflict(request: HttpRequest, exception: Exception, fact: str) -> HttpResponse:
    """409: somebody changed it meanwhile."""
    return _page(request, 409, fact, _("Open the page again: it shows what is there now."))


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    cure = _("Nothing was changed. Try again; if it happens again, tell who runs this installation.")
    return _page(request, 500, _("Something went wrong here"), cure)
