"""The lines behind the year's numbers, a sheet for each sort: who doubts a number counts them, who doubts one opens its address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.counted.told import Line as Told
from checker.counted.told import Owed, Share, Standing, What
from checker.counted.value import Counted, DayFrom
from crawler.snapshot import Place
from reports.annual_tables import DEPARTMENT, GROUP_WORDS, UNIT
from reports.annual_words import LEVELS, SAME, STANDINGS, body_name, channels, share_title, state
from reports.annual_year import Annual
from reports.styles import Column
from reports.wording import Wording, plain

PIECES, BUDGETS, GAPS = "明细", "预决算", "未读到"
TOLD = {What.INTERVIEW: "访谈", What.REPLY: "来信答复", What.POWER: "职权事项", What.CHART: "流程图"}
PIECE_COLUMNS = (
    Column("序号", 6),
    Column("级别", 14),
    Column("单位", 20),
    Column("月份", 9),
    Column("日期", 11),
    Column("日期出处", 10),
    Column("题名", 36),
    Column("文号", 14),
    Column("渠道数", 6),
    Column("渠道和网址", 50),
    Column("合并理由", 18),
    Column("网页校验值（SHA-256）", 20),
)
BUDGET_COLUMNS = (
    Column("文件", 20),
    Column("单位编号", 10),
    Column("单位", 24),
    Column("类别", 10),
    Column("计数行", 6),
    Column("任一处", 16),
    Column("位置", 14),
    Column("这一处", 16),
    Column("检查月份", 9),
    Column("网址", 46),
    Column("原文", 30),
    Column("校验值（SHA-256）", 20),
)
TOLD_COLUMNS = (
    Column("序号", 6),
    Column("日期", 11),
    Column("单位", 22),
    Column("位置", 14),
    Column("题名", 44),
    Column("状态", 12),
    Column("网址", 50),
    Column("校验值（SHA-256）", 20),
)
GAP_COLUMNS = (
    Column("月份", 9),
    Column("单位", 26),
    Column("位置", 14),
    Column("原因", 40),
    Column("以后读到的月份", 12),
)
DAYS = {DayFrom.PAGE: "网页", DayFrom.LIST: "列表", DayFrom.SIGNED: "成文日期", DayFrom.NONE: ""}
Cells = tuple[str | int, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet of lines: its name as the program calls it, its columns and its rows."""

    name: str
    columns: Sequence[Column]
    rows: tuple[Cells, ...]

    def at(self, words: str) -> int:
        """Where a column stands, from 0."""
        return next(number for number, each in enumerate(self.columns) if each.words == words)


def sheets(annual: Annual, wording: Wording) -> dict[str, Sheet]:
    """All sheets of lines, by name."""
    pieces = tuple(_piece(at, each, annual, wording) for at, each in enumerate(annual.counts.count.pieces, 1))
    budgets = tuple(row for share in annual.counts.shares for row in _budgets(share, wording))
    told = {
        TOLD[what]: tuple(_told(at, line, annual, wording) for at, line in enumerate(tally.lines, 1))
        for what, tally in annual.tallies.items()
    }
    found = [Sheet(PIECES, PIECE_COLUMNS, pieces), Sheet(BUDGETS, BUDGET_COLUMNS, budgets)]
    found += [Sheet(name, TOLD_COLUMNS, rows) for name, rows in told.items()]
    found.append(Sheet(GAPS, GAP_COLUMNS, tuple(_gaps(annual, wording))))
    return {each.name: each for each in found}


def _piece(at: int, piece: Counted, annual: Annual, wording: Wording) -> Cells:
    item, say, where = piece.item, wording.say, channels(piece, wording)
    first_seen = say("首次看到") if piece.is_first_seen else say(DAYS[item.day_from])
    return (
        at,
        say(LEVELS[piece.level]),
        body_name(annual, piece.body, wording),
        str(piece.period or ""),
        str(item.day or ""),
        first_seen,
        plain(item.title),
        plain(item.number),
        len(where),
        "\n".join(where),
        say("；").join(say(SAME[each]) for each in sorted(piece.same)),
        item.sha256,
    )


def _budgets(share: Share, wording: Wording) -> Iterator[Cells]:
    """A row for each body and place; the first of a body is the one that is counted."""
    for owed in share.rows:
        for at, place in enumerate(owed.places or (None,)):
            yield _budget(share, owed, place, wording, first=at == 0)


def _budget(share: Share, owed: Owed, place: Place | None, wording: Wording, *, first: bool) -> Cells:
    say, shown = wording.say, owed.places.get(place) if place else None
    cited = shown.evidence[0] if shown and shown.evidence else None
    return (
        share_title(share.rule, share.year, wording),
        owed.department.id,
        plain(owed.department.name),
        say(GROUP_WORDS[UNIT if owed.is_unit else DEPARTMENT]),
        int(first),
        say(STANDINGS[owed.standing]),
        wording.place(place),
        say(STANDINGS[shown.standing if shown else Standing.NOT_OWED]),
        str(shown.period or "") if shown else "",
        plain(cited.url) if cited else "",
        plain(cited.quote) if cited else "",
        cited.sha256 if cited else "",
    )


def _told(at: int, line: Told, annual: Annual, wording: Wording) -> Cells:
    return (
        at,
        str(line.day or ""),
        body_name(annual, line.department, wording),
        wording.place(line.place),
        plain(line.title),
        state(line, wording),
        plain(line.cited.url),
        line.cited.sha256,
    )


def _gaps(annual: Annual, wording: Wording) -> Iterator[Cells]:
    for gap in annual.gaps:
        looked = gap.looked
        about = body_name(annual, looked.department, wording), wording.place(looked.place)
        yield str(looked.period), *about, wording.reason(looked.reason), str(gap.later or "")
