"""Schedules with one row in total (支出表, 一般公共预算支出表, 基本支出表), and the sums of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile

from rules.accounts.schedules import schedule as named
from rules.accounts.schedules.sheet import Segment
from rules.accounts.schedules.sums import TOTAL, Reader, Sums, splits
from rules.accounts.value import Figure
from rules.amounts import Amount
from rules.phrases import unnumbered

_SPLIT: tuple[tuple[str, re.Pattern[str]], ...] = (
    (named.PERSONNEL, re.compile("人员(?:经费|支出)")),
    (named.RUNNING, re.compile("公用(?:经费|支出)")),
    (named.SUPPORT, re.compile("对个人和家庭")),
    (named.BASIC, re.compile("基本支出")),
    (named.PROJECT, re.compile("项目支出")),
    (named.UPWARD, re.compile("上缴上级")),
    (named.BUSINESS, re.compile("经营支出")),
    (named.SUBSIDY, re.compile("附属单位补助")),
)
_WITHIN = (named.PERSONNEL, named.RUNNING, named.SUPPORT)
_WHOLE = re.compile(
    r"(?:总计|合计|小计|总额|金额|本年收入合计|收入合计|(?:20\d\d年)?(?:年?度|部门|年初|本年|财政拨款|一般公共|公共财政|政府性基金)*(?:预算|决算)(?:安排|支出|合计|总计|数)*"
    r"|(?:本年|年度|部门|预算|决算|财政拨款|一般公共预算|公共财政预算|政府性基金|总)+支出(?:合计|总计|预算|决算)?)$"
)
_OF_SPENDING = re.compile("本年支出")
_BESIDE = re.compile("结转|结余|本年收入(?!合计)")
_NOT_SPENT = re.compile("结转|结余|本年收入(?!合计)|功能分类|科目|单位|备注|项目名称")


def columned(reader: Reader) -> Sums:
    """The sums of a table with one row in total: its total by columns, basic and project expenditure among them."""
    found = Sums()
    total = _total_row(reader)
    if total is not None and reader.sheet.is_stream:
        found.figures.update(_columned_stream(reader, total))
    elif total is not None:
        _columned_grid(reader, total, found)
    for segment in reader.sheet.segments:
        key = reader.key(segment.label)
        if key in _WITHIN and key not in found.figures:
            found.figures[key] = reader.figure(segment, reader.chosen(segment))
    return found


def _total_row(reader: Reader) -> Segment | None:
    """The row of the total: 合计, with at least one number."""
    rows = (each for each in reader.sheet.segments if TOTAL.fullmatch(unnumbered(each.label)))
    return next((each for each in rows if any(value is not None for _, value in each.values)), None)


def _columned_grid(reader: Reader, total: Segment, found: Sums) -> None:
    paths = reader.sheet.paths
    values = dict(total.values)
    spent = [x for x in values if _OF_SPENDING.search("".join(paths[x][:-1]))]
    fitting = reader.columns(spent or [x for x in values if not _NOT_SPENT.search("".join(paths[x]))])
    chosen: dict[str, int] = {}
    for x in sorted(fitting):
        key = _column_key(paths[x])
        if key:
            chosen.setdefault(key, x)
    found.figures = {key: reader.figure(total, values[x]) for key, x in chosen.items()}
    among = spent or [x for x in values if not reader.is_compared("".join(paths[x]))]
    beside = [x for x in among if x not in chosen.values() and (value := values[x]) is not None and value.value]
    found.others[named.TOTAL] = tuple(reader.figure(total, values[x]) for x in beside)
    whole = values.get(chosen.get(named.TOTAL, -1))
    strange = [x for x in fitting if x in beside]
    if whole is None or any(abs(each.value) > abs(whole.value) for x in strange if (each := values[x])):
        found.unclear |= set(found.figures)  # the header does not stand above the figures
        found.figures = {}


def _column_key(path: tuple[str, ...]) -> str:
    """Which sum a column states; "" for one that is neither a total nor a known part."""
    whole = "".join(path)
    for key, words in _SPLIT:
        if words.search(path[-1] if path and key in _WITHIN else whole):
            inner = key in (named.BASIC, named.PROJECT) and not re.search(r"支出|小计|合计|金额|数$", path[-1])
            return "" if inner else key
    return named.TOTAL if path and _WHOLE.match(path[-1]) else ""


def _columned_stream(reader: Reader, total: Segment) -> Iterator[tuple[str, Figure]]:
    """The total row of a stream: as many numbers as its header has columns, or a total that its two parts make up.

    Nothing where columns of another year or of what was carried over stand among them: blanks are lost, so that no number has a place.
    """
    numbers = list(dropwhile(lambda value: value is None, (value for _, value in total.values)))
    header = [word for word in dict.fromkeys(reader.sheet.header) if word != total.label or word == "合计"]
    words = [word for word in header if not _NOT_SPENT.search(word) or _OF_SPENDING.search(word)]
    wholes = [word for word in words if _column_key((word,)) == named.TOTAL]
    filled = [each for each in numbers if each is not None]
    if any(reader.score(word) < -5 or _BESIDE.search(word) for word in header) or not filled:
        return
    planned = [word for word in wholes if word.endswith(("预算数", "决算数"))]
    if len(planned) > 1:
        if len(filled) == len(planned) == len(words):
            best = max(range(len(planned)), key=lambda place: reader.score(planned[place]))
            yield named.TOTAL, reader.figure(total, filled[best])
        return
    keys = [_column_key((word,)) for word in words if word not in wholes[1:]]
    yield from _counted(reader, total, _nested([key for key in keys if key], "小计" in words), numbers)


def _nested(keys: list[str], has_own: bool) -> list[str]:
    """Columns in the order of their figures where a second row of the header divides basic expenditure.

    `has_own`: the first of its columns is its own sum (小计).
    """
    inner = [key for key in keys if key in _WITHIN]
    divided = inner and named.BASIC in keys and keys.index(inner[0]) > keys.index(named.BASIC) + 1
    if not divided:
        return keys
    spread = {named.BASIC: [named.BASIC, *inner] if has_own else inner}
    return [each for key in keys if key not in inner for each in spread.get(key, [key])]


def _counted(
    reader: Reader, total: Segment, keys: list[str], numbers: list[Amount | None]
) -> Iterator[tuple[str, Figure]]:
    """Numbers given to columns by their order, when there are as many."""
    filled = [each for each in numbers if each is not None]
    if len(numbers) == len(keys) + 1 and numbers[-1] is None:  # a bar ends the row
        numbers.pop()
    whole = any("." in each.raw for each in filled) and any("." not in each.raw and each.value for each in filled)
    if keys[:1] == [named.TOTAL] and len(set(keys)) == len(keys) == len(numbers) and not whole:
        yield from ((key, reader.figure(total, value)) for key, value in zip(keys, numbers, strict=True))
    elif len(filled) == 3 and {named.BASIC, named.PROJECT} <= set(keys) and splits(filled):
        parts = zip((named.TOTAL, named.BASIC, named.PROJECT), filled, strict=True)
        yield from ((key, reader.figure(total, value)) for key, value in parts)
    elif keys[:1] == [named.TOTAL] or not keys:
        yield named.TOTAL, reader.figure(total, filled[0])
