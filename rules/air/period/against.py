"""Whether a report agrees with the daily bulletins of its days, and the portal's report with that of the body's own site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from crawler.snapshot import Citation
from rules.air.bulletin import Bulletin
from rules.air.period.alike import sentences_differ
from rules.air.period.labels import BAD
from rules.air.period.saying import about, cited, say
from rules.air.period.sums import differing, good_days
from rules.air.period.value import Daily, Report, Span, Tally
from rules.air.reading.areas import is_whole
from rules.air.standards import possible
from rules.finding import Finding, cant_tell, failed

DAILIES, PLACES = "dailies-differ", "places-differ"
REVISED_UNTIL = 10  # HJ 633-2012 5.1.5: in the first ten days of the next month dailies are revised
REVISED = ("更正", "修正", "修订", "订正")


def dailies_differ(report: Report, bulletins: Sequence[Bulletin]) -> Iterator[Finding]:
    """A finding for each day of which report and daily bulletin give different indexes; a doubt where only counts differ."""
    known = _by_day(bulletins)
    rows = [
        daily
        for daily in report.dailies
        if is_whole(daily.area, report.city) and daily.index is not None and daily.day in known
    ]
    wrong = [daily for daily in rows if not _agrees(daily, known[daily.day])]
    if len(wrong) > 2 and _is_shifted(wrong, known):
        note = "与日报相差一天，需要核实各日数值属于哪一天"
        yield cant_tell(DAILIES, report.source.cite(wrong[0].quote, wrong[0].where), note=note, subject=report.name)
        return
    for daily in wrong:
        yield _day_differs(report, daily, known[daily.day])
    if not wrong:
        yield from _counts_differ(report, known)


def _by_day(bulletins: Sequence[Bulletin]) -> dict[date, list[Bulletin]]:
    known: dict[date, list[Bulletin]] = {}
    for bulletin in bulletins:
        if bulletin.is_whole and bulletin.index is not None:
            known.setdefault(bulletin.day, []).append(bulletin)
    return known


def _agrees(daily: Daily, said: Sequence[Bulletin]) -> bool:
    return any(bulletin.index == daily.index for bulletin in said)


def _is_shifted(wrong: Sequence[Daily], known: Mapping[date, Sequence[Bulletin]]) -> bool:
    """Whether all days agree with the bulletins of the day before, or of the day after."""
    return any(all(_agrees(daily, known.get(daily.day + timedelta(days=by), ())) for daily in wrong) for by in (-1, 1))


def _day_differs(report: Report, daily: Daily, said: Sequence[Bulletin]) -> Finding:
    bulletin = said[0]
    is_doubted = report.is_recognised or any(
        each.source.is_recognised or any(word in each.source.title for word in REVISED) for each in said
    )
    values = {"here": str(daily.index), "there": str(bulletin.index)}
    cites = (report.source.cite(daily.quote, daily.where), _cite(bulletin))
    tell = cant_tell if is_doubted else failed
    return tell(DAILIES, *cites, note="报告写的当日指数是 {here}，当日日报是 {there}", subject=str(daily.day), **values)


def _cite(bulletin: Bulletin) -> Citation:
    return bulletin.source.cite(bulletin.quote or bulletin.printed, bulletin.where)


def rows_differ(report: Report) -> Iterator[Finding]:
    """A finding where a report counts the days of a grade otherwise than its own rows, one for each of its days, give."""
    rows = [daily for daily in report.dailies if is_whole(daily.area, report.city) and daily.index is not None]
    tally = _whole_tally(report)
    if tally is None or not len({daily.day for daily in rows}) == len(rows) == report.span.length:
        return
    counted = [_words(daily.day, daily.index or 0) for daily in rows]
    for name, here, there in _counts(tally, counted):
        if here not in there:
            values = {"name": name, "here": str(here), "there": str(min(there, key=lambda each: abs(each - here)))}
            note = "写的{name}天数是 {here} 天，按所列各日是 {there} 天"
            yield say(report, tally)("wrong-days", *cited(report, tally), note=note, subject=report.name, **values)
            return


def _whole_tally(report: Report) -> Tally | None:
    """What a report says of its own span and the whole city."""
    told = (each for each in report.tallies if each.span == report.span and is_whole(each.area, report.city))
    return next((each for each in told if good_days(each) is not None), None)


def _counts_differ(report: Report, known: Mapping[date, Sequence[Bulletin]]) -> Iterator[Finding]:
    """What the bulletins of all days of a span give, where the report counts otherwise."""
    span = report.span
    days = [date.fromordinal(span.first.toordinal() + number) for number in range(span.length)]
    if span.length > 31 or any(len(known.get(day, ())) == 0 for day in days):
        return
    counted = [_graded(known[day][0]) for day in days]
    tally = next(
        (
            each
            for each in report.tallies
            if each.span == span and is_whole(each.area, report.city) and good_days(each) is not None
        ),
        None,
    )
    if tally is None or not all(counted):
        return
    for name, here, there in _counts(tally, [options for options in counted if options]):
        if here not in there:
            yield _count_differs(report, tally, known, name, here, sorted(there)[0])
            return


def _graded(bulletin: Bulletin) -> frozenset[str]:
    """The words that a day's index may have, by the standards that hold of it."""
    return frozenset() if bulletin.index is None else _words(bulletin.day, bulletin.index, bulletin.kind)


