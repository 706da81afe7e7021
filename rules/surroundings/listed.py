"""What is found of a list of key polluters: its year, its day, its columns, its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from crawler.snapshot import Citation, Document, Snapshot
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.shown import absent, broken, documents, lost_files, unread, unreadable, whole_text
from rules.surroundings.classes import classes_in
from rules.surroundings.counted import Statement, statements
from rules.surroundings.lists import TOPIC, UnitList
from rules.surroundings.units import Unit
from rules.topics import obstacle

CLASSED_FROM = 2018  # 环办监测〔2017〕86号第二条：纳入名录的单位应明确所属类别
CORE = frozenset(("水", "大气"))  # with these two, lists by class are the whole list
LITTLE = 80  # characters that a page without a list may show beside its title


def current(lists: Sequence[UnitList], due: int) -> list[UnitList]:
    """The lists of the year that is owed, or of a later one."""
    return [each for each in lists if each.year is not None and each.year >= due]


def not_current(site: Snapshot, lists: Sequence[UnitList], due: int) -> Finding:
    """What to say where no list of the year that is owed is shown."""
    undated = next((each for each in lists if each.year is None), None)
    if undated is not None:
        note = "“{title}”没有写明是哪一年的名录，请人工核实"
        return cant_tell("outdated", undated.page.cite(), note=note, title=undated.page.title)
    if not lists:
        return absent(site, TOPIC)
    lost = obstacle(site, TOPIC)
    if lost is not None:
        return untested("outdated", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    return failed("outdated", lists[0].page.cite(), note="最新的是 {year} 年", year=str(lists[0].year))


def doubtful(lists: Sequence[UnitList]) -> Finding | None:
    """A doubt where every list of the year is only a part, a draft, or that of the whole province."""
    if any(not (each.is_part or each.is_draft or each.is_beyond) for each in lists):
        return None
    if {kind for each in lists for kind in each.classes if not each.is_draft and not each.is_beyond} >= CORE:
        return None
    first = lists[0]
    note = "只看到部分名录或公示稿“{title}”，请人工核实"
    if first.is_beyond:
        note = "只看到全省（区）的名录“{title}”，请人工核实"
    return cant_tell("missing", first.page.cite(), note=note, title=first.page.title)


def late(lists: Sequence[UnitList], due: int, publish_by: str) -> Iterator[Finding]:
    """A finding when every list of a year appeared after the day by which it was owed; none where one has no date."""
    if not publish_by:
        return
    month, _, day = publish_by.partition("-")
    limit = date(due, int(month), int(day))
    days = [each.page.published for each in lists]
    if any(published is None or published <= limit for published in days) or not lists:
        return
    first = min(lists, key=lambda each: each.page.published or date.max)
    values = {"published": str(first.page.published), "limit": str(limit)}
    written = first.page.reading.written
    if first.is_amended or (written is not None and written <= limit):
        note = "{published} 公开，晚于 {limit}；可能在此之前已公开过，请人工核实"
        yield cant_tell("late", first.page.cite(), note=note, **values)
    else:
        yield failed("late", first.page.cite(), note="{published} 公开，晚于规定的 {limit}", **values)


def contents(listed: UnitList) -> Iterator[Finding]:
    """What is wrong with what one list holds."""
    page = listed.page
    found = list(broken(page))
    if not listed.units:
        yield from found or [_empty(listed)]
        return
    yield from found
    if (listed.year or 0) >= CLASSED_FROM and not _is_classed(listed) and unread(page) is None:
        yield failed("no-field", _cite(listed.units[0]), note="没有写明所属类别", subject="类别")
    yield from wrong_counts(listed)


def _is_classed(listed: UnitList) -> bool:
    """Whether rows, headings or words beside the names say to which class a polluter belongs."""
    words = whole_text(listed.page)
    for name in {unit.name for unit in listed.units}:
        words = words.replace(name, "")
    return any(unit.classes for unit in listed.units) or bool(classes_in(words))


def _empty(listed: UnitList) -> Finding:
    page = listed.page
    hidden = unreadable(page, "empty")
    if hidden is not None:
        return hidden
    if page.documents or len(page.text) > len(page.title) + LITTLE:
        return cant_tell("empty", page.cite(), note="没有从“{title}”中读出名单，请人工查看", title=page.title)
    return failed("empty", page.cite(), note="“{title}”没有名单", title=page.title)


def wrong_counts(listed: UnitList) -> Iterator[Finding]:
    """Numbers that contradict each other, or the list: each once."""
    told: set[str] = set()
    for source in documents(listed.page):
        for said in statements(source.text, listed.year):
            for finding in (*_within(listed, source, said), *_against_rows(listed, source, said)):
                if finding.subject not in told:
                    told.add(finding.subject)
                    yield finding


def _within(listed: UnitList, source: Document, said: Statement) -> Iterator[Finding]:
    """A total that its own classes cannot give: as one polluter may stand in several, it lies between the greatest and the sum."""
    if len(said.totals) > 1 and len({total.is_entries for total in said.totals}) == 1:
        return
    summed, greatest = sum(part.value for part in said.parts), max((part.value for part in said.parts), default=0)
    for total in said.totals if len(said.parts) > 1 else ():
        is_more, is_less = total.value > summed, total.value < (summed if total.is_entries else greatest)
        if not is_more and not is_less:
            continue
        values = {"total": str(total.value), "sum": str(summed)}
        note = "写明共 {total}，各类相加是 {sum}"
        say = failed if is_less or said.is_whole or _are_all_classes(listed, said) else cant_tell
        yield say("wrong-count", source.cite(total.words), note=note, subject="", **values)


def _are_all_classes(listed: UnitList, said: Statement) -> bool:
    """Whether the rows of the list have the classes that a sentence counts, and no others."""
    counted = {kind for part in said.parts for kind in part.classes}
    return bool(listed.units) and all(unit.classes and unit.classes <= counted for unit in listed.units)


def _against_rows(listed: UnitList, source: Document, said: Statement) -> Iterator[Finding]:
    """Counts that the rows do not bear out, as far as every row was read.

    One polluter may have several rows, spelled alike or not: a total between the names and the rows is a doubt.
    """
    rows = listed.units
    if not rows or not _is_complete(listed):
        return
    values = {"rows": str(len(rows))}
    note = "写明 {stated} 家，名单列出 {rows} 家"
    for total in said.totals:
        names, entries = len({unit.name for unit in rows}), sum(len(unit.classes) or 1 for unit in rows)
        if total.value in (names, len(rows), entries):
            continue
        say = cant_tell if names < total.value < max(len(rows), entries) else failed
        cited = (source.cite(total.words), _cite(rows[0]))
        yield say("wrong-count", *cited, note=note, stated=str(total.value), **values)
    for part in said.parts if all(unit.classes for unit in rows) else ():
        (kind,) = part.classes
        listed_so = [unit for unit in rows if kind in unit.classes]
        if listed_so and part.value not in (len(listed_so), len({unit.name for unit in listed_so})):
            about = {"kind": kind, "stated": str(part.value), "rows": str(len(listed_so))}
            cited = (source.cite(part.words), _cite(listed_so[0]))
            yield failed(
                "wrong-count", *cited, note="{kind}类写明 {stated} 家，名单列出 {rows} 家", subject=kind, **about
            )


def _is_complete(listed: UnitList) -> bool:
    """Whether every row was read: nothing lost or unread, and where rows are numbered the numbers run on from 1, by table."""
    page = listed.page
    if lost_files(page) or unread(page) or listed.is_part or any(each.is_recognised for each in page.documents):
        return False
    numbered = [unit for unit in listed.units if unit.number]
    if not numbered:
        return True
    if len(numbered) < len(listed.units) or not all(unit.number.isdecimal() for unit in numbered):
        return False
    numbers = [int(unit.number) for unit in numbered]
    return numbers[0] == 1 and all(after in (before, before + 1, 1) for before, after in pairwise(numbers))


def _cite(unit: Unit) -> Citation:
    return unit.source.cite(unit.name, unit.where)


def shown(lists: Sequence[UnitList]) -> Finding:
    """That a list is there, with how many it names."""
    first = lists[0]
    cited = tuple(each.page.cite() for each in lists[:3])
    note = "{year}年名录列有 {count} 家"
    return passed(*cited, note=note, year=str(first.year), count=str(sum(len(each.units) for each in lists)))
