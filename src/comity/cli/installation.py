"""The one way by which commands reach the database of an organisation."""

import os
from pathlib import Path


def open_installation(data: Path) -> None:
    """Set the framework up for the folder. Its settings are found by name: commands know no other door."""
    os.environ["COMITY_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
    import django

    django.setup()
