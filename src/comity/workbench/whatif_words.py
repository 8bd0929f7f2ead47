"""Names of memberships, in every language of the interface."""

from collections.abc import Mapping

from comity.analysis.memberships import ACTUAL, Membership
from comity.core.rules.sentences.words.ru import plural
from comity.core.values import Text

ACTUAL_NAME: Text = {
    "en": "the members of the day",
    "ru": "члены на день голосования",
    "zh": "当时的成员",
}

SUPPOSED: Mapping[str | None, Text] = {
    None: {"en": "{members}", "ru": "{members}", "zh": "{members}"},
    "before": {
        "en": "{members}, as if all had been members then",
        "ru": "{members}, как если бы все уже вступили",
        "zh": "{members}（假设当时均已加入）",
    },
    "since": {
        "en": "{members}, as if nobody had joined",
        "ru": "{members}, как если бы никто не вступил",
        "zh": "{members}（假设无人加入）",
    },
}
"""What is supposed of a membership in another time than its own."""


def membership_name(membership: Membership) -> Text:
    """What a membership is called; one from a file by the name of the file."""
    if membership.id == ACTUAL:
        return ACTUAL_NAME
    number = len(membership.members)
    members = {
        "en": f"{number} {'member' if number == 1 else 'members'}",
        "ru": f"{number} {plural(number, 'член', 'члена', 'членов')}",
        "zh": f"{number}个成员",
    }
    return {
        language: told.format(members=members[language]) for language, told in SUPPOSED[membership.supposed].items()
    }
