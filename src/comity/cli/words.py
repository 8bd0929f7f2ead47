"""Words of tables and short sentences of the commands, in every language of the interface."""

from collections.abc import Mapping
from typing import Any

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "charters": "Charters that ship",
        "name": "name",
        "title": "title",
        "bodies": "bodies",
        "matters": "matters",
        "note": "note",
        "changes": "What changes",
        "kind": "kind",
        "subject": "subject",
        "before": "before",
        "after": "after",
        "precedents": "Precedents",
        "id": "id",
        "date": "date",
        "body": "body",
        "question": "question",
        "status": "status",
        "source": "source",
        "result": "result",
        "sentence": "answer",
        "agrees": "agrees",
        "differs": "differs",
        "answered": "answered",
        "open": "open",
        "refused": "refused",
        "condition": "condition",
        "figures": "figures",
        "holds": "holds",
        "article": "source of the rule",
        "yes": "yes",
        "no": "no",
        "unknown": "not known",
        "presumed": "presumed",
        "next": "What to try next",
        "positions": "Positions",
        "position": "position",
        "conditions": "Conditions",
        "needed": "needed",
        "had": "had",
        "picture": "picture",
        "decided_again": "Real decisions of real bodies, decided again by their own rules",
    },
    "ru": {
        "charters": "Уставы в поставке",
        "name": "имя",
        "title": "название",
        "bodies": "органы",
        "matters": "вопросы",
        "note": "примечание",
        "changes": "Что меняется",
        "kind": "вид",
        "subject": "предмет",
        "before": "было",
        "after": "стало",
        "precedents": "Прецеденты",
        "id": "номер",
        "date": "дата",
        "body": "орган",
        "question": "вопрос",
        "status": "статус",
        "source": "источник",
        "result": "итог",
        "sentence": "ответ",
        "agrees": "совпадает",
        "differs": "расходится",
        "answered": "отвечено",
        "open": "не решено",
        "refused": "не принято",
        "condition": "условие",
        "figures": "цифры",
        "holds": "выполнено",
        "article": "источник правила",
        "yes": "да",
        "no": "нет",
        "unknown": "неизвестно",
        "presumed": "предполагается",
        "next": "Что попробовать дальше",
        "positions": "Позиции",
        "position": "позиция",
        "conditions": "Условия",
        "needed": "требуется",
        "had": "есть",
        "picture": "рисунок",
        "decided_again": "Решения реальных органов, принятые заново по их собственным правилам",
    },
    "zh": {
        "charters": "附带的章程",
        "name": "名称",
        "title": "标题",
        "bodies": "机构",
        "matters": "事项",
        "note": "注",
        "changes": "变动",
        "kind": "类别",
        "subject": "对象",
        "before": "原文",
        "after": "改后",
        "precedents": "先例",
        "id": "编号",
        "date": "日期",
        "body": "机构",
        "question": "问题",
        "status": "状态",
        "source": "来源",
        "result": "结果",
        "sentence": "答复",
        "agrees": "一致",
        "differs": "不一致",
        "answered": "已答复",
        "open": "未定",
        "refused": "不予受理",
        "condition": "条件",
        "figures": "数字",
        "holds": "是否满足",
        "article": "规则出处",
        "yes": "是",
        "no": "否",
        "unknown": "不详",
        "presumed": "推定",
        "next": "接下来可以试试",
        "positions": "立场",
        "position": "立场",
        "conditions": "条件",
        "needed": "所需",
        "had": "实有",
        "picture": "图",
        "decided_again": "按各机构自身规则重新裁决的真实决定",
    },
}

CAMPS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "yes": "Voted yes",
        "no": "Voted no",
        "abstain": "Abstained",
        "absent": "Absent",
        "not_participating": "Took no part",
        "barred": "May not vote",
    },
    "ru": {
        "yes": "За",
        "no": "Против",
        "abstain": "Воздержались",
        "absent": "Отсутствовали",
        "not_participating": "Не участвовали",
        "barred": "Без права голоса",
    },
    "zh": {
        "yes": "赞成",
        "no": "反对",
        "abstain": "弃权",
        "absent": "缺席",
        "not_participating": "未参加",
        "barred": "无表决权",
    },
}

WITHOUT_A_VOTE: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "en": {
        "consensus": {"yes": "In favour", "no": "Objected"},
        "silence": {"yes": "Accepted", "no": "Broke silence"},
    },
    "ru": {
        "consensus": {"yes": "За", "no": "Возразили"},
        "silence": {"yes": "Согласны", "no": "Прервали процедуру умолчания"},
    },
    "zh": {
        "consensus": {"yes": "赞成", "no": "反对"},
        "silence": {"yes": "接受", "no": "打破默许"},
    },
}
"""What two of the camps are called where members take part otherwise than by voting."""

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "checked": {
        "en": "{charter}: {wrong} found to be wrong.",
        "ru": "{charter}: найдено ошибок — {wrong}.",
        "zh": "{charter}：发现 {wrong} 处问题。",
    },
    "compared": {
        "en": "From {old} to {new}. Changes: {changes}.",
        "ru": "{old} → {new}; изменений: {changes}.",
        "zh": "从 {old} 到 {new}：{changes} 处变动。",
    },
    "differs": {
        "en": "{field}: expected {expected}, got {got}.",
        "ru": "{field}: ожидалось {expected}, получено {got}.",
        "zh": "{field}：应为 {expected}，实为 {got}。",
    },
    "needs_extra": {
        "en": "The table needs one more install: {line}",
        "ru": "Для таблицы нужна ещё одна установка: {line}",
        "zh": "显示此表需另行安装：{line}",
    },
    "unnamed": {
        "en": "Not known by name: {number} seats",
        "ru": "Поимённо неизвестно: мест — {number}",
        "zh": "不详（未列名）：{number}席",
    },
    "totals": {
        "en": "{agrees} agree, {differs} differ, {answered} answered with nothing to compare, {open} open, "
        "{refused} refused.",
        "ru": "Совпадает: {agrees}; расходится: {differs}; без сравнения: {answered}; не решено: {open}; "
        "не принято: {refused}.",
        "zh": "一致 {agrees}，不一致 {differs}，无可比对 {answered}，未定 {open}，不予受理 {refused}。",
    },
}


def camps_by(act: str, language: str) -> Mapping[str, str]:
    """What the camps are called where members took part so."""
    return {**CAMPS[language], **WITHOUT_A_VOTE[language].get(act, {})}


def sentence_of(message: str, language: str, **figures: Any) -> str:
    """A short sentence of a command."""
    return SENTENCES[message][language].format(**figures)
