"""The metadata for Datasette: every table and column described, what to sort and to filter by, and the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.explored.columns import COLUMNS, MADE, About
from reports.explored.columns_kept import KEPT
from reports.explored.queries import QUERIES
from reports.wording import Wording, plain

DATABASE = "gongkai"  # the name of the file without its ending, by which Datasette calls it
TABLES: Mapping[str, About] = {**MADE, **KEPT}

OTHER = About("", "", is_inner=True)  # what nobody described, if that could be


def metadata(city: str, moment: str, columns: Mapping[str, Sequence[str]], wording: Wording) -> dict[str, Any]:
    """What Datasette is told of the file; `columns` are those of each of its tables and views."""
    say = wording.say
    tells = say(
        "{city}政务公开检查的结果，{moment} 的副本：在这里怎样查询都不影响检查。未能检测、待核实的都不是问题。",
        city=plain(city),
        moment=moment,
    )
    return {
        "title": say("{city}政务公开检查", city=plain(city)),
        "description": tells,
        "databases": {
            DATABASE: {
                "title": say("{city}政务公开检查", city=plain(city)),
                "description": tells,
                "tables": {name: _table(TABLES.get(name, OTHER), columns[name], wording) for name in _ordered(columns)},
                "queries": {
                    name: {"title": say(query.title), "description": say(query.tells), "sql": query.sql(wording)}
                    for name, query in QUERIES.items()
                },
            }
        },
    }


def _ordered(columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Tables in words before those of codes, and those of a later version at the end."""
    places = {name: at for at, name in enumerate(TABLES)}
    return sorted(columns, key=lambda name: places.get(name, len(places)))


def _table(about: About, columns: Sequence[str], wording: Wording) -> dict[str, Any]:
    say = wording.say
    told: dict[str, Any] = {
        "title": say(about.title),
        "description": say(about.row),
        "columns": {name: say(about.columns.get(name) or COLUMNS.get(name, "")) for name in columns},
        "facets": list(about.facets),
        "size": 50,
    }
    if about.sort:
        told["sort_desc" if about.sort.startswith("-") else "sort"] = about.sort.removeprefix("-")
    if about.label:
        told["label_column"] = about.label
    if about.is_inner:
        told["hidden"] = True
    return told
