"""Whether the days of a report add up: grades to good days and to all days, and no more days than the span has."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rules.air.period.labels import BAD, OF_LEVEL
from rules.air.period.saying import about, cited, is_whole, say, so_far
from rules.air.period.value import Report, Tally
from rules.finding import Finding, cant_tell

PROBLEM = "wrong-days"
MANY = Decimal("1.2")


def good_days(tally: Tally) -> int | None:
    """优良天数: as stated, else 优 and 良 together."""
    if tally.good is not None:
        return tally.good
    grades = tally.by_grade
    return grades["优"] + grades["良"] if {"优", "良"} <= grades.keys() else None


def bad_by_grade(tally: Tally) -> int | None:
    """The days of all grades above 良; None where a level and one of its words stand side by side and may count a day twice."""
    words = [word for word in tally.by_grade if word in BAD]
    if any(word in OF_LEVEL and any(part in words for part in OF_LEVEL[word].split()) for word in words):
        return None
    return sum(tally.by_grade[word] for word in words)


def all_days(tally: Tally) -> int | None:
    """All days whose grade is told; None where some may not be."""
    good, by_grade = good_days(tally), bad_by_grade(tally)
    if good is None:
        return None
    if tally.bad is not None:
        return good + tally.bad
    return good + by_grade if tally.is_listed and by_grade is not None else None


def wrong_days(report: Report) -> Iterator[Finding]:
    """A finding for each tally whose days contradict each other, the plainest contradiction of it."""
    for tally in report.tallies:
        found = next(_faults(report, tally), None) or next(_doubts(tally, report), None) or _said_twice(report, tally)
        if found is not None:
            yield found


def _said_twice(report: Report, tally: Tally) -> Finding | None:
    """A doubt where another statement of the same report on the same span and area gives another number."""
    for other in report.tallies:
        if (
            other is tally
            or (other.span, other.area) != (tally.span, tally.area)
            or _is_beyond(tally)
            or _is_beyond(other)
        ):
            continue
        found = differing(tally, other)
        if found is not None:
            note = "{name}前后写了 {first} 和 {second} 两个数，需要核实"
            values = {"name": found[0], "first": found[1], "second": found[2]}
            return cant_tell(
                PROBLEM, *cited(report, tally), *cited(report, other), note=note, subject=about(tally), **values
            )
    return None


def _is_beyond(tally: Tally) -> bool:
    """Whether it counts more days than one place may have in its span."""
    return max(tally.valid or 0, tally.days or 0, good_days(tally) or 0) > tally.span.length * MANY


def differing(here: Tally, there: Tally) -> tuple[str, str, str] | None:
    """The first number that both state and that is not the same, by name."""
    names = {"valid": "有效天数", "good": "优良天数", "bad": "超标天数"}
    pairs = [(name, getattr(here, field), getattr(there, field)) for field, name in names.items()]
    pairs += [
        (f"{word}天数", here.by_grade[word], there.by_grade[word]) for word in here.by_grade if word in there.by_grade
    ]
    for name, one, two in pairs:
        if one is not None and two is not None and one != two:
            return name, str(one), str(two)
    rates = here.rate, there.rate
    if rates[0] is not None and rates[1] is not None and not (rates[0].is_rough or rates[1].is_rough):
        step = max(rates[0].step, rates[1].step)
        if abs(rates[0].value - rates[1].value) >= step:
            return "优良率", f"{rates[0].value}%", f"{rates[1].value}%"
    return None


def _faults(report: Report, tally: Tally) -> Iterator[Finding]:
    """The contradictions that nothing explains."""
    grades, tell, cites, subject = tally.by_grade, say(report, tally), cited(report, tally), about(tally)
    good, bad = good_days(tally), bad_by_grade(tally)
    if {"优", "良"} <= grades.keys() and tally.good is not None and grades["优"] + grades["良"] != tally.good:
        values = {
            "first": str(grades["优"]),
            "second": str(grades["良"]),
            "sum": str(grades["优"] + grades["良"]),
            "said": str(tally.good),
        }
        yield tell(
            PROBLEM,
            *cites,
            note="优 {first} 天加良 {second} 天是 {sum} 天，写的优良天数是 {said} 天",
            subject=subject,
            **values,
        )
    if tally.bad is not None and bad is not None and (bad > tally.bad or (bad < tally.bad and tally.is_listed)):
        values = {"sum": str(bad), "said": str(tally.bad)}
        yield tell(
            PROBLEM, *cites, note="各级污染天数相加是 {sum} 天，写的超标天数是 {said} 天", subject=subject, **values
        )
    stated = _stated(tally)
    total = stated[0] if stated else None
    if tally.valid is not None and tally.days is not None and tally.valid > tally.days:
        values = {"valid": str(tally.valid), "days": str(tally.days)}
        yield tell(PROBLEM, *cites, note="有效天数 {valid} 天多于监测天数 {days} 天", subject=subject, **values)
    told = _told(tally, good, bad)
    if (
        total is not None
        and told is not None
        and (told > total or (_is_all(tally) and told != total and tally.valid is not None))
    ):
        values = {"sum": str(told), "said": str(total)}
        yield tell(
            PROBLEM, *cites, note="各级别天数相加是 {sum} 天，写的监测天数是 {said} 天", subject=subject, **values
        )
    yield from _too_many(report, tally, max(tally.valid or 0, tally.days or 0, told or 0))


def _stated(tally: Tally) -> tuple[int] | None:
    """The number of days that a tally gives as all of them: the valid ones where they are stated."""
    total = tally.valid if tally.valid is not None else tally.days
    return None if total is None else (total,)


def _is_all(tally: Tally) -> bool:
    return all_days(tally) is not None


def _told(tally: Tally, good: int | None, bad: int | None) -> int | None:
    """All days of which anything is told, though there may be more."""
    everything = all_days(tally)
    if everything is not None:
        return everything
    grades = tally.by_grade
    some_good = good if good is not None else grades.get("优", 0) + grades.get("良", 0)
    some_bad = tally.bad if tally.bad is not None else bad or 0
    return some_good + some_bad if good is not None or grades or tally.bad is not None else None


def _too_many(report: Report, tally: Tally, most: int) -> Iterator[Finding]:
    """More days than there are; many more may be the days of several stations or areas together."""
    length = tally.span.length
    if most <= length:
        return
    areas = {each.area for each in report.tallies if each.span == tally.span}
    is_sure = (
        (tally.is_named or most > so_far(tally.span))
        and most <= length * MANY
        and not (is_whole(tally.area) and len(areas) > 2)
    )
    tell = say(report, tally) if is_sure else cant_tell
    values = {"said": str(most), "length": str(length), "span": tally.span.name}
    yield tell(
        PROBLEM, *cited(report, tally), note="写的是 {said} 天，{span}只有 {length} 天", subject=about(tally), **values
    )


def _doubts(tally: Tally, report: Report) -> Iterator[Finding]:
    """What may have its reason: days without valid data, or grades that are not told."""
    told, stated = all_days(tally), _stated(tally)
    cites, subject, length = cited(report, tally), about(tally), tally.span.length
    bad = bad_by_grade(tally)
    if told is not None and stated is not None and told < stated[0]:
        values = {"sum": str(told), "said": str(stated[0])}
        note = "各级别天数相加是 {sum} 天，监测了 {said} 天；其余是否没有有效数据，需要核实"
        yield cant_tell(PROBLEM, *cites, note=note, subject=subject, **values)
    if tally.bad is not None and bad and bad < tally.bad:
        values = {"sum": str(bad), "said": str(tally.bad)}
        yield cant_tell(
            PROBLEM,
            *cites,
            note="列出的污染天数相加是 {sum} 天，写的超标天数是 {said} 天，需要核实",
            subject=subject,
            **values,
        )
    grades = tally.by_grade
    is_partly_told = {"优", "良"} <= grades.keys() and bool(bad) and told is None
    if is_partly_told and stated is not None and tally.valid is not None:
        some = (good_days(tally) or 0) + (bad or 0)
        if some < stated[0]:
            values = {"sum": str(some), "said": str(stated[0])}
            yield cant_tell(
                PROBLEM,
                *cites,
                note="列出的各级别天数相加是 {sum} 天，有效天数是 {said} 天，需要核实",
                subject=subject,
                **values,
            )
    if told is not None and stated is None and told < length and tally.is_named:
        values = {"sum": str(told), "length": str(length), "span": tally.span.name}
        note = "各级别天数相加是 {sum} 天，{span}有 {length} 天；其余是否没有有效数据，需要核实"
        yield cant_tell(PROBLEM, *cites, note=note, subject=subject, **values)
