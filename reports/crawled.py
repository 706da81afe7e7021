"""What a crawl brought, site by site: reached, refused, blocked, failed, left to the budget, slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.health import Column
from crawler.politeness import LABOURED
from crawler.roster import Department
from crawler.run import CrawlReport
from crawler.snapshot import Place, Reason
from reports.crawl_codes import TLS, TLS_TO_DO
from reports.marks import BAD, DIM, DOUBT
from reports.remedies import what_to_do
from reports.session import Session
from reports.wording import Wording, plain

REFUSED = (Reason.ROBOTS, Reason.LOGIN, Reason.REFUSED, Reason.BLOCKED_ADDRESS)
BLOCKED = (Reason.CHALLENGE,)
LEFT = (Reason.BUDGET, Reason.TRAP)
SAID_GONE = (Reason.GONE, Reason.SOFT_404)
MOST_COLUMNS = 12  # weak columns that are named


def crawl_report(report: CrawlReport, names: Mapping[str, str], delay: float, wording: Wording) -> RenderableType:
    """A line for each site of which not everything was read, or that was slow; `delay` is the pause in seconds."""
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style=DIM)
    table.add_column(wording.say("网站"))
    for words in ("读到", "拒绝", "拦截", "出错", "未访问", "秒/页"):
        table.add_column(wording.say(words), justify="right", no_wrap=True)
    table.add_column(wording.say("说明"))
    whole = 0
    for key, counts in report.sites.items():
        row = _row(key, counts, report, delay, wording)
        whole += row is None
        if row:
            table.add_row(Text(plain(names.get(key, key))), *row)
    rest = Text(wording.say("其余 {number} 个网站全部读到", number=str(whole)), style=DIM)
    told = (name for counts in report.sites.values() for name in _told(counts))
    more = [TLS_TO_DO] if any(TLS.keys() & faults for faults in report.tls_faults.values()) else []
    return Group(table, rest, *what_to_do(told, wording, more)) if table.rows else rest


def _row(key: str, counts: Counter[str], report: CrawlReport, delay: float, wording: Wording) -> list[Text] | None:
    refused, blocked, left = (sum(counts[reason] for reason in group) for group in (REFUSED, BLOCKED, LEFT))
    offsite, gone = counts[Reason.OFFSITE], sum(counts[reason] for reason in SAID_GONE)
    failed = counts.total() - counts[""] - refused - blocked - left - offsite - gone
    visit = report.visits.get(key)
    pace = visit.seconds / visit.pages if visit and visit.pages else 0.0
    slow = pace > max(2 * delay, delay + LABOURED)
    notes = [*_reasons(counts, wording), *_certificates(report, key, wording)]
    if not (refused or blocked or failed or left or slow or notes):
        return None
    cells = [Text(str(counts[""]))]
    for number, style in ((refused, BAD), (blocked, BAD), (failed, BAD), (left, DOUBT)):
        cells.append(Text(str(number), style=style) if number else Text("–", style=DIM))
    return [*cells, Text(f"{pace:.1f}", style=DOUBT if slow else DIM), Text(wording.joined(notes))]


def _certificates(report: CrawlReport, key: str, wording: Wording) -> Iterable[str]:
    """The faults of a certificate in spite of which a site was read; of one that was not read, the reason is told."""
    return (wording.say(TLS[each]) for each in report.tls_faults.get(key, ()) if each in TLS)


def _reasons(counts: Counter[str], wording: Wording) -> Iterable[str]:
    return map(wording.reason, _told(counts))


def _told(counts: Counter[str]) -> list[str]:
    """The reasons that are told of a site: that pages are gone, or lead elsewhere, only where none was read."""
    told = [name for name, _ in counts.most_common() if name]
    return [name for name in told if not counts[""] or name not in (*SAID_GONE, Reason.OFFSITE)][:3]


def weak_columns(found: Iterable[tuple[str, Place, Column]], wording: Wording) -> RenderableType | None:
    """The columns that were not read well enough to judge by, with the department each belongs to; None for none."""
    lines = []
    for name, place, column in found:
        if column.is_weak and column.first:
            path = " › ".join(column.path) or wording.say("首页")
            read, lost = str(column.read), str(column.lost)
            counted = wording.say("读到 {read}，未读到 {lost}", read=read, lost=lost)
            why = wording.reason(column.first.reason)
            values = {"column": f"{name} {wording.place(place)} {path}", "counted": counted, "why": why}
            lines.append(Text(f"  {plain(wording.say('{column}：{counted}（{why}）', **values))}"))
    if not lines:
        return None
    head = Text(
        wording.say("有 {number} 个栏目读得不够，其中没有读到的内容不作为问题：", number=str(len(lines))), style=DOUBT
    )
    return Group(head, *lines[:MOST_COLUMNS], *([Text("  …", style=DIM)] if len(lines) > MOST_COLUMNS else []))


def site_names(session: Session, departments: Iterable[Department]) -> dict[str, str]:
    """What the sites are called, by key."""
    return {each.id: each.name for each in departments} | {"portal": session.wording.say("政府门户网站")}
