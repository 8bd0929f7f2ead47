"""What a rule makes of every profile of a model, counted one by one: what exact counts are held against."""

import itertools
from fractions import Fraction

import numpy as np
from hypothesis import HealthCheck, settings

from comity.analysis.profiles import CODES, adopted
from comity.analysis.voting_models import DRAWN
from comity.core.rules.facts import Camp

YES = CODES[Camp.YES]


def examples(number):
    """So many examples, the same in every run; most random rules are none that can be counted, and are passed over."""
    quiet = (HealthCheck.filter_too_much, HealthCheck.too_slow)
    return settings(max_examples=number, deadline=None, derandomize=True, suppress_health_check=quiet)


def enumerated(rule, model):
    """The chances of adoption, and of each voter that it blocks and that the text fails without it."""
    options = [[(CODES[camp], chance) for camp, chance in one.chances.each() if chance] for one in model.blocs]
    assert [CODES[camp] for camp in DRAWN] == [0, 1, 2, 3]
    rows, chances = [], []
    for chosen in itertools.product(*options):
        stands = {member: code for (code, _), bloc in zip(chosen, model.blocs, strict=True) for member in bloc.members}
        rows.append([stands[voter] for voter in rule.voters])
        chances.append(Fraction(np.prod([chance for _, chance in chosen])) if chosen else Fraction(1))
    table = np.array(rows, dtype=np.int8).reshape(len(rows), len(rule.voters))
    passes = adopted(rule, table)
    blocking, outside = [], []
    for voter in range(len(rule.voters)):
        turned = table.copy()
        turned[:, voter] = YES
        without = ~passes & (table[:, voter] != YES)
        outside.append(together(chances, without))
        blocking.append(together(chances, without & adopted(rule, turned)))
    return together(chances, passes), tuple(blocking), tuple(outside)


def together(chances, where):
    return sum((chance for chance, one in zip(chances, where, strict=True) if one), Fraction())
