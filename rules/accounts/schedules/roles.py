"""The schedules of a whole budget or of final accounts: which stand in a document, which it only names, which are empty.

A schedule is known by the part that it plays, not by its name (财预〔2016〕143号 and the provinces' variants).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from crawler.snapshot import Document
from rules.accounts.once import Once
from rules.accounts.schedules.halves import two_sided
from rules.accounts.schedules.schedule import (
    APPROPRIATION,
    BALANCE,
    CAPITAL_TABLE,
    FUND_TABLE,
    OTHER,
    SUMS,
    THREE_PUBLIC,
    Schedule,
)
from rules.accounts.schedules.segments import sheet_of
from rules.accounts.schedules.sheet import Sheet
from rules.accounts.schedules.stretches import Stretch, stretches
from rules.accounts.schedules.sums import Reader, Sums
from rules.accounts.schedules.totals import columned
from rules.amounts import amount, stated_unit
from rules.phrases import squeeze
from rules.subject import document_year, kind_of

_EMPTY = re.compile(
    r"(?:本|此|该)表(?:为|是|系)?(?:空表?|无数据|没有数据|无内容|无数字)|(?:公开|列示|以|为)空表|^[(]?空表[)]?$|[(]空表[)]|无数据|没有数据|无此项|空表理由"
    r"|(?:无|没有)(?:相关)?(?:此项|该项|相关)?(?:数据|业务|收支|收入|支出)|不涉及|未发生|数据为(?:零|0|空)"
)
_NONE = re.compile(
    r"没有|无(?:此项|该项|任何|安排|使用|政府|国有|三公|相关|预算|支出|收入|收支|数据|基金)|未(?:安排|使用|发生|涉及|编制|列支)|不(?:涉及|存在|使用|安排)|为(?:零|0(?:\.0+)?(?:万?元)?(?:$|\D))|支出0(?:\.0+)?万?元"
)
_SUBJECTS = {
    FUND_TABLE: re.compile(r"(?:政府)?性?基金(?:预算|收|支|财政|拨款|的)|政府性基金"),
    CAPITAL_TABLE: re.compile(r"国有资本经营"),
    THREE_PUBLIC: re.compile(r"三公经费"),
}
_FIGURE = re.compile(r"\d+\.\d+|\d{1,3}(?:[,，]\d{3})+")
_NOTE = re.compile(
    r"(?:备?注|附注|说明|(?:单位|财务|部门)?负责人|(?:填[报表写]|制表|编制|审核|复核|经办|联系)人?|联系电话|(?:填[报表]|编制)日期|报送日期)[\d一二三四五]?[:.、(]"
)
_NIL = re.compile(r"0+(?:\.0+)?|[-—–]{1,3}|/")
_LONGEST_CLAUSE = 120
_ATTACHED = re.compile(
    r"(?:详?见|参见|列入|载于)[^。;]{0,8}(?:附件|附表|附后|附录|后附)|(?:报表|表格?|附表)[^。;]{0,6}(?:附后|见附|详见|(?:请)?点击)"
    r"|附件下载|附后[)]|[(]附件:|^[(]?见附[件表]|^附件[\d一二三四五六]{0,2}[::.、]?(?:1[.、])?.{2,40}表|^附件?[\d一二三四五六]{0,2}[::.、]?.{2,60}\.(?:xlsx?|docx?|pdf|et|wps|zip|rar)"
)


def schedules(document: Document) -> tuple[Schedule, ...]:
    """Every schedule of a document, in order of appearance: those that stand in it, and those that it only names."""
    return _schedules(Once.of(document))


@lru_cache(maxsize=512)
def _schedules(once: Once) -> tuple[Schedule, ...]:
    document = once.document
    year, kind = document_year(document), kind_of(document)
    nothing = dict(_declared(document.text))
    unit = _only_unit(document)
    found: list[Schedule] = []
    ruled: set[str] = set()
    for stretch in stretches(document):
        for role in stretch.roles:
            if stretch.typed and role in ruled:
                continue
            found.append(_schedule(stretch, role, kind, year, unit, nothing.get(role, "")))
            ruled |= {role} if found[-1].shown and not stretch.typed else set()
    shown = {each.role for each in found if each.shown}
    return tuple(_once(found, shown))


def _once(found: Iterable[Schedule], shown: set[str]) -> Iterator[Schedule]:
    """Each schedule that stands here; of those that do not, the first of each part, and the words that call it empty."""
    named: dict[str, Schedule] = {}
    for each in found:
        if each.shown:
            yield each
        elif each.role not in shown and (each.role not in named or (each.declared and not named[each.role].declared)):
            named[each.role] = each
    yield from named.values()


def attached(document: Document) -> str:
    """The words that say that the schedules stand in an attachment or at the end, or ""."""
    lines = [line for line in document.text.splitlines() if line.strip()]
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if "附" not in line and "点击" not in line and not (line.rstrip().endswith("详") and "附" in after[:6]):
            continue
        match = _ATTACHED.search(squeeze(line)) or _ATTACHED.search(squeeze(line + after[:40]))
        if match and any(word in said for said in (line, before) for word in ("表", "决算", "预算")):
            return line.strip()[:200]
    return ""


def _schedule(stretch: Stretch, role: str, kind: str, year: int | None, unit: str, nothing: str) -> Schedule:
    shown = stretch.is_formed
    sheet = sheet_of(stretch.rows, stretch.kept, stretch.typed) if shown else Sheet(())
    sums = _sums(role, Reader(sheet, stretch.name, kind, year))
    if stretch.typed and stretch.kept:
        sums = sums.agreeing(_sums(role, Reader(sheet_of(stretch.rows, False), stretch.name, kind, year)))
    figures = sheet.amounts
    own = stretch.rows[: _foot(stretch.rows)]
    figures = figures if len(own) == len(stretch.rows) else sheet_of(own, stretch.kept, stretch.typed).amounts
    empty = shown and not any(each.value for each in figures) and not any(_has_figure(row) for row in own)
    return Schedule(
        role=role,
        name=stretch.name,
        where=stretch.where,
        shown=shown,
        is_empty=empty,
        has_zeros=empty and (bool(figures) or any(_has_nil(row) for row in own)),
        declared=_empty_by(stretch) or nothing,
        unit=_unit(stretch) or unit,
        figures={key: figure for key, figure in sums.figures.items() if key in SUMS},
        others=sums.others,
        unclear=frozenset(sums.unclear),
    )


def _sums(role: str, reader: Reader) -> Sums:
    return Sums() if role == OTHER else two_sided(reader) if role in _TWO_SIDED else columned(reader)


def _foot(rows: Sequence[Sequence[str]]) -> int:
    """Where the notes below a table begin: what they say is no figure of it."""
    firsts = [next((text for cell in row if (text := squeeze(cell))), "") for row in rows]
    head = next((y for y, row in enumerate(rows) if len({*row} - {""}) > 2), len(rows))
    return next((y for y, first in enumerate(firsts) if y > head and _NOTE.match(first)), len(rows))


def _has_figure(row: Sequence[str]) -> bool:
    """Whether a row holds a number with decimals or groups that is not 0, even in a cell that is no plain amount."""
    return any(re.search("[1-9]", match[0]) for cell in row for match in _FIGURE.finditer(squeeze(cell)))


_TWO_SIDED = frozenset((BALANCE, APPROPRIATION))


def _has_nil(row: Sequence[str]) -> bool:
    """Whether a row prints that there is nothing: 0 or a dash."""
    return any(_NIL.fullmatch(squeeze(cell)) for cell in row)


def _empty_by(stretch: Stretch) -> str:
    """The words by a table that say that it is empty."""
    cells = [cell for row in stretch.rows[-3:] for cell in row if len(cell) > 5 and amount(cell) is None]
    said = (*stretch.around, stretch.name, *cells)
    return next((line.strip()[:200] for line in said if line and _EMPTY.search(squeeze(line))), "")


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """(part, words) for each clause of a text that says that there is nothing of a kind."""
    for line in text.splitlines():
        if "基金" not in line and "国有资本" not in line and "三公" not in line:
            continue
        for clause in re.split("[。;；]", squeeze(line)[:4000]):
            if len(clause) <= _LONGEST_CLAUSE and _NONE.search(clause):
                yield from ((role, clause) for role, words in _SUBJECTS.items() if words.search(clause))


def _unit(stretch: Stretch) -> str:
    """The unit stated by a table: above it, in its first rows, or in its name."""
    cells = [cell for row in stretch.rows[:6] for cell in row]
    said = (*stretch.around, *cells, stretch.name)
    return next((unit for line in said if len(line) <= 80 and (unit := stated_unit(line))), "")


def _only_unit(document: Document) -> str:
    """The unit that a document states, when it states only one."""
    lines: Sequence[str] = [*document.text.splitlines(), *(table.caption for table in document.tables)]
    units = {stated_unit(line) for line in lines if "单位" in line or ("元" in line and len(line) < 20)}
    units.discard("")
    return units.pop() if len(units) == 1 else ""
