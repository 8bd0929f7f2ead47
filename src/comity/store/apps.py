"""The store as an application of Django."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The store; its tables are named after their models."""

    name = "comity.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
