"""Migrations as the crash proof takes them: workspaces that older programs left, opened by a command of this one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

from bench.proofs.work import Work
from bench.proofs.work_month import all_said, decided, evidence, once, told, words
from bench.proofs.worlds import JULY, july

SECOND = """
PRAGMA user_version = 2;
PRAGMA application_id = 0;
ALTER TABLE captures DROP COLUMN seal; ALTER TABLE visits DROP COLUMN seal; ALTER TABLE robots DROP COLUMN seal;
DELETE FROM readings;
"""  # archive.db as format 2 had it; its readings had no seals
FIRST = f"""
{SECOND}
PRAGMA user_version = 1;
ALTER TABLE captures DROP COLUMN record; ALTER TABLE captures DROP COLUMN record_offset; ALTER TABLE captures DROP COLUMN record_length;
ALTER TABLE captures DROP COLUMN leads; ALTER TABLE captures DROP COLUMN leads_offset; ALTER TABLE captures DROP COLUMN leads_length;
ALTER TABLE captures DROP COLUMN stored; ALTER TABLE visits DROP COLUMN seconds; ALTER TABLE warcs DROP COLUMN sha256;
DROP TABLE records; DROP TABLE readings; DROP TABLE robots;
"""  # archive.db as format 1 had it
COLUMNS = {  # that later programs added, by table
    "verdicts": ("sort", "vetoes", "may_veto"),
    "findings": ("explained",),
    "citations": ("read_by",),
    "schemes": ("digest",),
    "events": ("of",),
    "reconciled": ("digest",),
    "papers": ("content",),
}
TABLES = ("figures", "relooks", "schemes", "items", "item_months", "looked", "told")  # that came after the first months
LEDGER = ("cases", "events", "reconciled", "papers")
DECISIONS = ("received", "rulings", "site_marks", "appeals", "answers")


def older(change: Callable[[Path], None]) -> Callable[[Path], None]:
    """Makes the workspace with July judged, and puts it back to an older form."""

    def prepare(folder: Path) -> None:
        shutil.copytree(july("exported"), folder, dirs_exist_ok=True)
        change(folder)

    return prepare


def archive_of(script: str, folder: Path) -> None:
    """The archive as an older format kept it."""
    with closing(sqlite3.connect(folder / "var/archive/archive.db")) as db:
        db.executescript(script)


def without(tables: Iterable[str], columns: bool, folder: Path) -> None:
    """The results without these tables, and without the columns that were added."""
    if "schemes" in tables:  # of that time there is no journal, either
        shutil.rmtree(folder / "var/journal")
    with closing(sqlite3.connect(folder / "var/gongkai.sqlite")) as db:
        there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in tables:
            db.execute(f"DROP TABLE IF EXISTS {name}")
        for name, added in COLUMNS.items() if columns else ():
            if name in there:
                known = {row[1] for row in db.execute(f"PRAGMA table_info({name})")}
                for column in (each for each in added if each in known):
                    db.execute(f'ALTER TABLE {name} DROP COLUMN "{column}"')


def _migrated(folder: Path) -> dict[str, str]:
    return once({**evidence(folder), **decided(folder)}, partial(told, folder))


def _stays(folder: Path) -> set[str]:
    """What was said before a migration, but for what it adds to each row."""
    return {row for row in all_said(folder) if row.partition(" ")[0] not in COLUMNS}


CHECK = words("check", "--quiet", *JULY)
WORKS = (
    Work("migration of archive.db from format 1", older(partial(archive_of, FIRST)), CHECK, _migrated, _stays),
    Work("migration of archive.db from format 2", older(partial(archive_of, SECOND)), CHECK, _migrated, _stays),
    Work("migration of results, new columns", older(partial(without, (), True)), CHECK, _migrated, _stays),
    Work("migration of results, new tables", older(partial(without, TABLES, True)), CHECK, _migrated, _stays),
    Work("migration of a ledger", older(partial(without, LEDGER, False)), CHECK, _migrated, _stays),
    Work("migration of decisions", older(partial(without, DECISIONS, False)), CHECK, _migrated, _stays),
)
