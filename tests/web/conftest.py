"""The pages need Django to be set up; the data folder is one that nothing is kept in."""

import os
import tempfile

import django

os.environ.setdefault("COMITY_DATA", tempfile.mkdtemp(prefix="comity-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
django.setup()
