"""Charters in Russian."""

from collections.abc import Sequence

from comity.core.charter.model import Importance, OrderKind, Outside, Right
from comity.core.charter.sentences.sections import SectionKind
from comity.core.procedure.written import Length, Objectors, PeriodUnit, VoteMethod
from comity.core.rules.sentences.words.figures import has_latin
from comity.core.rules.sentences.words.ru import genitive, listing, plural, quoted, sentence

SECTIONS = {
    SectionKind.ORGANISATION: "Организация",
    SectionKind.STANDINGS: "Статусы и связанные с ними права",
    SectionKind.HELD: "Кто имеет какой статус",
    SectionKind.VOTERS: "Наименования и правительства",
    SectionKind.SUSPENSIONS: "Приостановленное право голоса",
    SectionKind.GROUPS: "Группы",
    SectionKind.MEASURES: "Показатели",
    SectionKind.BODIES: "Органы",
    SectionKind.MATTERS: "Вопросы",
    SectionKind.DECISIONS: "Как принимаются решения",
    SectionKind.REFORMS: "Реформы",
    SectionKind.INSTRUMENTS: "Документы",
}
METHODS = {
    VoteMethod.SHOW_OF_HANDS: "Голосование поднятием руки",
    VoteMethod.ROLL_CALL: "Поимённое голосование",
    VoteMethod.RECORDED: "Заносимое в отчёт о заседании голосование",
}
UNITS = {
    PeriodUnit.HOURS: ("час", "часа", "часов"),
    PeriodUnit.DAYS: ("день", "дня", "дней"),
    PeriodUnit.MONTHS: ("месяц", "месяца", "месяцев"),
}
RIGHTS = {
    Right.VOTE: "голосовать",
    Right.SPEAK: "выступать",
    Right.ATTEND: "присутствовать на заседаниях",
    Right.PROPOSE: "вносить предложения",
    Right.SIGN_AND_ACCEDE: "подписывать документы универсального характера и присоединяться к ним",
    Right.RECEIVE_DOCUMENTS: "получать документы",
}
TONGUES = {
    "en": ("английский", "английского"),
    "ru": ("русский", "русского"),
    "zh": ("китайский", "китайского"),
    "fr": ("французский", "французского"),
    "es": ("испанский", "испанского"),
    "ar": ("арабский", "арабского"),
    "pt": ("португальский", "португальского"),
    "sw": ("суахили", "суахили"),
}
OUTSIDE = {
    Outside.WHO_TAKES_NO_PART: "не участвующий член не связан решением",
    Outside.WHO_OBJECTS: "возражающий член не связан решением",
    Outside.WHO_DOES_NOT_ACCEPT: "член, не принявший решение, им не связан",
}


def length(period: Length) -> str:
    """48 часов."""
    return f"{period.number} {plural(period.number, *UNITS[period.unit])}"


def vote(*, method: VoteMethod, rule: str) -> str:
    """A vote in the open."""
    return f"{METHODS[method]}. {rule}"


def tellers_count(*, rule: str) -> str:
    """A secret ballot."""
    return f"Тайное голосование, голоса подсчитывают счётчики. {rule}"


def consensus_in_the_room(*, rule: str) -> str:
    """The chair asks for objections."""
    return f"Консенсус: председатель спрашивает, есть ли возражения. {rule}"


def office_holder_decides(*, cite: str) -> str:
    """Whoever holds the office decides alone."""
    return f"Решение принимает единолично занимающее должность лицо{cite}."


def silence(*, period: Length | None, rule: str) -> str:
    """Adopted unless silence is broken."""
    deadline = f" (обычно {length(period)})" if period else ""
    return f"Процедура отсутствия возражений: не высказавшийся до истечения срока{deadline} член согласен. {rule}"


def tacit_acceptance(*, period: Length | None, objectors: Objectors, rule: str, cite: str) -> str:
    """Accepted when a period ends."""
    deadline = f" ({length(period)})" if period else ""
    if objectors is Objectors.OPT_OUT:
        end = f"документ вступает в силу по истечении срока{deadline}"
        return f"Молчаливое согласие: {end}; возразивший в этот срок член им не связан{cite}."
    return f"Молчаливое согласие: не высказавшийся до истечения срока{deadline} член согласен. {rule}"


def ladder(*, steps: Sequence[str]) -> str:
    """Steps until one adopts."""
    told = " ".join(f"Этап {number}. {step}" for number, step in enumerate(steps, start=1))
    return f"Поэтапно, пока решение не будет принято. {told}"


def election(*, condition: str, rounds: int | None) -> str:
    """Rounds of ballots."""
    elected = f"Выборы в несколько туров: кандидат избран, если {condition}."
    if rounds is None:
        return elected
    after = f"После {rounds} {genitive(rounds, 'тура', 'туров')} без результата"
    return f"{elected} {after} кандидат с меньшим числом голосов выбывает, а другой баллотируется один."


def section(kind: SectionKind) -> str:
    """The title of a section."""
    return SECTIONS[kind]


def title(section: str, about: str) -> str:
    """The title of a section about one body."""
    return f"{section}: {about}"


def about(matters: str, told: str) -> str:
    """What is said about some matters."""
    return f"{sentence(matters)} {told}"


def basis(cite: str) -> str:
    """Where something stands, as a sentence of its own."""
    return f"Основание: {cite}."


def tail(when: str, cite: str) -> str:
    """When a thing holds, and where it stands."""
    return f"{f', {when}' if when else ''}{cite}"


