"""Small precedents by the hundred: the answer is what all completions of the figures imply, tried one by one.

The evaluator here knows the format of precedents alone, and nothing of the engine.
"""

import itertools
import json
import random

import pytest

from comity.workbench.precedents import check_precedents

CAMPS = ("yes", "no", "abstain", "absent", "not_participating", "barred")
NUMBER = 250


def reaches(yes, base, rule):
    share = yes * rule["denominator"] - base * rule["numerator"]
    return yes > 0 and (share > 0 if rule.get("strict") else share >= 0)


def base_of(name, stands):
    return len(stands) if name in ("members", "voting_members") else stands.count("yes") + stands.count("no")


def adopts(rule, stands, case, first_group=frozenset(), described=None):
    """Whether a rule adopts where each of the members 0, 1, 2... stands as ``stands`` says."""
    yes = stands.count("yes")
    noes = {f"M{number}" for number, camp in enumerate(stands) if camp == "no"}
    weights = case.get("weights", {}).get("values", {})
    heavy = sum(weights.get(f"M{number}", 0) for number, camp in enumerate(stands) if camp == "yes")
    match rule["method"]:
        case "count_yes":
            return yes >= rule["min_yes"] and not noes & set(rule.get("veto_players", ()))
        case "fraction":
            quorum = case["votes"].get("quorum_needed") if "quorum" in rule else None
            there = quorum is None or base_of("votes_cast", stands) >= quorum
            return there and reaches(yes, base_of(rule["base"], stands), rule)
        case "weighted":
            return heavy >= rule["quota"] and yes >= rule.get("states", {}).get("minimum", 0)
        case "double_majority":
            blocking = rule.get("blocking_minority", {}).get("min_states", 0)
            people = yes > 0 and heavy * 100 >= rule["population_percent"] * sum(weights.values())
            return reaches(yes, len(stands), rule["states"]) and (people or len(stands) - yes < blocking)
        case "consensus" | "silence":
            return not noes
        case "consensus_minus":
            return not noes - ({described} if isinstance(rule["excluded"], str) else set(rule["excluded"]))
        case "chambers":
            return all(chamber_holds(one, stands, first_group) for one in rule["all_of"])
        case "ladder":
            return any(adopts(step, stands, case, first_group, described) for step in rule["steps"])
    raise AssertionError(rule)


def chamber_holds(chamber, stands, first_group):
    inside = list(stands)
    if chamber["base"].startswith("article5"):
        inside = [camp for number, camp in enumerate(stands) if number in first_group]
    if chamber["base"].startswith("other"):
        inside = [camp for number, camp in enumerate(stands) if number not in first_group]
    return reaches(inside.count("yes"), base_of(chamber["base"], inside), chamber)


def agrees_with(stands, case):
    votes, named = case["votes"], case["named"]
    for camp in CAMPS:
        if camp in votes and stands.count(camp) != votes[camp]:
            return False
        members = {f"M{number}" for number, one in enumerate(stands) if one == camp}
        if camp in named and members != set(named[camp]):
            return False
    return True


def code(rule, stands, case, described=None):
    """Why a rule does not adopt."""
    match rule["method"]:
        case "count_yes":
            return "vetoed" if stands.count("yes") >= rule["min_yes"] else "insufficient_yes"
        case "fraction":
            needed = case["votes"].get("quorum_needed", 0) if "quorum" in rule else 0
            return "no_quorum" if base_of("votes_cast", stands) < needed else "majority_not_reached"
        case "consensus" | "consensus_minus":
            return "objection"
        case "ladder":
            return code(rule["steps"][-1], stands, case, described)
        case _:
            return "condition_not_met"


def completions(case):
    """Every completion of the facts; a member that is only described may be any."""
    size = case["electorate_size"]
    rules = case["rule"].get("steps", [case["rule"]])
    groups = [()]
    if any(rule["method"] == "chambers" for rule in rules):
        groups = [group for number in range(size + 1) for group in itertools.combinations(range(size), number)]
    described = [None]
    if any(isinstance(rule.get("excluded"), str) for rule in rules):
        described = [f"M{number}" for number in range(size)]
    for stands in itertools.product(CAMPS, repeat=size):
        if agrees_with(stands, case):
            for group, member in itertools.product(groups, described):
                yield stands, frozenset(group), member


