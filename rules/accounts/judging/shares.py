"""Shares that sentences state: of the heads in their total, and of what was planned that was spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from rules.accounts.account import Account
from rules.accounts.heads import NAMES, PARTS, TOTAL, head_of
from rules.accounts.judging.differences import signed
from rules.accounts.judging.growth import growths
from rules.amounts import NUMBER, Amount, in_wan
from rules.finding import Finding, Outcome, failed
from rules.phrases import clauses

HUNDRED = Decimal(100)
_UNIT = "(?:亿元|万元|千元|元)"
_SHARE = re.compile(
    rf"(?P<label>[一-龥()、]{{3,30}}?)(?P<this>{NUMBER})(?P<unit>{_UNIT}),(?:约)?占(?:三公经费)?[一-龥]{{0,12}}?"
    rf"(?:的)?(?P<percent>\d{{1,3}}(?:\.\d+)?)%"
)
_DONE = re.compile(
    rf"(?P<label>[一-龥()、]{{2,30}}?)(?:支出)?预算(?:数|安排)?(?:为|是)?(?P<planned>{NUMBER})(?P<unit>{_UNIT}),"
    rf"(?:[一-龥()]{{0,16}}?)?决算(?:数)?(?:为|是)?(?P<this>{NUMBER})(?P<again>{_UNIT}),"
    rf"(?:为|完成)(?:年初|全年|调整)?预算(?:数)?的(?P<percent>\d{{1,4}}(?:\.\d+)?)%"
)


def wrong_growths(read: Account) -> Iterator[Finding]:
    """A finding for each change against the budget that its figures do not give; of last year's others speak."""
    for grown in growths(read.source.text):
        head = head_of(re.sub("支出|决算|数$", "", grown.label)) or head_of(grown.label)
        bare = not grown.base and grown.last is None  # a sentence that says it once more, perhaps otherwise
        if not head or not (bare or "预算" in grown.base) or grown.holds:
            continue
        slip = replace(grown, change=replace(grown.change, unit=grown.this.unit))
        if grown.change.unit != grown.this.unit and slip.holds:
            note = "写的增减是 {way} {unit}，按所列数字单位应是{true}，疑为单位写错"
            values = {"way": signed(grown.change.value), "unit": grown.change.unit, "true": grown.this.unit}
            yield failed("unit-slip", *read.cited(grown.quote), note=note, subject=NAMES[head], **values)
        elif grown.percent is not None and grown.range is not None:
            note = "写的增减率是 {said}%，按所列数字应是约 {true}%"
            values = {"said": signed(grown.percent), "true": f"{sum(grown.range) / 2:.2f}"}
            yield failed("wrong-change", *read.cited(grown.quote), note=note, subject=NAMES[head], **values)


def wrong_shares(read: Account) -> Iterator[Finding]:
    """A finding for each share that its figures do not give: of a head in the total, of the budget that was spent."""
    sentences = clauses(read.source.text)
    yield from _wrong_parts(read, sentences)
    for sentence in sentences:
        for match in _DONE.finditer(sentence) if "%" in sentence else ():
            planned = Amount(Decimal(match["planned"].replace(",", "")), match["unit"])
            this = Amount(Decimal(match["this"].replace(",", "")), match["again"])
            if planned.value and not _holds(this, planned, Decimal(match["percent"])):
                yield _finding(read, head_of(match["label"]) or TOTAL, match["percent"], this, planned, match[0])


def _wrong_parts(read: Account, sentences: list[str]) -> Iterator[Finding]:
    """The shares of the heads, where they make up a hundred, so that it is the total of which they are shares.

    Where they make up more, none can be a share of the total, and each may be one of something else: a doubt.
    """
    total = read.amount(TOTAL)
    found = {
        head: (Amount(Decimal(match["this"].replace(",", "")), match["unit"]), Decimal(match["percent"]), match[0])
        for sentence in sentences
        for match in (_SHARE.finditer(sentence) if "占" in sentence else ())
        if (head := head_of(match["label"])) in PARTS
    }
    shared = sum((each[1] for each in found.values()), Decimal(0))
    if total is None or not total.value or shared < HUNDRED - 1:
        return
    whole = Amount(total.value, total.unit or read.unit)
    wrong = {head: each for head, each in found.items() if not _holds(each[0], whole, each[1])}
    if shared > HUNDRED + 1 and len(wrong) < len(found):
        return
    for head, (this, percent, quote) in wrong.items():
        said = _finding(read, head, str(percent), this, whole, quote)
        yield said if shared <= HUNDRED + 1 else replace(said, outcome=Outcome.CANT_TELL)


def _holds(part: Amount, whole: Amount, percent: Decimal) -> bool:
    """Whether a percentage follows from two amounts within their rounding and one more last digit."""
    one, all_of_it = in_wan(part, ""), in_wan(whole, "")
    loose = in_wan(Amount(part.step / 2, part.unit), ""), in_wan(Amount(whole.step / 2, whole.unit), "")
    step = Decimal(1).scaleb(min(int(percent.as_tuple().exponent), 0))
    low = (one - loose[0]) / (all_of_it + loose[1]) * HUNDRED - step
    return low <= percent <= (one + loose[0]) / max(all_of_it - loose[1], loose[1]) * HUNDRED + step


def _finding(read: Account, head: str, percent: str, part: Amount, whole: Amount, quote: str) -> Finding:
    true = (in_wan(part, "") / in_wan(whole, "") * HUNDRED).quantize(Decimal("0.01"))
    note = "写的是 {percent}%，按 {part} 和 {whole} 应是 {true}%"
    values = {"part": f"{part.value} {part.unit}", "whole": f"{whole.value} {whole.unit}"}
    values |= {"percent": percent, "true": str(true)}
    return failed("wrong-change", *read.cited(quote), note=note, subject=NAMES[head], **values)
