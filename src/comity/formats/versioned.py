"""Documents that say by `schema:` which format they are of, and in which version."""

from typing import TypeVar

from comity.core.values import Problem, Refused
from comity.formats.documents import Document
from comity.formats.messages import shown
from comity.formats.records import decode

T = TypeVar("T")


def decode_document(into: type[T], document: Document, schema: str) -> T:
    """The value that a document of the format stands for.

    Raises ``Refused`` with all that is wrong, each with its line: another format, and what the decoder finds.
    """
    if not isinstance(document.data, dict):
        problem = Problem(fact="the file holds no keys", cure=f"Begin with `schema: {schema}`")
        raise Refused(document.placed([problem]))
    data = dict(document.data)
    format_ = data.pop("schema", None)
    if format_ != schema:
        fact = "`schema` is missing" if format_ is None else f"{shown(format_)} is not the format that is read here"
        raise Refused(document.placed([Problem(fact=fact, cure=f"Write `schema: {schema}`", pointer="/schema")]))
    try:
        return decode(into, data)
    except Refused as refused:
        raise Refused(document.placed(refused.problems)) from None
