"""`gongkai crawl --watch`: the live view of a crawl that runs elsewhere. It takes no lock and writes nothing."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime

from rich.text import Text

from crawler.period import Period
from crawler.politeness import now as moment_now
from reports.crawled import site_names
from reports.live.crawl_view import CrawlView, line
from reports.live.holder import Holder, holder_of
from reports.live.keys import Keys
from reports.live.peek import Peek
from reports.live.screen import Screen, can_paint
from reports.live.tally import Stage, Tally, tally_of
from reports.session import Session
from reports.wording import plain
from reports.workspace import Workspace

DONE = 0
EVERY = 1.0  # seconds between two looks
A_LINE_EVERY = 60.0  # seconds, where there is no terminal to paint on
CRAWLS = ("crawl", "run", "")  # the commands that visit sites; "" is the demonstration's
MISSED = 10  # looks in a row at a busy archive before it is said


def watch_crawl(session: Session, clock: Callable[[], datetime] = moment_now) -> int:
    """Shows a crawl until it ends or the watcher has enough; says so where none runs. Raises Refusal for a bad workspace."""
    workspace = session.workspace()
    holder = holder_of(workspace.var)
    if holder is None:
        session.complain("现在没有访问在进行：没有任务占用这个工作区")
        return DONE
    if holder.command not in CRAWLS:
        session.complain("现在没有访问在进行：正在运行的是 gongkai {command}", command=plain(holder.command))
        return DONE
    with ExitStack() as stack:
        return _Watch(session, workspace, holder, stack, clock).go()


class _Watch:
    def __init__(
        self, session: Session, workspace: Workspace, holder: Holder, stack: ExitStack, clock: Callable[[], datetime]
    ) -> None:
        self._session, self._workspace, self._holder, self._stack, self._clock = (
            session,
            workspace,
            holder,
            stack,
            clock,
        )
        self._peek: Peek | None = None
        self._tally: Tally | None = None
        self._missed = 0

    def go(self) -> int:
        """Looks and shows until there is nothing more to see."""
        if not can_paint(self._session.out):
            return self._in_lines()
        screen = Screen(self._session.out, whole=True)
        with Keys() as keys:
            try:
                while self._goes_on():
                    screen.paint(self._picture())
                    if screen.is_broken or keys.wait(EVERY) in ("q", "end"):
                        break
            except KeyboardInterrupt:
                pass
            finally:
                screen.close()
        return self._said()

    def _in_lines(self) -> int:
        told = None
        while self._goes_on():
            if self._tally and (told is None or time.monotonic() - told >= A_LINE_EVERY):
                self._session.out.print(Text(line(self._tally, self._clock(), self._session.wording)), soft_wrap=True)
                told = time.monotonic()
            time.sleep(EVERY)
        return self._said()

    def _goes_on(self) -> bool:
        """Looks once more; whether the crawl is still going on."""
        holds = holder_of(self._workspace.var)
        try:
            self._look()
            self._missed = 0
        except sqlite3.OperationalError:  # it is being written to; the next look will do
            self._missed += 1
        is_same = holds is not None and holds.process == self._holder.process
        return is_same and not self._is_over()

    def _look(self) -> None:
        path = self._workspace.var / "archive" / "archive.db"
        if self._peek is None:
            if not path.is_file():
                return
            self._peek = self._stack.enter_context(closing(Peek(path)))
        if self._tally is None:
            period = self._session.options.period or self._peek.newest()
            if period is None:
                return
            self._tally = self._begun(period)
        self._peek.bring_up(self._tally)

    def _begun(self, period: Period) -> Tally:
        workspace, departments = self._workspace, self._workspace.roster()
        keys = [target.key for target in workspace.targets(departments)]
        names = site_names(self._session, departments)
        return tally_of(workspace.city, period, workspace.crawl, keys, names, self._holder.since)

    def _is_over(self) -> bool:
        return self._tally is not None and all(site.stage is Stage.DONE for site in self._tally.sites.values())

    def _picture(self) -> CrawlView | Text:
        say = self._session.wording.say
        if self._tally is None:
            return Text(say("还没有读到任何网页，请稍候"))
        command = f"gongkai {plain(self._holder.command) or 'demo'}"
        who = say("{command}，进程 {process}", command=command, process=str(self._holder.process))
        hint = say("q 结束（不影响访问）")
        if self._missed > MISSED:
            hint = say("证据库正忙，显示的是刚才的情况；{hint}", hint=hint)
        return CrawlView(self._tally, self._clock(), self._session.wording, who, hint)

    def _said(self) -> int:
        """Leaves a line that says how it stood, and whether it ended."""
        session, tally = self._session, self._tally
        if tally is not None:
            session.out.print(Text(line(tally, self._clock(), session.wording)), soft_wrap=True)
        holds = holder_of(self._workspace.var)
        if holds and holds.process == self._holder.process and not self._is_over():
            session.say("访问还在进行；再看一次：gongkai crawl --watch")
        elif not self._is_over():
            session.say("访问停下了，还没有访问完；再次运行 gongkai crawl 会接着做")
        elif holds:
            session.say("访问完毕；gongkai {command} 还在继续", command=plain(holds.command))
        else:
            session.say("访问完毕")
        return DONE
