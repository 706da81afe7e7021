"""Workbooks that come back from inspectors: cells in, and out come rulings, marks and answers, or every fault at once.

Nothing is guessed: a row speaks of the line whose id it has, and of no other; what could be meant in two ways is refused.
A row without inputs says nothing, and what was said before is not erased by clearing it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from checker.returns_form import ABOUT, BY, FORMS, KEY, LABELS, ON, ON_SITE, VERSION, Form
from checker.returns_grid import disguised, form_of, grid, has_head, is_heading_again
from checker.returns_known import Known
from checker.returns_marks import read_mark
from checker.returns_row import Row, Said, speaks_without_id
from checker.returns_rulings import READERS
from checker.returns_words import Words, alike
from checker.rulings import Ruling
from checker.visits import SiteMark
from crawler.reading.office.workbook import Kind, Sheet, Workbook, address
from crawler.refusal import Fault


@dataclass
class Returned:
    """What a workbook says, in the order of its rows, or its faults: then nothing of it counts.

    `unsaid` counts rows with a name or a day and no decision, `formulas` the cells of which a formula's result was read;
    `absent` are the sheets that are not there.
    """

    said: list[Said] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unsaid: int = 0
    formulas: int = 0
    absent: list[str] = field(default_factory=list)

    @property
    def fresh(self) -> list[Said]:
        """What was not said before."""
        return [each for each in self.said if not each.known]

    @property
    def rulings(self) -> list[Ruling]:
        """The new rulings, answers to appeals left out."""
        return [each.word for each in self.fresh if isinstance(each.word, Ruling) and each.appeal is None]

    @property
    def marks(self) -> list[SiteMark]:
        """The new marks on site."""
        return [each.word for each in self.fresh if isinstance(each.word, SiteMark)]

    @property
    def answers(self) -> list[tuple[int, Ruling]]:
        """The new answers, each with the number of its appeal."""
        return [
            (each.appeal, each.word) for each in self.fresh if each.appeal is not None and isinstance(each.word, Ruling)
        ]

    @property
    def unchanged(self) -> int:
        """How many rows say what was said before."""
        return len(self.said) - len(self.fresh)


def stamps(book: Workbook, words: Words) -> dict[str, str]:
    """What the workbook says of itself (版本), by label; empty when there is no such sheet, or more than one."""
    sheets = [sheet for sheet in book.sheets if words.meant(sheet.name, (ABOUT,))]
    found: dict[str, str] = {}
    for (row, column), cell in sheets[0].cells.items() if len(sheets) == 1 else ():
        label = words.meant(cell.text, LABELS)
        beside = sheets[0].cells.get((row, column + 1))
        if label and beside and label not in found:
            found[label] = beside.text[:7] if beside.kind is Kind.DATE else beside.text.strip()
    return found


def misfits(given: dict[str, str], known: Known) -> Iterator[Fault]:
    """Why a workbook is not one of this city, stage, scheme and form."""
    if not given:
        yield Fault("没有“版本”这张表，不是本程序导出的表格", "请用 gongkai export 导出的表格填写", ABOUT)
        return
    if given.get(LABELS[0]) != VERSION:
        values = {"given": given.get(LABELS[0], ""), "version": VERSION}
        yield Fault("表格的格式版本是“{given}”，本程序读 {version}", "请用现在的程序重新导出", ABOUT, None, values)
        return
    for label, right in known.stamps.items():
        if alike(given.get(label, "")) != alike(right):
            values = {"label": label, "given": given.get(label, ""), "right": right}
            remedy = "请导入这里导出的表格；方案改过的，请重新检查、导出"
            yield Fault("“{label}”是“{given}”，这里是“{right}”", remedy, ABOUT, None, values)


def returned(book: Workbook, known: Known, source: str) -> Returned:
    """What a workbook says of a stage. `source` names the file by its digest."""
    found = Returned(faults=list(misfits(stamps(book, known.words), known)))
    if found.faults:
        return found
    present: set[Form] = set()
    for sheet in book.sheets:
        form = form_of(sheet, known.words)
        if form is None:
            found.faults += _disguise(sheet, known)
        else:
            present.add(form)
            _read_sheet(sheet, form, known, source, found)
    found.absent = [form.sheet for form in FORMS if form not in present]
    _one_word_each(found)
    return found


def _disguise(sheet: Sheet, known: Known) -> Iterator[Fault]:
    """Why a sheet of another name is refused: it is one to fill in, and something is decided in it, or it has lost its head."""
    if hidden := disguised(sheet, known.words):
        form, place = hidden
        remedy = "请把工作表改回原名“{sheet}”；多出的副本请删除"
        where = f"{sheet.name}!{address(place)}"
        yield Fault("工作表名不对，其中有意见", remedy, where, None, {"sheet": form.sheet})
    elif not has_head(sheet, known.words):
        ids = (place for place, cell in sheet.cells.items() if known.has_id(cell.text.strip()))
        if (at := next(ids, None)) is not None:
            remedy = "请恢复表头和工作表的原名；多出的副本请删除"
            yield Fault("工作表名不对，也没有表头，其中有编号", remedy, f"{sheet.name}!{address(at)}")


def _read_sheet(sheet: Sheet, form: Form, known: Known, source: str, found: Returned) -> None:
    rows = grid(sheet, form, known.words)
    found.faults += rows.faults
    for line in rows.lines:
        row = Row(line, form, known, source)
        said = _read(row, found)
        found.faults += row.faults
        if said:
            found.said.append(said)
            found.formulas += sum(line.cell(heading).formula for heading in _read_columns(row))


def _read_columns(row: Row) -> Iterable[str]:
    return [heading for heading in row.given if row.form is not ON_SITE or heading != row.form.inputs[1]]


def _read(row: Row, found: Returned) -> Said | None:
    if not row.given or is_heading_again(row.line, row.form, row.known.words) or _is_own_formula(row):
        return None
    if not row.id:
        if speaks_without_id(row):
            row.fault(KEY, "这一行有意见，没有编号", "请从原表格复制编号；合计和备注不要写在填写的列里")
        return None
    if row.given <= {BY, ON}:
        found.unsaid += 1
        return None
    return read_mark(row) if row.form is ON_SITE else READERS[row.form](row)


def _is_own_formula(row: Row) -> bool:
    """Whether all that stands in a row is what the workbook works out itself."""
    if row.form is not ON_SITE:
        return False
    line = row.known.lines.get(row.id)
    score = row.form.inputs[1]
    return bool(line and line.matter.answers and row.given <= {score, BY, ON} and row.line.cell(score).formula)


def _one_word_each(found: Returned) -> None:
    """Notes every line of which two rows say different things; those that say the same count once."""
    first: dict[str, Said] = {}
    for each in found.said:
        about = f"{each.appeal is None} {each.about}"
        before = first.setdefault(about, each)
        if before is not each and before.says != each.says:
            values = {"other": before.where}
            remedy = "请只留一行"
            found.faults.append(Fault("同一个编号填了两次，与 {other} 说的不同", remedy, each.where, None, values))
    found.said = list(first.values())


def disagreements(files: Sequence[tuple[str, Returned]], *, settles: bool) -> Iterator[Fault]:
    """Why several workbooks cannot be taken in together: one person says two things of one line, or two would settle it."""
    first: dict[tuple[str, ...], tuple[str, Said]] = {}
    for name, found in files:
        for each in found.fresh:
            about = (each.about, str(each.appeal is None), "" if settles or each.appeal is not None else each.word.by)
            other, before = first.setdefault(about, (name, each))
            if before is each:
                continue
            values = {"other": f"{other} {before.where}", "by": before.word.by}
            if each.appeal is not None and before.word.by != each.word.by:
                what = "这个申诉已在 {other} 由 {by} 答复"
                yield Fault(what, "一个申诉只有一个答复，请只留一个", f"{name} {each.where}", None, values)
            elif before.says[:2] != each.says[:2]:
                what = "与 {other} 说的不同，不知以哪个为准"
                yield Fault(what, "请只留一个，或分两次导入", f"{name} {each.where}", None, values)
