"""The one spider: for each site, the most promising address is fetched, kept, and asked where it leads."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from scrapy import Spider

from crawler.archive import Keeper
from crawler.families import Kind, Lead, Seen, leads, pictures
from crawler.fetching import Border, Fetcher, now
from crawler.frontier import Frontier, Row, has_word, row_for
from crawler.outcome import GOOD, Answer, Verdict, by_content, by_status, likeness
from crawler.politeness import Budget
from crawler.scope import Scope, Target, absolute, parts
from crawler.settings import CrawlSettings
from crawler.snapshot import Reason

DEEPEST = 20  # links from the home page; what lies deeper is a trap
REPEATED = re.compile(r"(/[^/]+)(?:/[^/]+)?\1(?:/[^/]+)?\1/")
LONGEST = 2000  # characters of an address
FLUSH_EVERY = 1.0  # seconds
GIVE_UP = 6  # failures of the host in a row
HOST_FAILS = (Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.RESET, Reason.TLS, Reason.SERVER_ERROR)
BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"GIF8",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"{\\rtf",
)
Report = Callable[[str, int, int, int, bool], None]


class SiteVisit:
    """The crawl of one site in one month, from its first address until the frontier is empty or the budget spent."""

    def __init__(
        self, target: Target, others: Sequence[Scope], keeper: Keeper, fetcher: Fetcher, settings: CrawlSettings
    ) -> None:
        self.target, self._scope = target, Scope(target.home)
        self._others, self._keeper, self._fetcher, self._settings = others, keeper, fetcher, settings
        self.frontier = Frontier(keeper, target.key)
        self.failed = 0
        self._in_a_row = 0
        self._probe = ""

    async def run(self, report: Report) -> None:
        """Visits the site. What is left when the budget is spent is recorded as such."""
        budget = Budget(self._settings.max_pages_per_site, self._settings.max_minutes_per_site)
        home = parts(self.target.home)
        self.frontier.add([row_for(Lead(home.url if home else self.target.home, hop=True), "", 0, "", ())])
        if self.frontier.fetched:
            await self._ask_nonsense()
        while row := self.frontier.next():
            if budget.spent(self.frontier.fetched):
                self._leave(Reason.BUDGET)
                break
            if self._in_a_row >= GIVE_UP:
                self._leave(Reason.NOT_VISITED, "the site stopped answering")
                break
            await self._visit(row)
            report(self.target.key, self.frontier.fetched, len(self.frontier), self.failed, False)
        report(self.target.key, self.frontier.fetched, len(self.frontier), self.failed, True)

    async def _visit(self, row: Row) -> None:
        whole_host = row.kind is not Kind.PAGE
        border = self._scope.same_host if whole_host or row.depth == 0 else self._scope.covers
        answer = await self._fetcher.fetch(row.url, self.target.key, border)
        verdict, page = by_status(answer), None
        if verdict is GOOD and _is_readable(answer, row):
            page = Seen(answer.final_url, answer.body, answer.media_type)
            verdict = self._read(row, page)
        self._count(verdict)
        self._record(row, answer, verdict)
        self.frontier.done(row)
        if row.depth == 0 and verdict is GOOD and not self._probe:
            await self._ask_nonsense()

    def _read(self, row: Row, page: Seen) -> Verdict:
        """Judges a page, and adds what a good one leads to."""
        found = list(leads(page)) if page.is_markup or page.is_data else []
        verdict = by_content(page, len({lead.url for lead in found} - {page.url}))
        if verdict is not GOOD:
            return verdict
        if row.depth and self._probe and likeness(page) == self._probe:
            return Verdict(Reason.SOFT_404, "the same as for an address that cannot exist")
        if page.is_markup or row.kind is Kind.PAGE:
            self._follow(row, page, found)
        return GOOD

    def _follow(self, row: Row, page: Seen, found: Sequence[Lead]) -> None:
        context = f"{page.title} {row.label}"
        words = self._settings.words
        promising = has_word(context, words)
        shown = (picture for picture in pictures(page) if promising or has_word(picture.label, words))
        self.frontier.add(self._inside(row, [*found, *shown], context))

    def _inside(self, row: Row, found: Sequence[Lead], context: str) -> Iterator[Row]:
        for lead in found:
            within = self._scope.covers(lead.url) if lead.kind is Kind.PAGE else self._scope.same_host(lead.url)
            depth = row.depth + (not lead.hop and not lead.pager)
            met = row_for(lead, row.url, depth, context, self._settings.words)
            if not within:
                self._note_offsite(met)
            elif _is_trap(met):
                self._note(met, Reason.BUDGET, "trap")
            else:
                yield met

    def _note_offsite(self, row: Row) -> None:
        """Records a way out that may lead to evidence: a file, or words that promise some."""
        if any(scope.covers(row.url) for scope in self._others):
            return
        if row.kind is Kind.DOCUMENT or (row.kind is Kind.PAGE and has_word(row.label, self._settings.words)):
            self._note(row, Reason.OFFSITE)

    def _note(self, row: Row, reason: Reason, note: str = "") -> None:
        if not self.frontier.know(row.key):
            self._record(row, self._fetcher.unasked(row.url), Verdict(reason, note))

    def _leave(self, reason: Reason, note: str = "") -> None:
        for row in self.frontier.rest():
            self._record(row, self._fetcher.unasked(row.url), Verdict(reason, note))
            self.frontier.done(row)
            self.failed += 1

    def _count(self, verdict: Verdict) -> None:
        self.failed += verdict is not GOOD
        self._in_a_row = self._in_a_row + 1 if verdict.reason in HOST_FAILS else 0

    async def _ask_nonsense(self) -> None:
        """Asks for an address that cannot exist, to know the page that this site shows instead of a 404."""
        address = absolute(f"{secrets.token_hex(12)}.html", absolute(self._scope.prefix, self.target.home))
        answer = await self._fetcher.fetch(address, self.target.key, self._scope.same_host)
        good = by_status(answer) is GOOD
        self._probe = (likeness(Seen(answer.final_url, answer.body, answer.media_type)) if good else "") or "none"

    def _record(self, row: Row, answer: Answer, verdict: Verdict) -> None:
        warc, offset, length = "", 0, 0
        if answer.status is not None:
            arguments = (answer.final_url, answer.fetched, answer.status, answer.headers, answer.body)
            warc, offset, length = self._keeper.store(self.target.key, *arguments)
        self._keeper.keep(
            site=self.target.key,
            url=row.url,
            final_url=answer.final_url,
            label=row.label,
            seen_on=row.seen_on,
            depth=row.depth,
            kind=str(row.kind),
            status=answer.status,
            reason=str(verdict.reason or ""),
            note="; ".join(filter(None, (verdict.note, answer.note if answer.note != verdict.note else ""))),
            media_type=answer.media_type[:200],
            sha256=hashlib.sha256(answer.body).hexdigest() if warc else "",
            size=len(answer.body),
            fetched=answer.fetched,
            last_modified=answer.named.get("last-modified", "")[:100],
            etag=answer.named.get("etag", "")[:200],
            warc=warc,
            offset=offset,
            length=length,
        )


def _is_readable(answer: Answer, row: Row) -> bool:
    """Whether an answer may be a page or a list: not the bytes of a document or a picture."""
    head = answer.body[:8]
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    binary = head.startswith(BINARY)
    return not binary and not (row.kind is Kind.DOCUMENT and "text/plain" in answer.media_type)


def _is_trap(row: Row) -> bool:
    return row.depth > DEEPEST or len(row.url) > LONGEST or bool(REPEATED.search(row.url))


class _Working(Spider):
    """A spider whose whole work is one task. It yields nothing: no request passes through Scrapy's scheduler."""

    _work: asyncio.Future[Any] | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Does the work, until it is done or `stop` was called."""
        settings: CrawlSettings = self.crawler.settings["CRAWL"]
        self._work = asyncio.ensure_future(self.work(Fetcher(self.crawler.engine.download_async, settings), settings))
        await asyncio.wait([self._work])
        if not self._work.cancelled():
            self._work.result()
        return
        yield

    async def work(self, fetcher: Fetcher, settings: CrawlSettings) -> None:
        """What a spider is for."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ends the work where it stands."""
        if self._work:
            self._work.cancel()


