"""A small workspace whose every store holds something: two months of a site, results that cite it, words of people, files handed in."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checker.appeals import Handed
from checker.casebook import Casebook
from checker.decided import named
from checker.decisions import Decisions, Received
from checker.ledger.events import Event, Kind, Matter
from checker.rulings import Decision, Ruling
from checker.scheme import kept_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.archive import Archive
from crawler.kept_readings import row
from crawler.period import Period
from crawler.reading.edition import edition
from crawler.reading.value import Reading
from crawler.roster import Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Citation, Place
from rules.finding import failed, passed
from tests.crawler.little_site import page, serve, settings
from tests.reports.judged import SCHEME, SETTINGS

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
FILES = tuple(f"warc/{month}/czj.warc.gz" for month in (JULY, AUGUST))
LARGE = 16_500  # bytes of a file of the site that nothing makes smaller
BODY = Department("czj", "示例市财政局", kinds=frozenset({"department"}), home="http://czj.example/")
ROBOTS = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /never/\n")


@dataclass(frozen=True)
class Made:
    """The folder `var` of the workspace; the records of each WARC file by where they begin: length, address; all files' bytes."""

    var: Path
    records: dict[str, dict[int, tuple[int, str]]] = field(default_factory=dict)
    good: dict[str, bytes] = field(default_factory=dict)

    @property
    def archive(self) -> Path:
        """Where the evidence is."""
        return self.var / "archive"

    def restore(self, name: str) -> None:
        """Puts a file back as it was."""
        (self.var / name).parent.mkdir(parents=True, exist_ok=True)
        (self.var / name).write_bytes(self.good[name])


def made(folder: Path, large: int = LARGE, months: tuple[Period, ...] = (JULY, AUGUST)) -> Made:
    """Makes it in an empty folder."""
    var = folder / "var"
    pages = {
        "/robots.txt": ROBOTS,
        "/": page(
            ("/a.html", "“三公”经费"), ("/b.pdf", "附件"), ("/old.html", "旧址"), ("/gone.html", "没有了"), title="首页"
        ),
        "/a.html": page(("/c.html", "公开指南"), title="甲"),
        "/b.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4" + random.Random(7).randbytes(large)),
        "/c.html": page(title="乙"),
        "/old.html": (302, {"Location": "/c.html"}, b""),
    }
    with serve(pages) as site, Archive(var / "archive") as archive:
        for month in months:
            crawl([Target("czj", site.home)], month, archive, settings())
            pages["/c.html"] = page(title="丙")
        captures = list(archive.captures("czj", months[0]))
        kept = [each for each in captures if each.sha256]
        archive.keep_readings(
            edition(), [row(each.sha256, each.url, Reading("text/html", title="题")) for each in kept]
        )
    cited = tuple(Citation(each.url, each.fetched, each.sha256, "原文", Place.OWN) for each in kept)
    judge(var, cited)
    (folder / "gongkai.toml").write_text(SETTINGS, "utf-8")
    return read(var)


def read(var: Path) -> Made:
    """What lies in the folder of a workspace now."""
    good = {path.relative_to(var).as_posix(): path.read_bytes() for path in sorted(var.rglob("*")) if path.is_file()}
    found: dict[str, dict[int, tuple[int, str]]] = {}
    with closing(sqlite3.connect(var / "archive" / "archive.db")) as db:
        for path, offset, length in db.execute('SELECT path, "offset", length FROM records ORDER BY 1, 2'):
            found.setdefault(path, {})[offset] = (length, "")
    return Made(var, found, good)


def judge(var: Path, cited: tuple[Citation, ...]) -> None:
    """Results of July that cite what was kept, a ruling, an appeal with a file, a ledger with a reply and its file."""
    path, scheme = var / "gongkai.sqlite", kept_scheme(SCHEME, "s")
    found = (failed("missing-day", *cited[:2], subject="2013-07-09"), passed(*cited[2:]))
    judged = Assessment(
        BODY, JULY, "s", (weigh(scheme.indicators[0], {Place.OWN: found, Place.PORTAL: (passed(cited[0]),)}),)
    )
    with closing(Store(path)) as store:
        store.save(JULY, [judged], scheme)
    first = next(name for name, item in named(judged, judged.verdicts[0]) if item.finding.problem)
    ruling = Ruling(first.key, first.seen, Decision.UPHELD, None, "核对过", "张三", date(2013, 8, 5), "")
    with closing(Decisions(path)) as decisions:
        decisions.receive([Received("0" * 64, "督查表.xlsx", date(2013, 8, 5), {"rulings": 1})], [ruling], [])
        appeal = decisions.appeal(
            first.key, first.seen, "当日已发布", "李四", date(2013, 8, 6), (handed(var / "appeals", b"a scan"),)
        )
        decisions.answer(
            appeal, Ruling(first.key, first.seen, Decision.REVOKED, None, "属实", "张三", date(2013, 8, 7), "appeal")
        )
    matter = Matter("czj", "air-quality-daily", Place.OWN, "missing-day", "2013-07-09")
    opened = Event(0, 0, Kind.FOUND, JULY, date(2013, 8, 4), indicator="C1-1", evidence=cited[:1])
    with closing(Casebook(path)) as book:
        book.reconcile(JULY, date(2013, 8, 4), "", [(matter, opened)], [])
        reply = (handed(var / "replies", b"a letter"),)
        book.add([Event(0, 1, Kind.REPLIED, JULY, date(2013, 8, 20), "李四", "已补发", handed=reply)])


def handed(folder: Path, data: bytes) -> Handed:
    """A file that was handed in, under its digest."""
    digest = hashlib.sha256(data).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / digest).write_bytes(data)
    return Handed("扫描件.pdf", digest)
