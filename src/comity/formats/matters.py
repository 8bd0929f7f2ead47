"""Which matter of a charter a subject of a text is: one file for each charter."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

from comity.core.charter.model import Charter
from comity.core.values import Id, Problem, Refused
from comity.formats.documents import Document, text_of
from comity.formats.messages import cure_for
from comity.formats.shapes import Name
from comity.formats.versioned import decode_document
from comity.formats.yaml_text import read_yaml, yaml_document

SCHEMA = "comity/matters/1"
NAMED = 4
"""How many subjects an error names; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """The matter that each subject is, in the charters named; ``body``: the body to which texts are put.

    ``otherwise``: the matter of the subjects that are not listed.
    """

    charters: tuple[Id, ...] = ()
    subjects: Id = ""
    body: Id
    matters: Mapping[Name, Id] = field(default_factory=dict)
    otherwise: Id | None = None

    def matter_of(self, subject: Id) -> Id | None:
        """The matter that a subject is; ``None`` where it is not said."""
        return self.matters.get(Name(subject), self.otherwise)


def matters_for(
    charter: Charter, subjects: tuple[Id, ...], paths: tuple[Path, ...] = (), matter: Id | None = None
) -> Matters:
    """The matters of the subjects in a charter: of a file, else of the one that ships for the charter.

    ``matter``: they are all this one; of several files the first that names the charter, or names none, is taken.

    Without either, what ships for the charter is taken. For another charter a subject is the matter of the same id; for
    the others, what ships for a charter whose matters and body it has all, as an edited copy has; and without that the
    body is the first that may decide them all. Raises ``Refused`` for a subject without a matter, and for a subject or
    matter that there is not.
    """
    document = None
    if matter is not None:
        found = Matters(body=_able(charter, {matter}), otherwise=matter)
    elif (read := _first_for(charter, paths)) is not None:
        found, document = read
    else:
        found = _shipped_for(charter) or _by_id(charter, subjects, _fitting(charter))
    problems = [*_unknown(charter, found), *_no_subject(found, subjects), *_without_matter(charter, found, subjects)]
    if problems and document is None:
        raise Refused([replace(one, pointer="") for one in problems])
    if problems and document is not None:
        raise Refused(document.placed(problems))
    return found


def _first_for(charter: Charter, paths: tuple[Path, ...]) -> tuple[Matters, Document] | None:
    for path in paths:
        document = read_yaml(path)
        found = decode_document(Matters, document, SCHEMA)
        if charter.id in found.charters or not found.charters:
            return found, document
    return None


def _unknown(charter: Charter, found: Matters) -> list[Problem]:
    problems = []
    if found.body not in charter.bodies:
        fact = f"the charter '{charter.id}' has no body '{found.body}'"
        problems.append(Problem(fact=fact, cure=cure_for(found.body, tuple(charter.bodies)), pointer="/body"))
    said = {f"/matters/{subject}": matter for subject, matter in found.matters.items()}
    if found.otherwise is not None:
        said["/otherwise"] = found.otherwise
    for pointer, matter in said.items():
        if matter not in charter.matters:
            fact = f"the charter '{charter.id}' has no matter '{matter}'"
            problems.append(Problem(fact=fact, cure=cure_for(matter, tuple(charter.matters)), pointer=pointer))
    return problems


def _no_subject(found: Matters, subjects: tuple[Id, ...]) -> list[Problem]:
    """Subjects that no text has; with `otherwise` a misspelt one would go unnoticed."""
    return [
        Problem(
            fact=f"there is no subject '{one}'",
            cure=cure_for(one, subjects),
            pointer=f"/matters/{one}",
        )
        for one in found.matters
        if one not in subjects
    ]


def _without_matter(charter: Charter, found: Matters, subjects: tuple[Id, ...]) -> list[Problem]:
    missing = [one for one in subjects if found.matter_of(one) is None]
    if not missing:
        return []
    told = ", ".join(missing[:NAMED]) + (f" and {len(missing) - NAMED} more" if missing[NAMED:] else "")
    fact = f"it is not said which matter of '{charter.id}' these subjects are: {told}"
    first = ", ".join(list(charter.matters)[:NAMED])
    cure = f"Put them all as one matter (--matter {charter.id}:ID; {first} …), or say it in a file (--matters FILE)"
    return [Problem(fact=fact, cure=cure)]


def _by_id(charter: Charter, subjects: tuple[Id, ...], fitting: Matters | None) -> Matters:
    same = {Name(one): one for one in subjects if one in charter.matters}
    if fitting is None:
        return Matters(charters=(charter.id,), body=_able(charter, set(same.values())), matters=same)
    return replace(fitting, charters=(charter.id,), matters={**fitting.matters, **same})


def _able(charter: Charter, matters: set[Id]) -> Id:
    """The first body that may decide all these matters, else the first that there is."""
    for id_, body in charter.bodies.items():
        if matters <= {matter for competence in body.competent_for for matter in competence.matters}:
            return id_
    return next(iter(charter.bodies))


def _shipped_for(charter: Charter) -> Matters | None:
    return next((one for one in _shipped() if charter.id in one.charters), None)


def _fitting(charter: Charter) -> Matters | None:
    """What ships for a charter whose matters and body this one has all."""
    by_subject = (one for one in _shipped() if one.matters and one.body in charter.bodies)
    return next((one for one in by_subject if set(one.matters.values()) <= charter.matters.keys()), None)


@functools.cache
def _shipped() -> tuple[Matters, ...]:
    shelf = sorted((files("comity") / "data" / "matters").iterdir(), key=lambda entry: entry.name)
    documents = (yaml_document(text_of(one.read_bytes(), one.name), one.name) for one in shelf)
    return tuple(decode_document(Matters, one, SCHEMA) for one in documents)
