"""What stands around every page: refusals of the use cases become answers, in one place."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from comity.app.errors import Conflict, Denied, NeedsConfirmation, NotThere
from comity.web import interrupted
from comity.web.request import local
from comity.web.views import errors


class ActorMiddleware:
    """Turns what an act or a question is refused with into a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep pages of a signed-in person out of shared caches."""
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; ``None`` for anything else."""
        match exception:
            case NotThere():
                return errors.not_found(request, Http404())
            case NeedsConfirmation():
                back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
                back = local(request, back)
                interrupted.keep(request, str(exception), back)
                return redirect(f"{reverse('confirm')}?{urlencode({'next': back})}")
            case Denied():
                if not request.user.is_authenticated:
                    return redirect_to_login(request.get_full_path())
                return errors.forbidden(request, exception)
            case Conflict():
                return errors.conflict(request, exception, _("Somebody changed it meanwhile; nothing was done."))
            case _:
                return None
