"""A month's run that begins at 23:50 on the last day of the next month and goes on after midnight: it stays what it was."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from bench.proofs.work_backup import called

if TYPE_CHECKING:
    from tests.reports.run_made import City

LATE = timedelta(minutes=20)


def over_midnight(folder: Path) -> tuple[int, list[str]]:
    """The run over midnight, and the next one, which has no month named either: how many runs, and what was wrong."""
    from crawler.period import CHINA
    from tests.reports.run_made import served

    wrong: list[str] = []
    begun = datetime(2013, 7, 31, 23, 50, tzinfo=CHINA)
    with served(folder / "tiny") as city:
        shutil.rmtree(city.var)
        before = sum(city.asked().values())
        code, said = _run(city, begun, before)
        if code or not said.startswith("2013-06 完成"):
            wrong.append(f"over midnight: {code} {said[-300:]}")
        wrong += [f"over midnight: {each}" for each in _other(city, ["2013-06"], {date(2013, 7, 31)})]
        code, said = _run(city, begun + LATE, -1)
        if code or not said.startswith("2013-07 完成"):
            wrong.append(f"after midnight: {code} {said[-300:]}")
        wrong += [
            f"after midnight: {each}"
            for each in _other(city, ["2013-06", "2013-07"], {date(2013, 7, 31), date(2013, 8, 1)})
        ]
    return 2, wrong


def _run(city: City, begun: datetime, before: int) -> tuple[int, str]:
    """`gongkai run` without a month, by a clock that is past midnight once anything was visited since."""
    from crawler import run as crawling
    from reports import cli

    def now() -> datetime:
        return begun + LATE * (before >= 0 and sum(city.asked().values()) > before)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return now().astimezone(tz)

    with patch.object(cli, "datetime", Clock), patch.object(crawling, "now", now):
        return called("run", "--workspace", str(city.folder), "--quiet")


def _other(city: City, months: list[str], days: set[date]) -> list[str]:
    """What a workspace holds of other months and days than these."""
    from checker.casebook import Casebook
    from checker.store import Store
    from crawler.archive import Archive

    wrong = []
    with closing(Store(city.var / "gongkai.sqlite")) as store, closing(Casebook(city.var / "gongkai.sqlite")) as book:
        judged, told = list(map(str, store.periods())), {event.on for event in book.events()}
    with Archive(city.var / "archive") as archive:
        visited = sorted({period for (period,) in archive.db.execute("SELECT period FROM visits")})
    journals = sorted(path.stem for path in (city.var / "journal").iterdir())
    for name, found in (("judged", judged), ("visited", visited), ("in the journal", journals)):
        if found != months:
            wrong.append(f"{name}: {found} instead of {months}")
    if not told <= days:
        wrong.append(f"the ledger was told on {sorted(told)} instead of {sorted(days)}")
    return wrong
