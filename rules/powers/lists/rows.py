"""The rows of a list of powers, read into items: parts, cells that reach over several rows, sections, totals, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.bodies import bare as bare_body
from rules.bodies import is_body
from rules.phrases import squeeze, unnumbered
from rules.powers.classes import class_in, class_of, is_class_heading, said
from rules.powers.item import Item
from rules.powers.lists.columns import Columns, Row, columns_at, settled
from rules.powers.lists.headers import is_gone

_TOTAL = re.compile(r"[(]?(?:合计|总计|小计|共计|总数|累计)")
_NOTE = re.compile(
    r"(?:备?注|说明|填表说明|备注说明)\d?[:、]|(?:填表|填报|制表|审核)人[:]|(?:填表|填报)(?:日期|时间|单位)"
)
NOTHING = re.compile(r"(?:无|暂无|没有|[/\\—–-]+|x|/|0)?(?:此[类项](?:事项|权力)?|事项|项目)?[。.]?", re.IGNORECASE)
_PART_SERIAL = re.compile(r"(\d{1,4})[.-]\d{1,3}")
_PART_NUMBER = re.compile(r"(?:[(]\s?[\d一二三四五六七八九十]{1,3}\s?[)]|[①-⑳㈠-㈩⑴-⒇]|\d{1,3}\.\d{1,3}(?![\d]))[.、]?")
_NUMBER = re.compile(
    r"^(?:\d{1,3}[、.．)](?!\d)|[(（]\s?[\d一二三四五六七八九十]{1,3}\s?[)）]|[①-⑳㈠-㈩⑴-⒇]|\d{1,3}\.\d{1,3}(?!\d)[、.．]?|[一二三四五六七八九十]{1,3}[、.．])\s*"
)
_COUNTS = (
    re.compile(r"(?<![\d.])(\d{1,2})[、.．](?!\d)"),
    re.compile(r"[(（]\s?(\d{1,2}|[一二三四五六七八九十])\s?[)）]"),
    re.compile(r"([①-⑳])"),
)
_GAP, _BETWEEN = re.compile(r"\s+"), re.compile("(?<=[一-龥]) (?=[一-龥])")
_LETTERS = re.compile("[一-龥A-Za-z]")
_BODY_HEAD = re.compile(r"^(?:部门|单位|机关|实施机关|实施部门)(?:名称)?:")
_COUNTED = re.compile(r"[(]?共?(?:计)?\d{1,5}大?[项条个][^()]{0,12}[)]?$")


@dataclass(frozen=True)
class Setting:
    """Where a table stands: in which document, under which words and class, and whether these say that it lists powers."""

    source: Document
    kind: str = ""
    where: str = ""
    is_titled: bool = False
    body: str = ""


@dataclass
class _Entry:
    """An item while its rows are read."""

    name: str
    kind: str
    code: str
    serial: str
    where: str
    parent: str
    body: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str]:
        """The names of the item as a whole and of the part that it is."""
        return (self.parent, self.name) if self.parent else (self.name, "")

    def item(self, source: Document) -> Item:
        return Item(self.name, self.kind, self.code, source, self.fields, self.where, self.parent, self.body)


class Rows:
    """Reads the tables of one document, row after row, into items."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.columns: Columns | None = None
        self.kind = self.body = ""
        self.parent: _Entry | None = None
        self.is_fresh = self.is_shut = self.is_headed = False

    def read(self, table: Table, setting: Setting) -> list[Item]:
        """The items that a table adds; without a head of its own it goes on in the columns of the one before it."""
        begun, rows, at = len(self.entries), table.rows, 0
        self.setting = setting
        self.is_fresh = True
        goes_on = self.columns is not None and bool(rows) and len(rows[0]) == self.columns.width
        self.columns = self.columns if goes_on else None
        if setting.kind or table.caption:
            self.kind, self.parent = setting.kind, None
        self.body = setting.body or self.body
        while at < len(rows):
            at += self._head(rows, at) or self._row(rows[at], at)
        held = (entry.item(setting.source) for entry in self.entries[begun:])
        return [item for item in held if not any(is_gone(item.fields.get(role, "")) for role in ("note", "change"))]

    def _head(self, rows: Sequence[Row], at: int) -> int:
        """The number of rows of the head that begins at a row, which then tells the columns; 0 where none does."""
        found = columns_at(rows, at)
        if found is None:
            return 0
        below = rows[at + found.rows :]
        self.is_shut = not lists_powers(found, below, self.setting)
        self.columns = settled(found, below)
        self.is_fresh = self.is_headed = True
        return found.rows

    def _row(self, row: Row, at: int) -> int:
        columns = self.columns
        if columns is None:
            self._section(row)
        elif not self.is_shut:
            for start in range(0, len(row), columns.width):
                self._part(row[start : start + columns.width], at, columns)
        return 1

    def _part(self, row: Row, at: int, columns: Columns) -> None:
        filled = [cell for cell in row if cell.strip()]
        if not filled or self._section(row) or _is_counting(filled):
            return
        name, sub = clean_name(_at(row, columns.main)), _at(row, columns.sub)
        if any(_TOTAL.match(squeeze(text)) or _NOTE.match(squeeze(text)) for text in (filled[0], name)):
            return
        if self._goes_on(row, name, sub, columns):
            add(self.entries[-1].fields, _fields(row, columns))
        else:
            self._take(row, name, sub, at, columns)

    def _section(self, row: Row) -> bool:
        """Whether a row is a heading over the rows below it: of a class, of a department, or of anything."""
        filled = list(dict.fromkeys(cell for cell in row if cell.strip()))
        if len(filled) != 1:
            return False
        words, columns = filled[0], self.columns
        reaches = row.count(words) == len(row) and len(row) > 1
        stands = -1 if reaches or columns is None else row.index(words)
        body = body_of(words)
        if is_class_heading(words) or (reaches and class_in(words) and len(squeeze(words)) < 40):
            self.kind, self.parent = class_in(words), None
        elif body:
            self.body, self.kind, self.parent = body, self.setting.kind, None
        else:
            return (reaches and len(row) > 2) or (stands == 0 and columns is not None and columns.main != 0)
        return True

    def _goes_on(self, row: Row, name: str, sub: str, columns: Columns) -> bool:
        """Whether a row only goes on with the item above it."""
        if not self.entries:
            return False
        last = self.entries[-1]
        parts = parts_of(sub, name) if columns.sub is not None else []
        if not name and not parts:
            return True
        serial, code = squeeze(_at(row, columns.serial)), clean_code(_at(row, columns.code))
        kind = self._kind(row, columns)
        called = (name or last.parent or last.name, parts[0] if parts else "")
        alike = serial == last.serial and code in ("", last.code) and kind == last.kind
        if len(parts) < 2 and alike and called == last.identity:
            return True
        torn = self.is_fresh and name and not (serial or code or parts or _at(row, columns.kind))
        if torn and last.serial and not _PART_NUMBER.match(squeeze(_at(row, columns.main))):
            last.name += name
            self.is_fresh = False
            return True
        return False

    def _kind(self, row: Row, columns: Columns) -> str:
        """The class of a row: its own, else that of the heading over it, else that of the row above in a column of classes."""
        own = said(_at(row, columns.kind))
        above = self.entries[-1].kind if self.entries and columns.kind is not None and not self.is_headed else ""
        return own or self.kind or above

    def _take(self, row: Row, name: str, sub: str, at: int, columns: Columns) -> None:
        name = name or (self.parent.name if self.parent else "")
        if not _LETTERS.search(name) or NOTHING.fullmatch(squeeze(name)):
            return
        kind, where = self._kind(row, columns), f"{self.setting.where}第{at + 1}行"
        serial, code = squeeze(_at(row, columns.serial)), clean_code(_at(row, columns.code))
        entry = _Entry(name, kind, code, serial, where, "", self.body, _fields(row, columns))
        self.is_fresh = self.is_headed = False
        parts = [] if columns.sub is None else parts_of(sub, name)
        if not parts:
            entry.parent = self._whole(entry, squeeze(_at(row, columns.main)))
        if not entry.parent and not (
            parts and self.parent and (self.parent.name, self.parent.body) == (name, self.body)
        ):
            self.parent = entry
            self.entries.append(entry)
        elif not parts:
            self.entries.append(entry)
        self.entries += [replace(entry, name=part, parent=name, fields=dict(entry.fields)) for part in parts]

    def _whole(self, entry: _Entry, written: str) -> str:
        """The item whose part an item is by its number: 3.1 below 3, （1） without a number of its own below the last."""
        if self.parent is None or self.parent.body != self.body:
            return ""
        part = _PART_SERIAL.fullmatch(entry.serial)
        if part:
            return self.parent.name if self.parent.serial == part[1] else ""
        is_numbered = _PART_NUMBER.match(written) is not None and not entry.serial
        return self.parent.name if is_numbered and self.parent.serial else ""


