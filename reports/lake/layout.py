"""How a lake is laid out: what says that it is one, where the files of a month lie, and where they are put together."""

from __future__ import annotations

import json
from collections.abc import Sequence

from crawler.refusal import Fault, Refusal
from reports.lake.places import Kept, Lake, signature
from reports.lake.tables import VERSION

SCHEMA = "schema.json"
MERGED = "merged"


def must_be_ours(lake: Lake) -> bytes | None:
    """The file that says what the tables mean, None where there is none. Raises Refusal for another version, or another thing."""
    known = lake.read(SCHEMA)
    if known is None:
        return None
    try:
        told = json.loads(known)["gongkai_lake"]
    except (ValueError, KeyError, TypeError):
        told = None
    if told != VERSION:
        values = {"version": str(told), "ours": str(VERSION)}
        what, remedy = "这里的数据湖是版本 {version}，本程序写的是版本 {ours}", "请换一个目录，重新写出各城市"
        raise Refusal(Fault(what, remedy, lake.address(SCHEMA), None, values))
    return known


def merged_name(table: str, period: str, files: Sequence[Kept]) -> str:
    """Where the files of a month are put together: by what they are now, so that it is never taken for those of another time."""
    return f"{MERGED}/{table}/period={period}/{signature(list(files))}.parquet"


def by_period(files: Sequence[Kept]) -> dict[str, list[Kept]]:
    """Files by the month in which they lie."""
    found: dict[str, list[Kept]] = {}
    for each in files:
        found.setdefault(each.name.split("/")[-2].removeprefix("period="), []).append(each)
    return found
