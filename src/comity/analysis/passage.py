"""How likely a text is to pass, and who would block it, exactly: under a model of independent blocs.

A blocker of a profile is a member that does not vote in favour of a text that fails, and whose change to yes alone
would carry it. Four ways, of which the answer says the one that was taken:

- ``game``: where everybody votes yes or no with the chance 1/2, coalitions and swings are counted (``power``).
- ``sums``: bloc by bloc, the sums of all inequalities with the weight of the ways that lead to each. What no bloc that
  is left can change is settled and no longer told apart. Weights are whole numbers over one common denominator.
- ``roll_calls``: every roll call is decided, where the model is that each of them is as likely.
- ``simulation``: profiles are drawn (``simulation``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import mul
from typing import Literal, assert_never

from comity.analysis.games import NoGame, game_of
from comity.analysis.power.choose import TooMuchWork, power
from comity.analysis.profiles import CODES, Denied, Every, Holds, Joined, Linear, Over, Settled, Some
from comity.analysis.voting_models import Bloc, Blocs, Chances, camps_of
from comity.core.rules.facts import Camp
from comity.core.values import ComityError

MOST_STEPS = 300_000
"""Steps from one sum to the next, beyond which the sums are given up."""

MOST_STEPS_OF_A_GAME = 20_000_000_000
EVEN = Chances(Fraction(1, 2), Fraction(1, 2))


class Method(StrEnum):
    """How the chances were found."""

    GAME = "game"
    SUMS = "sums"
    ROLL_CALLS = "roll_calls"
    SIMULATION = "simulation"


class Reason(StrEnum):
    """Why the chances are not counted exactly."""

    UNDOING = "undoing"
    """A further yes can undo adoption, so that blockers are not told by the chances of adoption alone."""
    WORK = "work"
    """There would be more steps than may be."""


class NotExact(ComityError):
    """The chances are not counted exactly, for a reason."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Exact chances: ``adopted`` that the text passes; and of each voter of the rule, in its order.

    ``blocking``: that it is a blocker; ``outside``: that the text fails while it is not in favour; ``steps``: the work
    that it took.
    """

    adopted: Fraction
    blocking: tuple[Fraction, ...]
    outside: tuple[Fraction, ...]
    method: Method
    steps: int


def passage_of(rule: Over, model: Blocs, *, most_steps: int = MOST_STEPS) -> Passage:
    """The chances of a rule under a model whose members are its voters, or more.

    Raises ``NotExact`` where a further yes can undo adoption, and where it would take more than ``most_steps``.
    """
    if all(one.chances == EVEN and len(one.members) == 1 for one in model.blocs):
        try:
            return by_game(rule)
        except (NoGame, TooMuchWork):
            pass  # a yes may undo adoption only against a no that stays; the sums see to it
    return by_sums(rule, model, most_steps=most_steps)


def by_game(rule: Over) -> Passage:
    """The chances where each voter votes yes or no with 1/2, from coalitions and swings. Raises as ``power`` does."""
    found = power(game_of(rule), shapley=False, minimal=False, most_steps=MOST_STEPS_OF_A_GAME)
    table, every = found.table, 2 ** len(rule.voters)
    # Of the winning coalitions those without a player are as many as those with it, less the ones that it turns.
    without = [(table.winning_coalitions - one.swings) // 2 for one in table.players]
    return Passage(
        adopted=table.passage_probability,
        blocking=tuple(Fraction(one.swings, every) for one in table.players),
        outside=tuple(Fraction(every // 2 - one, every) for one in without),
        method=Method.GAME,
        steps=found.work.steps,
    )


# --- sums, bloc by bloc ----------------------------------------------------------------------------------------

Mark = int | Literal["holds", "fails"]
"""A sum so far; or, where nothing that is left can change it, whether its inequality holds.

