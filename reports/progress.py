"""What a person sees while the program works; nothing under cron or with --quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from crawler.run import Progress as SiteProgress
from crawler.scope import Target
from reports.session import Session
from reports.wording import plain

T = TypeVar("T")
SPARE_LINES = 3  # of the terminal that the bars leave free


def _bars(session: Session) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[more]}"))
    shown = session.err.is_terminal and not session.options.quiet
    return Progress(*columns, TimeElapsedColumn(), console=session.err, disable=not shown, transient=True)


@contextmanager
def crawling(
    session: Session, targets: Sequence[Target], names: Mapping[str, str]
) -> Iterator[Callable[[SiteProgress], None]]:
    """A bar of sites finished, and one for each site under way; yields what the crawler calls with its news."""
    fetched: dict[str, int] = {}
    finished: set[str] = set()
    rows: dict[str, TaskID] = {}
    pages, lost = session.wording.say("页"), session.wording.say("未读到")
    with _bars(session) as bars:
        task = bars.add_task(session.wording.say("访问网站"), total=len(targets), more="")
        most = max(session.err.height - SPARE_LINES, 0)

        def tell(news: SiteProgress) -> None:
            fetched[news.site] = news.fetched
            if news.done:
                finished.add(news.site)
                if news.site in rows:
                    bars.remove_task(rows.pop(news.site))
            elif news.site not in rows and len(rows) < most:
                rows[news.site] = bars.add_task(escape(plain(names.get(news.site, news.site))), more="")
            if news.site in rows:
                more = f"{lost} {news.failed}" if news.failed else ""
                bars.update(rows[news.site], completed=news.fetched, total=news.fetched + news.queued, more=more)
            bars.update(task, completed=len(finished), more=f"{sum(fetched.values())} {pages}")

        yield tell


def checking(session: Session, items: Sequence[T]) -> Iterator[T]:
    """The items one after another, under a bar."""
    with _bars(session) as bars:
        task = bars.add_task(session.wording.say("检查"), total=len(items), more="")
        for item in items:
            yield item
            bars.advance(task)
