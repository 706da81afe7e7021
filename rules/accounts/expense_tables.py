"""Tables of the three public expenses: heads down the rows or along the header, in whatever columns officials print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from crawler.reading.value import Table
from rules.accounts.bodies import Bodies
from rules.accounts.chosen import Printed, Years, changed, of_last_year, of_the_year, one, planned
from rules.accounts.heads import NAMES, PARTS, TOTAL, deepest, head_of, is_total_of_three
from rules.accounts.layout import Cell, Layout, layout_of, subject_of, unit_in
from rules.accounts.senses import Sense, sense_of
from rules.accounts.sums import is_sum, parts_of
from rules.accounts.value import COUNTS, MEETINGS, TRAINING, Change, Figure, Stated
from rules.amounts import Amount, stated_unit
from rules.phrases import squeeze

_CLASSES = re.compile(
    r"(?:3[01]\d{3})?(?:办公费|印刷费|咨询费|手续费|水费|电费|邮电费|取暖费|物业管理费|差旅费|维修\(护\)费|租赁费|专用材料费|劳务费|委托业务费"
    r"|工会经费|福利费|基本工资|津贴补贴|奖金|绩效工资|商品和服务支出|工资福利支出|对个人和家庭的?补助(?:支出)?|资本性支出|其他交通费用|税金及附加费用|3[01]\d{3})"
)
_DAYS = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|[-./]\d{1,2}[-./]\d{1,2})")
Figures = Mapping[str, Figure]


def expenses(table: Table, year: int | None, names: tuple[str, ...]) -> Stated | None:
    """What a table states of the three public expenses in a year; None for a table that is not about them.

    `year` chooses among the columns, `names` (of the body) the row in a table of many bodies; None as well when such a
    table has no row of it. Where 合计 and 财政拨款 stand side by side, 合计 is taken: the sum that must be that of its
    parts in the same column. A figure whose column cannot be told has no amount, and its `where` says so.
    """
    layout = layout_of(table)
    if not _is_about_them(table, layout):
        return None
    cells = Bodies(layout, table.caption).own(names)
    if cells is None:
        return None
    years = _years(table, layout, year, cells)
    printed = [_printed(table, layout, cell) for cell in cells]
    unit = unit_in(layout, table)
    heads = [each for each in printed if each.key in NAMES]
    mine = of_the_year(heads, years)
    figures = _read(mine, printed)
    kind = next((each.sense.kind for each in mine), "")
    last = of_last_year(heads, years, kind, any(each.sense.change for each in heads))
    plans = planned(heads, years) if kind == "final" else []
    others = [each for each in printed if each.key in (MEETINGS, TRAINING)]
    return Stated(
        figures=figures,
        last=_read(last, printed),
        planned=_read(plans, printed),
        changes=_changes(heads, years, bool(last), bool(plans)),
        counts=_each(of_the_year([each for each in printed if each.key in COUNTS], years)),
        others=_each(of_the_year(others, years)),
        unit=unit or next((f.amount.unit for f in figures.values() if f.amount and f.amount.unit), ""),
    )


def _printed(table: Table, layout: Layout, cell: Cell) -> Printed:
    """A cell with what its labels say: heads on the one side, years, kinds and money on the other or on both."""
    above = cell.above or ()
    named, other = (above, cell.beside) if layout.across else (cell.beside, above)
    key = subject_of(named) or deepest(named)
    sense = sense_of((*(_telling(cell.beside) if layout.across else _sections(cell.beside)), *above))
    label = named[-1] if named else ""
    column = " ".join(other) if layout.across else " ".join(above)
    where = f"{table.where} 第{cell.row + 1}行 {' '.join(named)} {column}".strip()
    quote = " | ".join(dict.fromkeys(text for each in table.rows[cell.row] if (text := each.strip())))
    unit = stated_unit(label) if key in NAMES else ""
    return Printed(
        key, label, cell.text, sense, cell.row, re.sub(r"\s+", " ", where), quote, unit, cell.above is not None
    )


def _telling(labels: Iterable[str]) -> list[str]:
    """Labels of a row that say whose year or which kind its numbers are of; names of bodies say nothing."""
    return [label for label in labels if not Bodies.is_name(label)]


def _sections(labels: Sequence[str]) -> list[str]:
    """Labels of a row in a list of heads that say more than which head it is."""
    return [label for label in labels[:-1] if not head_of(label) and not subject_of((label,))]


def _years(table: Table, layout: Layout, year: int | None, cells: Iterable[Cell]) -> Years:
    """The year wanted, by default the latest that a column names; the table's own is the one that its titles name."""
    for text in (" ".join(layout.titles), table.caption):
        named = set(sense_of([_DAYS.sub("", text)]).years) if "原因" not in text else set()
        if named:
            break
    own = named.pop() if len(named) == 1 else None
    latest = max((max(found) for cell in cells if (found := sense_of(cell.above or ()).years)), default=own)
    return Years(year if year is not None else latest, own)


