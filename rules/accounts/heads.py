"""The heads of the three public expenses, by the names of the finance ministry's tables.

因公出国（境）费, 公务接待费, 公务用车购置及运行维护费; the last is divided into 购置费 and
运行维护费, which budgets of 2014 and later must show apart (国办发〔2013〕73号).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rules.phrases import unnumbered

TOTAL, ABROAD, RECEPTION, VEHICLES = "total", "abroad", "reception", "vehicles"
PURCHASE, OPERATION = "vehicle_purchase", "vehicle_operation"
PARTS = (ABROAD, RECEPTION, VEHICLES)
NAMES: Mapping[str, str] = {
    TOTAL: "合计",
    ABROAD: "因公出国（境）费",
    RECEPTION: "公务接待费",
    VEHICLES: "公务用车购置及运行维护费",
    PURCHASE: "公务用车购置费",
    OPERATION: "公务用车运行维护费",
}
_TOTAL = re.compile(
    r"^(?:(?:20\d\d年)?三公经费)?(?:预算|支出)*(?:合计|总计|总额|总数|小计)(?:数|金额)?$|^三公经费(?:预算|支出)?(?:总额)?$|^合计"
)
_LONGEST_LABEL = 30


def head_of(label: str) -> str:
    """Which head a label names, or ""."""
    text = re.sub(r"[()其中:、]|\d+[.]", "", unnumbered(label).replace("其中", ""))
    if not text or len(text) > _LONGEST_LABEL:
        return ""
    if "出国" in text or "出境" in text:
        return ABROAD
    if "接待" in text and "会议" not in text:
        return RECEPTION
    if "购置" in text or "车" in text or re.search("运行(维护)?费", text):
        return _vehicle_head(text)
    return TOTAL if _TOTAL.match(text) else ""


def _vehicle_head(text: str) -> str:
    bought, run = "购置" in text or "购车" in text, "运行" in text or "维护" in text
    if bought and not run:
        return PURCHASE if "车" in text or text.startswith("购置费") else ""
    if run and not bought:
        return OPERATION
    return VEHICLES if "车" in text and re.search("费|购置", text) else ""


def deepest(labels: Iterable[str]) -> str:
    """The head that nested labels name together, outermost first: 公务用车 with 小计 is the vehicles' total."""
    heads = [head for head in map(head_of, dict.fromkeys(labels)) if head]
    if not heads:
        return ""
    inner = [head for head in heads if head != TOTAL]
    return inner[-1] if heads[-1] == TOTAL and inner else heads[-1]
