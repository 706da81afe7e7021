"""What to say where nothing of a matter is shown, or nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.snapshot import Citation, Reason, Snapshot, Unreached
from rules.finding import Finding, Outcome, cant_tell, failed, untested
from rules.phrases import squeeze
from rules.published.items import NEWS, RULES, Item
from rules.shown import absent, elsewhere, leading_out
from rules.topics import obstacle, searched

REGULAR = 3  # months in which something appeared before silence is that of something once kept up


def barrier(site: Snapshot, topic: str) -> Unreached | None:
    """The first address that was not read and may hold the matter, or any page that the crawl's budget cut off."""
    cut = (lost for lost in site.unreached if lost.reason is Reason.BUDGET and lost.kind == "page")
    return obstacle(site, topic) or next(cut, None)


def untold(problem: str, lost: Unreached, subject: str = "") -> Finding:
    """That a page which may hold what is asked for was not read."""
    note = "可能登载的页面未能打开：{reason}"
    return untested(problem, lost.cite(), note=note, subject=subject, reason=lost.reason)


def missing(site: Snapshot, topic: str, doubt: str = "", **values: str) -> Finding:
    """What to say where nothing is shown; with a doubt in words, absence alone is left to a person."""
    site = replace(site, unreached=tuple(lost for lost in site.unreached if not _is_other(lost)))
    found = absent(site, topic)
    if found.outcome is not Outcome.FAILED or found.problem != "missing":
        return found
    lost = barrier(site, topic)
    if lost is not None:
        return untold("missing", lost)
    return cant_tell("missing", *found.evidence, note=doubt, **values) if doubt else found


def _is_other(lost: Unreached) -> bool:
    """Whether a dead link surely led to news or to rules and not to what is looked for."""
    label = squeeze(lost.label)
    return lost.reason.proves_absence and (NEWS.search(label) is not None or RULES.search(label) is not None)


def linked_out(site: Snapshot, topic: str) -> tuple[Citation, str] | None:
    """A link to another host that promises the matter: where it stands, and its address."""
    return next(((page.cite(text), url) for page, text, url in leading_out(site, topic)), None)


def quiet(site: Snapshot, topic: str, found: Sequence[Item], doubt: str) -> Finding:
    """What to say where all that is shown is old; what was never kept up month by month is a doubt, told with {day}."""
    lost, out = barrier(site, topic), linked_out(site, topic)
    if lost is not None:
        return untold("outdated", lost)
    if out is not None:
        return cant_tell("outdated", out[0], note="可能改在其他网站登载，请人工查看：{url}", url=out[1])
    newest, day = found[0].page, str(found[0].day)
    cited = (newest.cite(), *searched(site, topic)[:1])
    if len({(each.day.year, each.day.month) for each in found if each.day}) < REGULAR:
        return cant_tell("outdated", *cited, note=doubt, day=day)
    return failed("outdated", *cited, note="最新的是 {day}，此后没有更新", day=day)


def not_of_year(site: Snapshot, topic: str, found: Sequence[Item], due: int) -> Finding:
    """What to say where what is shown is not of the year that is owed: undated, not read, elsewhere, or of earlier years."""
    undated = next((each for each in found if each.year is None), None)
    if undated is not None:
        note = "“{title}”没有写明年份和日期，请人工核实"
        return cant_tell("outdated", undated.page.cite(), note=note, title=undated.page.title)
    lost, out = barrier(site, topic), linked_out(site, topic)
    if lost is not None:
        return untold("outdated", lost)
    if out is not None:
        return elsewhere(*out)
    newest = max(found, key=lambda each: each.year or 0)
    values = {"year": str(newest.year), "due": str(due)}
    return failed("outdated", newest.page.cite(), note="最新的是 {year} 年，没有 {due} 年的", **values)
