"""The games of which power is asked: from the rule of a charter, and from a table of weights."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
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

OTHER = "other.{}"
"""What a voter is called that the charter gives by number alone."""


def game_in(charter: Charter, question: Question, major: MajorMatters = None) -> tuple[Game, Deciding]:
    """The game of a body on a matter and a day, and the entry of the charter that says its rule.

    Raises ``Refused`` where the body may not decide it, where a weight is not known, or where the rule is no game.
    """
    rule, entry = rule_in(charter, question, major)
    try:
        return game_of(rule), entry
    except NoGame as error:
        raise Refused([Problem(fact=str(error), cure="Ask of a matter that another rule decides")]) from error


def rule_in(charter: Charter, question: Question, major: MajorMatters = None) -> tuple[Over, Deciding]:
    """The rule of a body on a matter and a day over profiles of its voters, and the entry of the charter that says it.

    Raises ``Refused`` where the body may not decide it, where a weight is not known, or where it is no rule over
    profiles.
    """
    assert question.on is not None, "a rule is asked of a day"
    if not is_competent(charter.bodies[question.body], question.matter, question.on):
        fact = f"'{question.body}' may not decide '{question.matter}' on {question.on}"
        raise Refused([Problem(fact=fact, cure="Name another body, matter or date")])
    try:
        entry = rule_that_applies(charter, question, major)
        voters = _named(electorate(charter, question.body, question.on))
        return over_profiles(charter.rules[entry.rule], voters, question), entry
    except (NoRule, QuestionIncomplete) as error:
        raise Refused([Problem(fact=str(error).rstrip("."), cure="Name another body, matter or date")]) from error
    except NotOverProfiles as error:
        raise Refused([Problem(fact=str(error), cure="Name another matter, or a day of which it is known")]) from error


def _named(voters: Electorate) -> Electorate:
    """The same electorate with a name for each voter that is given by number alone."""
    named, number = [], 0
    for one in voters.classes:
        if one.name is not None:
            named.append(one)
            continue
        if one.size is None:
            raise NotOverProfiles("it is not known how many voters there are on that day")
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
    """Members and the other thresholds; the population is taken as reached where too few members are outside."""
    players = len(rule.players)
    thresholds = [*others, Threshold((1,) * players, rule.min_members)]
    population: Joined = Holds(0)
    blocking = rule.blocking_minority_min_members
    if blocking is not None:
        thresholds.append(Threshold((1,) * players, players - blocking + 1))
        population = Some((Holds(0), Holds(len(thresholds) - 1)))
    rest = tuple(Holds(number) for number in range(1, len(others) + 1))
    return game_of_thresholds(rule.players, tuple(thresholds), Every((population, *rest)))


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


def day_asked(charter: Charter, on: date | None, today: date) -> date:
    """The day that is meant: as given, else today, or the last of which the charter knows.

    Raises ``Refused`` for a day after that.
    """
    until = charter.known_until
    if until is not None and on is not None and on > until.last:
        fact = f"what '{charter.id}' says ends with {until}"
        raise Refused([Problem(fact=fact, cure="Name a day before, or a charter file that knows of that day")])
    if on is not None:
        return on
    return today if until is None else min(today, until.last)
