"""The rows of a sheet that came back: columns found by their headings, wherever they stand now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checker.returns_form import FORMS, KEY, Form
from checker.returns_values import NOTHING, is_blank
from checker.returns_words import Words
from crawler.reading.office.workbook import At, Cell, Sheet, address
from crawler.refusal import Fault

TOP_ROWS = 100  # among which the header is looked for
HEADINGS = 3  # of the needed ones that make a row the header


@dataclass(frozen=True)
class Line:
    """A row below the header: its cells by heading."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    cells: Mapping[str, Cell]

    def cell(self, heading: str) -> Cell:
        """The cell in a column; nothing where there is no such column or cell."""
        return self.cells.get(heading, NOTHING)

    def where(self, heading: str) -> str:
        """Where the cell stands, as people say it: 检查发现!M7."""
        return f"{self.sheet}!{address((self.row, self.columns.get(heading, 0)))}"


@dataclass
class Grid:
    """The rows of a sheet, and what is wrong with the sheet as a whole: then there are no rows."""

    form: Form
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def grid(sheet: Sheet, form: Form, words: Words) -> Grid:
    """The rows of a sheet of that form."""
    found = Grid(form)
    rows: dict[int, dict[int, Cell]] = {}
    for (y, x), cell in sheet.cells.items():
        rows.setdefault(y, {})[x] = cell
    head = next((y for y in sorted(rows)[:TOP_ROWS] if _is_head(rows[y], form, words)), None)
    if head is None:
        if rows:
            values = {"columns": form.needed}
            found.faults.append(Fault("找不到表头", "表头应有：{columns}", sheet.name, None, values))
        return found
    columns, found.faults = _columns(sheet.name, head, rows[head], form, words)
    if not found.faults:
        found.faults = [*_above(sheet.name, head, rows, columns, form), *_merged(sheet, head, form, columns)]
        found.lines = [_line(sheet.name, y, columns, rows[y]) for y in sorted(rows) if y > head]
    return found


def _line(name: str, row: int, columns: Mapping[str, int], cells: Mapping[int, Cell]) -> Line:
    return Line(name, row, columns, {heading: cells[at] for heading, at in columns.items() if at in cells})


def _headings(cells: Mapping[int, Cell], form: Form, words: Words) -> Iterator[tuple[str, int]]:
    known = (*form.needed, *form.tells, *form.proves)
    for at in sorted(cells):
        if heading := words.heading(cells[at].text, known):
            yield heading, at


def _is_head(cells: Mapping[int, Cell], form: Form, words: Words) -> bool:
    found = {heading for heading, _ in _headings(cells, form, words)}
    return len(found & set(form.needed)) >= HEADINGS


def _columns(
    name: str, head: int, cells: Mapping[int, Cell], form: Form, words: Words
) -> tuple[dict[str, int], list[Fault]]:
    found: dict[str, int] = {}
    faults = []
    for heading, at in _headings(cells, form, words):
        if heading in found:
            values = {"heading": heading, "first": address((head, found[heading]))}
            what, remedy = "有两列“{heading}”（另一列在 {first}）", "请删除多出的一列"
            faults.append(Fault(what, remedy, f"{name}!{address((head, at))}", None, values))
        found.setdefault(heading, at)
    missing = [heading for heading in form.needed if heading not in found]
    if missing:
        remedy = "请从原表格恢复这些列的表头和内容，或重新导出"
        faults.append(Fault("缺少列：{columns}", remedy, name, None, {"columns": missing}))
    return found, faults


def _above(
    name: str, head: int, rows: Mapping[int, Mapping[int, Cell]], columns: Mapping[str, int], form: Form
) -> Iterator[Fault]:
    """The first row over the header with an id or a decision and as much beside it as a row below: it would not be read."""
    for y in (y for y in sorted(rows) if y < head):
        filled = {heading: at for heading, at in columns.items() if not is_blank(rows[y].get(at, NOTHING))}
        if not filled.keys().isdisjoint((KEY, form.decides)) and len(filled) > HEADINGS:
            where = f"{name}!{address((y, min(filled.values())))}"
            yield Fault("表头上面还有内容行，不会读到", "请把表头放在所有行的上面，或重新导出", where, None, {})
            return


def _merged(sheet: Sheet, head: int, form: Form, columns: Mapping[str, int]) -> Iterator[Fault]:
    """Cells merged over several rows or columns that are read: nobody can say for which of them their value counts."""
    read = {columns[heading] for heading in form.needed}
    for each in sheet.merged:
        (top, left), (bottom, right) = each.first, each.last
        covered = [at for at in range(left, right + 1) if at in read]
        cell = sheet.cells.get(each.first, NOTHING)
        if top > head and left in read and (bottom > top or len(covered) > 1) and not is_blank(cell):
            where = f"{sheet.name}!{address(each.first)}"
            yield Fault(
                "合并了单元格（到 {last}），看不出各行怎样填",
                "请取消合并，逐行填写",
                where,
                None,
                {"last": address(each.last)},
            )


def is_heading_again(line: Line, form: Form, words: Words) -> bool:
    """Whether a row repeats the header, as on each printed page."""
    return all(words.heading(line.cell(heading).text, (heading,)) for heading in (KEY, form.decides))


def form_of(sheet: Sheet, words: Words) -> Form | None:
    """The form that a sheet's name says it has."""
    return next((form for form in FORMS if words.meant(sheet.name, (form.sheet,))), None)


def has_head(sheet: Sheet, words: Words) -> bool:
    """Whether any of the first rows has the heading of an id or of a column that decides."""
    top = (cell.text for (y, _), cell in sheet.cells.items() if y < TOP_ROWS)
    return any(words.heading(text, (KEY, *(form.decides for form in FORMS))) for text in top)


def disguised(sheet: Sheet, words: Words) -> tuple[Form, At] | None:
    """The form of a sheet under another name, and where something is decided in it."""
    for form in FORMS if has_head(sheet, words) else ():
        found = grid(sheet, form, words)
        for line in found.lines:
            if not is_heading_again(line, form, words) and not is_blank(line.cell(form.decides)):
                return form, (line.row, line.columns[form.decides])
    return None
