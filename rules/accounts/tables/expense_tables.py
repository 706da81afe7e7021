"""Tables of the three public expenses: heads down the rows or along the header, in whatever columns officials print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from crawler.reading.value import Table
from rules.accounts.heads import NAMES, TOTAL, deepest, head_of
from rules.accounts.tables.bodies import Bodies
from rules.accounts.tables.cells import Cell, subject_of
from rules.accounts.tables.chosen import Printed, Years, changed, first_of_each, of_last_year, of_the_year, planned
from rules.accounts.tables.layout import MOST_ROWS, Layout, layout_of, unit_in
from rules.accounts.tables.reckoning import read
from rules.accounts.tables.remarks import explained, remarked
from rules.accounts.tables.senses import Sense, sense_of
from rules.accounts.value import COUNTS, MEETINGS, TRAINING, Change, Figure, Stated
from rules.amounts import stated_unit
from rules.phrases import squeeze

_CLASSES = re.compile(
    r"(?:3[01]\d{3})?(?:办公费|印刷费|咨询费|手续费|水费|电费|邮电费|取暖费|物业管理费|差旅费|维修\(护\)费|租赁费|专用材料费|劳务费|委托业务费"
    r"|工会经费|福利费|基本工资|津贴补贴|奖金|绩效工资|商品和服务支出|工资福利支出|对个人和家庭的?补助(?:支出)?|资本性支出|其他交通费用|税金及附加费用|(?!30212|30217|30231|31013|30215|30216)3[01]\d{3})"
)
_TOUCHED = re.compile("接\\s*待|招待|出\\s*国|出\\s*境|出[(（]|车")
_MONEY = re.compile(r"(?:金额|费用|支出|经费|数额|数|元)*(?:[(].{1,4}[)])?")
_DAYS = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|[-./]\d{1,2}[-./]\d{1,2})")


def expenses(table: Table, year: int | None, names: tuple[str, ...]) -> Stated | None:
    """What a table states of the three public expenses in a year; None for a table that is not about them.

    `year` chooses among the columns, `names` (of the body) the row in a table of many bodies; None as well when such a
    table has no row of it. Where 合计 and 财政拨款 stand side by side, 合计 is taken: the sum that must be that of its
    parts in the same column. A figure whose column cannot be told has no amount, and its `where` says so.
    """
    if not any(_TOUCHED.search(cell) for row in table.rows[:MOST_ROWS] for cell in row):
        return None
    layout = layout_of(table)
    if not _is_about_them(table, layout):
        return None
    cells = Bodies(layout, table.caption).own(names)
    if cells is None:
        return None
    years = _years(table, layout, year, cells)
    printed = [_printed(table, layout, cell) for cell in cells]
    heads = [each for each in printed if each.key in NAMES]
    mine = of_the_year(heads, years)
    kind = next((each.sense.kind for each in mine), "")
    before = of_last_year(heads, years, kind, any(each.sense.change for each in heads))
    plans = planned(heads, years) if kind == "final" else []
    chosen = read(mine, printed)
    others = [each for each in printed if each.key in (MEETINGS, TRAINING)]
    own = next((each.amount.unit for each in chosen.values() if each.amount and each.amount.unit), "")
    return Stated(
        figures=_figures(chosen),
        last=_figures(read(before, printed)),
        planned=_figures(read(plans, printed)),
        changes=_changes(heads, chosen, years, bool(plans)),
        counts={
            **({} if layout.across else remarked(table)),
            **_figures(first_of_each(of_the_year([each for each in printed if each.key in COUNTS], years))),
        },
        others=_figures(first_of_each(of_the_year(others, years))),
        explained=explained(table, frozenset(cell.row for cell in cells) if layout.across else frozenset()),
        unit=unit_in(layout, table) or own,
    )


def _figures(chosen: Mapping[str, Printed]) -> dict[str, Figure]:
    return {key: each.figure for key, each in chosen.items()}


def _printed(table: Table, layout: Layout, cell: Cell) -> Printed:
    """A cell with what its labels say: heads on the one side, years, kinds and money on the other or on both."""
    above = cell.above or ()
    named, other = (above, cell.beside) if layout.across else (cell.beside, above)
    key = subject_of(named) or ("" if named and _is_detail(named[-1]) else deepest(named))
    sense = sense_of((*(_telling(cell.beside) if layout.across else _sections(cell.beside)), *above))
    label = " ".join(named)
    column = " ".join(other) if layout.across else " ".join(above)
    where = f"{table.where} 第{cell.row + 1}行 {' '.join(named)} {column}".strip()
    quote = " | ".join(dict.fromkeys(text for each in table.rows[cell.row] if (text := each.strip())))
    unit = stated_unit(named[-1] if named else "") if key in NAMES else ""
    return Printed(
        key, label, cell.text, sense, cell.row, re.sub(r"\s+", " ", where), quote, unit, cell.above is not None
    )


def _is_detail(label: str) -> bool:
    """Whether a label names neither a head nor whose or what money it is: a part of a head by some other division."""
    return not head_of(label) and sense_of((label,)).is_mute and not _MONEY.fullmatch(squeeze(label))


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


def _changes(
    heads: Sequence[Printed], chosen: Mapping[str, Printed], years: Years, has_plan: bool
) -> dict[str, Change]:
    """The changes against the year before: where a column does not say so, there must be no budget to measure from."""
    wanted = [each for each in heads if each.sense.change and _is_against_last(each.sense, years, has_plan)]
    found = {
        key: changed(
            [
                each
                for each in wanted
                if each.key == key and (key not in chosen or _undated(each.label) == _undated(chosen[key].label))
            ]
        )
        for key in dict.fromkeys(each.key for each in wanted)
    }
    return {key: change for key, change in found.items() if change is not None}


def _undated(label: str) -> str:
    """A label without the words that say which year it is of, or that it is of a change."""
    words = [word for word in label.split() if head_of(word) or not _dates(sense_of((word,)))]
    return "".join(words)


def _dates(sense: Sense) -> bool:
    return bool(sense.years or sense.when or sense.change)


def _is_against_last(sense: Sense, years: Years, has_plan: bool) -> bool:
    if years.wanted is not None and sense.years and max(sense.years) != years.wanted:
        return False
    return sense.against == "last" or (sense.against == "" and not has_plan)


def _is_about_them(table: Table, layout: Layout) -> bool:
    """Whether a table is about these expenses: not a budget by economic class or of all expenditure that names some."""
    texts = {text for row in table.rows for cell in row if (text := squeeze(cell))}
    if not layout.cells or sum(_CLASSES.fullmatch(text) is not None for text in texts) >= 3:
        return False
    parts = {head for each in layout.cells if (head := deepest((each.above or ()) if layout.across else each.beside))}
    parts |= {head for text in layout.header if layout.across and (head := head_of(text))}
    parts -= {TOTAL}
    counted = {
        count for each in layout.cells if (count := subject_of(each.beside if not layout.across else each.above or ()))
    }
    if not parts:
        return len(counted & COUNTS.keys()) > 1
    if layout.across:
        return len(parts) > 1 or (len(parts) == 1 and any("三公" in text for text in texts))
    rows = {cell.row: cell.beside for cell in layout.cells if deepest(cell.beside) != TOTAL}
    named = sum(deepest(labels) != "" or subject_of(labels) != "" for labels in rows.values())
    if any("三公" in text for text in (*texts, *map(squeeze, layout.titles))):
        return len(parts) > 0
    is_titled = "三公" in squeeze(table.caption)
    return (is_titled and len(parts) > 0 and named * 3 >= len(rows)) or (len(parts) > 1 and named * 2 >= len(rows))
