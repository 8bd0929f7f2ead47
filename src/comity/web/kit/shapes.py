"""The shapes that pages may use."""

from comity.web.kit.board import POSITIONS
from comity.web.kit.marks import CLASSIFICATIONS, NOTICES, STATUSES, VERSIONS_OF_A_TEXT

# What the templates name themselves; the tables above name the others.
NAMED_IN_TEMPLATES = (
    "archive arrow-counterclockwise arrow-down arrow-down-up arrow-left arrow-left-right arrow-right arrow-up"
    " bank book box-arrow-in-right box-arrow-right bullseye calendar-event calendar3 card-list chat-left-quote"
    " chat-left-text check-circle check-lg check2 check2-square chevron-down chevron-left chevron-right circle"
    " clipboard-check clock clock-history diagram-3 dot download envelope envelope-open envelope-paper"
    " envelope-plus exclamation-circle eye eye-slash file-diff file-earmark-check file-earmark-plus file-text files"
    " filter flag fingerprint folder2-open gear globe2 graph-up hand-index-thumb hourglass house inbox info-circle"
    " journal-check journal-text key laptop link-45deg list list-check list-ol lock megaphone mic pause-circle"
    " pencil pencil-square people person person-circle person-plus person-x play-circle plus-lg printer qr-code"
    " question-circle quote receipt search send shield-check shield-lock shuffle signpost-2 stop-circle translate"
    " trash unlock upload x-circle x-lg"
).split()


def icons() -> tuple[str, ...]:
    """Every shape that pages may use; `script/vendor-assets` fetches these and no others."""
    tables = (STATUSES, CLASSIFICATIONS, NOTICES, VERSIONS_OF_A_TEXT)
    named = {mark.icon for table in tables for mark in table.values()}
    return tuple(sorted({*named, *NAMED_IN_TEMPLATES, *(stand.icon for stand in POSITIONS.values())}))
