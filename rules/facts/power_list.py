"""The facts of a list of powers: whose it is, and what it states of each."""

from __future__ import annotations

import re

from crawler.snapshot import Document
from rules.bodies import bare, is_body, trimmed
from rules.numerals import numeral
from rules.phrases import squeeze
from rules.powers.item import Item
from rules.powers.lists.listed import items_in

_DAYS = re.compile(r"(?<![\d第年月])(?:(\d{1,4})|([一二三四五六七八九十百]{1,5}))个?(?:法定)?(?:工作日|日(?!期)|天)")
_AT_ONCE = re.compile("即时|即办|当场|当日|当天|立等可取|随到随办")
_ENDS = re.compile(
    "(?=行政|权力|权责|职权|责任|政务|保留|审批|许可|处罚|事项|项目|实施|依法|部门|本级|(?:19|20)\\d\\d|二〇|的|[(])|$"
)


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md for a list of powers; None when it lists none. Days are numbers as printed, "0" for at once."""
    items = items_in(document)
    return {"org": _org(document, items), "items": [_item(item) for item in items]} if items else None


def _item(item: Item) -> dict[str, object]:
    return {
        "name": item.name,
        "kind": item.kind or None,
        "code": item.code or None,
        "basis": item.fields.get("basis") or None,
        "office": item.fields.get("office") or item.body or None,
        "legal_days": days(item.fields.get("legal", "")),
        "promised_days": days(item.fields.get("promised", "")),
    }


def days(text: str) -> str | None:
    """The days that a time limit states, "0" for at once; None where it states none or several."""
    plain = squeeze(text)
    if re.fullmatch(r"[(]?\d{1,4}[)]?", plain):
        return str(int(plain.strip("()")))
    found = {_number(*match.groups()) for match in _DAYS.finditer(plain)}
    if not found and _AT_ONCE.search(plain):
        return "0"
    return found.pop() if len(found) == 1 else None


def _number(digits: str | None, words: str | None) -> str | None:
    value = numeral(words) if words else None
    return str(int(digits)) if digits else str(int(value)) if value is not None else None


def _org(document: Document, items: tuple[Item, ...]) -> str | None:
    """The body that the title names, else the one office of all items, else the issuer."""
    for title in (document.title, document.label):
        words = trimmed(squeeze(title))
        cuts = (words[: match.start()] for match in _ENDS.finditer(words))
        named = [cut for cut in cuts if is_body(bare(cut))]
        if named:
            return named[-1]
    offices = {item.body or item.fields.get("office", "") for item in items}
    only = offices.pop() if len(offices) == 1 else ""
    return only if only and is_body(squeeze(only)) else document.issuer or None
