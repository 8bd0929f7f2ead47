"""What a verification finds, in words: fact, place and cure, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.app.verification.findings import Code, Finding
from comity.core.values import Language

Words = Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding in words."""

    fact: str
    place: str
    cure: str


RESTORE: Words = {
    "en": "Keep this database as evidence, and restore the latest backup that verifies",
    "ru": "Сохраните эту базу данных как доказательство и восстановите последнюю резервную копию, прошедшую проверку",
    "zh": "请将此数据库留作证据，并恢复最近一份通过验证的备份",
}
COMPARE: Words = {
    "en": "Compare with the latest backup that verifies, and find out who can write to the database",
    "ru": "Сравните с последней резервной копией, прошедшей проверку, и выясните, кто может писать в базу данных",
    "zh": "请与最近一份通过验证的备份比对，并查明谁能写入数据库",
}
ASK: Words = {
    "en": "Ask whoever gave you the checkpoint, and compare the fingerprints of the keys digit by digit",
    "ru": "Обратитесь к тому, от кого получена контрольная точка, и сверьте отпечатки ключей знак за знаком",
    "zh": "请询问检查点的提供者，并逐位核对密钥指纹",
}

CURES: Mapping[Code, Words] = {
    Code.ENTRY_MISSING: RESTORE,
    Code.ENTRY_BEYOND: RESTORE,
    Code.ENTRY_UNREADABLE: RESTORE,
    Code.ENTRY_ALTERED: RESTORE,
    Code.ENTRY_NOT_CANONICAL: RESTORE,
    Code.LEAF_DIFFERS: COMPARE,
    Code.COLUMN_DIFFERS: COMPARE,
    Code.ACT_KEY_DIFFERS: COMPARE,
    Code.NODE_MISSING: COMPARE,
    Code.NODE_DIFFERS: COMPARE,
    Code.NODE_BEYOND: COMPARE,
    Code.HEAD_MISSING: RESTORE,
    Code.HEAD_ROOT_DIFFERS: RESTORE,
    Code.HEAD_MOMENT_DIFFERS: COMPARE,
    Code.HEAD_KEY_DIFFERS: RESTORE,
    Code.HEAD_UNSIGNED: RESTORE,
    Code.HEAD_BEYOND: RESTORE,
    Code.TIP_DIFFERS: COMPARE,
    Code.KEY_UNFIT: RESTORE,
    Code.KEY_UNNAMED: RESTORE,
    Code.KEY_MISSING: RESTORE,
    Code.ROW_ALTERED: COMPARE,
    Code.ROW_REMOVED: COMPARE,
    Code.ROW_INSERTED: COMPARE,
    Code.ROW_UNREADABLE: COMPARE,
    Code.CHECKPOINT_UNSIGNED: ASK,
    Code.CHECKPOINT_BEYOND: RESTORE,
    Code.CHECKPOINT_DIFFERS: RESTORE,
    Code.CHECKPOINT_KEY_DIFFERS: ASK,
}

