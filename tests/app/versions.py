"""Further versions of the example's charter, as an officer would bring them."""

import json

from app.world import example_charter
from comity.formats.charter_file import charter_data, charter_from_text

MINISTERS = "foreign-ministers"
TITLE = "Charter of the Example organisation"


def changed(*changes):
    """The document of the example's charter with these replaced in its text, each pair at every place."""
    text = json.dumps(charter_data(charter_from_text(example_charter())), ensure_ascii=False)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def without_ministers():
    """Another body stands in place of the council of ministers."""
    return changed((f'"{MINISTERS}"', '"council-of-ministers"'), (f'"{TITLE}"', f'"{TITLE}, second version"'))


def with_member():
    """An observer has become a member on 23 November 2026."""
    data = json.loads(changed())
    for one in data["held"]:
        if one["who"] == "observer-delegation":
            data["held"].append({**one, "standing": "member", "from": "2026-11-23"})
            one["until"] = "2026-11-23"
            break
    return json.dumps(data, ensure_ascii=False)