class DisclosureSpider(_Working):
    """Visits all targets side by side, and makes what they answered last."""

    name = "disclosure"

    def __init__(self, targets: Sequence[Target], everyone: Sequence[Target], keeper: Keeper, report: Report) -> None:
        super().__init__()
        self._targets, self._everyone, self._keeper, self._report = targets, everyone, keeper, report

    async def work(self, fetcher: Fetcher, settings: CrawlSettings) -> None:
        """Visits the targets."""
        gate = asyncio.Semaphore(settings.concurrency)
        flushing = asyncio.ensure_future(self._flush())
        try:
            await asyncio.gather(*(self._site(target, fetcher, settings, gate) for target in self._targets))
        finally:
            flushing.cancel()
            self._keeper.flush()

    async def _site(self, target: Target, fetcher: Fetcher, settings: CrawlSettings, gate: asyncio.Semaphore) -> None:
        others = [Scope(other.home) for other in self._everyone if other.key != target.key]
        async with gate:
            visit = SiteVisit(target, others, self._keeper, fetcher, settings)
            await visit.run(self._report)
            robots = await fetcher.robots(target.home)
            self._keeper.finish(target.key, now(), visit.frontier.fetched, str(robots.state))

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_EVERY)
            self._keeper.flush()


class OneAddress(_Working):
    """Fetches a single address."""

    name = "one-address"

    def __init__(self, url: str, border: Border, answer: Callable[[Any], None]) -> None:
        super().__init__()
        self._url, self._border, self._answer = url, border, answer

    async def work(self, fetcher: Fetcher, settings: CrawlSettings) -> None:
        """Fetches it and hands over (status, media type, body, note)."""
        found = await fetcher.fetch(self._url, "one", self._border)
        note = " ".join(filter(None, (found.reason, found.note)))
        self._answer((None if found.reason else found.status, found.media_type, found.body, note))