FACTS: Mapping[Code, Words] = {
    Code.ENTRY_MISSING: {
        "en": "The entry is missing",
        "ru": "Записи нет",
        "zh": "该条目缺失",
    },
    Code.ENTRY_BEYOND: {
        "en": "The entry stands beyond the end of the ledger",
        "ru": "Запись стоит за концом журнала",
        "zh": "该条目位于账本末尾之外",
    },
    Code.ENTRY_UNREADABLE: {
        "en": "The entry can't be read",
        "ru": "Запись не читается",
        "zh": "该条目无法读取",
    },
    Code.ENTRY_ALTERED: {
        "en": "The content of the entry was altered: it does not give the hash that the tree holds",
        "ru": "Содержание записи изменено: оно не даёт хеша, хранящегося в дереве",
        "zh": "该条目的内容已被改动：其哈希与树中所存不符",
    },
    Code.ENTRY_NOT_CANONICAL: {
        "en": "The content of the entry is not in its canonical form",
        "ru": "Содержание записи не в канонической форме",
        "zh": "该条目的内容不是规范形式",
    },
    Code.LEAF_DIFFERS: {
        "en": "The hash kept with the entry is not that of its content",
        "ru": "Хеш, хранящийся с записью, не соответствует её содержанию",
        "zh": "随条目保存的哈希与其内容不符",
    },
    Code.COLUMN_DIFFERS: {
        "en": "The column says {found}, the content of the entry {expected}",
        "ru": "В столбце стоит {found}, в содержании записи — {expected}",
        "zh": "该列为 {found}，条目内容为 {expected}",
    },
    Code.ACT_KEY_DIFFERS: {
        "en": "The key under which the act was done is kept as {found}; the entry says {expected}",
        "ru": "Ключ, под которым совершено действие, хранится как {found}; в записи — {expected}",
        "zh": "该行为所用的键保存为 {found}；条目为 {expected}",
    },
    Code.NODE_MISSING: {
        "en": "A hash of the tree is missing",
        "ru": "В дереве нет одного из хешей",
        "zh": "树中缺少一个哈希",
    },
    Code.NODE_DIFFERS: {
        "en": "A hash of the tree is not that of what stands under it",
        "ru": "Хеш в дереве не соответствует тому, что под ним",
        "zh": "树中的一个哈希与其下内容不符",
    },
    Code.NODE_BEYOND: {
        "en": "The tree has a hash too many",
        "ru": "В дереве лишний хеш",
        "zh": "树中多出一个哈希",
    },
    Code.HEAD_MISSING: {
        "en": "The signed head of the ledger is missing",
        "ru": "Нет подписанной вершины журнала",
        "zh": "账本的签名树头缺失",
    },
    Code.HEAD_ROOT_DIFFERS: {
        "en": "The root in the signed head is not that of the entries",
        "ru": "Корень в подписанной вершине не соответствует записям",
        "zh": "签名树头所载的根与条目不符",
    },
    Code.HEAD_MOMENT_DIFFERS: {
        "en": "The head says {found}, its entry {expected}",
        "ru": "В вершине стоит {found}, в её записи — {expected}",
        "zh": "树头为 {found}，其条目为 {expected}",
    },
    Code.HEAD_KEY_DIFFERS: {
        "en": "The head names the key {found}; the key that signed then is {expected}",
        "ru": "Вершина называет ключ {found}; тогда подписывал ключ {expected}",
        "zh": "树头所称密钥为 {found}；当时的签名密钥为 {expected}",
    },
    Code.HEAD_UNSIGNED: {
        "en": "The head is not signed by the organisation's key {expected}",
        "ru": "Вершина не подписана ключом организации {expected}",
        "zh": "树头并非由本组织密钥 {expected} 签名",
    },
    Code.HEAD_BEYOND: {
        "en": "A signed head vouches for more entries than there are",
        "ru": "Подписанная вершина удостоверяет больше записей, чем имеется",
        "zh": "签名树头所证明的条目多于现有条目",
    },
    Code.TIP_DIFFERS: {
        "en": "The edge to which the next entry is appended is not that of the tree",
        "ru": "Край, к которому добавляется следующая запись, не соответствует дереву",
        "zh": "用于追加下一条目的边缘与树不符",
    },
    Code.KEY_UNFIT: {
        "en": "The public key does not have this label",
        "ru": "Открытый ключ не имеет такого обозначения",
        "zh": "该公钥与其标识不符",
    },
    Code.KEY_UNNAMED: {
        "en": "The key is not the one that an entry of the ledger names",
        "ru": "Ключ не тот, который назван в записи журнала",
        "zh": "该密钥不是账本条目所载的密钥",
    },
    Code.KEY_MISSING: {
        "en": "A key that the entry names is missing",
        "ru": "Нет ключа, названного в записи",
        "zh": "该条目所载的密钥缺失",
    },
    Code.ROW_ALTERED: {
        "en": "The row was altered: it says {found}, the ledger {expected}",
        "ru": "Строка изменена: в ней стоит {found}, в журнале — {expected}",
        "zh": "该行已被改动：现为 {found}，账本为 {expected}",
    },
    Code.ROW_REMOVED: {
        "en": "The row was removed: the ledger has it",
        "ru": "Строка удалена: в журнале она есть",
        "zh": "该行已被删除：账本中有此行",
    },
    Code.ROW_INSERTED: {
        "en": "The row was inserted: the ledger does not have it",
        "ru": "Строка добавлена: в журнале её нет",
        "zh": "该行系添加：账本中没有此行",
    },
    Code.ROW_UNREADABLE: {
        "en": "The row was altered: it can't be read",
        "ru": "Строка изменена: она не читается",
        "zh": "该行已被改动：无法读取",
    },
    Code.CHECKPOINT_UNSIGNED: {
        "en": "The checkpoint is not signed by the key that it carries",
        "ru": "Контрольная точка не подписана приложенным к ней ключом",
        "zh": "检查点并非由其所附密钥签名",
    },
    Code.CHECKPOINT_BEYOND: {
        "en": "The checkpoint vouches for {expected} entries, and the ledger has {found}",
        "ru": "Контрольная точка удостоверяет записей: {expected}, а в журнале: {found}",
        "zh": "检查点证明有 {expected} 个条目，而账本有 {found} 个",
    },
    Code.CHECKPOINT_DIFFERS: {
        "en": "The ledger was changed since the checkpoint was signed: it no longer begins with what that vouches for",
        "ru": "Журнал изменён после подписания контрольной точки: он уже не начинается с того, что она удостоверяет",
        "zh": "检查点签署之后账本已被改动：其开头不再是检查点所证明的内容",
    },
    Code.CHECKPOINT_KEY_DIFFERS: {
        "en": "The checkpoint was signed by another key than the organisation's: {expected} instead of {found}",
        "ru": "Контрольная точка подписана не ключом организации: {expected} вместо {found}",
        "zh": "检查点由本组织以外的密钥签名：{expected}，而非 {found}",
    },
}

