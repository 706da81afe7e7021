"""Numbers that stand by a word and were not read as anything: what seems to be lacking may be told in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from rules.accounts.account import Account
from rules.accounts.heads import ABROAD, OPERATION, PURCHASE, RECEPTION, VEHICLES
from rules.accounts.once import Once
from rules.accounts.value import Figure
from rules.phrases import squeeze

WORDS = {
    ABROAD: re.compile("出国|出境"),
    RECEPTION: re.compile("接待"),
    VEHICLES: re.compile("用车|公车|车辆"),
    PURCHASE: re.compile("购置|购车|新购"),
    OPERATION: re.compile("运行|维护|运维"),
}
COUNTED = {
    ABROAD: re.compile("团组|出国.{0,8}(?:人次|人数|批)"),
    VEHICLES: re.compile("保有|购置.{0,8}辆|车辆数|购置数"),
    RECEPTION: re.compile("批次|接待.{0,8}(?:人次|人数|批)"),
}
_NEAR = 36
_REACH = 200
_WRAPPED = 20  # characters: a line as long goes on in the next when nothing ends it
_ENDS = re.compile(r"[。;:!?]$")
_OWN = re.compile(
    r"[一-龥]|[(]?[\d一二三四五六七八九十]{1,2}[).、][^\d]"
)  # a line that begins so has a label of its own
_GAP = re.compile(r"(?<=[\d.%])[ \t\u3000\u00a0|｜│]+(?=[-\d])|\t|[|｜│]")
_NIL = re.compile("没有|[均都也]?无|未|为?零|不(?:安排|涉及|存在)")
_TOGETHER = re.compile(
    r"[^\d。,]{0,16}由[^\d。,]{0,8}(?:财政|外办|外事|机关事务|政府办|[局办])[^\d。,]{0,6}(?:集中|统一|统筹)(?:管理|安排|编制|编列|预算|列支|掌握)"
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度|\d{1,2}月)?|第\d+|[(]?\d{1,2}[).、](?!\d)|\d+号|索引号:?[\d-]*")


def unplaced(read: Account, words: re.Pattern[str]) -> str:
    """The words, with what follows them, by which a number stands that was not read as anything; "" when there is none."""
    text, known = _text(Once.of(read.source)), set(_known(read))
    for match in words.finditer(text):
        near = _YEAR.sub("", text[match.end() : match.end() + _NEAR].partition("\n")[0])
        if "指" in near[:12]:
            continue  # a definition
        if any(Decimal(number.replace(",", "")) not in known for number in _NUMBER.findall(near)):
            return text[match.start() : match.end() + _NEAR].partition("\n")[0]
    return ""


@lru_cache(maxsize=64)
def _text(once: Once) -> str:
    """What a source says, a line for each row of a table and for each label with the numbers below it."""
    lines = ("|".join(map(squeeze, _GAP.split(line))) for line in once.document.text.splitlines())
    rows = ("|".join(map(squeeze, dict.fromkeys(row))) for table in once.document.tables for row in table.rows)
    found, last = [""], ""
    for words in chain(lines, rows):
        is_apart = _is_apart(last, words)
        found.append(("\n" if is_apart else "|") + words)
        last = words if is_apart else f"{last}|{words}"[-_REACH:]
    return "".join(found)


def _is_apart(before: str, line: str) -> bool:
    """Whether a line says something of its own: it has a label, and what stands before it is whole.

    Labels without any number may head columns whose numbers come below.
    """
    if not _OWN.match(line) or (len(before) >= _WRAPPED and "|" not in before and not _ENDS.search(before)):
        return False
    return _NUMBER.search(_YEAR.sub("", before)) is not None or (len(line) >= _WRAPPED and "|" not in line)


def _known(read: Account) -> Iterator[Decimal]:
    """Every number that was read as something."""
    for stated in (read.table, read.prose):
        for found in (stated.figures, stated.last, stated.planned, stated.counts, stated.others):
            yield from _values(found.values())
        for change in stated.changes.values():
            if change.amount is not None:
                yield abs(change.amount.value)
            if change.percent is not None:
                yield abs(change.percent)


def _values(figures: Iterable[Figure]) -> Iterator[Decimal]:
    return (abs(figure.amount.value) for figure in figures if figure.amount is not None)


def denied(read: Account, words: re.Pattern[str]) -> str:
    """The words, with what follows them, by which something is said not to be; "" when there is none."""
    text = squeeze(read.source.text)
    for match in words.finditer(text):
        near = text[match.end() : match.end() + _NEAR].partition("。")[0]
        if "指" not in near[:12] and _NIL.search(near):
            return text[match.start() : match.end()] + near
    return ""


def held_elsewhere(read: Account, words: re.Pattern[str]) -> str:
    """The words by which a head is said to be planned by somebody else for all bodies together; "" when there are none."""
    text = squeeze(read.source.text)
    for match in words.finditer(text):
        near = text[match.end() : match.end() + _NEAR]
        if _TOGETHER.match(near):
            return text[match.start() : match.end()] + near.partition("。")[0]
    return ""
