"""A department's powers as a table: each item with its chart, its guide and its time limits, in both places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place, Unreached
from reports.marks import BAD, DIM, DOUBT, GOOD
from reports.results import Row as Line
from reports.wording import DASH, Wording, plain
from rules.powers.limits import WORKDAY, Limit
from rules.register import Held, Register, Row

SHORT = {Place.OWN: "本网", Place.PORTAL: "门户"}
WORDS: Mapping[Held, tuple[str, str]] = {
    Held.OWN: ("有", GOOD),
    Held.CLASS: ("同类", GOOD),
    Held.PERHAPS: ("待核", DOUBT),
    Held.LOST: ("打不开", BAD),
    Held.NONE: ("无", BAD),
    Held.UNASKED: (DASH, DIM),
    Held.UNKNOWN: ("未检", DOUBT),
}
LEGEND = "有：有自己的；同类：由同类流程图覆盖；待核：须由人核实；—：不要求；未检：该处未能检测。时限为“法定/承诺”工作日，日历日另注“日”。"


def powers_table(department: Department, period: Period, held: Register, wording: Wording) -> RenderableType:
    """The items one below the other, with counts for each place at the end."""
    name = plain(department.name)
    title = Text(wording.say("{name}　{period}　职权事项", name=name, period=str(period)), style="bold")
    unseen = [_unseen(place, lost, wording) for place, lost in held.unseen.items()]
    if not held.rows:
        return Group(title, *unseen, Text(wording.say("没有读到权力清单，不能列出事项"), style=DOUBT))
    legend = Text(wording.say(LEGEND), style=DIM)
    return Group(title, Text(), _table(held.rows, wording), Text(), *unseen, *_counts(held, wording), legend)


def _unseen(place: Place, lost: Unreached, wording: Wording) -> Text:
    reason = wording.reason(lost.reason)
    return Text(wording.say("{place}：未能检测（{reason}）", place=wording.place(place), reason=reason), style=DOUBT)


def _table(rows: Sequence[Row], wording: Wording) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style=DIM)
    drawn = any(row.drawn.legal or row.drawn.promised for row in rows)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(wording.say("事项"), ratio=1, min_width=16, overflow="fold")
    table.add_column(wording.say("类型"), no_wrap=True)
    for words in ("清单", "流程图", "指南"):
        for place in Place:
            heading = f"{wording.say(words)}\n{wording.say(SHORT[place])}"
            table.add_column(heading, no_wrap=True)
    table.add_column(f"{wording.say('时限')}\n{wording.say('清单')}", no_wrap=True)
    if drawn:
        table.add_column(f"{wording.say('时限')}\n{wording.say('流程图')}", no_wrap=True)
    for number, row in enumerate(rows, 1):
        table.add_row(str(number), *_cells(row, wording, drawn))
    return table


def _cells(row: Row, wording: Wording, drawn: bool) -> Iterator[RenderableType]:
    name = f"{plain(row.item.parent)} › {plain(row.item.name)}" if row.item.parent else plain(row.item.name)
    yield Text(name)
    yield Text(plain(row.kind) or DASH, style=DIM)
    for place in Place:
        unseen = row.charts[place] is Held.UNKNOWN
        yield _held(Held.UNKNOWN if unseen else Held.OWN if place in row.places else Held.NONE, wording)
    for held in (row.charts, row.guides):
        for place in Place:
            yield _held(held[place], wording)
    yield Text(_limits(row.listed.legal, row.listed.promised, wording))
    if drawn:
        yield Text(_limits(row.drawn.legal, row.drawn.promised, wording), style=BAD if _differ(row) else "")


def _held(held: Held, wording: Wording) -> Text:
    words, style = WORDS[held]
    return Text(wording.say(words) if words != DASH else DASH, style=style)


def _limits(legal: Limit | None, promised: Limit | None, wording: Wording) -> str:
    if legal is None and promised is None:
        return DASH
    return f"{_limit(legal, wording)}/{_limit(promised, wording)}"


def _limit(limit: Limit | None, wording: Wording) -> str:
    if limit is None:
        return DASH
    if not limit.days:
        return wording.say("当场")
    return str(limit.days) if limit.unit == WORKDAY else wording.say("{days}日", days=str(limit.days))


def _differ(row: Row) -> bool:
    """Whether a limit on the chart is another than that of the list, in the same unit."""
    pairs = ((row.listed.legal, row.drawn.legal), (row.listed.promised, row.drawn.promised))
    return any(a and b and a.unit == b.unit and a.days != b.days for a, b in pairs)


def _counts(register: Register, wording: Wording) -> Iterator[Text]:
    rows = register.rows
    for place in Place:
        held, guided = Counter(row.charts[place] for row in rows), Counter(row.guides[place] for row in rows)
        if held[Held.UNKNOWN]:
            continue
        values = {
            "listed": str(sum(place in row.places for row in rows)),
            "items": str(len(rows)),
            "own": str(held[Held.OWN]),
            "shared": str(held[Held.CLASS]),
            "guided": str(guided[Held.OWN]),
            "asked": str(len(rows) - guided[Held.UNASKED]),
        }
        words = "{place}：清单列出 {listed}/{items} 项；{own} 项有自己的流程图，{shared} 项由同类流程图覆盖；办事指南 {guided}/{asked}"
        yield Text(wording.say(words, place=wording.place(place), **values))


def powers_results(held: Register) -> list[Line]:
    """The same for other programs; days as decimals in strings, None for a limit that is not stated."""
    return [
        {
            "item": row.item.name,
            "parent": row.item.parent,
            "kind": row.item.kind,
            "code": row.item.code,
            "listed": {str(place): place in row.places for place in Place},
            "chart": {str(place): str(row.charts[place]) for place in Place},
            "guide": {str(place): str(row.guides[place]) for place in Place},
            "limits": {
                "list": {"legal": _told(row.listed.legal), "promised": _told(row.listed.promised)},
                "chart": {"legal": _told(row.drawn.legal), "promised": _told(row.drawn.promised)},
            },
        }
        for row in held.rows
    ]


def _told(limit: Limit | None) -> dict[str, str] | None:
    return None if limit is None else {"days": str(limit.days), "unit": limit.unit}