def _words(day: date, index: int, kind: str = "") -> frozenset[str]:
    return frozenset(standard.grade(index).words[0] for standard in possible(day, kind))


def _counts(tally: Tally, counted: Sequence[frozenset[str]]) -> Iterator[tuple[str, int, set[int]]]:
    """What the tally says, and what the days give at least and at most, as they may be rated."""
    yield "优良", good_days(tally) or 0, {sum(bool(options & {"优", "良"}) for options in counted)}
    for word, said in tally.by_grade.items():
        if word in ("优", "良") or (word in BAD and not word.endswith("级")):
            sure, perhaps = sum(options == {word} for options in counted), sum(word in options for options in counted)
            yield word, said, set(range(sure, perhaps + 1))


def _count_differs(
    report: Report, tally: Tally, known: Mapping[date, Sequence[Bulletin]], name: str, here: int, there: int
) -> Finding:
    """Only a week's counts are sure, and only where no bulletin was revised between report and visit."""
    is_sure = report.cycle == "weekly" and _is_unrevised(report, known)
    values = {"name": name, "here": str(here), "there": str(there)}
    note = (
        "报告写的{name}天数是 {here} 天，按每日日报是 {there} 天"
        if is_sure
        else "报告写的{name}天数是 {here} 天，按每日日报是 {there} 天；日报数据可能已修订，需要核实"
    )
    tell = say(report, tally) if is_sure else cant_tell
    days = [_cite(said[0]) for day, said in sorted(known.items()) if day in report.span]
    return tell(DAILIES, *cited(report, tally), *days[:7], note=note, subject=report.name, **values)


def _is_unrevised(report: Report, known: Mapping[date, Sequence[Bulletin]]) -> bool:
    """Whether report and bulletins must tell the same data: by the old index, or both before or both after the revision."""
    said = [each for day, bulletins in known.items() if day in report.span for each in bulletins]
    if all(each.kind == "API" for each in said):
        return True
    following = (report.span.first.replace(day=1) + timedelta(days=32)).replace(day=1)
    newest = max(each.source.fetched.date() for each in said)
    if report.posted is None:
        return False
    settled = following.replace(day=REVISED_UNTIL) + timedelta(days=32 if report.span.last >= following else 0)
    return (report.posted < following and newest <= following) or report.posted > settled


def places_differ(report: Report, others: Sequence[Report]) -> Iterator[Finding]:
    """A finding for each tally or day of which the own site's report on the same span gives another number."""
    same = [other for other in others if other.span == report.span and other.source.sha256 != report.source.sha256]
    if not same or any(_tells_the_same(report, other) for other in same):
        return
    other = same[0]
    for here, there in _pairs(report, other):
        gap = differing(here, there)
        if gap is None:
            continue
        name, one, two = gap
        is_doubted = report.is_recognised or other.is_recognised
        note = "{name}：政府门户网站是 {here}，本单位网站是 {there}"
        cites = (*cited(report, here), *cited(other, there))
        tell = cant_tell if is_doubted else failed
        yield tell(PLACES, *cites, note=note, subject=about(here), name=name, here=one, there=two)
        return
    yield from _days_apart(report, other)
    yield from sentences_differ(report, other)


def _tells_the_same(report: Report, other: Report) -> bool:
    apart = (*_days_apart(report, other), *sentences_differ(report, other))
    return not apart and not any(differing(here, there) for here, there in _pairs(report, other))


def _pairs(report: Report, other: Report) -> Iterator[tuple[Tally, Tally]]:
    """The tallies of the same span and area, where each report says only one thing of them."""
    for here in report.tallies:
        mine = [each for each in report.tallies if _key(each, report) == _key(here, report)]
        theirs = [each for each in other.tallies if _key(each, report) == _key(here, report)]
        if theirs and _is_one(mine) and _is_one(theirs):
            yield here, max(theirs, key=lambda each: differing(here, each) is not None)


def _is_one(said: Sequence[Tally]) -> bool:
    return all(differing(said[0], each) is None for each in said)


def _key(tally: Tally, report: Report) -> tuple[Span, str]:
    return tally.span, "" if is_whole(tally.area, report.city) else tally.area


def _days_apart(report: Report, other: Report) -> Iterator[Finding]:
    theirs = {(daily.day, daily.area): daily for daily in other.dailies}
    for daily in report.dailies:
        there = theirs.get((daily.day, daily.area))
        if there is not None and there.index != daily.index:
            tell = cant_tell if report.is_recognised or other.is_recognised else failed
            cites = (report.source.cite(daily.quote, daily.where), other.source.cite(there.quote, there.where))
            values = {"here": str(daily.index), "there": str(there.index)}
            note = "当日指数：政府门户网站是 {here}，本单位网站是 {there}"
            yield tell(PLACES, *cites, note=note, subject=str(daily.day), **values)
