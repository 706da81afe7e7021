"""Writes the tables of a city's month as Parquet, each file whole and in place of the one before; and merges the files of a month."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from crawler.period import Period
from crawler.refusal import Fault, Refusal
from reports.lake.engine import connect
from reports.lake.layout import MERGED, SCHEMA, by_period, merged_name, must_be_ours
from reports.lake.places import Kept, Lake, file_of
from reports.lake.tables import PERIOD, TABLES, VERSION, Column, Row
from reports.wording import Wording

GROUP = 122_880  # rows that are read together
LANGUAGES = ("zh", "en")


def open_for_writing(lake: Lake) -> None:
    """Writes what the tables mean, unless it is there. Raises Refusal for a lake of another version."""
    text = json.dumps(described(), ensure_ascii=False, indent=1).encode() + b"\n"
    if must_be_ours(lake) != text:
        lake.put(SCHEMA, lambda path: _write(path, text))


def _write(path: Path, text: bytes) -> None:
    path.write_bytes(text)


def described() -> dict[str, Any]:
    """What the tables and columns mean, in Chinese and English, for whoever opens the files without this program."""
    words = {language: Wording(language) for language in LANGUAGES}
    tables = {}
    for name, table in TABLES.items():
        columns = {"period": PERIOD, **table.columns}
        tables[name] = {
            "row": {language: say.say(table.row) for language, say in words.items()},
            "columns": {column: _told(about, words) for column, about in columns.items()},
        }
    return {"gongkai_lake": VERSION, "tables": tables}


def _told(about: Column, words: Mapping[str, Wording]) -> dict[str, Any]:
    means = {language: say.say(about.means) for language, say in words.items()}
    unit = {language: say.say(about.unit) for language, say in words.items()} if about.unit else None
    return {"type": about.type, "unit": unit, "means": means}


def must_be_same(lake: Lake, city: str, portal: str) -> None:
    """Raises Refusal where the lake holds another city of the same name: one whose portal is elsewhere."""
    name = file_of(city)
    files = [lake.address(each.name) for each in lake.files("cities") if each.name.endswith(f"/{name}")]
    if not files:
        return
    with closing(connect(lake.filesystem)) as db:
        ((known,),) = db.read_parquet(files[-1:]).project("portal").fetchall()
    if known != portal:
        values = {"city": city, "portal": known}
        what = "数据湖里已有另一个“{city}”，门户是 {portal}"
        remedy = "请在 gongkai.toml 的 city 中写全称以示区别；若是同一城市换了门户，请加 --replace"
        raise Refusal(Fault(what, remedy, lake.address(""), None, values))


def write_month(lake: Lake, city: str, period: str, tables: Mapping[str, Sequence[Row]]) -> None:
    """Writes one file for each table. Raises OSError."""
    with closing(connect()) as db:
        for name, rows in tables.items():
            _fill(db, name, city, rows)
            lake.put(f"{name}/period={period}/{file_of(city)}", lambda path, name=name: _copy(db, name, path))  # type: ignore[misc]


def drop_counts(lake: Lake, city: str, newest: Period) -> None:
    """Removes what other months of a year still tell of it: a year's counts lie with the last of its months alone. Raises OSError."""
    name = f"statistics/period={newest}/{file_of(city)}"
    for year, files in ((period[:4], files) for period, files in by_period(lake.files("statistics")).items()):
        for each in files:
            if year == str(newest)[:4] and each.name != name and each.name.endswith(f"/{file_of(city)}"):
                lake.remove(each.name)


def _fill(db: Any, name: str, city: str, rows: Sequence[Row]) -> None:
    columns = TABLES[name].columns
    declared = ", ".join(f'"{column}" {about.type}' for column, about in columns.items())
    db.execute(f'CREATE TABLE "{name}" ({declared})')
    if not rows:
        return
    values = [list(each) for each in zip(*((city, *row) for row in rows), strict=True)]
    for at, about in enumerate(columns.values()):
        if about.is_nested:
            values[at] = [json.dumps(each) for each in values[at]]
    lists = ", ".join(_list(number, about) for number, about in enumerate(columns.values(), 1))
    db.execute(f'INSERT INTO "{name}" SELECT {lists}', values)  # our own names and types


def _list(number: int, about: Column) -> str:
    """How a parameter becomes a column; an empty list among others would have no type of its own."""
    return (
        f"unnest(${number}::VARCHAR[])::JSON::{about.type}" if about.is_nested else f"unnest(${number}::{about.type}[])"
    )


def _copy(db: Any, name: str, path: Path) -> None:
    db.execute(f'COPY "{name}" TO $1 (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})', [str(path)])


def merge(lake: Lake) -> Iterator[tuple[str, str]]:
    """Puts the files of each table and month together in one more, for whoever asks of all; yields what was merged anew.

    It counts only as long as the cities' files are as they were, and can be deleted at any time. Raises OSError.
    """
    for name in TABLES:
        merged = {each.name for each in lake.files(f"{MERGED}/{name}")}
        wanted = set()
        for period, files in by_period(lake.files(name)).items():
            target = merged_name(name, period, files)
            wanted.add(target)
            if target not in merged:
                lake.put(target, lambda path, files=files: _join(lake, files, path))  # type: ignore[misc]
                yield name, period
        for old in sorted(merged - wanted):
            lake.remove(old)


def _join(lake: Lake, files: Sequence[Kept], path: Path) -> None:
    with closing(connect(lake.filesystem)) as db:
        found = db.read_parquet([lake.address(each.name) for each in files], hive_partitioning=False)
        found.write_parquet(str(path), compression="zstd", row_group_size=GROUP)
