"""The steps of a month one after another, each of which is done once for the same inputs: visit, judge, tell the ledger, write out."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta

from checker.scheme import Scheme
from checker.store import Store
from crawler.archive import Archive
from crawler.period import Period
from crawler.roster import Department
from reports.crawled import site_names
from reports.keeping import bring_up, catch_up, is_told, ledger_of
from reports.monthly import is_judged, visited, weigh_month
from reports.run_facts import facts_of
from reports.run_health import Health, health_of, told
from reports.run_inputs import judged_from, shown_from, told_from
from reports.run_journal import CHECK, CRAWL, LEDGER, PAGES, SUMMARY, TABLES, Journal
from reports.run_log import RunLog
from reports.run_outputs import is_there, write_pages, write_tables
from reports.run_summary import GAPS, Facts, line
from reports.run_untouched import digest
from reports.session import Session
from reports.stored import results_of
from reports.workspace import Workspace

LAST_DAY = 10  # of the month after: what was not visited by then is judged as not visited


@dataclass(frozen=True)
class Ended:
    """How a run ended: the exit code, the line that says so, how the sites were read.

    `news` tells what is worth a mail from other such things, "" for nothing. `whole` when nothing is left to be done, `did` when this
    run did anything.
    """

    code: int
    line: str
    health: str
    news: str = ""
    whole: bool = False
    did: bool = True


@dataclass
class Steps:
    """One run on one month."""

    session: Session
    workspace: Workspace
    departments: tuple[Department, ...]
    scheme: Scheme
    log: RunLog
    journal: Journal
    done: list[str] = field(default_factory=list, init=False)  # the steps that this run itself has done
    _was_closed: bool = field(
        default=False, init=False
    )  # the hours in which sites may be visited, when they were to be

    @property
    def period(self) -> Period:
        """The month."""
        return self.session.period

    def go(self) -> Ended:
        """Does what is to be done, and says how it ended. Raises what the steps raise: the next run goes on from there."""
        health = self._visit()
        if why := self._why_not(health):
            said = self._say("{period} 没有做完：{why}；退出码 {code}", why=why, code=str(GAPS))
            return Ended(GAPS, said, self._told(health, None), digest(why) if self.is_last else "")
        if self._again:
            self.journal.forget()
        judged = self._judge()
        state = self._tell(judged)
        weak = int(self.journal.facts(CHECK).get("weak", 0))
        facts = self._show(state, health)
        code = facts.code(strict=getattr(self.session.options, "strict", False))
        said = line(facts, self.period, self.log.seconds, code, self.session.wording)
        return Ended(code, said, self._told(health, weak), state, not health.unfinished, bool(self.done))

    @property
    def _again(self) -> bool:
        return bool(getattr(self.session.options, "again", False))

    @property
    def is_last(self) -> bool:
        """Whether no start of this month's nights follows."""
        return self.session.today >= last_day(self.period)

    def _say(self, template: str, **values: str) -> str:
        return self.session.wording.say(template, period=str(self.period), **values)

    def _told(self, health: Health, weak: int | None) -> str:
        return told(health, weak, site_names(self.session, self.departments), self.session.wording)

    def _note(self, step: str, inputs: str, **facts: object) -> None:
        self.journal.note(step, inputs, self.session.today, **facts)
        self.done.append(step)

    def _visit(self) -> Health:
        """Visits what is still to be visited, as long as the hours last."""
        health = self._health()
        again = self._again or self._anew(health)
        if not (health.unfinished or again):
            self.log.add("访问网站：已经访问完，不再访问")
            return health
        self._was_closed = self.workspace.crawl.hours.until_open(self.log.moment) > 0
        report = visited(self.session, self.workspace, self.departments, again=again, within_hours=True)
        if not self._was_closed:
            self._note(CRAWL, "")
        health = self._health()
        values = {
            "sites": str(health.sites),
            "left": str(len(health.unfinished)),
            "seconds": str(round(report.seconds)),
        }
        self.log.add("访问网站：{sites} 个，没有访问完的 {left} 个，用时 {seconds} 秒", **values)
        return health

    def _health(self) -> Health:
        with Archive(self.workspace.var / "archive") as archive:
            return health_of(archive, self.workspace.targets(self.departments), self.period)

    def _anew(self, health: Health) -> frozenset[str]:
        """The sites to be visited once more: those that were not read, when nothing can be judged for want of them."""
        is_poor = not health.unfinished and health.hindrance(last=self.is_last)
        return frozenset(health.unread if is_poor else ())

    def _why_not(self, health: Health) -> str:
        """Why the month is not judged now, in words; "" when it is."""
        words = {"left": str(len(health.unfinished)), "sites": str(health.sites), "unread": str(len(health.unread))}
        words["portal"] = self.session.wording.reason(health.unread.get("portal", ""))
        words["hours"] = str(self.workspace.crawl.hours)
        is_over = self.is_last and not (self._was_closed and self.session.today == last_day(self.period))
        is_open = health.unfinished and not (is_over and (health.read or health.unread))
        if is_open or (self._again and self._was_closed):
            if self._was_closed:
                return self._say(
                    "现在不在访问时间（{hours}）内，没有访问任何网站，{left}/{sites} 个网站还要访问，下次启动接着做",
                    **words,
                )
            return self._say(
                "访问时间（{hours}）到了，还有 {left}/{sites} 个网站没有访问完，已有的都保存了，下次启动接着做", **words
            )
        if template := health.hindrance(last=self.is_last):
            now = (
                "；查明原因以后，请再运行 gongkai run --period {period}" if self.is_last else "；下次启动再访问这些网站"
            )
            return self._say(template, **words) + self._say(now)
        return ""

    def _judge(self) -> str:
        """Judges the month; returns what the judgement hangs on."""
        path = self.workspace.var / "gongkai.sqlite"
        catch_up(self.session, self.workspace, self.period)
        with Archive(self.workspace.var / "archive") as archive:
            inputs = judged_from(self.workspace, self.period, self.departments, self.scheme, archive)
        with closing(Store(path)) as store:
            is_done = is_judged(self.workspace, self.period, store, inputs)
        if is_done:
            self.log.add("检查：已经检查过")
        else:
            weighed = weigh_month(self.session, self.workspace, self.departments, self.scheme)
            self._note(CHECK, weighed.inputs(inputs), weak=weighed.weak, results=weighed.results)
            self.log.add("检查：{number} 个单位", number=str(len(self.departments)))
        return inputs

    def _tell(self, judged: str) -> str:
        """Tells the ledger; returns what tells these results from others."""
        inputs = told_from(self.workspace, self.period, judged)
        if is_told(self.workspace) and self.journal.is_done(LEDGER, inputs):
            self.log.add("台账：已经记过")
        else:
            bring_up(self.session, self.workspace, self.period)
            self._note(LEDGER, inputs)
            self.log.add("台账：已记入")
        return inputs

    def _show(self, state: str, health: Health) -> Facts:
        """Writes tables and pages, and counts what the month came to."""
        words = self.session.wording.language, str(getattr(self.session.options, "output", None) or "")
        inputs = shown_from(self.workspace, self.period, state, *words)
        results = results_of(self.workspace, self.period)
        for step, write in ((TABLES, write_tables), (PAGES, write_pages)):
            files = self.journal.facts(step).get("files", {})
            if self.journal.is_done(step, inputs) and is_there(self.workspace, files):
                continue
            found = write(self.session, self.workspace, results, files)
            self._note(step, inputs, files=found)
            for name in found:
                self.log.add("写出：{path}", path=str(self.workspace.var / name))
        facts = facts_of(results, ledger_of(self.workspace).cases(self.session.today), health)
        if not self.journal.is_done(SUMMARY, inputs) or self.journal.facts(SUMMARY) != facts.row():
            self._note(SUMMARY, inputs, **facts.row())
        return facts


def last_day(period: Period) -> date:
    """The day in whose night a month's sites are visited for the last time."""
    return period.shift(1).first + timedelta(days=LAST_DAY - 1)
