"""Whether the installation answers: what a watch over it asks."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from comity.app.queries.health import is_healthy


def health(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, else 503. Says nothing of what is in it."""
    try:
        well = is_healthy()
    except DatabaseError:
        well = False
    response = JsonResponse({"healthy": well}, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response