def _each(found: Sequence[Printed]) -> dict[str, Figure]:
    keys = dict.fromkeys(each.key for each in found)
    figures = {key: one(each for each in found if each.key == key) for key in keys}
    return {key: figure for key, figure in figures.items() if figure is not None}


def _read(found: Sequence[Printed], printed: Sequence[Printed]) -> dict[str, Figure]:
    """The figures of the heads; the total is what says so of the three, not a sum with other expenses in it."""
    figures = _each([each for each in found if each.key != TOTAL])
    total = _total([each for each in found if each.key == TOTAL], figures, printed) or _unnamed_total(printed, figures)
    return {TOTAL: total, **figures} if total else figures


def _total(found: Sequence[Printed], figures: Figures, printed: Sequence[Printed]) -> Figure | None:
    explicit = [each for each in found if is_total_of_three(each.label)]
    bare = [each for each in found if not is_total_of_three(each.label)]
    for group in (explicit, bare):
        counted = [each for each in group if any(map(str.isdigit, each.text or ""))]
        if counted and (group is explicit or _is_of_three(one(counted), figures, printed)):
            return one(counted)
    return one(explicit) or (one(bare) if not any(each.key in (MEETINGS, TRAINING) for each in printed) else None)


def _is_of_three(total: Figure | None, figures: Figures, printed: Sequence[Printed]) -> bool:
    """Whether a sum called 合计 is that of the three: nothing else stands beside them, or their sum is it."""
    alone = all(each.key for each in printed) and not any(each.key in (MEETINGS, TRAINING) for each in printed)
    amounts = _amounts(figures)
    if alone or total is None or total.amount is None or not amounts:
        return True
    others = any(each.key in (MEETINGS, TRAINING) for each in printed)
    return not others or is_sum({TOTAL: total.amount, **amounts}, TOTAL, parts_of(amounts))


def _amounts(figures: Figures) -> dict[str, Amount]:
    return {head: figure.amount for head, figure in figures.items() if figure.amount is not None}


def _unnamed_total(printed: Sequence[Printed], figures: Figures) -> Figure | None:
    """A first number whose label was dropped, when it is the sum of the three."""
    first = next(iter(printed), None)
    amounts = _amounts(figures)
    if first is None or first.label or first.amount is None or not all(part in amounts for part in PARTS):
        return None
    total = first.amount
    return first.figure if total.value and is_sum({TOTAL: total, **amounts}, TOTAL, PARTS) else None


def _changes(heads: Sequence[Printed], years: Years, has_last: bool, has_plan: bool) -> dict[str, Change]:
    """The changes against the year before: where a column does not say so, there must be no budget to measure from."""
    wanted = [each for each in heads if each.sense.change and _is_against_last(each.sense, years, has_last, has_plan)]
    keys = dict.fromkeys(each.key for each in wanted)
    found = {key: changed([each for each in wanted if each.key == key and _is_first(each, wanted)]) for key in keys}
    return {key: change for key, change in found.items() if change is not None}


def _is_first(item: Printed, found: Sequence[Printed]) -> bool:
    return item.row == next(each.row for each in found if each.key == item.key)


def _is_against_last(sense: Sense, years: Years, has_last: bool, has_plan: bool) -> bool:
    if years.wanted is not None and sense.years and max(sense.years) != years.wanted:
        return False
    return sense.against == "last" or (sense.against == "" and not has_plan)


def _is_about_them(table: Table, layout: Layout) -> bool:
    """Whether a table is about these expenses: not a budget by economic class or of all expenditure that names some."""
    if not layout.cells:
        return False
    texts = [squeeze(cell) for row in table.rows for cell in row]
    if len({text for text in texts if _CLASSES.fullmatch(text)}) >= 3:
        return False
    heads = {head for each in layout.cells if (head := deepest((each.above or ()) if layout.across else each.beside))}
    heads |= {head for text in layout.header if layout.across and (head := head_of(text))}
    parts = heads - {TOTAL}
    if any("三公" in text for text in (squeeze(table.caption), *map(squeeze, layout.titles), *texts)):
        return len(parts) > 0
    rows = {cell.row for cell in layout.cells}
    named = {cell.row for cell in layout.cells if deepest(cell.beside) or subject_of(cell.beside)}
    return len(parts) > 1 and (layout.across or len(named) * 2 >= len(rows) - 1)
