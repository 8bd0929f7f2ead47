"""The journalled tables: each row against its last state in the ledger."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from comity.app.verification.findings import UNREADABLE, Code, Finding, Findings, brief, readable
from comity.app.verification.tree import Row
from comity.core.values import Refused
from comity.formats.canonical import canonical_bytes, commitment
from comity.store.journal import JOURNALLED, Form, plain_value
from comity.store.models import LedgerEntry
from comity.store.models.values import Journalled

CHUNK = 500

Difference = tuple[str, Any, Any]
"""The field, what the ledger says of it, and what the table holds."""


@dataclass(slots=True)
class Rows:
    """The rows of the tables. ``last``, which entry recorded each row last, is used up on the way."""

    last: dict[Row, int]
    found: Findings
    seen: int = 0

    def check(self) -> None:
        """Look at every row of every journalled table, and at what the ledger has besides."""
        for table, form in JOURNALLED.items():
            self._table(table, form)
        for (table, id_), entry in sorted(self.last.items(), key=lambda one: (abs(one[1]), one[0])):
            if entry >= 0:
                self.found.add(Finding(code=Code.ROW_REMOVED, entry=entry, table=table, row=id_))

    def _table(self, table: str, form: Form) -> None:
        after = ""
        every: QuerySet[Journalled] = QuerySet(form.model)
        while True:
            keys = list(every.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK])
            if not keys:
                return
            after = keys[-1]
            self.seen += len(keys)
            rows = readable(every.filter(pk__in=keys).order_by("pk"), lambda key: self._unreadable(table, key))
            entries = {row.id: self.last.pop((table, row.id), None) for row in rows}
            forms = _forms(table, {entry for entry in entries.values() if entry is not None and entry >= 0})
            for row in rows:
                self._row(table, form, row, entries[row.id], forms)

    def _unreadable(self, table: str, key: str) -> None:
        entry = self.last.pop((table, key), None)
        self.found.add(Finding(code=Code.ROW_UNREADABLE, entry=entry, table=table, row=key))

    def _row(
        self, table: str, form: Form, row: Journalled, entry: int | None, forms: Mapping[tuple[int, str], Any]
    ) -> None:
        if entry is None or entry < 0:
            self.found.add(Finding(code=Code.ROW_INSERTED, table=table, row=row.id))
            return
        for name, expected, stands in differences(form, row, forms[entry, row.id]):
            self.found.add(
                Finding(
                    code=Code.ROW_ALTERED,
                    entry=entry,
                    table=table,
                    row=row.id,
                    field=name,
                    expected=brief(expected),
                    found=brief(stands),
                )
            )


def differences(form: Form, row: Journalled, expected: Mapping[str, Any]) -> Iterator[Difference]:
    """Where a row is not what the ledger says.

    What stands there as a commitment is held to one made again from salt and value, whatever the row now says of its
    classification: so nothing that is confidential is told.
    """
    names = ("version", *form.plain, *form.personal, *form.content)
    for name in names:
        said = expected.get(name)
        stands = _stands(row, name, committed=_is_commitment(said))
        if not _same(said, stands):
            yield name, said, stands
    for name in expected.keys() - set(names):
        yield name, expected[name], None
    if row.salt and not any(_is_commitment(said) for said in expected.values()):
        yield "salt", "", row.salt


def _is_commitment(said: Any) -> bool:
    return isinstance(said, dict) and set(said) == {"commitment"}


def _stands(row: Journalled, name: str, *, committed: bool) -> Any:
    value = plain_value(getattr(row, name))
    if not committed:
        return value
    try:
        return {"commitment": commitment(bytes.fromhex(row.salt), name, value)}
    except (*UNREADABLE, Refused):
        return {"commitment": None}


def _same(said: Any, stands: Any) -> bool:
    """Whether two values are one in canonical form; for most that is seen without writing it."""
    if type(said) is type(stands) and isinstance(said, str | int | None):
        return bool(said == stands)
    try:
        return canonical_bytes(said) == canonical_bytes(stands)
    except Refused:
        return False


def _forms(table: str, entries: set[int]) -> dict[tuple[int, str], Any]:
    """The states of rows of a table that these entries recorded, by entry and row."""
    kept = {}
    for sequence, content in LedgerEntry.objects.filter(pk__in=entries).values_list("sequence", "content"):
        for change in json.loads(content)["changes"]:
            if change["table"] == table:
                kept[sequence, change["id"]] = change["form"]
    return kept
