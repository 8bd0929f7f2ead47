"""Words of `comity receipt`, in every language of the interface."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "example": "EXAMPLE: the organisation of this receipt is invented.",
        "looked_at": "What was checked",
        "step": "step",
        "found": "found",
        "yes": "yes",
        "no": "no",
        "not_asked": "not checked: no key was given",
        "in_tree": "the proof leads from the entry to the root in the head",
        "key_named": "the head names the key that the receipt carries",
        "signed": "the head was signed by the key that the receipt carries",
        "key_expected": "that key is the one you gave",
        "receipt": "The receipt",
        "what": "what",
        "says": "what it says",
        "sequence": "entry",
        "verb": "act",
        "actor": "actor",
        "at": "time of the act",
        "size": "entries in the ledger",
        "signed_at": "head signed",
        "fingerprint": "fingerprint of the key",
        "records": "What the entry records",
        "row": "record",
        "field": "field",
        "value": "value",
        "gone": "removed",
        "outcome": "outcome",
        "more": "({number} more in the file)",
        "and": "; ",
        "next": "What to try next",
    },
    "ru": {
        "example": "ПРИМЕР: организация этой квитанции вымышлена.",
        "looked_at": "Что проверено",
        "step": "шаг",
        "found": "установлено",
        "yes": "да",
        "no": "нет",
        "not_asked": "не проверено: ключ не указан",
        "in_tree": "доказательство ведёт от записи к корню, названному в вершине",
        "key_named": "вершина называет тот ключ, который приложен к квитанции",
        "signed": "вершина подписана ключом, который приложен к квитанции",
        "key_expected": "этот ключ — тот, который вы указали",
        "receipt": "Квитанция",
        "what": "что",
        "says": "содержание",
        "sequence": "запись",
        "verb": "действие",
        "actor": "кто",
        "at": "время действия",
        "size": "записей в журнале",
        "signed_at": "вершина подписана",
        "fingerprint": "отпечаток ключа",
        "records": "Что внесено этой записью",
        "row": "объект",
        "field": "поле",
        "value": "значение",
        "gone": "удалено",
        "outcome": "итог",
        "more": "(ещё в файле: {number})",
        "and": "; ",
        "next": "Что попробовать дальше",
    },
    "zh": {
        "example": "示例：本回执所属组织为虚构。",
        "looked_at": "检查内容",
        "step": "步骤",
        "found": "结果",
        "yes": "是",
        "no": "否",
        "not_asked": "未检查：未给出密钥",
        "in_tree": "证明由该条目通向树头所载的根",
        "key_named": "树头所称密钥即回执所附密钥",
        "signed": "树头由回执所附密钥签名",
        "key_expected": "该密钥即您给出的密钥",
        "receipt": "回执",
        "what": "项目",
        "says": "内容",
        "sequence": "条目",
        "verb": "行为",
        "actor": "行为者",
        "at": "行为时间",
        "size": "账本条目数",
        "signed_at": "树头签名时间",
        "fingerprint": "密钥指纹",
        "records": "该条目所记录的内容",
        "row": "记录",
        "field": "字段",
        "value": "值",
        "gone": "已移除",
        "outcome": "结果",
        "more": "（文件中另有 {number} 项）",
        "and": "；",
        "next": "接下来可以试试",
    },
}

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "signed_by_known_key": {
        "en": "The receipt holds: entry {sequence} was in the ledger when its head was signed with the key that you "
        "gave, on {signed_at}.",
        "ru": "Квитанция верна: запись {sequence} находилась в журнале, когда его вершина была подписана указанным "
        "вами ключом, {signed_at}.",
        "zh": "回执成立：{signed_at} 以您给出的密钥签署树头时，条目 {sequence} 已在账本中。",
    },
    "signed_by_holder": {
        "en": "The receipt agrees with itself: entry {sequence} was in the ledger whose head was signed on "
        "{signed_at}. Without a key that you know from elsewhere this proves only that whoever holds the receipt's own "
        "key signed it.",
        "ru": "Квитанция согласована внутри себя: запись {sequence} находилась в журнале, вершина которого подписана "
        "{signed_at}. Без ключа, известного вам из другого источника, это доказывает лишь то, что её подписал "
        "владелец приложенного к ней ключа.",
        "zh": "回执自身相符：{signed_at} 签署树头时，条目 {sequence} 已在该账本中。若无您从别处得知的密钥，"
        "这只证明签名者持有回执所附的密钥。",
    },
    "nothing": {
        "en": "The receipt does not hold, and proves nothing: {failed}.",
        "ru": "Квитанция неверна и ничего не доказывает: {failed}.",
        "zh": "回执不成立，不能证明任何事项：{failed}。",
    },
    "ask": {
        "en": "Ask the organisation for its key or the key's fingerprint by another way than the one by which the "
        "receipt came, then:",
        "ru": "Запросите у организации её ключ или его отпечаток не тем путём, которым пришла квитанция, затем:",
        "zh": "请通过与回执来源不同的途径向该组织索取密钥或其指纹，然后：",
    },
    "hold": {
        "en": "Where the database is, this finds any change made since that head was signed:",
        "ru": "Там, где находится база данных, эта команда найдёт любое изменение, внесённое после подписания вершины:",
        "zh": "在数据库所在之处，以下命令可查出树头签署之后的任何改动：",
    },
    "look": {
        "en": "All that the file says, and each step:",
        "ru": "Всё содержание файла и каждый шаг:",
        "zh": "文件的全部内容及每一步骤：",
    },
}

FAILED: Mapping[str, Mapping[str, str]] = {
    "in_tree": {
        "en": "the proof does not lead from the entry to the root in the head",
        "ru": "доказательство не ведёт от записи к корню, названному в вершине",
        "zh": "证明不能由该条目通向树头所载的根",
    },
    "key_named": {
        "en": "the head names another key than the receipt carries",
        "ru": "вершина называет не тот ключ, который приложен к квитанции",
        "zh": "树头所称密钥不是回执所附密钥",
    },
    "signed": {
        "en": "the head was not signed by the key that the receipt carries",
        "ru": "вершина не подписана ключом, который приложен к квитанции",
        "zh": "树头并非由回执所附密钥签名",
    },
    "key_expected": {
        "en": "its key is not the one that you gave",
        "ru": "её ключ — не тот, который вы указали",
        "zh": "其密钥不是您给出的密钥",
    },
}
