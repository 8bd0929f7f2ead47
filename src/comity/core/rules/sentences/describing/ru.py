"""Written rules in Russian."""

from collections.abc import Sequence
from fractions import Fraction

from comity.core.rules.sentences.lines import Act
from comity.core.rules.sentences.words.ru import alternatives, bar, genitive, number, quoted, share
from comity.core.rules.written import Base, Counted, Meaning, QuorumBase, RequestedBy
from comity.core.values import Bar

BASES = {
    Base.PRESENT_AND_VOTING: "присутствующих и участвующих в голосовании членов",
    Base.VOTES_CAST: "поданных голосов",
    Base.VOTING_OR_ABSTAINING: "голосующих или воздерживающихся членов",
    Base.PRESENT: "присутствующих членов",
    Base.MEMBERS: "всех членов",
    Base.MEMBERS_ENTITLED_TO_VOTE: "имеющих право голоса членов",
}
ALL = {
    Base.PRESENT_AND_VOTING: "за высказываются все присутствующие и участвующие в голосовании члены",
    Base.VOTES_CAST: "за подаются все голоса",
    Base.VOTING_OR_ABSTAINING: "за высказываются все голосующие или воздерживающиеся члены",
    Base.PRESENT: "за высказываются все присутствующие члены",
    Base.MEMBERS: "за высказываются все члены",
    Base.MEMBERS_ENTITLED_TO_VOTE: "за высказываются все имеющие право голоса члены",
}
QUORUM_BASES = {
    QuorumBase.ATTENDING: "зарегистрированных участников",
    QuorumBase.MEMBERS: "всех членов",
}
COUNTED = {Counted.VOTES_CAST: "за и против голосует", Counted.PRESENT: "присутствует"}
OBJECTS = {
    Act.VOTE: "ни один член не голосует против",
    Act.CONSENSUS: "ни один член не возражает",
    Act.SILENCE: "ни один член не прерывает процедуру отсутствия возражений",
    Act.COUNTED: "ни один член не засчитан против",
}
REQUESTED = {
    RequestedBy.A_MEMBER: "один из членов обратился с просьбой о рассмотрении",
    RequestedBy.PARTIES_CONCERNED: "все соответствующие стороны обратились с просьбой о рассмотрении",
}
MEANINGS = {
    Meaning.ASIDE: "не считается голосом ни за, ни против",
    Meaning.ACCEPTS: "считается голосом за",
    Meaning.OBJECTS: "считается голосом против",
}


def adopted_if(clause: str) -> str:
    """The whole sentence."""
    return f"Решение принимается, если {clause}."


def majority(*, share: Bar, of: Base, within: str | None, measure: str | None, cite: str) -> str:
    """За высказывается не менее 2/3 присутствующих и участвующих в голосовании членов."""
    group = f" группы {quoted(within)}" if within else ""
    base = BASES[of] + group
    if measure:
        weight = f"приходится {bar(share)} показателя {quoted(measure)} {base}"
        return f"на членов, высказывающихся за, {weight}{cite}"
    if share == Bar(Fraction(1), exceeded=False):
        return f"{ALL[of]}{group}{cite}"
    return f"за {'подаётся' if of is Base.VOTES_CAST else 'высказывается'} {bar(share)} {base}{cite}"


def threshold(*, at_least: Fraction, within: str | None, measure: str | None, cite: str) -> str:
    """За высказывается не менее 9 членов."""
    group = f" группы {quoted(within)}" if within else ""
    if measure:
        weight = f"приходится не менее {number(at_least)} по показателю {quoted(measure)}"
        return f"на членов{group}, высказывающихся за, {weight}{cite}"
    return f"за высказывается не менее {number(at_least)} {genitive(at_least, 'члена', 'членов')}{group}{cite}"


def veto(*, holders: str, cite: str) -> str:
    """Ни один член группы, обладающей правом вето, не голосует против."""
    return f"ни один член группы {quoted(holders)}, обладающей правом вето, не голосует против{cite}"


def no_blocking_minority(*, members: int | None, exceeding: Fraction | None, measure: str | None, cite: str) -> str:
    """Членов, не высказывающихся за, меньше блокирующего меньшинства."""
    if members is not None:
        size = f" из {members} {genitive(members, 'члена', 'членов')}"
    else:
        part = f"{share(exceeding or Fraction())} показателя {quoted(measure or '')}"
        size = f", то есть наименьшего числа членов, на которых вместе приходится более {part}, плюс один"
    return f"членов, не высказывающихся за, меньше блокирующего меньшинства{size}{cite}"


def quorum(*, number: int | None, share: Bar | None, of: QuorumBase | None, counting: Counted, cite: str) -> str:
    """Имеется кворум."""
    if share is None or of is None:
        who = f"не менее {number} {genitive(number or 0, 'члена', 'членов')}"
    else:
        who = f"{bar(share)} {QUORUM_BASES[of]}"
    return f"имеется кворум, то есть {COUNTED[counting]} {who}{cite}"


def consensus(*, act: Act, cite: str) -> str:
    """Ни один член не возражает."""
    return f"{OBJECTS[act]}{cite}"


def all_of(*, items: Sequence[str], cite: str) -> str:
    """Выполнены все условия."""
    return (
        f"выполнены все следующие условия{cite}: {'; '.join(items)}"
        if items
        else "вопрос поставлен (других условий нет)"
    )


def any_of(*, items: Sequence[str], cite: str) -> str:
    """Выполнено хотя бы одно условие."""
    return (
        f"выполнено хотя бы одно из следующих условий{cite}: {'; '.join(items)}"
        if items
        else "выполнено условие, которого правило не называет"
    )


def negation(*, condition: str) -> str:
    """Условие не выполнено."""
    return f"неверно, что {condition}"


def without_member_concerned(*, condition: str, cite: str) -> str:
    """Без учёта члена, которого касается вопрос."""
    return f"без учёта члена, которого касается вопрос{cite}, {condition}"


def party_abstains(*, condition: str, cite: str) -> str:
    """Стороны воздерживаются."""
    return f"при обязательном воздержании соответствующих сторон{cite} {condition}"


def at_request(*, condition: str, cite: str) -> str:
    """По просьбе одного из членов."""
    return f"при наличии просьбы одного из членов{cite} {condition}"


def only_at_request(*, by: RequestedBy, cite: str) -> str:
    """Имеется просьба."""
    return f"{REQUESTED[by]}{cite}"


def proposed_by(*, proposers: Sequence[str], condition: str, cite: str) -> str:
    """В зависимости от автора предложения."""
    return f"когда автор предложения — {alternatives(proposers)}{cite}, {condition}"


def otherwise(*, condition: str) -> str:
    """В остальных случаях."""
    return f"в остальных случаях {condition}"


def depending(*, items: Sequence[str], cite: str) -> str:
    """Условие, отвечающее случаю."""
    return f"выполнено условие, отвечающее случаю{cite}: {'; '.join(items)}"


def reading(*, abstention: Meaning, absence: Meaning, condition: str, cite: str) -> str:
    """Как считаются воздержание и отсутствие."""
    if abstention is absence:
        return f"с учётом того, что воздержание или отсутствие {MEANINGS[abstention]}{cite}, {condition}"
    read = f"воздержание {MEANINGS[abstention]}, а отсутствие {MEANINGS[absence]}"
    return f"с учётом того, что {read}{cite}, {condition}"
