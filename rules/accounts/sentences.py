"""Heads of expense told in sentences instead of tables."""

from __future__ import annotations

import re

from rules.accounts.heads import head_of
from rules.amounts import NUMBER, Amount, amount
from rules.phrases import clauses, says_nothing

_LABEL = (
    r"因公出国(?:[(]境[)]|境)?(?:经费|费用|费)?|出国(?:[(]境[)]|境)?(?:经费|费用|费)?|公务接待(?:经费|费用|费)?"
    r"|公务用车购置(?:及|和|与|、)运行(?:维护)?(?:经费|费用|费)?|公务用车购置(?:经费|费用|费)|公务用车运行(?:维护)?(?:经费|费用|费)"
    r"|(?:公务用车|公车)(?:经费|费用|费)|(?:20\d\d年)?三公经费(?:预算|财政拨款|支出|安排)*(?:合计|总计|总额|总数)?"
)
_UNIT = r"(?:万元|千元|亿元|元)"
_TOLD = re.compile(rf"({_LABEL})([^\d一-龥]{{0,3}}[^\d,]{{0,14}}?[,:]?[^\d,]{{0,8}}?)({NUMBER})({_UNIT})")
_NIL_HEADS = (
    ("abroad", re.compile(r"出国|出境")),
    ("reception", re.compile(r"接待")),
    ("vehicle_purchase", re.compile(r"购置(?!及|和|与|、)|新购|购车")),
    ("vehicle_operation", re.compile(r"(?<!购置及)(?<!购置和)运行|无公务用车|没有公务用车|公务用车保有量为?0")),
    ("vehicles", re.compile(r"公务用车购置(?:及|和|与|、)运行|无公务用车|没有公务用车")),
    ("total", re.compile(r"三公经费")),
)
_COMPARED = re.compile(r"增|减|超|变|重复|比上年")
_CHANGE = re.compile(r"增加|减少|下降|增长|比上年|较上年|同比|占")


def narrated(text: str) -> dict[str, Amount | None]:
    """Each head that sentences give a sum for; None when a template's number was left out."""
    told: dict[str, Amount | None] = {}
    for clause in clauses(text):
        for match in _TOLD.finditer(clause):
            head = head_of(match[1])
            if head and head not in told and not _CHANGE.search(match[2]):
                told[head] = amount(match[3] + match[4])
        for match in re.finditer(rf"({_LABEL})(?:为|预算|支出)?(?:万元|元)", clause):
            told.setdefault(head_of(match[1]), None)
    told.pop("", None)
    return told


def declared_nil(text: str) -> frozenset[str]:
    """The heads that the text declares to be nothing; `total` when it declares so of all."""
    found: set[str] = set()
    for clause in clauses(text):
        for part in re.split("[,,]", clause):
            if says_nothing(part) and not _COMPARED.search(part) and len(part) < 60:
                found |= {head for head, words in _NIL_HEADS if words.search(part)}
    return frozenset(found)
