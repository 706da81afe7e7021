"""What is kept of each month, as a table for people and as rows for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.period import Period
from reports.lines import Wrapped
from reports.marks import DIM, DOUBT, GOOD
from reports.results import Row
from reports.retained_months import MONTHS, Kept, Month, bytes_beyond, reasons
from reports.wording import Wording, plain

MANY = 8  # numbers of cases or appeals that a line names


def megabytes(size: int) -> str:
    """A size in megabytes with one digit, with three where that says nothing."""
    return f"{size / 1e6:,.1f}" if size >= 50_000 or not size else f"{size / 1e6:.3f}"


def listing(kept: Kept, today: date, wording: Wording) -> RenderableType:
    """The table, and below it what it comes to."""
    table = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style=DIM)
    for name, side in (("月份", "left"), ("占用 MB", "right"), ("网址", "right"), ("保存到", "left")):
        table.add_column(wording.say(name), justify=side, no_wrap=True)  # type: ignore[arg-type]
    table.add_column(wording.say("情况"), overflow="fold")
    for month in kept.months:
        style = DIM if not month.captures else ""
        cells = (str(month.period), megabytes(month.bytes), str(month.captures), f"{month.until:%Y-%m-%d}")
        table.add_row(*(Text(each, style=style) for each in cells), _situation(kept, month, today, wording))
    return Group(table, *(Wrapped(Text(each)) for each in _sum(kept, today, wording)))


def _situation(kept: Kept, month: Month, today: date, wording: Wording) -> Text:
    told, style = list(_facts(kept, month, today, wording)), DIM if month.removals else ""
    if month.is_beyond(today) and (month.captures or month.going):
        size = megabytes(kept.size(month.going))
        if reasons(month, today, kept.keep):
            style, first = DOUBT, wording.say("已过保存期，不能移走")
        elif month.going:
            style, first = GOOD, wording.say("已过保存期，可以移走 {size} MB", size=size)
        else:
            first = wording.say("已过保存期，后来的月份要用，暂无可移走的")
        told.insert(0, first)
    return Text(wording.joined(told), style=style)


def _facts(kept: Kept, month: Month, today: date, wording: Wording) -> Iterator[str]:
    say = wording.say
    for each in month.removals:
        values = {"by": plain(each.by), "day": f"{each.at:%Y-%m-%d}", "size": megabytes(each.bytes)}
        yield say("{by}于 {day} 移走 {size} MB", **values)
    rests, compared = (kept.within(months, today) for months in (month.rests, month.compared))
    if month.rests:
        told = "后来 {count} 个月要用它的文件，其中 {within} 个在保存期内" if rests else "后来 {count} 个月要用它的文件"
        yield say(told, count=str(len(month.rests)), within=str(len(rests)))
    if compared:
        yield say("检查 {months} 要与它对照", months=say("、").join(map(str, compared)))
    if month.cases:
        yield say("没有销号的条目 {numbers}", numbers=_some(month.cases, wording))
    if month.appeals:
        yield say("没有答复的申诉 {numbers}", numbers=_some(month.appeals, wording))
    if month.rulings:
        yield say("裁定 {count} 条", count=str(len(month.rulings)))


def _some(numbers: tuple[int, ...], wording: Wording) -> str:
    shown = wording.say("、").join(map(str, numbers[:MANY]))
    values = {"shown": shown, "count": str(len(numbers))}
    return wording.say("{shown} 等 {count} 件", **values) if len(numbers) > MANY else shown


def _sum(kept: Kept, today: date, wording: Wording) -> Iterable[str]:
    say, whole = wording.say, {each.period: each.bytes for each in kept.months}
    count, size = bytes_beyond(whole, today, kept.keep)
    values = {"months": str(kept.keep), "size": megabytes(sum(whole.values())), "default": str(MONTHS)}
    yield ""
    yield say(
        "共 {size} MB；每个月的证据在该月之后保存 {months} 个月（gongkai.toml 的 [keep] months，建议 {default}）。",
        **values,
    )
    if count:
        going = kept.all_going(today)
        values = {"count": str(count), "size": megabytes(size), "free": megabytes(kept.size(going))}
        yield say("已过保存期的 {count} 个月，{size} MB，其中可以移走 {free} MB。", **values)
        if going:
            yield say("由人决定移走一个月的：gongkai retention --remove YYYY-MM --by 姓名")
    else:
        yield say("没有超过保存期的。")
    yield say("程序从不自行删除证据。")


def rows(kept: Kept, today: date, wording: Wording) -> list[Row]:
    """One object for each month; `reasons` say why it may not go, `removable_bytes` what would go were it taken away alone."""
    return [_row(kept, each, today, wording) for each in kept.months]


def _row(kept: Kept, month: Month, today: date, wording: Wording) -> Row:
    faults = reasons(month, today, kept.keep)
    return {
        "period": str(month.period),
        "bytes": month.bytes,
        "captures": month.captures,
        "keep_until": str(month.until),
        "beyond": month.is_beyond(today),
        "needed_by": _periods(month.rests),
        "needed_by_kept": _periods(kept.within(month.rests, today)),
        "compared_with_by": _periods(month.compared),
        "open_cases": list(month.cases),
        "open_appeals": list(month.appeals),
        "rulings": list(month.rulings),
        "removable": not faults and bool(month.going),
        "removable_bytes": 0 if faults else kept.size(month.going),
        "reasons": [wording.say(each.what, **each.values) for each in faults],
        "removed": [
            {
                "by": each.by,
                "at": each.at.isoformat(timespec="seconds"),
                "captures": each.captures,
                "bytes": each.bytes,
                "files": [vars(file) for file in each.files],
            }
            for each in month.removals
        ],
    }


def _periods(periods: Iterable[Period]) -> list[str]:
    return [str(each) for each in periods]
