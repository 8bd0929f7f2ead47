"""Files of cases: a JSON object with a list `cases` of one kind, each with an id of its own."""

from collections.abc import Iterator, Mapping, Sequence

from comity.core.values import Problem, Refused
from comity.formats.documents import Document, refuse_any
from comity.formats.messages import nearest


def cases_of(document: Document, kind: str, called: str) -> list[object]:
    """The cases, not yet read; ``called``: what cases of the kind are called in a sentence.

    Raises ``Refused`` where there is no list of them, or where they are of another kind.
    """
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        fact, cure = "there is no list `cases`", f'Write {{"kind": "{kind}", "cases": [...]}}'
        raise Refused([Problem(file=document.file, line=1, fact=fact, cure=cure)])
    if data.get("kind", kind) != kind:
        fact, cure = f"the file holds {data['kind']!r}, not {called}", f'Name a file whose `kind` is "{kind}"'
        raise Refused([Problem(file=document.file, line=document.line_of("/kind"), fact=fact, cure=cure)])
    return list(data["cases"])


def twice(id_: str, position: int, seen: Mapping[str, int]) -> Iterator[Problem]:
    """The problem of an id that a case before has; ``seen``: the ids before, with their positions."""
    if id_ in seen:
        yield Problem(
            fact=f"the id '{id_}' stands twice (cases {seen[id_] + 1} and {position + 1})",
            cure="Give each case an id of its own",
            pointer=f"/cases/{position}/id",
        )


def refuse_unknown(wanted: frozenset[str], document: Document, known: Sequence[str]) -> None:
    """Raise ``Refused`` for each case that is wanted and not there, with the nearest id that is."""
    refuse_any(
        [
            Problem(file=document.file, fact=f"there is no case '{one}'", cure=_nearest(one, known))
            for one in sorted(wanted - set(known))
        ]
    )


def _nearest(word: str, words: Sequence[str]) -> str:
    close = nearest(word, words)
    return f"Did you mean `{close}`" if close else f"Name one of the {len(words)} cases of the file"
