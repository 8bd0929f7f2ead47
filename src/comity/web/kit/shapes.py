"""The shapes that pages may use."""

from comity.web.kit.board import POSITIONS
from comity.web.kit.marks import CLASSIFICATIONS, NOTICES, STATUSES, VERSIONS_OF_A_TEXT

# What the templates name themselves; the tables above name the others.
NAMED_IN_TEMPLATES = (
    "arrow-down arrow-up arrow-down-up arrow-left arrow-right box-arrow-in-right box-arrow-right calendar-event"
    " chevron-down chevron-right clock diagram-3 dot download file-earmark-check filter house journal-check list people"
    " person-circle plus-lg translate trash megaphone files envelope-paper shield-lock search printer"
).split()


def icons() -> tuple[str, ...]:
    """Every shape that pages may use; `script/vendor-assets` fetches these and no others."""
    tables = (STATUSES, CLASSIFICATIONS, NOTICES, VERSIONS_OF_A_TEXT)
    named = {mark.icon for table in tables for mark in table.values()}
    return tuple(sorted({*named, *NAMED_IN_TEMPLATES, *(stand.icon for stand in POSITIONS.values())}))
