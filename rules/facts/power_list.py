"""The facts of a list of powers: whose it is, and what it states of each."""

from __future__ import annotations

import re

from crawler.snapshot import Document
from rules.bodies import bare, is_body, trimmed
from rules.phrases import squeeze
from rules.powers.item import Item
from rules.powers.limits import limit_of
from rules.powers.lists.listed import items_in

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
    """The days that a time limit states, "0" for at once; None where it states none, several, or months."""
    bare = re.fullmatch(r"[(]?(\d{1,4})[)]?", squeeze(text))
    limit = limit_of(text)
    if bare or limit is None or "月" in limit.text:
        return str(int(bare[1])) if bare else None
    return str(limit.days)


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
