"""Whether a document appeared in time, where the page or the scheme gives the day to count from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.snapshot import Document
from rules.accounts.judging.presence import Wanted
from rules.accounts.offers import Offer
from rules.dates import days, plain_years
from rules.finding import Finding, cant_tell, failed
from rules.phrases import clauses, squeeze

IN_FORCE = date(2015, 1, 1)  # 《预算法》（2014年修正）第十四条：部门预算、决算在财政部门批复后二十日内公开
OFTEN = 3  # times that a text names the year before with its budget or accounts, so that it is no comparison
ALLOWED = timedelta(days=20)
_APPROVED = re.compile(r"批复|批准|审查通过|审议通过")
_LETTER = re.compile(r"批复的?文号|未批复|待批复|批复前|批复后二?2?十?0?日")


def late(now: Sequence[Offer], wanted: Wanted, publish_by: str) -> Iterator[Finding]:
    """A finding when every entry appeared after the day that counts: twenty days after the approval that it prints, or
    the month and day (MM-DD; for final accounts of the following year) by which the scheme wants it; "" for none."""
    limit = _limit(wanted, publish_by)
    dated = [offer for offer in now if offer.page and offer.page.published]
    found = [finding for offer in dated if (finding := _late(offer, limit)) is not None]
    if found and len(found) == len(now):
        yield found[0]


def _late(offer: Offer, limit: date | None) -> Finding | None:
    page = offer.page
    if page is None or page.published is None:
        return None
    approved = next((day for document in offer.documents if (day := approval(document, page.published))), None)
    if approved is not None and page.published >= IN_FORCE:
        if page.published <= approved[0] + ALLOWED:
            return None
        note = "{approved} 批复，{published} 公开，晚了 {days} 天（应在批复后 20 日内）"
        lateness = page.published - approved[0] - ALLOWED
        values = {"approved": str(approved[0]), "published": str(page.published), "days": str(lateness.days)}
        return failed("late", page.cite(approved[1]), note=note, **values)
    if limit is None or page.published <= limit:
        return None
    note = "{published} 公开，晚于规定的 {limit}"
    return failed("late", page.cite(), note=note, published=str(page.published), limit=str(limit))


def retitled(now: Sequence[Offer], wanted: Wanted) -> Iterator[Finding]:
    """A doubt where only the title speaks of the year, and all that stands below it of the year before."""
    before = re.compile(rf"(?<![比较与同和]){wanted.year - 1}年度?[^\d。,;]{{0,10}}(?:预算|决算|三公)")
    of_year = re.compile(rf"{wanted.year}年度?(?!\d{{1,2}}月)")
    texts = [(document, _below_title(document)) for offer in now for document in offer.documents]
    if any(of_year.search(text) for _, text in texts):
        return
    for document, text in texts:
        if len(before.findall(text)) >= OFTEN:
            note = "标题写的是 {year} 年，正文写的都是 {other} 年，请人工核实"
            values = {"year": str(wanted.year), "other": str(wanted.year - 1)}
            yield cant_tell("outdated", document.cite(str(wanted.year - 1)), note=note, **values)
            return


def _below_title(document: Document) -> str:
    """The squeezed lines of a document that do not repeat its title, with years in digits."""
    title = squeeze(document.title)
    lines = (line for line in map(squeeze, document.text.splitlines()) if line and line not in title)
    return "\n".join(plain_years(line) for line in lines if title not in line)


def _limit(wanted: Wanted, publish_by: str) -> date | None:
    """The last day on which it was in time."""
    if not publish_by:
        return None
    month, _, day = publish_by.partition("-")
    return date(wanted.year + (wanted.kind == "final"), int(month), int(day))


def approval(document: Document, published: date) -> tuple[date, str] | None:
    """The day on which the finance department approved, as a document says, and its words; None when it does not say."""
    for clause in clauses(document.text):
        if not _APPROVED.search(clause) or _LETTER.search(clause) or len(clause) > 120:
            continue
        found = [day for day in days(clause, published.year) if day <= published]
        if len(found) == 1 and published - found[0] < timedelta(days=400):
            return found[0], clause
    return None
