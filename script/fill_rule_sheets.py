"""Fill the long lists of two rule sheets from the public data; with `--check`, only say which would change.

    COMITY_TEST_DATA=DIR python script/fill_rule_sheets.py [--check]

DIR holds `un_members.csv`, `un_names.csv` and `imf_votes_2022.csv`. A list stands between the line that names this
script and the list, and the line `# end`; everything else in a rule sheet is written by hand.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

CHARTERS = Path(__file__).resolve().parent.parent / "src" / "comity" / "data" / "charters"
MARK = re.compile(
    r"(?P<open> *# made by script/fill_rule_sheets\.py: (?P<list>\w+)\n).*?(?P<close> *# end\n)", re.DOTALL
)
BY_HAND = re.compile(r"^  ([a-z0-9.-]+):", re.MULTILINE)
VOTE_NAMES = {
    "Afghanistan, Islamic Republic of": "afg",
    "Bahamas, The": "bhs",
    "Bolivia": "bol",
    "Central African Republic": "caf",
    "Comoros": "com",
    "Congo, Democratic Republic of the": "cod",
    "Congo, Republic of": "cog",
    "Czech Republic": "cze",
    "Dominican Republic": "dom",
    "Fiji, Republic of": "fji",
    "Gambia, The": "gmb",
    "Iran, Islamic Republic of": "irn",
    "Korea": "kor",
    "Kosovo": "kosovo",
    "Kyrgyz Republic": "kgz",
    "Lao People's Democratic Republic": "lao",
    "Marshall Islands": "mhl",
    "Micronesia, Federated States of": "fsm",
    "Moldova": "mda",
    "Netherlands": "nld",
    "Niger": "ner",
    "Philippines": "phl",
    "Russian Federation": "rus",
    "Slovak Republic": "svk",
    "South Sudan, Republic of": "ssd",
    "St. Kitts and Nevis": "kna",
    "St. Lucia": "lca",
    "St. Vincent and the Grenadines": "vct",
    "Sudan": "sdn",
    "Syrian Arab Republic": "syr",
    "São Tomé and Príncipe": "stp",
    "Tanzania": "tza",
    "United Arab Emirates": "are",
    "United Kingdom": "gbr",
    "United States": "usa",
    "Venezuela, República Bolivariana de": "ven",
    "Vietnam": "vnm",
    "Yemen, Republic of": "yem",
}
"""Names that the table of votes spells otherwise than the United Nations table."""


def main(arguments: list[str]) -> int:
    folder = os.environ.get("COMITY_TEST_DATA")
    if not folder:
        print("the public data are not there; say where:  COMITY_TEST_DATA=DIR python script/fill_rule_sheets.py")
        return 2
    data = Path(folder)
    stale = []
    for name, lists in (("un-general-assembly", membership(data)), ("imf", voting_power(data))):
        path = CHARTERS / f"{name}.yaml"
        before = path.read_text(encoding="utf-8")
        after = filled(before, lists)
        if after != before:
            stale.append(path.name)
            if "--check" not in arguments:
                path.write_text(after, encoding="utf-8")
    print(f"{'out of date' if '--check' in arguments else 'written'}: {', '.join(stale) or 'nothing'}")
    return 1 if stale and "--check" in arguments else 0


def filled(text: str, lists: dict[str, list[str]]) -> str:
    """The sheet with its lists between the marks; voters that are written by hand are not listed again."""
    by_hand = set(BY_HAND.findall(text.partition("\nvoters:\n")[2].partition("# made by")[0]))

    def fill(match: re.Match[str]) -> str:
        lines = lists[match["list"]]
        if match["list"] == "voters":
            lines = [line for line in lines if line.partition(":")[0] not in by_hand]
        indent = match["open"][: -len(match["open"].lstrip())]
        return match["open"] + "".join(f"{indent}{line}\n" for line in lines) + match["close"]

    return MARK.sub(fill, text)


def membership(data: Path) -> dict[str, list[str]]:
    """The members of the United Nations, with the days between which they were members."""
    held = []
    members = list(rows(data / "un_members.csv"))
    for row in members:
        until = f", until: {row['until']}" if row["until"] else ""
        period = f"from: {row['from']}{until}"
        held.append(f"- {{who: {row['iso3'].lower()}, standing: member, {period}, cite: {{instrument: membership}}}}")
    return {"voters": empty_entries(row["iso3"].lower() for row in members), "held": held}


def voting_power(data: Path) -> dict[str, list[str]]:
    """The members of the Fund, their seats and votes, in the order of the table."""
    ids = VOTE_NAMES | {row["en"]: row["iso3"].lower() for row in rows(data / "un_names.csv")}
    votes = {ids[row["member"]]: row["votes"] for row in rows(data / "imf_votes_2022.csv")}
    return {
        "voters": empty_entries(votes),
        "seats": [f"- {{id: {who}}}" for who in votes],
        "votes": [f'{who}: "{number}"' for who, number in votes.items()],
    }


def empty_entries(ids: Iterable[str]) -> list[str]:
    return [f"{who}: {{}}" for who in dict.fromkeys(ids)]


def rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
