"""The words of `comity data`: what a record holds, and what was found in the files it was made from."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from comity.core.values import in_language
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.core.values import Language
    from comity.workbench.added_records import RecordShown, RecordsResult

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "reading": "reading",
        "checking": "checking",
        "arranging": "arranging",
        "added": "Added: {title}, {roll_calls} roll calls, {votes} votes of {members} members, {from_} to {until}.",
        "checked": "Could be added: {title}, {roll_calls} roll calls, {votes} votes of {members} members, {from_} to "
        "{until}. Nothing was written.",
        "kept": "Kept in {folder}, from {files}.",
        "replaced": "It takes the place of the one that was added {day}: {roll_calls} roll calls, {votes} votes.",
        "remarks": "Found, and what was done with it",
        "rule": "what",
        "number": "how often",
        "first": "the first",
        "none": "Nothing had to be remarked.",
        "list": "Records",
        "name": "name",
        "roll_calls": "roll calls",
        "members": "states",
        "from": "from",
        "until": "until",
        "where": "where",
        "ships": "ships",
        "own": "added",
        "damaged": "damaged",
        "empty": "No record was added; {folder} holds none.",
        "whole": "{name}: as it was written; {roll_calls} roll calls, {votes} votes.",
        "removed": "Removed: {name}.",
        "next": "Next",
    },
    "ru": {
        "reading": "чтение",
        "checking": "проверка",
        "arranging": "упорядочение",
        "added": "Добавлено: {title}; голосований: {roll_calls}, голосов: {votes}, членов: {members}, "
        "{from_} – {until}.",
        "checked": "Можно добавить: {title}; голосований: {roll_calls}, голосов: {votes}, членов: {members}, {from_} – "
        "{until}. Ничего не записано.",
        "kept": "Хранится в {folder}; из файлов: {files}.",
        "replaced": "Она заменяет добавленную {day}: голосований: {roll_calls}, голосов: {votes}.",
        "remarks": "Что найдено и что с этим сделано",
        "rule": "что",
        "number": "сколько раз",
        "first": "первые",
        "none": "Замечаний нет.",
        "list": "Записи голосований",
        "name": "имя",
        "roll_calls": "голосований",
        "members": "государств",
        "from": "с",
        "until": "по",
        "where": "где",
        "ships": "в поставке",
        "own": "добавлено",
        "damaged": "повреждено",
        "empty": "Ни одна запись не добавлена; в {folder} их нет.",
        "whole": "{name}: как записано; голосований: {roll_calls}, голосов: {votes}.",
        "removed": "Удалено: {name}.",
        "next": "Далее",
    },
    "zh": {
        "reading": "读取",
        "checking": "核对",
        "arranging": "整理",
        "added": "已添加：{title}，{roll_calls}次记录表决，{members}个成员的{votes}张票，{from_}至{until}。",
        "checked": "可以添加：{title}，{roll_calls}次记录表决，{members}个成员的{votes}张票，{from_}至{until}。"
        "未写入任何内容。",
        "kept": "存于{folder}，来自{files}。",
        "replaced": "它取代{day}添加的记录：{roll_calls}次记录表决，{votes}张票。",
        "remarks": "发现的情况及处理",
        "rule": "情况",
        "number": "次数",
        "first": "最先几处",
        "none": "没有需要说明的情况。",
        "list": "表决记录",
        "name": "名称",
        "roll_calls": "记录表决",
        "members": "国家",
        "from": "自",
        "until": "至",
        "where": "位置",
        "ships": "随附",
        "own": "已添加",
        "damaged": "已损坏",
        "empty": "尚未添加任何记录；{folder}中没有。",
        "whole": "{name}：与写入时一致；{roll_calls}次记录表决，{votes}张票。",
        "removed": "已移除：{name}。",
        "next": "接下来",
    },
}

PLACES = 3
"""So many places are shown; the whole answer (--json) has more."""

RULES: Mapping[str, Mapping[str, str]] = {
    "said_twice": {
        "en": "the same row again: taken once",
        "ru": "та же строка повторно: взята один раз",
        "zh": "同一行重复：只取一次",
    },
    "duplicate": {
        "en": "the same vote under two numbers: kept and marked; a what-if puts it once, cohesion counts both",
        "ru": "одно голосование под двумя номерами: оставлено с пометой; «что если» берёт его один раз, "
        "сплочённость — оба",
        "zh": "同一表决有两个编号：保留并标注；假设分析只提交一次，一致度两次均计",
    },
    "no_votes": {
        "en": "a roll call without a vote: left out",
        "ru": "голосование без голосов: пропущено",
        "zh": "没有任何票的记录表决：略去",
    },
    "outside_session": {
        "en": "a date outside its session (special sessions among them): kept as written",
        "ru": "дата вне своей сессии (в том числе специальные сессии): оставлена как есть",
        "zh": "日期不在该届会议期内（包括特别会议）：照原样保留",
    },
    "day_unknown": {
        "en": "the day of the date is known to be false in the source: only its month is kept",
        "ru": "день в источнике заведомо неверен: оставлен только месяц",
        "zh": "来源中的日已知不实：只保留月份",
    },
    "special_session": {
        "en": "a special session: counted in the regular one of its month",
        "ru": "специальная сессия: отнесена к очередной сессии того же месяца",
        "zh": "特别会议：计入当月的常会届次",
    },
    "before_admission": {
        "en": "a vote on a day on which the state was no member by the table of members: kept",
        "ru": "голос в день, когда государство по таблице не было членом: оставлен",
        "zh": "按会员表当日尚非会员的国家所投的票：保留",
    },
    "subjects_left": {
        "en": "a published table of subjects: not used, subjects are found in the titles",
        "ru": "опубликованная таблица предметов: не используется, предметы определяются по названиям",
        "zh": "已发布的主题表：未采用，主题由标题识别",
    },
    "other_totals": {
        "en": "the votes do not add up to the total that is printed: the votes hold",
        "ru": "голоса не сходятся с напечатанным итогом: верны голоса",
        "zh": "各票之和与所印总数不符：以各票为准",
    },
}


def near(folder: str) -> str:
    """A folder as it is called from here, where it lies within the current one."""
    path = Path(folder)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else folder


def record_sentences(result: "RecordsResult", language: "Language") -> Iterator[str]:
    """What was added, or could be, and where it is kept."""
    (one,) = result.records
    words = WORDS[language]
    yield words["added" if result.written else "checked"].format(
        title=in_language(one.title, language),
        roll_calls=one.roll_calls,
        votes=one.votes,
        members=one.members,
        from_=one.from_,
        until=one.until,
    )
    if result.written:
        files = ("、" if language == "zh" else ", ").join(file.name for file in one.files)
        yield words["kept"].format(folder=near(result.folder), files=files)
    if result.replaced is not None:
        old = result.replaced
        day = (old.added or "")[:10]
        yield words["replaced"].format(day=day, roll_calls=old.roll_calls, votes=old.votes)
    if not one.remarks:
        yield words["none"]


def remarks_table(one: "RecordShown", language: "Language") -> Table:
    """What was found in the files, by rule."""
    words = WORDS[language]
    rows = [
        (RULES[remark.rule][language], str(remark.number), "; ".join(remark.places[:PLACES])) for remark in one.remarks
    ]
    return Table(words["remarks"], (words["rule"], words["number"], words["first"]), rows, frozenset({1}))


def records_table(result: "RecordsResult", language: "Language") -> Table:
    """The records, those that were added first."""
    words = WORDS[language]
    header = tuple(words[one] for one in ("name", "roll_calls", "from", "until", "where"))
    rows = [(one.name, str(one.roll_calls), one.from_, one.until, _where(one, language)) for one in result.records]
    return Table(words["list"], header, rows, frozenset({1}))


def _where(one: "RecordShown", language: "Language") -> str:
    words = WORDS[language]
    if one.damaged:
        return words["damaged"]
    return words["ships"] if one.added is None else words["own"]
