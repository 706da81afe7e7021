"""A lake opened for questions: every table a view of its files, and nothing else within reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from crawler.refusal import Fault, Refusal
from reports.lake.engine import connect, lock
from reports.lake.layout import MERGED, by_period, merged_name, must_be_ours
from reports.lake.places import Kept, Lake
from reports.lake.tables import PERIOD, TABLES

MANY = 500  # files of one table from which merging them saves a noticeable time


@contextmanager
def opened(lake: Lake, tables: Iterable[str]) -> Iterator[tuple[Any, int]]:
    """A locked database with these tables, and how many files the largest of them has. Raises Refusal where there is no lake."""
    if must_be_ours(lake) is None:
        remedy = "请先写出：gongkai lake 工作区… --lake 目录"
        raise Refusal(Fault("这里没有数据湖", remedy, lake.address("")))
    db = connect(lake.filesystem)
    try:
        most = 0
        for name in tables:
            files = files_of(lake, name)
            most = max(most, len(files))
            _view(db, lake, name, files)
        lock(db, lake.allowed())
        yield db, most
    finally:
        db.close()


def files_of(lake: Lake, table: str) -> list[str]:
    """The files that hold a table: of each month the merged one where it is as the cities' files are now, else those."""
    merged = {each.name for each in lake.files(f"{MERGED}/{table}")}
    return [
        name for period, files in by_period(lake.files(table)).items() for name in _of(table, period, files, merged)
    ]


def _of(table: str, period: str, files: list[Kept], merged: set[str]) -> list[str]:
    joined = merged_name(table, period, files)
    return [joined] if joined in merged else [each.name for each in files]


def _view(db: Any, lake: Lake, name: str, files: list[str]) -> None:
    if files:
        addresses = [lake.address(each) for each in files]
        db.read_parquet(addresses, hive_partitioning=True).create_view(name)
        return
    columns = {"period": PERIOD, **TABLES[name].columns}
    db.execute(
        f'CREATE TABLE "{name}" ({", ".join(f"{key!r} {about.type}" for key, about in columns.items())})'.replace(
            "'", '"'
        )
    )