def expected(case):
    """The verdict that all completions give, and the code, if they all have one."""
    found, codes = set(), set()
    for stands, group, member in completions(case):
        found.add(adopts(case["rule"], stands, case, group, member))
        codes.add(code(case["rule"], stands, case, member))
    assert found
    if len(found) == 2:
        return "open", "open"
    return ("adopted", "adopted") if found.pop() else ("not_adopted", codes.pop() if len(codes) == 1 else None)


def some_rule(chance, size, depth=0):
    members = [f"M{number}" for number in range(size)]
    method = chance.choice(
        ["count_yes", "fraction", "weighted", "double_majority", "consensus", "consensus_minus", "chambers", "ladder"]
    )
    share = {"numerator": chance.randint(1, 3), "denominator": chance.randint(3, 4), "strict": chance.random() < 0.4}
    match method:
        case "count_yes":
            players = chance.sample(members, chance.randint(0, 2))
            return {"method": method, "min_yes": chance.randint(1, size), "veto_players": players}
        case "fraction":
            base = chance.choice(["present_and_voting", "votes_cast", "members", "voting_members"])
            return {"method": method, **share, "base": base, **chance.choice([{}, {"quorum": {"words": "half"}}])}
        case "weighted":
            return {"method": method, "quota": chance.randint(2, 8), "states": {"minimum": chance.randint(1, 2)}}
        case "double_majority":
            rule = {"method": method, "states": {"numerator": 11, "denominator": 20}, "population_percent": 65}
            return rule | chance.choice([{}, {"blocking_minority": {"min_states": chance.randint(1, 3)}}])
        case "consensus_minus":
            return {"method": method, "excluded": chance.choice(["the member concerned", [chance.choice(members)]])}
        case "chambers":
            bases = ["members", "present_and_voting", "article5_parties_present_and_voting",
                     "other_parties_present_and_voting"]  # fmt: skip
            return {"method": method, "all_of": [{"base": one, **share} for one in chance.sample(bases, 2)]}
        case "ladder" if depth == 0:
            steps = [some_rule(chance, size, 1) for _ in range(2)]
            return {"method": method, "steps": steps} if steps[0]["method"] != steps[1]["method"] else steps[0]
    return {"method": "consensus"}


def some_case(number):
    """A case of which some figures are told, from a vote that is known whole."""
    chance = random.Random(number)
    size = chance.randint(2, 4)
    stands = [chance.choice(["yes", "yes", "no", "abstain", chance.choice(CAMPS)]) for _ in range(size)]
    told = {camp: stands.count(camp) for camp in CAMPS if chance.random() < 0.5}
    named = {
        camp: [f"M{one}" for one, where in enumerate(stands) if where == camp]
        for camp in CAMPS
        if chance.random() < 0.3
    }
    rule = some_rule(chance, size)
    if chance.random() < 0.5:
        told["quorum_needed"] = chance.randint(1, size)
    weights = {"values": {f"M{one}": chance.randint(1, 5) for one in range(size)}}
    return {"id": f"case-{number}", "body": "A body", "date": "2020-03-05", "rule": rule, "votes": told,
            "electorate_size": size, "named": named, "weights": weights}  # fmt: skip


CASES = [some_case(number) for number in range(NUMBER)]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    path = tmp_path_factory.mktemp("completions") / "cases.json"
    path.write_text(json.dumps({"kind": "decisions", "cases": CASES}), encoding="utf-8")
    return {one.id: one for one in check_precedents(path).cases}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_answer_is_what_every_completion_gives(case, answers):
    one = answers[case["id"]]
    assert one.problems == ()
    if case["rule"]["method"] == "ladder" and one.answer.verdict == "open":
        return  # steps are judged one by one: each may be open where together they are not
    verdict, code_ = expected(case)
    assert one.answer.verdict == verdict
    assert code_ is None or one.answer.code == code_
