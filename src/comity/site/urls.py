"""Every address, and the door that answers it."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    # an address is that of the invitation: its owner does not change it alone
    path("accounts/email/", RedirectView.as_view(pattern_name="account")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("", include("comity.web.urls")),
]

handler400 = "comity.web.views.errors.bad_request"
handler403 = "comity.web.views.errors.forbidden"
handler404 = "comity.web.views.errors.not_found"
handler500 = "comity.web.views.errors.failed"
