"""The addresses of the pages, made from the tables of each group."""

from django.urls import path
from django.views.i18n import set_language

from comity.web.pages import Page, address
from comity.web.views import accounts, acts, decisions, documents, health, home, ledger, organisation, parts

PAGES: tuple[Page, ...] = (
    *home.PAGES,
    *decisions.PAGES,
    *acts.PAGES,
    *organisation.PAGES,
    *documents.PAGES,
    *ledger.PAGES,
    *accounts.PAGES,
    Page(at="health/", name="health", may="home.see", view=health.health),
    Page(at="parts/", name="parts", may="parts.see", view=parts.parts),
)

urlpatterns = [path("language/", set_language, name="set_language"), *(address(one) for one in PAGES)]
