"""Whether rates are what the days give: 优良率 is 优良天数 by 有效天数, to the decimals that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from rules.air.period.saying import about, cited, say, so_far
from rules.air.period.sums import all_days, bad_by_grade, good_days
from rules.air.period.value import Report, Share, Tally
from rules.finding import Finding, cant_tell

PROBLEM = "wrong-rate"
USUAL = Fraction(9, 10)  # of the days of a span have valid data


def is_exact(share: Share, part: int, whole: int) -> bool:
    """Whether a printed percentage is part of whole, rounded half up or half to even."""
    return whole > 0 and share.value in {_rounded(part, whole, share, how) for how in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


def is_cut(share: Share, part: int, whole: int) -> bool:
    """Whether a printed percentage is part of whole with the rest cut off, or rounded up."""
    return whole > 0 and share.value in {_rounded(part, whole, share, how) for how in (ROUND_DOWN, ROUND_CEILING)}


def _rounded(part: int, whole: int, share: Share, how: str) -> Decimal:
    exact = Decimal(part * 100) / Decimal(whole)
    return exact.quantize(share.step, how)


def wrong_rate(report: Report) -> Iterator[Finding]:
    """A finding for each tally with a rate that its days do not give."""
    for tally in report.tallies:
        found = (
            next(_of_good(report, tally), None)
            or next(_of_grades(report, tally), None)
            or next(_together(report, tally), None)
        )
        if found is not None:
            yield found


def _of_good(report: Report, tally: Tally) -> Iterator[Finding]:
    good = good_days(tally)
    if tally.rate is not None and tally.rate.value > 100:
        note = "优良率写的是 {said}%，超过百分之百"
        yield say(report, tally)(
            PROBLEM, *cited(report, tally), note=note, subject=about(tally), said=f"{tally.rate.value}"
        )
    if good is not None and tally.rate is not None and not tally.rate.is_rough:
        yield from _of(report, tally, "优良", good, tally.rate)


def _of_grades(report: Report, tally: Tally) -> Iterator[Finding]:
    for word, share in tally.shares.items():
        days = (
            (tally.bad if tally.bad is not None else bad_by_grade(tally) if tally.is_listed else None)
            if word == "bad"
            else tally.by_grade.get(word)
        )
        if days is not None and not share.is_rough and not _is_of_bad(tally, days, share):
            yield from _of(report, tally, "超标" if word == "bad" else word, days, share)


def _is_of_bad(tally: Tally, days: int, share: Share) -> bool:
    """Whether a share may be one of the bad days."""
    bad = tally.bad if tally.bad is not None else bad_by_grade(tally)
    return re.search("超标|污染", share.of) is not None or (bool(bad) and is_exact(share, days, bad or 0))


def _of(report: Report, tally: Tally, name: str, part: int, share: Share) -> Iterator[Finding]:
    """What is to be said of a share of days, by what the report says they are a share of."""
    sure, maybe = _wholes(tally, part)
    if not sure[0] or (part > max(sure) and part > tally.span.length):
        return  # no valid day at all, or told as too many days
    if any(is_exact(share, part, whole) for whole in sure):
        return
    whole = sure[0]
    values = {"name": name, "part": str(part), "said": f"{share.value}", "whole": str(whole)}
    values["rate"] = f"{_rounded(part, whole, share, ROUND_HALF_UP)}"
    cites, subject = cited(report, tally), about(tally)
    if any(is_cut(share, part, each) for each in sure):
        note = "{name} {part} 天，按 {whole} 天是 {rate}%，写的是 {said}%，像是没有四舍五入"
        yield cant_tell(PROBLEM, *cites, note=note, subject=subject, **values)
    elif any(is_exact(share, part, each) for each in maybe):
        note = "{name} {part} 天，按 {whole} 天是 {rate}%，写的是 {said}%，像是按别的天数计算"
        yield cant_tell(PROBLEM, *cites, note=note, subject=subject, **values)
    else:
        note = "{name} {part} 天，按 {whole} 天是 {rate}%，写的是 {said}%"
        yield say(report, tally)(PROBLEM, *cites, note=note, subject=subject, **values)


def _wholes(tally: Tally, part: int) -> tuple[list[int], list[int]]:
    """By how many days a share is counted as the report goes, and by how many else one may have counted."""
    told, length = all_days(tally), tally.span.length
    if tally.valid is not None:
        return [tally.valid], _known(tally.days, told, length)
    if tally.days is not None:
        return [tally.days], _known(told, *range(max(part, tally.days // 2), tally.days))
    longest = length if tally.is_named else so_far(tally.span)
    if told:
        return [told], _known(length, longest)
    usual = [length, *range(length, max(part, int(length * USUAL)) - 1, -1)]
    return usual, [*range(max(part, length // 2), length), longest]


def _known(*numbers: int | None) -> list[int]:
    return [number for number in numbers if number]


def _together(report: Report, tally: Tally) -> Iterator[Finding]:
    """A doubt where shares that belong together do not: good and bad days make a hundred, 优 and 良 the good ones."""
    rate, shares = tally.rate, tally.shares
    if rate is None or rate.is_rough:
        return
    for name, others, target in (("优、良比例", ("优", "良"), rate.value), ("超标率", ("bad",), 100 - rate.value)):
        if not all(word in shares for word in others):
            continue
        total = sum((shares[word].value for word in others), Decimal(0))
        if abs(total - target) > _slack([rate, *(shares[word] for word in others)]):
            values = {"name": name, "sum": f"{total}", "said": f"{rate.value}"}
            note = "{name}合计 {sum}%，与写的优良率 {said}% 不合，需要核实"
            yield cant_tell(PROBLEM, *cited(report, tally), note=note, subject=about(tally), **values)


def _slack(shares: Iterable[Share]) -> Decimal:
    return sum((share.step for share in shares), Decimal(0))