PLACES: Mapping[str, Words] = {
    "entry": {"en": "entry {entry}", "ru": "запись {entry}", "zh": "条目 {entry}"},
    "entries": {"en": "entries {entry} to {until}", "ru": "записи {entry}–{until}", "zh": "条目 {entry} 至 {until}"},
    "head": {"en": "head of {entry} entries", "ru": "вершина {entry} записей", "zh": "{entry} 个条目的树头"},
    "heads": {
        "en": "heads of {entry} to {until} entries",
        "ru": "вершины от {entry} до {until} записей",
        "zh": "{entry} 至 {until} 个条目的树头",
    },
    "checkpoint": {
        "en": "checkpoint of {entry} entries",
        "ru": "контрольная точка для {entry} записей",
        "zh": "{entry} 个条目的检查点",
    },
    "table": {"en": "table {table}", "ru": "таблица {table}", "zh": "表 {table}"},
    "row": {"en": "row {row}", "ru": "строка {row}", "zh": "行 {row}"},
    "field": {"en": "field {field}", "ru": "поле {field}", "zh": "字段 {field}"},
    "recorded": {"en": "recorded by entry {entry}", "ru": "внесена записью {entry}", "zh": "由条目 {entry} 记录"},
}

JOINED: Words = {"en": ", ", "ru": ", ", "zh": "，"}
NOTHING: Words = {"en": "nothing", "ru": "ничего", "zh": "无"}


def told(finding: Finding, language: Language) -> Told:
    """A finding in words."""
    nothing = NOTHING[language]
    values = {"expected": finding.expected or nothing, "found": finding.found or nothing}
    return Told(
        fact=FACTS[finding.code][language].format(**values),
        place=JOINED[language].join(_places(finding, language)),
        cure=CURES[finding.code][language],
    )


def _places(finding: Finding, language: Language) -> list[str]:
    several = finding.until is not None
    if finding.code.startswith("checkpoint_"):
        names = ["checkpoint"]
    elif finding.table == "ledger_head":
        names = ["heads" if several else "head"]
    elif finding.table is None:
        names = ["entries" if several else "entry"]
    else:
        names = ["table", *(name for name in ("row", "field") if getattr(finding, name) is not None)]
        names += ["recorded"] if finding.entry is not None and finding.code.startswith("row_") else []
        names += ["entry"] if finding.entry is not None and not finding.code.startswith("row_") else []
    values = {name: getattr(finding, name) for name in ("entry", "until", "table", "row", "field")}
    return [PLACES[name][language].format(**values) for name in names]