def add(fields: dict[str, str], more: Mapping[str, str]) -> None:
    """Put to each field what it does not say yet."""
    for role, text in more.items():
        have = fields.get(role, "")
        if text and text not in have:
            fields[role] = f"{have}\n{text}" if have else text


def lists_powers(columns: Columns, below: Sequence[Row], setting: Setting) -> bool:
    """Whether a table lists powers: by its heads, its title, or because classes of power stand in it."""
    if columns.strict or setting.is_titled or setting.kind:
        return True
    kinds = settled(columns, below).kind
    if columns.is_doubtful:
        return False
    classes = kinds is not None and any(class_of(_at(row, kinds)) for row in below[:50])
    roles = {role for role, _ in columns.fields}
    return classes or ("basis" in roles and columns.telling > 1)


def _at(row: Row, column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _fields(row: Row, columns: Columns) -> dict[str, str]:
    """The other contents of a row by role; two columns of one role are put together."""
    found: dict[str, str] = {}
    for role, column in columns.fields:
        text, have = _at(row, column), found.get(role, "")
        found[role] = f"{have}\n{text}" if have and text and text != have else have or text
    if columns.kind is not None:
        found["class"] = _at(row, columns.kind)
    if columns.code is not None:
        found["code"] = _at(row, columns.code)
    return found


def clean_name(text: str) -> str:
    """A name without its number and without the line ends and spaces within it."""
    whole = _GAP.sub(lambda gap: "" if "\n" in gap[0] else " ", text).strip()
    return _NUMBER.sub("", _BETWEEN.sub("", whole)).strip()


def parts_of(text: str, name: str) -> list[str]:
    """The parts that a cell names: one, or several that are numbered from one on."""
    if NOTHING.fullmatch(squeeze(text)) or clean_name(text) == name:
        return []
    found = (clean_name(part).rstrip("；;。") for part in _numbered(text) or [text])
    return [part for part in found if _LETTERS.search(part)]


def _numbered(text: str) -> list[str]:
    """The stretches of a text that begin with 1, 2, 3 and so on; none when it does not count."""
    for marks in _COUNTS:
        starts = [match.start() for n, match in enumerate(marks.finditer(text), 1) if _ordinal(match) == n]
        if len(starts) > 1 and not text[: starts[0]].strip():
            return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return []


def _ordinal(mark: re.Match[str]) -> int:
    word = mark[1]
    return (
        int(word)
        if word.isdecimal()
        else "零一二三四五六七八九十".find(word)
        if word in "一二三四五六七八九十"
        else ord(word) - 0x245F
    )


def clean_code(text: str) -> str:
    """A code without spaces, or "" where a mark says that there is none."""
    return re.sub(r"\s", "", text) if not NOTHING.fullmatch(squeeze(text)) else ""


def _is_counting(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 4, or 甲 乙 1 2."""
    marks = [squeeze(cell).strip("()") for cell in cells]
    return len(marks) > 2 and all(re.fullmatch(r"\d{1,2}|[甲乙丙丁栏次]+", mark) for mark in marks)


def body_of(words: str) -> str:
    """The department that a heading names: 一、市林业局（12项）, or ""."""
    text = _COUNTED.sub("", unnumbered(words))
    told = _BODY_HEAD.match(text)
    text = text[told.end() :] if told else text
    text = _COUNTED.sub("", text)
    return text if 2 < len(text) <= 40 and is_body(bare_body(text)) else ""
