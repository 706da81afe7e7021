"""The tables of a document about polluters, read into measurements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.pollution.columns import COUNTS, Columns, Row, columns_at, unit_of
from rules.pollution.heads import pollutant_in, role_of, unit_in
from rules.pollution.kinds import is_name, kind_in, name_of, named_in_title
from rules.pollution.monitored import Monitored, Sheet
from rules.tables import data_tables, tables_of

SHARED = ("term", "region", "enterprise", "point", "day", "standard", "kind", "note", "reason", "over")
CARRIED = ("term", "region", "enterprise", "point", "day", "kind")
_TOTAL = re.compile(r"[(]?(?:合计|总计|小计|共计|全[市省县区]|总体)")
_NOTE = re.compile(r"(?:备?注|说明|附注)\d?[:、.(]|(?:填表|制表|审核|填报)")
_LIMITS = re.compile("(?:执行|排放|评价|控制)*(?:标准|限值)")
_NAMED = re.compile("(?:企业|单位|污染源)(?:名称)?:(.+)$")
LONGEST = 40  # characters of a heading
_PLACE = re.compile("[一-龥]{1,8}(?:县|区|市|旗|州)$")


@dataclass
class _Open:
    """A table while it is read."""

    columns: Columns
    where: str
    caption: str
    kind: str
    region: str
    rows: list[Monitored] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    limits: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Reads the tables of one document, one after the other."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.told = {"enterprise": named_in_title(document.title)}
        self.open: _Open | None = None
        self.shut: list[Sheet] = []
        self.kind = kind_in(squeeze(document.title).replace(self.told["enterprise"], ""))
        self.region = ""

    def table(self, rows: Sequence[Row], where: str, caption: str) -> None:
        """Reads one table; without heads of its own it goes on in the columns of the one before it."""
        width = len(rows[0]) if rows else 0
        if self.open is None or len(self.open.columns.columns) != width:
            self.close()
        self.kind, at, titles = kind_in(caption) or kind_in(where) or self.kind, 0, [caption]
        while at < len(rows):
            found = columns_at(rows, at)
            if found is not None:
                self.close()
                self.open = _Open(found, where, " ".join(titles[:3]).strip(), self.kind, self.region)
                at += found.rows
                titles = [caption]
                continue
            filled = list(dict.fromkeys(text for cell in rows[at] if (text := cell.strip())))
            titles += filled if len(filled) == 1 else []
            self._line(rows[at], at, where)
            at += 1

    def close(self) -> None:
        """Hands over the table that is open."""
        if self.open is not None and (self.open.rows or self.open.notes):
            rows = tuple(_limited(self.open))
            roles = self.open.columns.roles
            roles |= {"limit"} if self.open.limits else set()
            roles |= {
                role for role in ("region", "enterprise", "day", "point") if any(row.cells.get(role) for row in rows)
            }
            self.shut.append(
                Sheet(
                    self.document,
                    self.open.where,
                    self.open.caption,
                    roles,
                    rows,
                    self.open.kind,
                    tuple(self.open.notes),
                )
            )
        self.open = None

    def _line(self, row: Row, at: int, where: str) -> None:
        filled = list(dict.fromkeys(text for cell in row if (text := cell.strip())))
        if not filled:
            return
        if len(filled) == 1 or (_NOTE.match(squeeze(filled[0])) and not (self.open and len(filled) > 2)):
            self._section(filled[0])
        elif self.open is None or (role_of(filled[0]) == "enterprise" and is_name(name_of(filled[1]))):
            self.close()
            self._form(filled)
        else:
            self._row(self.open, row, f"{where}第{at + 1}行")

    def _section(self, words: str) -> None:
        """A line across the whole table: a note, a kind of polluters, a place."""
        text = squeeze(words)
        if self.open is not None and (_NOTE.match(text) or len(text) > LONGEST):
            self.open.notes.append(words)
            return
        named = _NAMED.match(text)
        if named or (
            is_name(name_of(words))
            and len(text) < LONGEST
            and (self.open is None or self.open.columns.at("enterprise") is None)
        ):
            self.told["enterprise"] = name_of(named[1] if named else words)
            if self.open is not None:
                self.open.above = {}
            return
        self.kind = kind_in(words) or self.kind
        place = name_of(words)
        self.region = place if _PLACE.fullmatch(place) else self.region
        if self.open is not None:
            self.open.kind, self.open.region = self.open.kind or self.kind, self.region
            self.open.above = {}

    def _form(self, filled: Sequence[str]) -> None:
        """Labels with their values: 企业名称 and the name beside it."""
        for label, value in pairwise(filled):
            role = role_of(label)
            if role in CARRIED and not role_of(value):
                self.told[role] = name_of(value) if role == "enterprise" else value

    def _row(self, table: _Open, row: Row, where: str) -> None:
        shared = self._shared(table, row)
        first = squeeze(next((cell for cell in row if cell.strip()), ""))
        if table.columns.pollutants and (_LIMITS.match(first) or _LIMITS.match(shared.get("enterprise", ""))):
            limits = {each.pollutant: row[n] for n, each in enumerate(table.columns.columns) if each.pollutant}
            table.limits.append((len(table.rows), limits))
            return
        carried = self._carry(table, shared)
        if _TOTAL.match(first) or _TOTAL.match(shared.get("enterprise", "")):
            shared["total"] = first
        for cells, units, is_raw in _measures(table.columns, row):
            told = {**shared, **cells}
            kind = kind_in(told.get("group", "")) or kind_in(shared.get("kind", "")) or self.kind or table.kind
            told["pollutant"] = told.get("pollutant", "").strip()
            table.rows.append(Monitored(self.document, where, told, kind, *units, carried, is_raw))

    def _shared(self, table: _Open, row: Row) -> dict[str, str]:
        shared = {}
        for role in (*SHARED, *COUNTS, "serial"):
            at = table.columns.at(role)
            if at is not None and at < len(row):
                shared[role] = row[at].strip()
        if "enterprise" in shared:
            shared["enterprise"] = name_of(shared["enterprise"])
        if not shared.get("region") and table.region:
            shared["region"] = table.region
        return shared

    def _carry(self, table: _Open, shared: dict[str, str]) -> frozenset[str]:
        """Fills blank cells of what names the enterprise from the row above, or from what stands over the table."""
        carried = set()
        if shared.get("enterprise", "") not in ("", table.above.get("enterprise", "")):
            table.above = {role: text for role, text in table.above.items() if role in ("term", "region", "kind")}
        for role in CARRIED:
            if not shared.get(role) and (known := table.above.get(role) or self.told.get(role, "")):
                shared[role] = known
                carried.add(role)
        table.above = {role: shared[role] for role in CARRIED if shared.get(role)}
        return frozenset(carried)


Measure = tuple[dict[str, str], tuple[str, str], bool]


def _measures(columns: Columns, row: Row) -> Iterator[Measure]:
    """What a row measured: one of a long table, one for each pollutant of a wide one."""
    if not columns.pollutants:
        yield from _grouped(columns, row) if columns.groups else [_measure(columns, row, "")]
        return
    for pollutant in columns.pollutants:
        cells, units, is_raw = _measure(columns, row, pollutant)
        yield {**cells, "pollutant": pollutant}, units, is_raw


def _grouped(columns: Columns, row: Row) -> Iterator[Measure]:
    """The counts of each group of columns: 废水 and 废气 side by side."""
    for group in columns.groups:
        told = {
            each.role: row[n].strip() for n, each in enumerate(columns.columns) if each.group == group and n < len(row)
        }
        yield {**told, "group": group}, ("", ""), False


def _measure(columns: Columns, row: Row, pollutant: str) -> Measure:
    cells: dict[str, str] = {}
    units = {"value": "", "limit": ""}
    for role in ("pollutant", "raw", "value", "converted", "limit", "verdict", "multiple"):
        at = _place(columns, role, pollutant)
        if at is None or at >= len(row):
            continue
        into = "value" if role in ("raw", "converted") else role
        if into == "value" and not row[at].strip() and cells.get("value"):
            continue
        cells[into] = row[at].strip()
        if pollutant and role == "verdict" and not columns.columns[at].pollutant:
            cells["for all"] = "yes"
        if role == "verdict":
            cells["asked"] = "".join(columns.columns[at].heads)
        if into in units:
            units[into] = unit_in(row[at]) or columns.columns[at].unit
    by_unit = columns.at("unit")
    if by_unit is not None and by_unit < len(row):
        told = unit_of(row[by_unit])
        units = {role: unit or told for role, unit in units.items()}
    named = columns.at("pollutant")
    if named is not None and named < len(row) and not pollutant:
        told = unit_in(row[named])
        units = {role: unit or told for role, unit in units.items()}
    is_raw = _place(columns, "raw", pollutant) is not None and _place(columns, "converted", pollutant) is None
    return cells, (units["value"], units["limit"]), is_raw and _place(columns, "value", pollutant) is None


def _place(columns: Columns, role: str, pollutant: str) -> int | None:
    if pollutant:
        for n, each in enumerate(columns.columns):
            if each.role == role and each.pollutant == pollutant:
                return n
        if role not in ("verdict", "multiple"):
            return None
    return columns.at(role)


def _limited(table: _Open) -> Iterator[Monitored]:
    """The rows with the limits that stand in a row of their own: above the rows that they are for, or all below."""
    if not table.limits:
        yield from table.rows
        return
    is_above = table.limits[0][0] == 0
    for n, row in enumerate(table.rows):
        above = [each for at, each in table.limits if at <= n]
        limits = above[-1:] if is_above else [each for at, each in table.limits if at > n][:1]
        limit = limits[0].get(row.pollutant, "") if limits else ""
        if row.cells.get("limit") or not limit:
            yield row
        else:
            unit = unit_in(limit) or row.value_unit
            yield replace(row, cells={**row.cells, "limit": limit}, limit_unit=unit)


@lru_cache(maxsize=128)
def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """The tables of a document that tell of polluters, in order; where none does, those that its text sets in lines."""
    return _read(document, data_tables(document)) or _read(document, tables_of(document))


def _read(document: Document, tables: Iterable[Table]) -> tuple[Sheet, ...]:
    reader = _Reader(document)
    for table in tables:
        reader.table(table.rows, table.where, table.caption)
    reader.close()
    return tuple(reader.shut)


def is_monitoring(sheet: Sheet) -> bool:
    """Whether a table tells of enterprises one by one: their names, or what was measured at one."""
    named = any(is_name(row.enterprise) or pollutant_in(row.pollutant) for row in sheet.rows)
    return (
        "enterprise" in sheet.roles
        and named
        and bool(sheet.roles & {"verdict", "value", "over", "reason", "note", "multiple"})
    )
