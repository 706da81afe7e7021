"""What a careful person reads in a workbook that came back: which decision stands for which line, and where nobody can be sure.

Knows nothing of the program that imports: it reads the cells before they are
written to a file, with what each change said that they mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import product

from bench.import_mutations_book import Book, Cell, Row, Sheet
from bench.import_mutations_city import PERIOD, TODAY, City, Line

DECIDE = ("改为扣分", "理由", "姓名", "日期")
FORM: Mapping[str, tuple[str, ...]] = {
    "检查发现": (
        *("单位编号", "单位", "指标", "位置", "问题", "对象", "说明", "证据网址", "取得时间", "原文", "单价", "扣分"),
        *("督查员意见", *DECIDE, "编号"),
    ),
    "无法检测": (
        *("单位编号", "单位", "指标", "位置", "结果", "可能的问题", "对象", "原因", "证据网址", "单价", "不能评定的分"),
        *("核实结果", *DECIDE, "编号"),
    ),
    "实地检查": (
        *("单位编号", "组别", "单位", "事项", "登载处", "应查日期", "查什么", "依据", "满分"),
        *("结果", "得分", "日期、版面或地点", "情况", "姓名", "日期", "编号"),
    ),
    "申诉": (
        *("申诉号", "单位编号", "单位", "指标", "问题", "对象", "申诉理由", "证据", "收到日期"),
        *("答复", *DECIDE, "编号"),
    ),
}
TELLS = frozenset("单位编号 单位 指标 位置 问题 可能的问题 结果 对象 事项 应查日期 申诉号".split())
WORDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "检查发现": ("督查员意见", ("维持", "撤销", "改为")),
    "无法检测": ("核实结果", ("属实", "不属实", "改为")),
    "申诉": ("答复", ("维持", "撤销", "改为")),
}
UNSEEN = "无法查看"
WITH_REASON = ("撤销", "不属实", "改为")
NAMED = re.compile(
    r"\d{4}-\d\d/[a-z0-9_-]+/[A-Za-z0-9._-]+/[0-9a-f]{10}~[0-9a-f]{4}|onsite/[^/]+/[^/]+/\d{4}-\d\d-\d\d"
)
STAMPS = ("格式版本", "城市", "期别", "考核方案")


@cache
def inputs(sheet: str) -> tuple[str, ...]:
    """The columns of a sheet that people fill in."""
    form = FORM[sheet]
    first = form.index(WORDS[sheet][0] if sheet in WORDS else "结果")
    return form[first:-1]


@cache
def plain(text: object) -> str:
    """A text for comparing: full-width as half-width, without any space."""
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", str(text)))


@dataclass(frozen=True)
class Said:
    """One decision, answer or mark as a person reads it. `seen` and `note` are of marks on site."""

    sheet: str
    id: str
    word: str
    points: Decimal | None
    reason: str
    by: str
    on: date
    seen: str = ""

    def __str__(self) -> str:
        points = "" if self.points is None else f" {self.points}"
        return f"{self.sheet} {self.id}: {self.word}{points} ({self.by}, {self.on}; {self.seen} {self.reason[:20]})"


@dataclass
class Expected:
    """What may come of a file. With anything in `refuse` only a refusal is right; `said` is what each line that speaks may say."""

    refuse: list[str] = field(default_factory=list)
    said: dict[tuple[str, str], list[frozenset[Said]]] = field(default_factory=dict)

    @property
    def sure(self) -> dict[tuple[str, str], frozenset[Said]]:
        """What each line says where there is one reading."""
        return {key: frozenset.intersection(*found) for key, found in self.said.items()}


@dataclass(eq=False)
class Original:
    """The workbook as it was exported: the words of every line and the stamps."""

    told: dict[tuple[str, str], dict[str, str]]
    stamps: dict[str, str]
    before: dict[tuple[str, str], tuple[str, ...]]  # what lines said already
    alike: set[tuple[str, str]]  # lines that only their evidence tells apart

    @classmethod
    def of(cls, book: Book) -> Original:
        """Of an exported workbook, whose columns get their roles here."""
        told, before = {}, {}
        for sheet in book.sheets:
            if sheet.role in FORM:
                for row in sheet.lines:
                    words = {
                        column.role: plain(cell.text) for column, cell in zip(sheet.columns, row.cells, strict=True)
                    }
                    at = (sheet.role, row.cells[sheet.at("编号") or 0].text)
                    if at[1]:
                        told[at] = words
                        before[at] = _texts(sheet, row)
        shown = [(sheet, *(words[role] for role in words if role in TELLS)) for (sheet, _), words in told.items()]
        alike = {at for at, words in zip(told, shown, strict=True) if shown.count(words) > 1}
        return cls(told, dict(stamps(book)), before, alike)


@cache
def _known(original: Original, sheet: str, role: str) -> frozenset[str]:
    return frozenset(words.get(role, "") for (name, _), words in original.told.items() if name == sheet)


def _texts(sheet: Sheet, row: Row) -> tuple[str, ...]:
    """What is written into the inputs of a row, points of formulas left out."""
    at = [sheet.at(role) for role in inputs(sheet.role)]
    return tuple(
        plain(row.cells[number].text) if number is not None and not row.cells[number].formula else "" for number in at
    )


def stamps(book: Book) -> Iterator[tuple[str, str]]:
    """What the sheet of the version says, its labels and values."""
    for sheet in book.sheets:
        if sheet.role == "版本":
            for row in sheet.rows:
                cells = [cell for cell in row.cells if not cell.blank]
                if len(cells) > 1:
                    means = cells[1].means
                    yield plain(cells[0].text), plain(cells[1].text if not means else str(means[0]))


def expected(book: Book, original: Original, city: City) -> Expected:
    """What a careful person would say that a workbook says."""
    result = Expected()
    found = dict(stamps(book))
    for name, value in original.stamps.items():
        if any(stamp in name for stamp in STAMPS) and found.get(name) != value:
            result.refuse.append(f"版本: {name} {value} → {found.get(name)}")
    copies: dict[str, list[dict[tuple[str, str], frozenset[Said]]]] = {}
    for sheet in book.sheets:
        if sheet.role in FORM and sheet.columns:
            here = Expected()
            _read(sheet, original, city, here)
            _agree(here)
            result.refuse += [f"{sheet.name}: {why}" for why in here.refuse]
            copies.setdefault(sheet.role, []).append(here.sure)
            for key, said in here.said.items():
                result.said.setdefault(key, []).extend(said)
    for role, each in copies.items():
        if any(other != each[0] for other in each[1:]):
            result.refuse.append(f"{role}: two sheets that do not say the same")
    return result


def _agree(found: Expected) -> None:
    """Nobody can say which of two rows counts when one person says different things of one line."""
    for key, rows in found.said.items():
        if len(rows) > 1 and not frozenset.intersection(*rows):
            people = [{plain(said.by) for said in row} for row in rows]
            if any(people[a] & people[b] and not rows[a] & rows[b] for a in range(len(rows)) for b in range(a)):
                found.refuse.append(f"{key[1]}: said twice, differently")


def _read(sheet: Sheet, original: Original, city: City, result: Expected) -> None:
    covered = list(_covered(sheet))
    names = inputs(sheet.role)
    at = [number for number, column in enumerate(sheet.columns) if column.role in names]
    for number, row in enumerate(sheet.rows[sheet.head + 1 :], sheet.head + 1):
        if any(
            cell.value is not None or cell.formula or cell.means
            for cell in [row.cells[x] for x in at if x < len(row.cells)]
        ):
            cells = {column.role: cell for column, cell in zip(sheet.columns, row.cells, strict=False) if column.role}
            if not _is_header(sheet, row):
                spoiled = [span for span in covered if span[0] <= number <= span[2]]
                _read_row(sheet, cells, spoiled, original, city, result)


def _covered(sheet: Sheet) -> Iterator[tuple[int, int, int, int]]:
    """Merged cells over the words of several rows: nobody can be sure for which of them they count."""
    for top, left, bottom, right in sheet.merges:
        roles = {sheet.columns[at].role for at in range(left, min(right + 1, len(sheet.columns)))}
        said = (
            any(not cell.blank for cell in sheet.rows[top].cells[left : right + 1]) if top < len(sheet.rows) else False
        )
        if bottom > top and said and roles & ({*inputs(sheet.role)[:2], "编号"}):
            yield top, left, bottom, right


def _is_header(sheet: Sheet, row: Row) -> bool:
    """Whether a row repeats the header."""
    head = sheet.rows[sheet.head].cells if 0 <= sheet.head < len(sheet.rows) else []
    return sum(a.value == b.value and a.value is not None for a, b in zip(row.cells, head, strict=False)) > 6


def _read_row(
    sheet: Sheet,
    cells: Mapping[str, Cell],
    spoiled: Sequence[object],
    original: Original,
    city: City,
    result: Expected,
) -> None:
    names = inputs(sheet.role)
    given = {name: cells.get(name, Cell()) for name in names}
    line, why = _line(sheet.role, cells, original, city)
    written = {name: cell for name, cell in given.items() if not _is_blank(name, cell, line)}
    if not written:
        return
    if spoiled:
        result.refuse.append("cells merged over several rows")
        return
    if set(written) <= {"姓名", "日期"}:
        return
    if line is None:
        told = " | ".join(cell.text for cell in cells.values() if not cell.blank)
        result.refuse.append(f"{why}: {told[:90]}")
        return
    if not set(names[:2]) & set(written):
        result.refuse.append(f"{line.id}: words, and nothing decided")
        return
    said = frozenset(_said(sheet.role, line, written))
    if not said:
        result.refuse.append(
            f"{line.id}: not clear: {' | '.join(cell.text or cell.formula for cell in given.values())[:90]}"
        )
        return
    result.said.setdefault((sheet.role, line.id), []).append(said)


def _is_blank(name: str, cell: Cell, line: Line | None) -> bool:
    if cell.means:
        return False
    if (
        name == "得分" and cell.formula and cell.means is None and (line is None or line.answers or cell.text == "")
    ):  # the sheet's own
        return True
    if name == "得分" and line and line.answers and isinstance(cell.value, str) and cell.means is None:
        return plain(cell.text) in ("", "—", "-")
    return cell.blank or (cell.means is None and not plain(cell.text) and not cell.formula)


PRICES = {"单价", "扣分", "不能评定的分"}  # they tell no line from its twin


def _line(sheet: str, cells: Mapping[str, Cell], original: Original, city: City) -> tuple[Line | None, str]:
    """The line that a row is about, by its name and its words, which must not speak of different ones."""
    words = {
        role: plain(cell.text) for role, cell in cells.items() if role in FORM[sheet] and role not in inputs(sheet)
    }
    id = unicodedata.normalize("NFKC", cells["编号"].text).strip() if "编号" in cells else ""
    own = original.told.get((sheet, id))
    if own is None:
        if NAMED.fullmatch(id):
            return None, "the name of another line"
        near = [
            at
            for at in original.told
            if at[0] == sheet
            and (not id or _near(id, at[1]))
            and all(not words.get(role) or words[role] == original.told[at][role] for role in words if role != "编号")
        ]
        some = sum(bool(words.get(role)) for role in TELLS)
        return (_named(near[0], city), "") if len(near) == 1 and some > 2 else (None, "no name")
    differ = [role for role in words if role != "编号" and words[role] and words[role] != own[role]]
    others = [role for role in differ if words[role] in _known(original, sheet, role)]
    if (sheet, id) in original.alike and set(others) - PRICES:
        return None, "evidence of another line"
    if any(role in TELLS for role in others):
        return None, "the words of another line"
    return _named((sheet, id), city), ""


def _near(id: str, name: str) -> bool:
    """Whether a damaged name can be a whole one: a part of it, or one in other letters or with more around it."""
    a, b = plain(id).casefold(), name.casefold()
    return len(a) > 5 and (a in b or b in a)


def _named(at: tuple[str, str], city: City) -> Line:
    if at[0] == "申诉":
        return next(line for line in city.appeals.values() if line.id == at[1])
    return city.lines[at[1]]


# --- The words of a row


def _said(sheet: str, line: Line, written: Mapping[str, Cell]) -> Iterator[Said]:
    if not {"姓名", "日期"} <= set(written):
        return
    found = {name: _means(name, cell) for name, cell in written.items()}
    others = [[*found.get(name, ("",))] for name in ("姓名", "日期")]
    for by, on in product(*others):
        if not isinstance(on, date) or not PERIOD.first <= on <= TODAY or not str(by).strip():
            continue
        if sheet == "实地检查":
            seen, notes = found.get("日期、版面或地点", ("",)), found.get("情况", ("",))
            for word, points in _marks(line, found):
                yield from (
                    Said(sheet, line.id, word, points, str(note), str(by), on, str(place))
                    for place in seen
                    for note in notes
                )
        else:
            for word, points, reason in _rulings(sheet, line, found):
                yield Said(sheet, line.id, word, points, reason, str(by), on)


Found = Mapping[str, tuple[object, ...]]


def _rulings(sheet: str, line: Line, found: Found) -> Iterator[tuple[str, Decimal | None, str]]:
    column, allowed = WORDS[sheet]
    for word, points, reason in product(
        found.get(column, ()), found.get("改为扣分", (None,)), found.get("理由", ("",))
    ):
        if word not in allowed or (word in WITH_REASON and not str(reason).strip()):
            continue
        if word == "属实" and not line.problem:
            continue
        if word == "改为":
            if isinstance(points, Decimal) and 0 <= points <= line.most:
                yield str(word), points, str(reason)
        elif points is None or (word in ("撤销", "不属实") and points == 0):
            yield str(word), None, str(reason)


def _marks(line: Line, found: Found) -> Iterator[tuple[str, Decimal | None]]:
    worth = dict(line.answers)
    for word, points in product(found.get("结果", ("",)), found.get("得分", (None,))):
        if word == UNSEEN:
            if points is None:
                yield UNSEEN, None
        elif line.answers:
            if word in worth and points in (None, worth[str(word)]):
                yield str(word), worth[str(word)]
        elif word == "" and isinstance(points, Decimal) and 0 <= points <= line.most:
            yield "", points


def _means(name: str, cell: Cell) -> tuple[object, ...]:
    """What a cell says: what its change told, else what stands in it."""
    if cell.means is not None:
        return cell.means
    if cell.formula:
        return ()
    if name in ("改为扣分", "得分"):
        value = points(cell)
        return () if value is None else (value,)
    if name == "日期":
        value = day(cell)
        return () if value is None else (value,)
    if not isinstance(cell.value, str):
        return ()
    return (plain(cell.text),) if name in ("督查员意见", "核实结果", "答复", "结果") else (cell.text,)


def points(cell: Cell) -> Decimal | None:
    """A number that stands as one, in digits and a point; None for all else."""
    if isinstance(cell.value, bool | date) or cell.style == "percent":
        return None
    text = plain(cell.text)
    try:
        return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?|-?\d+(\.\d+)?e[+-]?\d+", text, re.IGNORECASE) else None
    except InvalidOperation:
        return None


def day(cell: Cell) -> date | None:
    """A date that stands as one."""
    if isinstance(cell.value, date):
        return cell.value
    found = (
        re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", plain(cell.text))
        if isinstance(cell.value, str)
        else None
    )
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


# --- What came of it


def complaints(wanted: Expected, taken: Iterable[Said], before: Iterable[Said] = ()) -> Iterator[str]:
    """What is wrong with what an import took, of a file that says this; nothing for one that took what stands there."""
    took = list(taken)
    if wanted.refuse:
        yield f"taken in, though no one can be sure: {wanted.refuse[0]}"
        return
    for said in took:
        rows = [row for (sheet, id), found in wanted.said.items() if same_line(sheet, id, said) for row in found]
        if not any(same(said, each) for row in rows for each in row):
            read = " or ".join(str(each) for row in rows for each in row) or "nothing"
            yield f"taken: {said}; a person reads: {read}"
    known = [*took, *before]
    for (_, id), found in wanted.said.items():
        for row in found:
            if not any(same(each, one) for one in row for each in known):
                yield f"lost: {id}: {' or '.join(map(str, row))}"


def same_line(sheet: str, id: str, said: Said) -> bool:
    """Whether something taken is about a line; names may have lost what was seen."""
    return said.sheet == sheet and said.id.partition("~")[0] == id.partition("~")[0]


def same(taken: Said, read: Said) -> bool:
    """Whether two say the same, but for spaces and widths of letters."""
    about = same_line(read.sheet, read.id, taken) and taken.on == read.on and taken.word == read.word
    words = [(taken.by, read.by), (taken.reason, read.reason), (taken.seen, read.seen)]
    return about and _equal(taken.points, read.points) and all(plain(a) == plain(b) for a, b in words)


def _equal(a: Decimal | None, b: Decimal | None) -> bool:
    return a == b if a is None or b is None else abs(a - b) < Decimal("1e-9")


def roles(book: Book) -> None:
    """Gives every column its role by its place in the form. Raises ValueError for a workbook of another form."""
    for sheet, (name, form) in zip(_forms(book), FORM.items(), strict=True):
        if len(sheet.columns) < len(form):
            raise ValueError(f"{sheet.name}: {len(sheet.columns)} columns")
        sheet.role = name
        head = next(
            at for at, row in enumerate(sheet.rows) if len([cell for cell in row.cells if not cell.blank]) >= len(form)
        )
        sheet.head = head
        for column, role in zip(sheet.columns, form, strict=False):
            column.role = role


def _forms(book: Book) -> list[Sheet]:
    """The sheets that people fill in, by their places: 检查发现, 无法检测, 实地检查 and 申诉 are the third to the sixth."""
    book.sheets[-1].role = "版本"
    return book.sheets[2:6]
