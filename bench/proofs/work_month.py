"""The commands of a month as the crash proof takes them: what each comes to, and what it has acknowledged."""

from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from bench.proofs import starts
from bench.proofs.work import Work
from bench.proofs.worlds import JULY, LATER, SENT, city, july, like

# What depends on how long something took, or on the order in which processes came to be heard.
CAPTURES = (
    "period, site, url, final_url, label, seen_on, depth, kind, status, reason, note, media_type, sha256, size, fetched, last_modified,"
    " etag, stored, warc <> '' AS held, leads <> '' AS led"
)
ARCHIVE = {
    "captures": f"SELECT {CAPTURES} FROM captures WHERE current ORDER BY period, site, id",
    "visits": "SELECT period, site, home, started, finished, pages, robots, note FROM visits ORDER BY period, site",
    "frontier": "SELECT period, site, key, url, label, way, seen_on, depth, state FROM frontier ORDER BY period, site, key",
    "readings": "SELECT sha256, version, url, hex(reading) FROM readings ORDER BY sha256, version, url",
    "robots": "SELECT origin, fetched, hex(body) FROM robots ORDER BY origin",
}
ADDED_TO = ("received", "rulings", "site_marks", "appeals", "answers", "cases", "events", "reconciled", "papers")


def rows(path: Path, sql: str) -> Iterator[str]:
    """The rows that a query finds in a file, as text; none where there is no such file or table."""
    if path.is_file():
        with closing(sqlite3.connect(path)) as db:
            try:
                found = db.execute(sql)
            except sqlite3.OperationalError as error:
                if "no such table" not in str(error):
                    raise
            else:
                yield from map(repr, found)


def tables(path: Path) -> list[str]:
    """The tables of a file."""
    return [name[2:-3] for name in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def evidence(folder: Path) -> dict[str, str]:
    """All that the archive holds, and what each body is by its own bytes."""
    from crawler.archive import Archive
    from crawler.period import Period

    path = folder / "var/archive/archive.db"
    found = {f"archive {name}": "\n".join(rows(path, sql)) for name, sql in ARCHIVE.items()}
    bodies = []
    with Archive(path.parent) as archive:
        for site in ("portal", "czj", "hbj"):
            for capture in archive.captures(site, Period(2013, 7)):
                bodies.append(f"{site} {capture.url} {hashlib.sha256(archive.body(capture)).hexdigest()}")
    return {**found, "bodies": "\n".join(sorted(bodies))}


def decided(folder: Path) -> dict[str, str]:
    """All that gongkai.sqlite holds."""
    path = folder / "var/gongkai.sqlite"
    return {f"results {name}": "\n".join(sorted(rows(path, f"SELECT * FROM {name}"))) for name in tables(path)}


_MEMORY: dict[str, dict[str, str]] = {}


def once(found: Mapping[str, str], then: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What is found, and what follows from it, which is worked out once for all that are the same."""
    digest = hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()
    if digest not in _MEMORY:
        _MEMORY[digest] = then()
    return {**found, **_MEMORY[digest]}


def told(folder: Path) -> dict[str, str]:
    """What `gongkai results` and the ledger say."""
    log, found = folder.with_name(f"{folder.name}.told"), {}
    for name, words in (
        ("results", ["results", "--format", "json", *JULY]),
        ("ledger", ["ledger", "--all", "--format", "json", *LATER]),
    ):
        found[f"gongkai {name}"] = starts.run(words, folder, log).said
    return found


def judged(folder: Path) -> dict[str, str]:
    """What a check comes to."""
    return {**once(decided(folder), partial(told, folder)), **written(folder, "var/journal")}


def crawled(folder: Path) -> dict[str, str]:
    """What a crawl comes to: the evidence, and the marks that follow from it."""

    def check() -> dict[str, str]:
        said = starts.run(["check", "--quiet", *JULY], folder, folder.with_name(f"{folder.name}.told"))
        return {"check": f"{said.code} {said.said}", **told(folder)}

    return once(evidence(folder), check)


def written(folder: Path, *names: str) -> dict[str, str]:
    """Files by their bytes; of a workbook what is in it."""
    found = {}
    for path in sorted(each for name in names for each in (folder / name).rglob("*") if each.is_file()):
        name = str(path.relative_to(folder))
        if path.name.startswith("."):
            continue  # what is yet to be a file
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found |= {f"{name} {each}": book.read(each).decode("utf-8", "replace") for each in book.namelist()}
        else:
            found[name] = path.read_bytes().decode("utf-8", "replace")
    return found


def recorded(folder: Path) -> set[str]:
    """What the archive has acknowledged: its records, captures, and ended visits."""
    path = folder / "var/archive/archive.db"
    wanted = (
        "SELECT path, offset, length, sha256 FROM records",
        "SELECT period, site, url, sha256, reason FROM captures WHERE warc <> ''",
    )
    ended = "SELECT period, site, home, pages FROM visits WHERE finished IS NOT NULL"
    return {row for sql in (*wanted, ended) for row in rows(path, sql)}


def said(folder: Path) -> set[str]:
    """What people and earlier months have said: no command may lose any of it."""
    path = folder / "var/gongkai.sqlite"
    found = {
        f"{name} {row}" for name in tables(path) if name in ADDED_TO for row in rows(path, f"SELECT * FROM {name}")
    }
    results = (name for name in tables(path) if name in ("assessments", "verdicts", "findings", "citations", "schemes"))
    return found | {
        f"{name} {row}" for name in results for row in rows(path, f"SELECT * FROM {name} WHERE period = '2013-06'")
    }


def all_said(folder: Path) -> set[str]:
    """Evidence, and what was said of it."""
    return recorded(folder) | said(folder)


def whole_books(folder: Path) -> set[str]:
    """The workbooks that open: one that is there is never half of one."""
    found = set()
    for path in sorted(folder.glob("var/export/*.xlsx")):
        with zipfile.ZipFile(path) as book:
            found.add(f"{path.name} {book.testzip() or 'whole'}")
    return found | all_said(folder)


def pages(folder: Path) -> set[str]:
    """The files of the report that end as they should, beside all that was said."""
    for path in sorted(folder.glob("var/report/*.html")):
        if not path.read_bytes().rstrip().endswith(b"</html>"):
            raise ValueError(f"{path.name} is cut off")
    return all_said(folder)


def words(*told: str) -> Callable[[Path], list[str]]:
    """The arguments of a command that are the same in every folder."""
    return lambda folder: list(told)


def _judged_and_written(folder: Path) -> Mapping[str, str]:
    return {**once(decided(folder), partial(told, folder)), **written(folder, "var/export")}


WORKS = (
    Work("crawl", like(city), words("crawl", "--quiet", *JULY), crawled, recorded),
    Work("check", like(partial(july, "read")), words("check", "--quiet", *JULY), judged, all_said),
    Work(
        "import",
        like(partial(july, "sent")),
        words("import", SENT, "--quiet", *LATER),
        lambda each: dict(_judged_and_written(each)),
        all_said,
    ),
    Work(
        "export",
        like(partial(july, "exported")),
        words("export", "--quiet", *JULY),
        lambda each: written(each, "var/export"),
        whole_books,
    ),
    Work(
        "report",
        like(partial(july, "exported")),
        words("report", "--quiet", *JULY),
        lambda each: written(each, "var/report"),
        pages,
    ),
)
