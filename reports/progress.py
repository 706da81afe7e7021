"""What a person sees while the program works; few plain lines where there is no terminal, nothing with --quiet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from crawler.archive import Archive
from crawler.keeping import Step
from crawler.politeness import now
from crawler.run import Progress as SiteProgress
from crawler.run import is_finished
from crawler.scope import Target
from reports.live.crawl_view import CrawlView, line
from reports.live.screen import can_paint, painting
from reports.live.tally import Answer, Stage, Tally, tally_of
from reports.session import Session
from reports.workspace import Workspace

T = TypeVar("T")
FIRST_LINE, A_LINE_EVERY = 60.0, 600.0  # seconds, where there is no terminal to paint on
BAR = 30  # columns


@dataclass
class Listener:
    """What a crawl calls with its news. It only counts: the crawl never waits for a terminal."""

    tally: Tally
    tell: Callable[[], None]

    def hear(self, news: SiteProgress) -> None:
        """How far one site is."""
        self.tally.stand(news.site, Stage.AT_WORK, news.queued)
        self.tell()

    def saw(self, step: Step) -> None:
        """What is kept."""
        self.tally.add(_answer(step.site, kept.columns) for kept in step.kept)
        if step.finished:
            self.tally.stand(step.site, Stage.DONE)


def _answer(site: str, columns: Mapping[str, Any]) -> Answer:
    moment = datetime.fromisoformat(columns["fetched"])
    return site, columns["url"], columns["reason"], columns["size"], moment


@contextmanager
def crawling(
    session: Session,
    workspace: Workspace,
    archive: Archive,
    targets: Sequence[Target],
    names: Mapping[str, str],
    again: bool | Collection[str] = False,
) -> Iterator[Listener]:
    """Shows a crawl while the block lasts; yields what the crawler calls with its news. `again` is as `crawler.run.crawl` takes it."""
    keys = [target.key for target in targets]
    tally = tally_of(workspace.city, session.period, workspace.crawl, keys, names, now())
    if again is not True:
        _recall(tally, archive, [target for target in targets if target.key not in (again or ())])
    with ExitStack() as stack:
        lines = _Lines(session, tally)
        if not session.options.quiet and can_paint(session.err):
            stack.enter_context(painting(session.err, lambda: CrawlView(tally, now(), session.wording)))
            lines.is_silent = True
        yield Listener(tally, lines.tell)


def _recall(tally: Tally, archive: Archive, targets: Sequence[Target]) -> None:
    """Takes in what was kept of these sites before: of those that are finished, and those that are resumed."""
    for target in targets:
        visit = archive.visit(target.key, tally.period)
        is_over = is_finished(archive, target, tally.period)
        if visit and visit.home == target.home and (is_over or visit.finished is None):
            tally.sites[target.key].brought = archive.brought(target.key, tally.period)
            tally.stand(target.key, Stage.DONE if is_over else Stage.WAITING)


@dataclass
class _Lines:
    """A line after a minute and then every ten, for logs and pipes."""

    session: Session
    tally: Tally
    is_silent: bool = False
    due: float = field(default_factory=lambda: monotonic() + FIRST_LINE)

    def tell(self) -> None:
        """Says how it stands, when that is due."""
        if self.session.options.quiet or self.is_silent or monotonic() < self.due:
            return
        self.due = monotonic() + A_LINE_EVERY
        self.session.err.print(Text(line(self.tally, now(), self.session.wording)), soft_wrap=True)


def _bars(session: Session) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(BAR), MofNCompleteColumn())
    shown = can_paint(session.err) and not session.options.quiet
    return Progress(*columns, TimeElapsedColumn(), console=session.err, disable=not shown, transient=True)


def checking(session: Session, items: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """The items one after another, under a bar."""
    with _bars(session) as bars:
        task = bars.add_task(session.wording.say(doing), total=total)
        for item in items:
            yield item
            bars.advance(task)
