"""A day's air told in words: sentences, lines of labels and values, several days or areas in one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from rules.air.reading.areas import before_index
from rules.air.reading.days import Found, Known, bare_days, relative, spans, until
from rules.air.reading.draft import Draft
from rules.air.reading.names import level_of
from rules.air.reading.phrases import Said, said
from rules.air.reading.telling import told

_POSTED = re.compile(
    r"(?:发布|更新|发稿|公布|上传|编辑|录入|(?<!监测)(?<!日报)(?<!评价)(?<!统计)时间:|印发|批准|实施|起执行)[^,。;\n)]{0,6}$"
)
_PERIODS = re.compile(r"(?:评价|监测|统计)(?:时段|周期|时间)[^,。;\n]{0,2}$|时段:$")
_UNTIL = re.compile(r"[\d时点:00分零]*(?:至|到|-|~|—|–|～)+(?:当日|次日)?$")
_AREA = re.compile(
    r"(?<![一-龥])(?:城市|城市名称|区域|地区|地点|监测点位?|点位名称|监测站点|站点|县区|区县):([一-龥]{2,12})(?![一-龥])"
)
_MIDNIGHT = re.compile(r"(?:0?0|24|零)[时点:]")


@dataclass(frozen=True)
class _Mark:
    """A day or a statement at its place."""

    start: int
    day: date | None = None
    said: Said | None = None
    covers: bool = False
    area: str = ""


def drafts(lines: Iterable[str], known: Known, posted: date | None) -> list[Draft]:
    """What lines of text say, a draft for each day and area that has an index or a grade of its own."""
    text = told(lines)
    marks = sorted([*_days(text, known, posted), *_statements(text)], key=lambda each: each.start)
    marks = sorted([*marks, *_areas(text)], key=lambda each: each.start)
    found = [Draft()]
    for mark in marks:
        _take(found, mark, text)
    for draft in found:
        if draft.day is None and draft.covers:
            draft.day, draft.covers = draft.covers, None
    return [draft for draft in found if draft.says_something]


def _days(text: str, known: Known, posted: date | None) -> Iterator[_Mark]:
    found = [each for each in spans(text, known) if not _POSTED.search(text[max(0, each.start - 8) : each.start])]
    if known.month:
        found = sorted([*found, *bare_days(text, known)], key=lambda each: each.start)
    at = 0
    while at < len(found):
        each = found[at]
        if len(until(each, text)) > 1:
            at += 1
            continue
        covers = _PERIODS.search(text[max(0, each.start - 8) : each.start]) is not None
        if at + 1 < len(found) and _UNTIL.fullmatch(text[each.end : found[at + 1].start]):
            yield _Mark(each.start, _of_span(text, each, found[at + 1]), covers=covers)
            at += 2
            continue
        yield _Mark(each.start, each.day, covers=covers)
        at += 1
    if posted and not found:
        yield from (_Mark(place, day) for day, place in relative(text, posted))


def _areas(text: str) -> Iterator[_Mark]:
    """Areas behind labels of their own (城市：伊春)."""
    for match in _AREA.finditer(text):
        yield _Mark(match.start(), area=match[1])


def _of_span(text: str, first: Found, last: Found) -> date | None:
    """The day that a span of hours over two days is for: where it ends, or where it begins when both ends are midnights."""
    hours = text[first.end : last.start] + text[last.end : last.end + 6]
    if (last.day - first.day).days > 1:
        return None
    from_midnight, to_midnight = _MIDNIGHT.match(hours), re.match(r"(?:0?0|零)[时点:]", text[last.end :])
    if last.day == first.day or (from_midnight and to_midnight):
        return first.day
    return last.day


def _statements(text: str) -> Iterator[_Mark]:
    place = 0
    for line in text.splitlines(keepends=True):
        for each in said(line):
            yield _Mark(place + each.start, said=replace(each, start=place + each.start, end=place + each.end))
        place += len(line)


def _take(found: list[Draft], mark: _Mark, text: str) -> None:
    draft = found[-1]
    if mark.area:
        if draft.printed:
            draft = Draft(day=draft.day)
            found.append(draft)
        draft.area = mark.area
        return
    if mark.said is None:
        if mark.covers:
            draft.covers = mark.day
        elif draft.printed or draft.says_air:
            found.append(Draft(day=mark.day))
        else:
            draft.day = mark.day or draft.day
        return
    if mark.said.kind == "index":
        area = before_index(text, mark.said.start) if mark.said.letters else mark.said.area
        if draft.printed and (area and area != draft.area):
            draft = Draft(day=draft.day)
            found.append(draft)
        if not draft.printed:
            draft.area = draft.area or area
            draft.quote = text[max(0, mark.said.start - 40) : mark.said.end + 80].split("\n\n")[0]
    _state(draft, mark.said)


def _state(draft: Draft, each: Said) -> None:
    draft.offers.add({"value": "values", "partial": "partials"}.get(each.kind, each.kind))
    if each.kind == "index" and not draft.printed:
        draft.index, draft.printed, draft.kind = each.number, each.text, each.letters
    elif each.kind == "primary" and draft.primary is None:
        draft.primary = each.names
    elif each.kind == "exceeding" and draft.exceeding is None:
        draft.exceeding = each.names
    elif each.kind == "level" and draft.level is None:
        draft.level, draft.sub = level_of(each.text)
    elif each.kind == "grade":
        draft.grade = draft.grade or each.text
    elif each.kind == "colour":
        draft.colour = draft.colour or each.text
    elif each.measured is not None:
        before = draft.measured.get(each.measured.item)
        fresh = each.measured
        if before is not None and each.kind == "partial":
            fresh = replace(before, partial=fresh.partial)
        elif before is not None and before.is_stated:
            fresh = replace(fresh, partial=before.partial) if not before.printed else before
        draft.measured[fresh.item] = fresh
