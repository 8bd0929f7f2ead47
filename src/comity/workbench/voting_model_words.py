"""The models of voting that can be asked for, what each assumes in words, and which options say something to it."""

from collections.abc import Mapping
from enum import StrEnum

from comity.core.values import Text


class ModelName(StrEnum):
    """A model of voting."""

    IMPARTIAL = "impartial"
    INDEPENDENT = "independent"
    RECORD = "record"
    ROLL_CALLS = "roll-calls"
    BLOCS = "blocs"


ASSUMPTIONS: Mapping[ModelName, Text] = {
    ModelName.IMPARTIAL: {
        "en": "Assumed: impartial culture. Each member is as likely to vote yes as no, whatever the others do.",
        "ru": "Допущение: беспристрастное голосование. Каждый член с равной вероятностью голосует за или против "
        "независимо от других.",
        "zh": "假设：中立投票。每个成员投赞成与反对的可能性相同，且不受其他成员影响。",
    },
    ModelName.INDEPENDENT: {
        "en": "Assumed: each member votes by the probability stated for it, whatever the others do.",
        "ru": "Допущение: каждый член голосует с указанной для него вероятностью независимо от других.",
        "zh": "假设：每个成员按所给的概率投票，且不受其他成员影响。",
    },
    ModelName.RECORD: {
        "en": "Assumed: each member votes by its shares of {roll_calls} roll calls on record ({record}), {smoothing} "
        "added to each of its counts of yes, no, abstention and absence; whatever the others do.",
        "ru": "Допущение: каждый член голосует согласно своим долям в {roll_calls} поимённых голосованиях ({record}); "
        "к каждому его числу голосов за, против, воздержаний и отсутствий прибавлено {smoothing}; независимо от "
        "других.",
        "zh": "假设：每个成员按其在{roll_calls}次记录表决中的比例投票（{record}），"
        "其赞成、反对、弃权、缺席次数各加{smoothing}；"
        "且不受其他成员影响。",
    },
    ModelName.ROLL_CALLS: {
        "en": "Assumed: each of {roll_calls} roll calls on record ({record}) is as likely as any other, and members "
        "vote together as they did there.",
        "ru": "Допущение: каждое из {roll_calls} поимённых голосований ({record}) равновероятно, и члены голосуют "
        "вместе так же, как тогда.",
        "zh": "假设：{roll_calls}次记录表决（{record}）的可能性相同，各成员一并按当时的立场投票。",
    },
    ModelName.BLOCS: {
        "en": "Assumed: the members of a bloc vote alike (blocs: {blocs}); each bloc and every other member votes by "
        "the probability stated for it, whatever the others do.",
        "ru": "Допущение: члены блока голосуют одинаково (блоки: {blocs}); каждый блок и каждый другой член голосует с "
        "указанной для него вероятностью независимо от других.",
        "zh": "假设：集团内各成员投票一致（集团：{blocs}）；各集团及其他每个成员按所给的概率投票，且互不影响。",
    },
}
ASIDE: Text = {
    "en": " Each abstains with the probability {abstain} and is absent with {absent}, unless stated otherwise.",
    "ru": " Каждый воздерживается с вероятностью {abstain} и отсутствует с вероятностью {absent}, если не указано "
    "иное.",
    "zh": "除另有说明外，各成员弃权的概率为{abstain}，缺席的概率为{absent}。",
}

NEEDED: Mapping[str, frozenset[ModelName]] = {
    "probability": frozenset({ModelName.INDEPENDENT, ModelName.BLOCS}),
    "abstain": frozenset({ModelName.IMPARTIAL, ModelName.INDEPENDENT, ModelName.BLOCS}),
    "absent": frozenset({ModelName.IMPARTIAL, ModelName.INDEPENDENT, ModelName.BLOCS}),
    "blocs": frozenset({ModelName.BLOCS}),
    "record": frozenset({ModelName.RECORD, ModelName.ROLL_CALLS}),
    "smoothing": frozenset({ModelName.RECORD}),
}
"""The models that an option says something to."""
