"""Back up an organisation to one file, and restore it elsewhere, on either database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model, QuerySet

from comity.app.organisation import ORGANISATION
from comity.app.snapshot import snapshot
from comity.core.values import Problem, Refused
from comity.formats.backup_file import About, Backup, Manifest, MigrationForm, Row, write_backup
from comity.formats.canonical import moment
from comity.formats.signing import LEDGER_KEY, SigningKey, write_key
from comity.store.journal import plain_value
from comity.store.ledger import latest_head
from comity.store.models import Organisation, OutboxMail

ROWS_AT_ONCE = 500

LEFT_OUT: Mapping[str, str] = {
    "contenttypes.contenttype": "made again by the tables themselves",
    "auth.permission": "made again by the tables themselves",
    "auth.group": "not used",
    "sessions.session": "who is signed in stays with the machine",
    "usersessions.usersession": "who is signed in stays with the machine",
    "account.emailconfirmation": "links that sign in, or confirm, are of the day",
    "store.signinlink": "links that sign in, or confirm, are of the day",
}
"""Tables that are in no backup, and why. Caches and the record of migrations are no models, and not in it either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupResult:
    """A backup that was made, or restored."""

    schema: str = "comity/backup-result/1"
    file: str
    made_at: str
    tables: int
    rows: int
    entries: int
    root: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a backup is made with besides the database: the key, its passphrase and salt, the moment, our release."""

    key: SigningKey
    passphrase: str
    salt: bytes
    at: datetime
    release: str


def back_up(path: Path, asked: Asked) -> BackupResult:
    """Write everything, as it is at one moment, to a new file.

    Raises ``Refused`` where the file is there already or can't be written.
    """
    with snapshot():
        head = latest_head()
        about = About(
            comity=asked.release,
            made_at=moment(asked.at),
            size=head.size if head else 0,
            root=head.root if head else "",
            migrations=_migrations(),
            example=Organisation.objects.filter(pk=ORGANISATION, example=True).exists(),
        )
        tables = ((model._meta.label_lower, _rows(model)) for model in kept_models())
        manifest = write_backup(path, tables, about, asked.key, (asked.passphrase, asked.salt))
    return _result(path, manifest)


def restore(backup: Backup, data: Path) -> BackupResult:
    """Put a checked backup into an empty database, and its key into a folder that has none.

    The tables are made as they were when the backup was made, filled, and then brought to this release.

    Raises ``Refused`` for a database that is not empty, and for a backup of a newer release; then nothing has changed.
    """
    refuse_unfit(backup)
    if connection.features.can_rollback_ddl and connection.vendor != "sqlite":
        with transaction.atomic():
            _fill(backup)
    else:
        _fill(backup)
    write_key(data / LEDGER_KEY, backup.key)
    return _result(backup.path, backup.manifest)


def refuse_unfit(backup: Backup) -> None:
    """Raises ``Refused`` where the database is not empty or the backup is of a newer release."""
    problems = []
    if connection.introspection.table_names():
        fact = "the database that it is to be restored to is not empty"
        problems.append(Problem(fact=fact, cure="Name an empty folder, or an empty database by COMITY_DATABASE"))
    known = MigrationExecutor(connection).loader.disk_migrations
    if any((one.app, one.name) not in known for one in backup.manifest.migrations):
        fact = f"the backup was made by Comity {backup.manifest.comity}, which is newer than this one"
        problems.append(Problem(file=str(backup.path), fact=fact, cure="Install that release, and restore with it"))
    if problems:
        raise Refused(problems)


def kept_models() -> tuple[type[Model], ...]:
    """The tables that are in a backup, in the order of their names."""
    kept = [one for one in apps.get_models() if one._meta.label_lower not in LEFT_OUT and not one._meta.proxy]
    return tuple(sorted(kept, key=lambda one: one._meta.label_lower))


def _rows(model: type[Model]) -> Iterator[Row]:
    fields = model._meta.concrete_fields
    rows: QuerySet[Model] = QuerySet(model)
    if model is OutboxMail:
        rows = rows.filter(secret=False)  # a mail with a link that signs in is of the day
    for row in rows.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        yield {one.attname: plain_value(getattr(row, one.attname)) for one in fields}


def _migrations() -> tuple[MigrationForm, ...]:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return tuple(MigrationForm(app=app, name=name) for app, name in applied)


def _fill(backup: Backup) -> None:
    executor = MigrationExecutor(connection)
    targets = _latest(executor, {(one.app, one.name) for one in backup.manifest.migrations})
    executor.migrate(targets)
    then = executor.loader.project_state(targets).apps
    with transaction.atomic():
        for table in backup.manifest.tables:
            _load(then.get_model(table.name), backup.rows(table.name))
        connection.check_constraints()
        if connection.vendor == "postgresql":
            # what waits for the end of the transaction would stand in the way of changes to the tables
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _count_on([then.get_model(table.name) for table in backup.manifest.tables])
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _latest(executor: MigrationExecutor, applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last migrations of each application: the state that all of them make."""
    graph = executor.loader.graph
    return sorted(
        one
        for one in applied
        if one in graph.nodes
        and not any(child.key in applied and child.key[0] == one[0] for child in graph.node_map[one].children)
    )


def _load(model: type[Model], rows: Iterable[Row]) -> None:
    fields: list[Field[Any, Any]] = list(model._meta.concrete_fields)
    target: QuerySet[Model] = QuerySet(model)
    waiting: list[Model] = []
    for row in rows:
        waiting.append(model(**{one.attname: one.to_python(row[one.attname]) for one in fields if one.attname in row}))
        if len(waiting) == ROWS_AT_ONCE:
            target.bulk_create(waiting)
            waiting = []
    target.bulk_create(waiting)


def _count_on(models: list[type[Model]]) -> None:
    """Let numbers that the database gives go on behind those that were restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _result(path: Path, manifest: Manifest) -> BackupResult:
    return BackupResult(
        file=str(path),
        made_at=manifest.made_at,
        tables=len(manifest.tables),
        rows=sum(one.rows for one in manifest.tables),
        entries=manifest.size,
        root=manifest.root,
        key=manifest.key,
    )