def items(names: Sequence[str]) -> str:
    """Names that may themselves have commas."""
    return "; ".join(names)


def named(*, name: str, short: str) -> str:
    """A name of the organisation."""
    return f"наименование: {name}{f' ({short})' if short else ''}"


def founded(*, when: str) -> str:
    """When it was founded."""
    return f"дата создания: {when}"


def predecessor(*, name: str) -> str:
    """What was there before."""
    return f"предшественник: {name}"


def languages(*, tags: Sequence[str]) -> str:
    """The official languages."""
    return f"официальные языки: {listing([TONGUES.get(tag, (tag, tag))[0] for tag in tags])}"


def order(*, kind: OrderKind, tag: str | None) -> str:
    """The order of members."""
    alphabet = f"по алфавиту {TONGUES.get(tag, (tag, tag))[1]} языка" if tag else "по алфавиту"
    orders = {OrderKind.ALPHABET: alphabet, OrderKind.LOT: "по жребию", OrderKind.ALTERNAT: "альтернат"}
    return f"порядок перечисления членов: {orders[kind]}"


def standing(*, name: str, may: Sequence[Right]) -> str:
    """What holders of a standing may do."""
    rights = f"вправе {listing([RIGHTS[right] for right in may])}" if may else "права не указаны"
    return f"{name}: {rights}"


def held(*, standing: str, who: Sequence[str]) -> str:
    """Who holds a standing."""
    return f"{standing}: {items(who)}"


def suspended(*, who: str) -> str:
    """Whose voting right is suspended."""
    return f"{who}: право голоса приостановлено, но в общее число членов входит"


def voter_named(*, who: str, name: str) -> str:
    """A dated name of a voter."""
    return f"{who}: наименование — {name}"


def government(*, who: str, name: str) -> str:
    """The accepted government."""
    return f"{who}: представлен правительством — {name}"


def body(*, name: str, parent: str | None, term: str | None) -> str:
    """A body; its term is shown where the file gives it in Russian."""
    under = f"; вышестоящий орган — {parent}" if parent else ""
    return f"{name}{under}{f'; срок полномочий: {term}' if term and not has_latin(term) else ''}"


def seats(*, standing: str | None, each: Sequence[str], listed: Sequence[str], number: int | None, more: bool) -> str:
    """Who sits in a body."""
    parts = []
    if standing:
        holder = f"на каждого обладателя статуса {quoted(standing)}"
        parts.append(f"{holder}: {listing(each)}" if each else f"по одному {holder}")
    if listed:
        parts.append(items(listed))
    if number:
        parts.append(f"{'ещё ' if parts else ''}{number} {plural(number, 'место', 'места', 'мест')} без указания лиц")
    if more:
        parts.append("места, число которых не указано")
    return f"места: {items(parts)}"


def competent(*, matters: Sequence[str]) -> str:
    """What a body may decide."""
    return f"компетенция: {items(matters)}"


def competent_in_it() -> str:
    """That a body may decide a matter."""
    return "входит в компетенцию органа"


def importance(importance: Importance) -> str:
    """Major or other."""
    return {Importance.MAJOR: "важный вопрос", Importance.OTHER: "не относится к важным вопросам"}[importance]


def of_importance(*, importance: Importance, matters: Sequence[str]) -> str:
    """The matters of one importance."""
    kind = {Importance.MAJOR: "важные вопросы", Importance.OTHER: "прочие вопросы"}[importance]
    return f"{kind}: {items(matters)}"


def opinions_on_record() -> str:
    """Opinions may be placed on record."""
    return "член вправе занести в протокол особое мнение, которое не препятствует принятию решения"


def not_bound(outside: Outside) -> str:
    """Who is not bound."""
    return OUTSIDE[outside]


def may_join_later() -> str:
    """Who stays out may join later."""
    return "не участвующий член может присоединиться позднее"


def group(*, name: str, members: Sequence[str], all_but: str | None, number: int | None) -> str:
    """Who belongs to a group."""
    if all_but:
        return f"{name}: все, кто не входит в группу {quoted(all_but)}"
    if members:
        return f"{name}: {items(members)}"
    if number is None:
        return f"{name}: состав не указан"
    return f"{name}: {number} {plural(number, 'член', 'члена', 'членов')}, состав не указан"


def measure(*, name: str, unit: str) -> str:
    """What voters have more or less of."""
    return f"{name}{f'; единица — {unit}' if unit else ''}"


def table(*, voters: int, total: str | None) -> str:
    """How many voters have a figure, and their total."""
    whose = plural(voters, "участника", "участников", "участников")
    figures = f"данные {voters} {whose}" if voters else "данных отдельных участников нет"
    return f"{figures}{f', всего {total}' if total else ''}"


def reform(*, what: str, vehicle: str, adopted_by: str, entry_into_force: str) -> str:
    """One act of a reform."""
    acts = (f"Форма: {vehicle}", f"Порядок принятия: {adopted_by}", f"Вступление в силу: {entry_into_force}")
    return " ".join(sentence(part) for part in (what, *acts))


def instrument(*, title: str, dated: str, in_force: str, general_knowledge: bool) -> str:
    """A text that is cited."""
    known = "; общеизвестно" if general_knowledge else ""
    force = f"; дата вступления в силу — {in_force}" if in_force else ""
    return f"{title}{f', {dated}' if dated else ''}{force}{known}"
