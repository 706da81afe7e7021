"""What is found of the cases of price enforcement: fields, blanks, days in the wrong order, and silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, Outcome, cant_tell, failed, passed
from rules.ongoing.fields import all_records, blank_rows, is_whole
from rules.ongoing.items import MOST, says_little, silent
from rules.ongoing.unseen import unseen
from rules.phrases import squeeze
from rules.prices.cases import (
    BASIS,
    BEGUN,
    CASE,
    CLOSED,
    FACTS,
    FIELDS,
    RESULT,
    TOPIC,
    Shown,
    other_penalties,
    summaries,
)
from rules.prices.owners import surely_owes
from rules.records import Record, Records
from rules.shown import lost_files

ORDER = (CASE, BEGUN, CLOSED, FACTS, BASIS, RESULT)
_IN_TEXT = {
    CASE: re.compile("当事人|公司|学校|医院|商店|超市|单位|局|店|中心|幼儿园|加油站"),
    BEGUN: re.compile(r"20\d\d年|\d{1,2}月"),
    CLOSED: re.compile(r"20\d\d年|\d{1,2}月"),
    FACTS: re.compile("经查|查明|发现|事实|违法|违反|擅自|超标准|多收|未(?:按|明码)|强制|自立|问题"),
    BASIS: re.compile("《|规定|依据|根据"),
    RESULT: re.compile("罚款|没收|责令|警告|退还|清退|处罚|上缴|改正"),
}
_DAY = re.compile(r"(20\d\d)[年.\-/](\d{1,2})(?:[月.\-/](\d{1,2}))?")


def quiet(site: Snapshot, found: Sequence[Shown], months: int) -> Finding:
    """What to say where no case of the last months is shown: never an accusation of a body that may have handed the duty on."""
    verdict = silent(site, TOPIC, [each.item for each in found], months)
    if verdict.outcome is not Outcome.FAILED or verdict.problem == "broken":
        return verdict
    summed = next(summaries(site), None) if verdict.problem == "missing" else None
    if summed is not None:
        note = "只看到“{title}”，没有看到案件一览表，请人工核实"
        return cant_tell("missing", summed.cite(), note=note, title=summed.title)
    name = squeeze(site.department.name)
    if not surely_owes(name, site.period.last):
        note = "价格执法职责可能已由其他部门承担，请人工核实"
        return cant_tell(verdict.problem, *verdict.evidence, note=note)
    penalties = next(other_penalties(site), None) if re.search("市场监|工商", name) else None
    if penalties is not None:
        note = "价格案件可能在“{title}”等处罚信息中，请人工核实"
        return cant_tell(verdict.problem, penalties.cite(), note=note, title=penalties.title)
    return verdict


def faults(now: Sequence[Shown]) -> Iterator[Finding]:
    """What is wrong with the pages of the last months."""
    telling = [each for each in now if not each.is_nil]
    for each in [one for one in telling if says_little(one.item)][:MOST]:
        title = each.page.title
        yield failed("empty", each.page.cite(), note="“{title}”没有内容", subject=title, title=title)
    full = [each for each in telling if not says_little(each.item)]
    for each in full:
        doubt = None if each.room.has_table else unseen(each.page, "picture")
        if doubt is not None:
            yield doubt
    yield from _fields([each for each in full if each.room.has_table or is_whole(each.page)])
    for each in full:
        for told in all_records(each.page, FIELDS):
            yield from _blanks(each, told)
            yield from _order(told)


def _fields(now: Sequence[Shown]) -> Iterator[Finding]:
    """The fields that pages do not tell, each once with the first of them: sure of tables, a doubt of prose."""
    found: dict[tuple[str, bool], list[Shown]] = {}
    for each in now:
        for name in _lacking(each):
            perhaps = (name == BEGUN and each.is_credit_form) or (name in (BEGUN, CLOSED) and each.has_any_day)
            sure = each.room.has_table and is_whole(each.page) and not perhaps
            found.setdefault((name, sure), []).append(each)
    for (name, sure), pages in found.items():
        values = {"count": str(len(pages)), "name": name, "title": pages[0].page.title}
        cited = tuple(each.page.cite() for each in pages[:MOST])
        if sure:
            note = "{count} 份价格执法信息没有写明{name}，如“{title}”"
            yield failed("no-field", *cited, note=note, subject=name, **values)
        else:
            note = "{count} 份价格执法信息没有写明{name}，如“{title}”，请人工核实"
            yield cant_tell("no-field", *cited, note=note, subject=name, **values)


def _lacking(each: Shown) -> list[str]:
    if lost_files(each.page) and not each.room.has_table:
        return []
    names = [name for name in ORDER if name not in each.room.names]
    if each.room.has_table:
        return names
    words = each.item.called + each.item.words
    return [name for name in names if not _IN_TEXT[name].search(words)]


def _blanks(each: Shown, told: Records) -> Iterator[Finding]:
    for name in ORDER[1:]:
        for row in blank_rows(told, name, CASE):
            case = squeeze(row.told(CASE))[:40]
            is_open = name in (CLOSED, RESULT) and not row.told(CLOSED)
            cited = told.document.cite(row.told(CASE), row.where)
            values = {"case": case, "name": name}
            if is_open or not is_whole(each.page):
                note = "“{case}”没有填写{name}，可能尚未结案，请人工核实"
                yield cant_tell("blank-field", cited, note=note, subject=f"{case}：{name}", **values)
            else:
                note = "“{case}”没有填写{name}"
                yield failed("blank-field", cited, note=note, subject=f"{case}：{name}", **values)


def _order(told: Records) -> Iterator[Finding]:
    """Cases that were closed before what they are about happened, as far as both days can be read."""
    for row in told.rows:
        begun, closed = _days(row, BEGUN), _days(row, CLOSED)
        if len(begun) == 1 and len(closed) == 1:
            size = min(len(begun[0]), len(closed[0]))
            if closed[0][:size] < begun[0][:size]:
                case = squeeze(row.told(CASE))[:40] or row.where
                values = {"case": case, "begun": row.told(BEGUN).strip(), "closed": row.told(CLOSED).strip()}
                note = "“{case}”结案时间 {closed} 早于发生时间 {begun}"
                yield failed(
                    "wrong-order", told.document.cite(values["closed"], row.where), note=note, subject=case, **values
                )


def _days(row: Record, name: str) -> list[tuple[int, ...]]:
    """The days of a cell, each as year, month and, where told, day."""
    return [tuple(int(part) for part in found if part) for found in _DAY.findall(squeeze(row.told(name)))]


def shown(now: Sequence[Shown]) -> Finding:
    """That cases are told of, or that there were none."""
    newest = now[0]
    cited = tuple(each.page.cite() for each in now[:MOST])
    values = {"day": str(newest.item.perhaps or "日期不详"), "title": newest.page.title, "count": str(len(now))}
    note = (
        "“{title}”写明没有价格违法案件"
        if newest.is_nil
        else "近期公开 {count} 份价格执法信息，最新的是 {day} 的“{title}”"
    )
    return passed(*cited, note=note, **values)
