"""What is found of a place's notices about assessments: none at all, a stage never shown, elements and files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.snapshot import Citation, Page, Snapshot
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.phrases import squeeze
from rules.shown import absent, all_pages, broken, within_year
from rules.surroundings.elements import lacking
from rules.surroundings.notices import ACCEPTED, DECIDED, PROPOSED, STAGES, TOPIC, Notice, mentioned, notice, stages_in
from rules.topics import obstacle, searched

STAGED_FROM = date(2014, 1, 1)  # 环办〔2013〕103号自2014年1月1日起施行
MOVED_FROM = date(2015, 3, 1)  # 相对集中行政许可权改革试点: since then another bureau may decide
UNDER_WAY = timedelta(days=90)  # a project accepted or proposed later than this before may not be decided yet
FEWEST = 2  # notices of other stages before one that was never shown is surely lacking
MOST = 3  # pages cited of one kind
_BUREAU = re.compile("行政审批(?:服务)?局|审批服务(?:管理)?局|政务服务(?:和?(?:大?数据))?管理局|大数据.{0,6}局")


def recent(found: Sequence[Notice], last: date) -> list[Notice]:
    """The notices of the twelve months until a day, and those without a date."""
    return [each for each in found if each.day is None or within_year(each.day, last)]


def silent(site: Snapshot, found: Sequence[Notice]) -> Finding:
    """What to say where no notice of the last twelve months is shown."""
    elsewhere = _other_bureau(site)
    if elsewhere is not None:
        note = "环评审批可能已由“{bureau}”办理，请人工核实"
        return cant_tell("missing", elsewhere[0], note=note, bureau=elsewhere[1])
    if not found:
        return absent(site, TOPIC)
    lost = obstacle(site, TOPIC)
    if lost is not None:
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    newest = max(found, key=lambda each: each.day or date.min)
    note = "近一年没有环评信息，最新的是 {day}"
    say = cant_tell if site.period.last >= MOVED_FROM else failed
    return say("missing", *searched(site, TOPIC), newest.page.cite(), note=note, day=str(newest.day))


def _other_bureau(site: Snapshot) -> tuple[Citation, str] | None:
    """Words of a page by which another bureau may decide on assessments now, when that is possible at all."""
    if site.period.last < MOVED_FROM:
        return None
    for page in all_pages(site):
        words = [page.title, *(link.text for link in page.links)]
        named = next((found[0] for each in words if (found := _BUREAU.search(squeeze(each)))), None)
        if named is not None:
            return page.cite(named), named
    return None


def stages_lacking(site: Snapshot, now: Sequence[Notice]) -> Iterator[Finding]:
    """The stages of which no notice was ever shown though others of the last year are."""
    owed = [each for each in now if each.day is None or each.day >= STAGED_FROM]
    if not owed or site.period.last < STAGED_FROM:
        return
    ever = _ever(site)
    for stage in STAGES:
        if any(stage in each.stages for each in owed):
            continue
        lost = next(
            (
                each
                for each in site.unreached
                if stage in stages_in(squeeze(each.label)) and not each.reason.proves_absence
            ),
            None,
        )
        lost = lost or obstacle(site, TOPIC)
        cited = tuple(each.page.cite() for each in owed[:MOST])
        if lost is not None:
            note = "可能登载的页面未能打开：{reason}"
            yield untested("no-stage", lost.cite(), note=note, subject=stage, reason=lost.reason)
        elif stage in ever or stage in mentioned(site) or not _is_due(stage, owed, site.period.last):
            note = "近一年的环评信息中没有看到{stage}，请人工核实"
            yield cant_tell("no-stage", *cited, note=note, subject=stage, stage=stage)
        else:
            note = "有其他环评信息，从未公开{stage}"
            yield failed("no-stage", *cited, *searched(site, TOPIC)[:1], note=note, subject=stage, stage=stage)


def _ever(site: Snapshot) -> frozenset[str]:
    """The stages of which some page may tell, whenever it was published."""
    pages: tuple[Page, ...] = (*all_pages(site), *site.earlier, *site.previous)
    return frozenset(stage for page in pages if (found := notice(page)) is not None for stage in found.perhaps)


def _is_due(stage: str, owed: Sequence[Notice], last: date) -> bool:
    """Whether projects that are shown had time to come to a stage: what is decided was accepted, not the other way round."""
    if any(not each.stages for each in owed) or len(owed) < FEWEST:
        return False
    before = {ACCEPTED: STAGES, PROPOSED: (ACCEPTED, DECIDED), DECIDED: (ACCEPTED, PROPOSED)}[stage]
    ages = [last - each.day for each in owed if each.day is not None and each.stages & set(before)]
    return stage == ACCEPTED or any(DECIDED in each.stages for each in owed) or any(age > UNDER_WAY for age in ages)


def elements_lacking(now: Sequence[Notice], last: date) -> Iterator[Finding]:
    """The elements that notices of the last year do not have: each of a stage once, with the first pages that lack it."""
    found: dict[tuple[str, str], list[Page]] = {}
    for each in now:
        if each.day is not None and each.day >= STAGED_FROM and within_year(each.day, last):
            for stage in each.stages:
                for name in lacking(each, stage):
                    found.setdefault((stage, name), []).append(each.page)
    for (stage, name), pages in found.items():
        cited = tuple(page.cite() for page in pages[:MOST])
        note = "{count} 份{stage}没有写明{name}，如“{title}”"
        values = {"count": str(len(pages)), "stage": stage, "name": name, "title": pages[0].title}
        yield failed("no-field", *cited, note=note, subject=f"{stage}：{name}", **values)


def files_lost(now: Sequence[Notice]) -> Iterator[Finding]:
    """The files of notices that do not open."""
    told: set[str] = set()
    for each in now:
        for finding in broken(each.page, subject=each.page.title):
            if finding.evidence[0].url not in told:
                told.add(finding.evidence[0].url)
                yield finding


def shown(now: Sequence[Notice]) -> Finding:
    """That notices are there, with their stages."""
    stages = [stage for stage in STAGES if any(stage in each.stages for each in now)]
    cited = tuple(each.page.cite() for each in now[:MOST])
    note = "近一年有 {count} 份环评信息：{stages}"
    return passed(*cited, note=note, count=str(len(now)), stages="、".join(stages) or "未分阶段")
