"""The store as an application of Django."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class StoreConfig(AppConfig):
    """The store; its tables are named after their models."""

    name = "comity.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach each new connection what searching needs."""
        from comity.store.words import add_function

        connection_created.connect(add_function)
