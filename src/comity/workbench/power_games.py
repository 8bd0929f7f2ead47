"""The games of which power is asked: from the rule of a charter, and from a table of weights."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from comity.analysis.games import Game, NoGame, Threshold, game_of, game_of_thresholds
from comity.analysis.power.choose import Computed, TooMuchWork, power
from comity.analysis.power.counts import Progress
from comity.analysis.profiles import Every, Holds, Joined, NotOverProfiles, Over, Some, over_profiles
from comity.core.charter.lookup import MajorMatters, electorate, is_competent
from comity.core.charter.model import Charter, Deciding
from comity.core.charter.put import NoRule, rule_that_applies
from comity.core.rules.bind import QuestionIncomplete
from comity.core.rules.facts import Electorate
from comity.core.rules.question import Question
from comity.core.values import Problem, Refused
from comity.formats.power_cases import DoubleMajority, PowerCase, TripleMajority, Weighted, whole
from comity.formats.weight_tables import Quota, WeightTable


class FactsMissing(Refused):
    """What the game needs of the members is not known on the day."""


OTHER = "other.{}"
"""What a voter is called that the charter gives by number alone."""


CURES = {"source": "Name it with --source", "concerned": "Name it with --concerned"}
"""What helps where the rule needs a fact of the question, by its key."""


def game_in(charter: Charter, question: Question, major: MajorMatters = None) -> tuple[Game, Deciding]:
    """The game of a body on a matter and a day, and the entry of the charter that says its rule.

    Raises ``Refused`` where the body may not decide it, or where the rule is no game; ``FactsMissing`` where a member
    or a weight is not known on the day.
    """
    rule, entry = rule_in(charter, question, major)
    try:
        return game_of(rule), entry
    except NoGame as error:
        raise Refused([Problem(fact=str(error), cure="Ask of a matter that another rule decides")]) from error


def rule_in(charter: Charter, question: Question, major: MajorMatters = None) -> tuple[Over, Deciding]:
    """The rule of a body on a matter and a day over profiles of its voters, and the entry of the charter that says it.

    Raises ``Refused`` where the body may not decide it, or where it is no rule over profiles; ``FactsMissing`` where a
    member or a weight is not known on the day.
    """
    assert question.on is not None, "a rule is asked of a day"
    if not is_competent(charter.bodies[question.body], question.matter, question.on):
        fact = f"'{question.body}' may not decide '{question.matter}' on {question.on}"
        raise Refused([Problem(fact=fact, cure="Name another body, matter or date")])
    try:
        entry = rule_that_applies(charter, question, major)
        voters = _named(electorate(charter, question.body, question.on))
        return over_profiles(charter.rules[entry.rule], voters, question), entry
    except NoRule as error:
        raise Refused([Problem(fact=str(error).rstrip("."), cure="Name another body, matter or date")]) from error
    except QuestionIncomplete as error:
        raise Refused([Problem(fact=error.fact, cure=CURES.get(error.key, "Name another matter"))]) from error
    except NotOverProfiles as error:
        problem = Problem(fact=f"{error} on {question.on}", cure="Name another matter, or a day of which it is known")
        raise FactsMissing([problem]) from error


def _named(voters: Electorate) -> Electorate:
    """The same electorate with a name for each voter that is given by number alone."""
    named, number = [], 0
    for one in voters.classes:
        if one.name is not None:
            named.append(one)
            continue
        if one.size is None:
            raise NotOverProfiles("it is not known how many voters there are")
        named += [replace(one, name=OTHER.format(number + each), size=1) for each in range(1, one.size + 1)]
        number += one.size
    return replace(voters, classes=tuple(named))


def game_of_case(case: PowerCase) -> Game:
    """The game of a table of weights."""
    rule = case.rule
    match rule:
        case Weighted():
            return game_of_thresholds(rule.players, (_threshold(list(rule.weights.values()), rule.quota),), Holds(0))
        case DoubleMajority():
            return _with_members(rule, [_population(rule)])
        case TripleMajority():
            votes = _threshold([rule.weights[player] for player in rule.players], rule.votes_quota)
            return _with_members(rule, [_population(rule), votes])


def game_of_table(table: WeightTable, quota: Quota) -> Game:
    """The game of a table of weights and a quota."""
    weights, least = whole(list(table.weights.values()), quota.weight, strict=quota.strict)
    return game_of_thresholds(tuple(table.weights), (Threshold(weights, least),), Holds(0))


def _population(rule: DoubleMajority | TripleMajority) -> Threshold:
    return _threshold(list(rule.population.values()), rule.people)


def _with_members(rule: DoubleMajority | TripleMajority, others: Sequence[Threshold]) -> Game:
    """Members and other thresholds; a coalition also wins where too few are outside it, whatever the population."""
    players = len(rule.players)
    thresholds = [*others, Threshold((1,) * players, rule.min_members)]
    with_members: Joined = Every((Holds(0), Holds(len(others))))
    blocking = rule.blocking_minority_min_members
    if blocking is not None:
        thresholds.append(Threshold((1,) * players, players - blocking + 1))
        with_members = Some((with_members, Holds(len(thresholds) - 1)))
    rest = tuple(Holds(number) for number in range(1, len(others)))
    return game_of_thresholds(rule.players, tuple(thresholds), Every((with_members, *rest)))


def _threshold(weights: Sequence[Fraction], quota: Fraction) -> Threshold:
    return Threshold(*whole(weights, quota))


def computed(
    game: Game, *, shapley: bool = True, can_leave_out: bool = False, on_progress: Progress | None = None
) -> Computed:
    """The power in the game. Raises ``Refused`` with the estimate where it is too much work.

    ``can_leave_out``: whether who asks can leave out the index of Shapley and Shubik.
    """
    try:
        return power(game, shapley=shapley, on_progress=on_progress)
    except TooMuchWork as error:
        how = "Try `--without-shapley`, or ask" if shapley and can_leave_out else "Ask"
        cure = f"{how} of fewer members, or of a rule with fewer weights"
        raise Refused([Problem(fact=f"the power can't be counted: {error}", cure=cure)]) from error
