"""What a person sees while the program works; nothing under cron or with --quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from crawler.run import Progress as SiteProgress
from crawler.scope import Target
from reports.session import Session

T = TypeVar("T")


def _bars(session: Session) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[more]}"))
    shown = session.err.is_terminal and not session.options.quiet
    return Progress(*columns, TimeElapsedColumn(), console=session.err, disable=not shown, transient=True)


@contextmanager
def crawling(session: Session, targets: Sequence[Target]) -> Iterator[Callable[[SiteProgress], None]]:
    """A bar of sites finished, with the pages read so far; yields what the crawler calls with its news."""
    fetched: dict[str, int] = {}
    finished: set[str] = set()
    pages = session.wording.say("页")
    with _bars(session) as bars:
        task = bars.add_task(session.wording.say("访问网站"), total=len(targets), more="")

        def tell(news: SiteProgress) -> None:
            fetched[news.site] = news.fetched
            if news.done:
                finished.add(news.site)
            bars.update(task, completed=len(finished), more=f"{sum(fetched.values())} {pages}")

        yield tell


def checking(session: Session, items: Sequence[T]) -> Iterator[T]:
    """The items one after another, under a bar."""
    with _bars(session) as bars:
        task = bars.add_task(session.wording.say("检查"), total=len(items), more="")
        for item in items:
            yield item
            bars.advance(task)