No truth value stands here: in a tuple that is looked up, it would be the same as a sum of 0 or 1.
"""

State = tuple[Mark, ...] | bool
"""The sums of all inequalities; or the verdict, where they settle it."""

Change = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A bloc: what each camp adds to the sums, with its weight; and what each member adds by changing alone."""

    common: int
    camps: tuple[tuple[Camp, int, Change], ...]
    members: tuple[tuple[int, Mapping[Camp, Change]], ...]
    least: Change
    most: Change

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything that is added in some way, each once."""
        alone = (change for _voter, each in self.members for change in each.values())
        return tuple(dict.fromkeys((*(change for _camp, _weight, change in self.camps), *alone)))


@dataclass(frozen=True, slots=True)
class _Layer:
    """From the states before a bloc to those after it: by what is added, the place of the state that follows."""

    step: _Step
    following: Mapping[Change, Sequence[int]]
    states: int


def by_sums(rule: Over, model: Blocs, *, most_steps: int = MOST_STEPS) -> Passage:
    """The chances by sums, bloc by bloc. Raises ``NotExact`` as ``passage_of`` does."""
    if not monotone(rule, model):
        raise NotExact(Reason.UNDOING)
    layers, verdicts, steps = _layers(rule, _steps(rule, model), most_steps)
    ahead = [[int(one) for one in verdicts]]  # the weight of the ways that lead to adoption, from each state
    for layer in reversed(layers):
        later = ahead[-1]
        parts = [(weight, layer.following[change]) for _camp, weight, change in layer.step.camps if weight]
        ahead.append([sum(weight * later[after[at]] for weight, after in parts) for at in range(layer.states)])
    ahead.reverse()
    every = 1
    for layer in layers:
        every *= layer.step.common
    blocking, outside = [Fraction()] * len(rule.voters), [Fraction()] * len(rule.voters)
    behind = [1]
    for layer, later in zip(layers, ahead[1:], strict=True):
        _tell_members(layer, _adopting(layer, behind, later), every, blocking, outside)
        following = [0] * len(later)
        for _camp, weight, change in layer.step.camps:
            if weight:
                for at, after in enumerate(layer.following[change]):
                    following[after] += weight * behind[at]
        behind = following
    return Passage(
        adopted=Fraction(ahead[0][0], every),
        blocking=tuple(blocking),
        outside=tuple(outside),
        method=Method.SUMS,
        steps=steps,
    )


def _adopting(layer: _Layer, behind: Sequence[int], later: Sequence[int]) -> dict[Change, int]:
    """By what a bloc adds: the weight of the ways of all others that lead to adoption then."""
    return {change: sum(map(mul, behind, map(later.__getitem__, after))) for change, after in layer.following.items()}


def _tell_members(
    layer: _Layer, adopting: Mapping[Change, int], every: int, blocking: list[Fraction], outside: list[Fraction]
) -> None:
    """The chances of the members of a bloc that the text fails with them outside, and that they block it."""
    others = every // layer.step.common
    for camp, weight, change in layer.step.camps:
        if camp is Camp.YES or not weight:
            continue
        for voter, alone in layer.step.members:
            outside[voter] += Fraction(weight * (others - adopting[change]), every)
            blocking[voter] += Fraction(weight * (adopting[alone[camp]] - adopting[change]), every)


def _layers(rule: Over, steps: Sequence[_Step], most_steps: int) -> tuple[list[_Layer], list[bool], int]:
    """The layers, the verdicts of the states after the last, and how many steps there are. Raises ``NotExact``."""
    least, most = _together([one.least for one in steps], rule), _together([one.most for one in steps], rule)
    settling = _Settling(rule.joined)
    bars = tuple(int(one.strict) for one in rule.inequalities)
    constants = tuple(one.constant for one in rule.inequalities)
    states = [settling.state((0,) * len(bars), constants, _less(bars, least), _less(bars, most))]
    layers, taken = [], 0
    for step in steps:
        least, most = _less(least, step.least), _less(most, step.most)
        holding, failing = _less(bars, least), _less(bars, most)
        places: dict[State, int] = {}
        following: dict[Change, list[int]] = {}
        for change in step.changes:
            taken += len(states)
            if taken > most_steps:
                raise NotExact(Reason.WORK)
            following[change] = [
                places.setdefault(settling.state(state, change, holding, failing), len(places)) for state in states
            ]
        layers.append(_Layer(step, following, len(states)))
        states = list(places)
    verdicts = []
    for state in states:
        assert isinstance(state, bool), "nothing is left that could change it"
        verdicts.append(state)
    return layers, verdicts, taken


class _Settling:
    """Tells what is settled; what a pattern of settled inequalities makes of the verdict is worked out once."""

    def __init__(self, joined: Joined) -> None:
        self.joined = joined
        self.known: dict[tuple[Mark | None, ...], bool | None] = {}

    def state(self, state: State, change: Change, holding: Change, failing: Change) -> State:
        """The state with a change added; from ``holding`` on an inequality holds, below ``failing`` it fails."""
        if isinstance(state, bool):
            return state
        marks: list[Mark] = []
        pattern: list[Mark | None] = []
        for one, more, high, low in zip(state, change, holding, failing, strict=True):
            if isinstance(one, str):
                marks.append(one)
                pattern.append(one)
                continue
            total = one + more
            settled: Mark | None = "holds" if total >= high else "fails" if total < low else None
            marks.append(settled or total)
            pattern.append(settled)
        key = tuple(pattern)
        if key not in self.known:
            self.known[key] = _verdict(self.joined, key)
        verdict = self.known[key]
        return tuple(marks) if verdict is None else verdict


def _verdict(joined: Joined, pattern: tuple[Mark | None, ...]) -> bool | None:
    """The verdict, where the inequalities that are settled give it."""
    match joined:
        case Holds(number=number):
            return None if pattern[number] is None else pattern[number] == "holds"
        case Settled(holds=holds):
            return holds
        case Denied(part=part):
            found = _verdict(part, pattern)
            return None if found is None else not found
        case Every(parts=parts) | Some(parts=parts):
            ends = isinstance(joined, Some)
            each = [_verdict(part, pattern) for part in parts]
            return ends if ends in each else None if None in each else not ends
        case _:
            assert_never(joined)


def _less(first: Change, second: Change) -> Change:
    return tuple(a - b for a, b in zip(first, second, strict=True))


def _together(changes: Sequence[Change], rule: Over) -> Change:
    return tuple(sum(one[number] for one in changes) for number in range(len(rule.inequalities)))


def _steps(rule: Over, model: Blocs) -> list[_Step]:
    """The blocs that have voters of the rule, those that move the sums most first."""
    places = {voter: place for place, voter in enumerate(rule.voters)}
    inside = [(one, [places[member] for member in one.members if member in places]) for one in model.blocs]
    steps = [_step(rule, bloc, voters) for bloc, voters in inside if voters]
    largest = [max((one.most[at] - one.least[at] for one in steps), default=0) or 1 for at in range(_number(rule))]

    def moves(step: _Step) -> tuple[Fraction, Change, Change]:
        shares = (Fraction(step.most[at] - step.least[at], largest[at]) for at in range(_number(rule)))
        return max(shares, default=Fraction()), step.most, step.least

    return sorted(steps, key=moves, reverse=True)


def _number(rule: Over) -> int:
    return len(rule.inequalities)


def _step(rule: Over, bloc: Bloc, voters: Sequence[int]) -> _Step:
    def adds(camp: Camp, some: Sequence[int]) -> Change:
        rows = (one.coefficients[CODES[camp]] for one in rule.inequalities)
        return tuple(sum(row[voter] for voter in some) for row in rows)

    common, weights = bloc.chances.weights
    each = zip(bloc.chances.each(), weights, strict=True)
    camps = [(camp, weight, adds(camp, voters)) for (camp, _chance), weight in each if weight or camp is Camp.YES]
    members = []
    for voter in voters:
        turns = {camp: _less(adds(Camp.YES, [voter]), adds(camp, [voter])) for camp, _weight, _change in camps}
        alone = {
            camp: tuple(a + b for a, b in zip(change, turns[camp], strict=True)) for camp, _weight, change in camps
        }
        members.append((voter, alone))
    changes = [change for _camp, _weight, change in camps]
    return _Step(
        common=common,
        camps=tuple(camps),
        members=tuple(members),
        least=tuple(map(min, zip(*changes, strict=True))),
        most=tuple(map(max, zip(*changes, strict=True))),
    )


def monotone(rule: Over, model: Blocs) -> bool:
    """Whether a voter's turn to yes never undoes adoption, from any camp in which the model places anybody."""
    camps = camps_of(model)
    return all(
        _favours_yes(rule.inequalities[number], camps, positive=positive)
        for number, positive in _occurrences(rule.joined, positive=True)
    )


def _favours_yes(linear: Linear, camps: Sequence[Camp], *, positive: bool) -> bool:
    yes = linear.coefficients[CODES[Camp.YES]]
    others = (linear.coefficients[CODES[camp]] for camp in camps)
    return all((a >= b) if positive else (a <= b) for row in others for a, b in zip(yes, row, strict=True))


def _occurrences(joined: Joined, *, positive: bool) -> list[tuple[int, bool]]:
    """The inequalities by number, each with whether it is asked for or denied."""
    match joined:
        case Holds(number=number):
            return [(number, positive)]
        case Settled():
            return []
        case Denied(part=part):
            return _occurrences(part, positive=not positive)
        case Every(parts=parts) | Some(parts=parts):
            return [one for part in parts for one in _occurrences(part, positive=positive)]
        case _:
            assert_never(joined)
