"""Make the organisation of the tests in a folder, in a process of its own: ``python -m app.make_installation DIR``."""

import os
import sys
from pathlib import Path


def main(folder):
    os.environ["COMITY_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from app.organisation import BEGAN, told
    from comity.formats.signing import write_key
    from comity.store.models import Account, OutboxMail

    write_key(folder / "ledger.key", told().key)
    Account.objects.create(email="a@example.org", person="p-a", name="A", seen_until=BEGAN)
    OutboxMail.objects.create(to="a@example.org", subject="kept", body="", made_at=BEGAN)
    OutboxMail.objects.create(to="a@example.org", subject="link", body="", secret=True, made_at=BEGAN)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
