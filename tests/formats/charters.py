"""A small charter file, and how tests break it."""

SMALL = """\
schema: comity/charter/1
id: small
title: {en: A small charter}
instruments:
  charter: {title: {en: Charter}, date: 2002-06-07, source: [made up for a test]}
organisation:
  names: [{name: {en: The body}, from: 2001}]
voters:
  a: {names: [{name: {en: Delegation A, ru: Делегация А}}]}
  b: {}
standings:
  member: {name: {en: member}, may: [vote, speak], cite: {instrument: charter, article: "1"}}
held:
  - {who: a, standing: member, from: 2001-06-15, until: 2004-01, cite: {instrument: charter}}
  - {who: b, standing: member, cite: {instrument: charter}}
groups:
  first: {name: {en: the first}, members: [{who: a}], cite: {instrument: charter}}
measures:
  people:
    name: {en: population}
    unit: {en: people}
    tables: [{values: {a: 3, b: "1/2"}, total: "3.5", cite: {instrument: charter}}]
bodies:
  council:
    name: {en: Council}
    seats: [{standing: member, cite: {instrument: charter, article: "2"}}]
    competent_for: [{matters: [peace], cite: {instrument: charter}}]
    cite: {instrument: charter}
matters:
  peace: {name: {en: peace}, cite: {instrument: charter}}
rules:
  agreement:
    procedure: ladder
    steps:
      - {procedure: consensus_in_the_room, decides: {rule: consensus, cite: {instrument: charter, article: "16"}}}
      - procedure: vote
        decides:
          rule: all_of
          conditions:
            - {rule: majority, share: at least 2/3, of: members, measure: people, cite: {instrument: charter}}
            - {rule: veto, holders: first, cite: {instrument: charter}}
decisions:
  - {body: council, matters: [peace], rule: agreement, cite: {instrument: charter}}
"""


def changed(*changes):
    """The small charter with each (old, new) text replaced."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def line(part):
    """The line of the small charter in which a text first stands."""
    return SMALL[: SMALL.index(part)].count("\n") + 1
