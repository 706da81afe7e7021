"""What is counted of a month as rows of tables, and back.

An item is kept once, with the first visit that saw it; of each month only which items it showed. Items that no month shows any
more go with the last one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from checker.counted.told import Line, What
from checker.counted.value import DayFrom, Item, Looked, Seen
from checker.counted.whole import MonthCounted
from crawler.period import Period
from crawler.sealed import OTHER, Fault
from crawler.snapshot import Citation, Place

TOLD = "department, place, url, title, day, day_from, issuer, body, number, text, length, figures, sketch, stands_alone, is_file"
CODE = 8  # digits of a sentence's code
TABLES = """
CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, department TEXT NOT NULL, place TEXT NOT NULL, url TEXT NOT NULL,
    title TEXT NOT NULL, day TEXT NOT NULL, day_from TEXT NOT NULL, issuer TEXT NOT NULL, body TEXT NOT NULL, number TEXT NOT NULL,
    text BLOB NOT NULL, length INTEGER NOT NULL, figures BLOB NOT NULL, sketch BLOB NOT NULL, stands_alone INTEGER NOT NULL,
    is_file INTEGER NOT NULL, sha256 TEXT NOT NULL, fetched TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS item_months (
    period TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (period, item)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS looked (
    period TEXT NOT NULL, what TEXT NOT NULL, department TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (period, what, department, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (
    period TEXT NOT NULL, number INTEGER NOT NULL, what TEXT NOT NULL, department TEXT NOT NULL, place TEXT NOT NULL,
    title TEXT NOT NULL, day TEXT NOT NULL, is_met INTEGER NOT NULL, is_sure INTEGER NOT NULL, url TEXT NOT NULL,
    fetched TEXT NOT NULL, sha256 TEXT NOT NULL, quote TEXT NOT NULL, location TEXT NOT NULL, read_by TEXT NOT NULL,
    PRIMARY KEY (period, number)) WITHOUT ROWID;
"""
ITEMS = "items"  # what is looked for, of a site whose items were collected
ADD = """INSERT INTO items VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET sha256 = excluded.sha256, fetched = excluded.fetched WHERE excluded.fetched < fetched"""
SEEN = """SELECT items.*, months FROM items JOIN (
    SELECT item, group_concat(period) AS months FROM item_months WHERE period <= ? GROUP BY item HAVING max(period) >= ?
    ) ON item = id ORDER BY id"""
Row = tuple[Any, ...]


def keep(db: sqlite3.Connection, period: Period, counted: MonthCounted) -> None:
    """Replaces a month's rows; whoever calls it commits."""
    month = str(period)
    for table in ("item_months", "looked", "told"):
        db.execute(f"DELETE FROM {table} WHERE period = ?", (month,))  # noqa: S608 - our own names
    rows = [_item_row(each) for each in counted.items]
    db.executemany(ADD, rows)
    db.executemany(
        "INSERT OR IGNORE INTO item_months SELECT ?, id FROM items WHERE key = ?", ((month, row[0]) for row in rows)
    )
    db.execute("DELETE FROM items WHERE id NOT IN (SELECT item FROM item_months)")
    looked = [(month, ITEMS, each.department, each.place, each.reason) for each in counted.looked]
    looked += [(month, *each, "") for each in counted.looked_for]
    db.executemany("INSERT OR REPLACE INTO looked VALUES (?, ?, ?, ?, ?)", looked)
    lines = ((month, number, *_line_row(each)) for number, each in enumerate(counted.lines))
    db.executemany(f"INSERT INTO told VALUES ({', '.join('?' * 15)})", lines)  # noqa: S608 - only question marks


def seen(db: sqlite3.Connection, year: int) -> list[Seen]:
    """The items that any month of a year showed, with all months until its end that showed them."""
    rows = db.execute(SEEN, (f"{year:04}-12", f"{year:04}-01"))
    return [Seen(_item(row[2:-1]), tuple(sorted(map(Period.parse, row[-1].split(","))))) for row in rows]


def looked(db: sqlite3.Connection, until: int) -> list[Looked]:
    """How far each site could be read in each month until the end of a year."""
    sql = "SELECT period, department, place, reason FROM looked WHERE what = ? AND period <= ?"
    rows = db.execute(sql, (ITEMS, f"{until:04}-12"))
    return [Looked(Period.parse(row[0]), row[1], Place(row[2]), row[3]) for row in rows]


def looked_for(db: sqlite3.Connection, year: int) -> dict[Period, list[tuple[What, str, Place]]]:
    """What was looked for at which sites, by the months of a year."""
    found: dict[Period, list[tuple[What, str, Place]]] = {}
    sql = "SELECT period, what, department, place FROM looked WHERE what <> ? AND period BETWEEN ? AND ?"
    for period, what, department, place in db.execute(sql, (ITEMS, f"{year:04}-01", f"{year:04}-12")):
        found.setdefault(Period.parse(period), []).append((What(what), department, Place(place)))
    return found


def told(db: sqlite3.Connection, year: int) -> dict[Period, list[Line]]:
    """The talks, letters, powers and charts by the months of a year."""
    found: dict[Period, list[Line]] = {}
    sql = "SELECT * FROM told WHERE period BETWEEN ? AND ? ORDER BY period, number"
    for period, _, *row in db.execute(sql, (f"{year:04}-01", f"{year:04}-12")):
        found.setdefault(Period.parse(period), []).append(_line(row))
    return found


def unlike(db: sqlite3.Connection) -> Iterator[Fault]:
    """Items that are not those by which they are named, and items of months that are not there."""
    for id, key, url, *told in db.execute(f"SELECT id, key, url, {TOLD} FROM items ORDER BY id"):  # noqa: S608 - our own names
        if key != _key(told):
            yield Fault(ITEMS, str(id), str(url), OTHER)
    missing = "SELECT DISTINCT item FROM item_months WHERE item NOT IN (SELECT id FROM items)"
    yield from (Fault(ITEMS, str(item), "", "the row is gone") for (item,) in db.execute(missing))


def _key(told: Iterable[Any]) -> bytes:
    return blake2b("\x1f".join(map(str, told)).encode(), digest_size=12).digest()


def _item_row(item: Item) -> Row:
    told = (
        *(item.department, item.place, item.url, item.title, _text(item.day), item.day_from, item.issuer, item.body),
        *(item.number, bytes.fromhex(item.text), item.length, bytes.fromhex(item.figures)),
        *(bytes.fromhex("".join(item.sketch)), int(item.stands_alone), int(item.is_file)),
    )
    return _key(told), *told, item.sha256, item.fetched.isoformat()


def _item(row: Row) -> Item:
    (
        department,
        place,
        url,
        title,
        day,
        day_from,
        issuer,
        body,
        number,
        text,
        length,
        figures,
        sketch,
        alone,
        file,
        sha256,
        fetched,
    ) = row
    codes = sketch.hex()
    return Item(
        department,
        Place(place),
        url,
        title,
        _day(day),
        DayFrom(day_from),
        *(issuer, body, number),
        text.hex(),
        length,
        figures.hex(),
        tuple(codes[start : start + CODE] for start in range(0, len(codes), CODE)),
        bool(alone),
        bool(file),
        sha256,
        datetime.fromisoformat(fetched),
    )


def _line_row(line: Line) -> Row:
    cited = line.cited
    return (
        *(line.what, line.department, line.place, line.title, _text(line.day), int(line.is_met), int(line.is_sure)),
        *(
            cited.url,
            cited.fetched.isoformat() if cited.fetched else "",
            cited.sha256,
            cited.quote,
            cited.where,
            cited.read_by,
        ),
    )


def _line(row: Iterable[Any]) -> Line:
    what, department, place, title, day, is_met, is_sure, url, fetched, sha256, quote, where, read_by = row
    when = datetime.fromisoformat(fetched) if fetched else None
    cited = Citation(url, when, sha256, quote, Place(place), where, read_by)
    return Line(What(what), department, Place(place), title, _day(day), cited, bool(is_met), bool(is_sure))


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
