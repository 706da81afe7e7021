"""What happens to files as a whole: lost, added, swapped, restored from another day's backup than the rest."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from bench.proofs.evidence_made import FILES, JULY, Made, made

Find = Callable[[Made], Iterator[tuple[str, int | str]]]
DB = "archive/archive.db"
ROWS: dict[str, str] = {  # what somebody may do to rows, and what then must be named
    "a capture is gone": "DELETE FROM captures WHERE id = 5",
    "a capture was added": "INSERT INTO captures SELECT 99, {columns} FROM captures WHERE id = 5",
    "two captures were exchanged": "UPDATE captures SET id = CASE id WHEN 2 THEN 3 ELSE 2 END + 100 WHERE id IN (2, 3)",
    "a reason was changed": "UPDATE captures SET reason = '' WHERE id = 5",
    "a label was changed": "UPDATE captures SET label = label || '。' WHERE id = 2",
    "a capture is no longer current": "UPDATE captures SET current = 0 WHERE id = 2",
    "a visit is said to have no end": "UPDATE visits SET finished = NULL WHERE period = '2013-07'",
    "a visit is gone": "DELETE FROM visits WHERE period = '2013-07'",
    "a visit took another time": "UPDATE visits SET seconds = seconds + 1",
    "a page was not asked for": "UPDATE frontier SET state = state + 1 WHERE id = (SELECT max(id) FROM frontier)",
    "a reading says something else": "UPDATE readings SET reading = CAST(reading || x'20' AS BLOB)",
    "two readings were exchanged": "UPDATE readings SET reading = (SELECT reading FROM readings r LIMIT 1)",
    "a rule of robots.txt is gone": "UPDATE robots SET body = x''",
    "a record's row is gone": "DELETE FROM records WHERE \"offset\" > 0 AND path LIKE '%07/%'",
}
SAID: dict[str, str] = {
    "a mark was raised": "UPDATE verdicts SET earned = possible",
    "a finding is gone": "DELETE FROM findings WHERE number = 0",
    "a citation names other bytes": "UPDATE citations SET sha256 = substr(sha256, 2) || 'a'",
    "the scheme was changed": "UPDATE schemes SET text = text || ' '",
    "a month's results are gone": "DELETE FROM verdicts",
    "a ruling is gone": "DROP TRIGGER rulings_DELETE; DELETE FROM rulings WHERE number = 1",
    "a ruling says otherwise": "DROP TRIGGER rulings_UPDATE; UPDATE rulings SET decision = 'revoked'",
    "an event was added": "INSERT INTO events SELECT number + 9, {columns} FROM events WHERE number = 1",
    "an appeal has no answer any more": "DROP TRIGGER answers_DELETE; DELETE FROM answers",
    "a file that came back is unknown": "DROP TRIGGER received_DELETE; DELETE FROM received",
    "a guard is gone": "DROP TRIGGER papers_DELETE",
}


def scenes(world: Made, folder: Path, find: Find) -> Iterator[tuple[str, str]]:
    """Each scene, and what is wrong with what is said of it, "" when it is found."""
    for name in [f"archive/{each}" for each in FILES]:
        (world.var / name).unlink()
        yield f"{name} lost", _fault(world, find, name.removeprefix("archive/"))
        world.restore(name)
    yield from _added(world, find)
    yield from _changed(world, find, DB, ROWS, "captures")
    yield from _changed(world, find, "gongkai.sqlite", SAID, "events")
    yield from _mixed(world, folder, find)


def _fault(world: Made, find: Find, wanted: str) -> str:
    said = {path for path, _ in find(world)}
    return "" if any(each.startswith(wanted) for each in said) else f"{wanted} not found; {sorted(said)} is"


def _added(world: Made, find: Find) -> Iterator[tuple[str, str]]:
    new = world.archive / "warc/2013-07/new.warc.gz"
    new.write_bytes(world.good[f"archive/{FILES[1]}"])
    yield "a file that nobody wrote", _fault(world, find, "warc/2013-07/new")
    new.unlink()
    july, august = (f"archive/{each}" for each in FILES)
    (world.var / july).write_bytes(world.good[august])
    (world.var / august).write_bytes(world.good[july])
    yield "two files exchanged", _fault(world, find, FILES[0]) or _fault(world, find, FILES[1])
    world.restore(july)
    world.restore(august)


def _changed(world: Made, find: Find, name: str, changes: dict[str, str], table: str) -> Iterator[tuple[str, str]]:
    """Rows that somebody changed by SQL, with everything that SQLite itself checks in order."""
    for scene, sql in changes.items():
        with closing(sqlite3.connect(world.var / name)) as db:
            columns = ", ".join(f'"{row[1]}"' for row in list(db.execute(f"PRAGMA table_info({table})"))[1:])
            db.executescript(sql.format(columns=columns))
            db.commit()
        yield scene, _fault(world, find, "warc/" if "record" in scene else Path(name).name)
        world.restore(name)


def _mixed(world: Made, folder: Path, find: Find) -> Iterator[tuple[str, str]]:
    """The evidence of one backup with the rows of another, both ways, and results without their evidence."""
    other = made(folder / "other", months=(JULY,))
    for name, wanted in (
        (f"archive/{FILES[0]}", "warc/2013-07"),
        (DB, "warc/"),
        ("gongkai.sqlite", "gongkai.sqlite citations"),
    ):
        (world.var / name).write_bytes(other.good[name])
        yield f"{name} of another backup", _fault(world, find, wanted)
        world.restore(name)
    shutil.rmtree(folder / "other")
    yield from _unfinished(world, find)


def _unfinished(world: Made, find: Find) -> Iterator[tuple[str, str]]:
    """Rows of a backup that was made while the visit went on, with the file of a later one: the next visit would cut it off."""
    with closing(sqlite3.connect(world.var / DB)) as db:
        first = db.execute(
            'SELECT "offset" + length FROM records WHERE path = ? ORDER BY 1 LIMIT 1', FILES[:1]
        ).fetchone()
        db.execute("DELETE FROM captures WHERE period = '2013-07'")
        db.execute("DELETE FROM captures WHERE period = '2013-08'")
        db.execute("UPDATE visits SET finished = NULL, seal = x'' WHERE period = '2013-07'")
        db.execute("DELETE FROM visits WHERE period = '2013-08'")
        db.execute("DELETE FROM warcs WHERE path <> ?", FILES[:1])
        db.execute("UPDATE warcs SET committed = ?, sha256 = ''", first)
        db.execute('DELETE FROM records WHERE path <> ? OR "offset" >= ?', (FILES[0], *first))
        db.commit()
    (world.archive / FILES[1]).unlink()
    yield "rows of a backup made during the visit", _fault(world, find, "archive.db warcs")
    world.restore(DB)
    world.restore(f"archive/{FILES[1]}")
