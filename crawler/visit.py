"""The crawl of one site in one month: the most promising address is fetched, kept, and asked where it leads."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from itertools import starmap
from pathlib import Path
from time import thread_time

from crawler.border import Border
from crawler.browser import Browser
from crawler.families import Kind, Lead
from crawler.fetching import Fetcher
from crawler.frontier import Frontier, Row
from crawler.judge import Judge, seen
from crawler.keeping import Finished, Kept, Step
from crawler.nowhere import Nowhere, read, taken_up, written
from crawler.outcome import HOST_FAILS, Answer, Verdict, by_status, is_readable, likeness
from crawler.outlinks import Outlinks
from crawler.period import Period
from crawler.politeness import LONGEST_REST, Budget, now, retry_after
from crawler.promise import NAMED, STEP, Order
from crawler.recording import Line, asked_robots, is_same, keep, remembered
from crawler.scope import Scope, Target, absolute, address_key, parts
from crawler.settings import CrawlSettings
from crawler.snapshot import Reason
from crawler.standing import Standing
from crawler.traps import Traps, script_of
from crawler.twins import Twins
from crawler.unfilled import heard
from crawler.unmet import Unmet
from crawler.warc import Records
from crawler.witness import TURNED_AWAY, Witness

GIVE_UP = 6  # failures of the host in a row
MOST_SPARED = 10  # times that a site whose first page still answers is not given up
UNSURE_SHARE = 100  # of so many pages one may not last yet when the next is asked for: a kill costs at most that
LABORIOUS = 0.5  # seconds of reading that no honest page takes
OTHERS = 40  # times as long belong to the other sites of the process
Report = Callable[[str, int, int, int, bool], None]


class SiteVisit:
    """The visit of one site, from where it stands until the frontier is empty or the budget spent."""

    def __init__(
        self,
        target: Target,
        others: Sequence[Scope],
        standing: Standing,
        fetcher: Fetcher,
        settings: CrawlSettings,
        line: Line,
        folder: Path,
        period: Period,
        browser: Browser | None = None,
    ) -> None:
        self.target, self._border = target, Border(target.home, others, standing.landed)
        self._fetcher, self._browser = fetcher, browser
        self._line, self._records = line, Records(folder)
        self.frontier = Frontier(standing.rows, standing.met, standing.fetched)
        self._known = {known.final_url: known for known in standing.known}
        self._order = Order(settings.words, period)
        self._order.resume(standing.turns)
        self._budget = Budget(settings.max_pages_per_site, settings.max_minutes_per_site)
        self._traps, self._twins = Traps(), Twins(self.frontier)
        self._unmet = Unmet(self.frontier, self._order)
        self._kept: list[Kept] = []
        self._unsure: deque[Awaitable[None]] = deque()
        self._again = set(standing.tried)
        self._in_a_row, self._spared, self.failed = standing.failures, 0, 0
        self._judging, self._witness = Judge(self._border, self._order, taken_up(standing.nowhere)), Witness()

    async def run(self, report: Report) -> bool:
        """Visits the site; returns whether something failed that deserves another try later."""
        home = parts(self.target.home)
        self._fetcher.laid_by.begin(self.target.key, self.frontier.fetched)
        first = Lead(home.url if home else self.target.home, hop=True)
        if not self.frontier.has(key := address_key(first.url)):
            self.frontier.add(Row(key, first, "", 0, self._order.promise(first, "", "")))
        for label, url in self.target.hints:
            if not self.frontier.has(key := address_key(url)):
                self.frontier.add(Row(key, Lead(absolute(url, url), label), "", 1, NAMED))
        await self._fetcher.robots(self.target.home)
        await self._commit()
        if self.frontier.fetched and self._judging.nowhere is None:
            await self._ask_nonsense()
        await self._work(report)
        return self.frontier.has_later

    async def try_again(self, report: Report) -> None:
        """Asks once more for what failed, and goes on from there."""
        self._in_a_row = 0
        await self._fetcher.paces.rested(self.target.home)
        self._again |= {row.key for row in self.frontier.reopen()}
        await self._work(report)

    async def finish(self) -> None:
        """Closes the visit. What is left was not reached."""
        self._records.close()
        self._fetcher.laid_by.end(self.target.key)
        robots = await self._fetcher.robots(self.target.home)
        note = f"{self.frontier.unmet} more addresses" if self.frontier.unmet else ""
        if left := self.frontier.left_out:
            self._kept.append(keep(left, self._fetcher.unasked(left.url), Verdict(Reason.BUDGET, note)))
        self._close(self.frontier.rest(), Reason.NOT_VISITED, "the site stopped answering")
        await self._commit(Finished(now(), self.frontier.fetched, str(robots.state), note, round(self._budget.used, 1)))

    async def _work(self, report: Report) -> None:
        while row := self.frontier.next():
            if self._budget.spent(self.frontier.fetched):
                self._close(self.frontier.rest(), Reason.BUDGET)
            elif self._in_a_row >= GIVE_UP and not await self._still_answers():
                break
            elif self._traps.holds(row):
                self.frontier.shelve(row)
            else:
                await self._visit(row)
                await self._commit()
            report(self.target.key, self.frontier.fetched, len(self.frontier), self.failed, False)
        self._close(self.frontier.unshelve(), Reason.TRAP)
        await self._commit()
        report(self.target.key, self.frontier.fetched, len(self.frontier), self.failed, True)

    async def _commit(self, finished: Finished | None = None) -> None:
        kept, self._kept = tuple(self._kept), []
        robots = tuple(starmap(asked_robots, self._fetcher.take_robots(self.target.home)))
        changes = self.frontier.take()
        if kept or finished or robots or changes.added or changes.ended:
            lasting = self._line.keep(Step(self.target.key, kept, changes, robots, finished))
            self._fetcher.laid_by.lasts(self.target.key, self.frontier.fetched, lasting)
            self._unsure.append(lasting)
        allowed = 0 if finished else 1 + self.frontier.fetched // UNSURE_SHARE
        while len(self._unsure) > allowed:
            await self._unsure.popleft()

    async def _visit(self, row: Row) -> None:
        whole_host = row.kind is not Kind.PAGE or row.depth == 0 or not self._border.covers(row.url)
        foreign = not self._border.home.same_host(row.url)  # a hint: it alone is visited, and nothing that it leads to
        host = Scope(row.url) if foreign else self._border.home
        border = host.same_host if whole_host else self._border.covers
        answer = await self._fetcher.fetch(row.url, self.target.key, border, self._known)
        self._budget.spend(answer.seconds)
        known = self._known.get(answer.final_url)
        outlinks = remembered(self._records, known) if known and is_same(answer, known) else None
        if answer.status == 304 and outlinks is None and known and known.leads:
            del self._known[answer.final_url]
            answer = await self._fetcher.fetch(row.url, self.target.key, border)
        self._line.reading(self.target.key, row)
        began = thread_time()
        verdict, outlinks = self._judge(row, answer, outlinks)
        await self._yield(thread_time() - began)
        shown = None
        if verdict.reason is Reason.NEEDS_JS and self._browser:
            self._line.reading(self.target.key, None)
            shown, verdict, outlinks = await self._show(row, answer, self._browser)
        self._line.reading(self.target.key, None)
        later = self._may_pass(row, answer, verdict)
        self._count(verdict, foreign)
        known = self._known.get(answer.final_url)
        self._kept.append(keep(row, answer, verdict, outlinks, known, row.key in self._again, shown))
        self.frontier.done(row, later)
        if not (verdict.is_good or later):
            self._twins.failed(row)
        await self._commit()  # what is asked for next takes a while
        if not foreign and self._witness.learn(row, verdict, outlinks.likeness if outlinks else ""):
            await self._ask_witness()
        if row.depth == 0 and verdict.is_good and self._judging.nowhere is None:
            await self._ask_nonsense()

    async def _show(self, row: Row, answer: Answer, browser: Browser) -> tuple[Answer | None, Verdict, Outlinks | None]:
        """The page as a browser shows it, and what that is worth; without one when there is nothing to see in it, too."""

        shown = await browser.show(answer, self._ask)
        self._line.reading(self.target.key, row)
        verdict, outlinks = self._judge(row, shown, None, True) if shown.body else (Verdict(Reason.NEEDS_JS), None)
        if verdict.is_good:
            return shown, verdict, outlinks
        told = f"in a browser: {verdict.reason} {verdict.note}" if shown.body else shown.note
        return None, Verdict(Reason.NEEDS_JS, told.strip()), None

    def _judge(
        self, row: Row, answer: Answer, outlinks: Outlinks | None, is_shown: bool = False
    ) -> tuple[Verdict, Outlinks | None]:
        """What an answer is worth, and where it leads; what it leads to is added to the frontier."""
        verdict = heard(row.lead, by_status(answer))
        if verdict.is_good and outlinks is None and answer.status != 304 and is_readable(answer, row.kind):
            verdict, outlinks = self._judging.read(row, answer, is_shown)
        if verdict.reason is Reason.MOVED and row.depth:
            verdict = Verdict(Reason.OFFSITE, verdict.note)
        if outlinks is None or not (verdict.is_good or verdict.reason is Reason.NEEDS_JS):
            return verdict, None
        if self._border.home.same_host(answer.final_url):
            self._follow(row, answer.final_url, outlinks)
        return verdict, outlinks if verdict.is_good else None

    def _follow(self, row: Row, page_url: str, outlinks: Outlinks) -> None:
        context, section = f"{outlinks.title} {row.label}", self._order.section(row.lead, row.around)
        script, elsewhere, fruitful = script_of(page_url), 0, False
        if row.depth == 0:
            self._border.found(page_url, outlinks)
        for found in self._unmet.leads(outlinks, self._order.strength(context) > 0):
            key = address_key(found.url)
            if found.hop and key == row.key:
                key = found.url  # from a page to what seems its own address
            asked = found.pager and (found.label or script_of(found.url) == script)  # interfaces serve whole hosts
            asked = asked or found.is_script
            within = self._border.covers if found.kind is Kind.PAGE and not asked else self._border.home.same_host
            if found.barred:
                self._note(Row(self._unmet.place(found), found, page_url, row.depth + 1), Reason.NEEDS_JS)
            elif not within(found.url):
                if self._border.is_way_out(found, self._order.strength(found.label) > 0, outlinks.only_sends):
                    self._note(Row(key, found, page_url, row.depth + 1), Reason.OFFSITE)
            elif self._is_wanted(key, found):
                elsewhere += not self.frontier.has(key) and self._traps.meet(page_url, found)
                promise = self._order.promise(found, context, section)
                fruitful |= promise > NAMED - STEP
                depth = row.depth + (not found.hop and not found.pager)
                self.frontier.add(Row(key, found, page_url, depth, promise, section))
            else:
                self._twins.meet(key, found, page_url)
        if (row.lead.pager or outlinks.turns) and (move := self._order.saw(section, fruitful)):
            self.frontier.move(section, move)
        own = sum(script_of(url) == script for url in outlinks.addresses if "?" in url) if "?" in page_url else 0
        self._traps.read(row, page_url, outlinks.likeness, own, elsewhere, self._order.strength(context) > 0)

    def _is_wanted(self, key: str, lead: Lead) -> bool:
        """Whether an address is new, or was met with words that promised less, or was put aside."""
        waiting = self.frontier.waiting(key)
        if waiting:
            return self._order.strength(lead.label) > self._order.strength(waiting.label)
        return not self.frontier.has(key) or self.frontier.is_aside(key)

    def _note(self, row: Row, reason: Reason) -> None:
        """Records an address that is never asked for."""
        if not self.frontier.know(row):
            self._kept.append(keep(row, self._fetcher.unasked(row.url), Verdict(reason)))

    def _close(self, rows: Sequence[Row], reason: Reason, note: str = "") -> None:
        for row in rows:
            self._kept.append(
                keep(row, self._fetcher.unasked(row.url), Verdict(reason, note), again=row.key in self._again)
            )
            self.frontier.done(row)
            self.failed += 1

    def _may_pass(self, row: Row, answer: Answer, verdict: Verdict) -> bool:
        """Whether a failure deserves another try at the end of the run."""
        wait = retry_after(answer.named, answer.fetched) or 0.0
        return verdict.reason in HOST_FAILS and row.key not in self._again and wait <= LONGEST_REST

    def _count(self, verdict: Verdict, foreign: bool) -> None:
        self.failed += not verdict.is_good
        if not foreign:
            self._in_a_row = self._in_a_row + 1 if verdict.reason in HOST_FAILS else 0

    async def _yield(self, seconds: float) -> None:
        """A page that took so long to read has kept all other sites waiting: this one waits all the longer, at its own cost."""
        if seconds > LABORIOUS:
            await self._fetcher.paces.hold(self.target.home, seconds * OTHERS)
            self._budget.spend(seconds * OTHERS)

    async def _ask(self, url: str) -> Answer:
        """The answer for an address of the host."""
        answer = await self._fetcher.fetch(url, self.target.key, self._border.home.same_host)
        self._budget.spend(answer.seconds)
        return answer

    async def _still_answers(self) -> bool:
        """Whether the first page is still to be had: then what failed is a part of the site, and the rest goes on."""
        if self._spared >= MOST_SPARED:
            return False
        answer = await self._ask(self.target.home)
        self._spared, self._in_a_row = self._spared + 1, 0
        return by_status(answer).is_good

    async def _ask_witness(self) -> None:
        """Asks again for a page that was good; when it is not any more, what came since says nothing."""
        answer = await self._ask(self._witness.url)
        if self._witness.heard(answer, likeness(seen(answer))):
            for row in self._witness.rows:
                self._kept.append(keep(row, self._fetcher.unasked(row.url), TURNED_AWAY, again=True))
            self._close(self.frontier.rest(), Reason.CHALLENGE, TURNED_AWAY.note)

    async def _ask_nonsense(self) -> None:
        """Asks for an address that cannot exist, to know the page that this site shows instead of a 404."""
        address = absolute(f"{secrets.token_hex(12)}.html", absolute(self._border.home.prefix, self.target.home))
        answer = await self._ask(address)
        self._line.reading(self.target.key, Row(address_key(address), Lead(address), self.target.home, 1))
        began = thread_time()
        self._judging.nowhere = read(seen(answer)) if by_status(answer).is_good else Nowhere()
        self._line.reading(self.target.key, None)
        await self._yield(thread_time() - began)
        self._unsure.append(self._line.keep(Step(self.target.key, nowhere=written(self._judging.nowhere))))
