"""A small archive of several months, kept by the real keeper: pages that change, stay, come and go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from crawler.archive import Archive
from crawler.families import Lead
from crawler.frontier import Changes, Row, State
from crawler.keeping import Finished, Keeper, Step
from crawler.outcome import GOOD, Answer
from crawler.outlinks import Outlinks
from crawler.period import CHINA, Period
from crawler.recording import keep

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
Months = Sequence[Mapping[str, Mapping[str, int]]]  # of each month, of each site, the version of each page


def moment(period: Period, number: int = 0) -> datetime:
    """When a page of a month is fetched: on the second day of the next."""
    after = period.shift(1)
    return datetime(after.year, after.month, 2, 20, number // 60, number % 60, tzinfo=CHINA)


def body(site: str, page: str, version: int) -> bytes:
    """The bytes of a page in a version."""
    return f"<title>{site} {page}</title>{version}".encode() * 20


def keep_months(folder: Path, first: Period, months: Months, *, finish: bool = True) -> None:
    """Keeps one month after another, each knowing the last; with `finish`, every visit ends."""
    with Archive(folder) as archive:
        for number, sites in enumerate(months):
            _keep_month(archive, first.shift(number), sites, finish=finish)


def _keep_month(archive: Archive, period: Period, sites: Mapping[str, Mapping[str, int]], *, finish: bool) -> None:
    keeper = Keeper(archive, period, "test")
    for site, pages in sites.items():
        keeper.begin(site, f"http://{site}.example/", moment(period))
        known = {each.final_url: each for each in archive.known(site, period)}
        for number, (page, version) in enumerate(pages.items()):
            url = f"http://{site}.example/{page}"
            row = Row(url, Lead(url), "", 0)
            answer = Answer(url, url, moment(period, number), 200, HEAD, body(site, page, version))
            kept = keep(row, answer, GOOD, Outlinks(page, "l", ()), known.get(url))
            keeper.apply(Step(site, (kept,), Changes(added=((row, State.DONE),))))
        if finish:
            keeper.apply(Step(site, finished=Finished(moment(period, 59), len(pages), "", "", 1.0)))
        keeper.flush()
    keeper.close()
    archive.keep_readings("1", [(each.sha256, "", b"{}") for site in sites for each in archive.captures(site, period)])


def all_bodies(folder: Path) -> dict[tuple[str, str, str], bytes]:
    """Every body that a capture of the archive names, by month, site and address. Raises ArchiveDamaged."""
    with Archive(folder) as archive:
        found = archive.db.execute("SELECT DISTINCT period, site FROM captures").fetchall()
        return {
            (period, site, each.url): archive.body(each)
            for period, site in found
            for each in archive.captures(site, Period.parse(period))
        }
