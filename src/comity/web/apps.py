"""The pages as an application of Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "comity.web"
    label = "web"
