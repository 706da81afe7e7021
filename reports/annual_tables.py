"""The year's numbers as tables: what the terminal prints, the workbook's summary holds and the draft quotes is one and the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.counted.told import Share, Standing, What
from checker.counted.value import Level
from checker.figures_form import Spot
from crawler.snapshot import Place
from reports.annual_words import LEVELS, MET, WHATS, aside_lines, gap_lines, rate, share_title
from reports.annual_year import Annual
from reports.wording import Wording

Name = tuple[
    str, ...
]  # what names a number: ("items", level, month), ("share", rule, group, what), ("told", what, state)
ALL = "all"
DEPARTMENT, UNIT = "department", "unit"
GROUPS: Mapping[str, bool | None] = {DEPARTMENT: False, UNIT: True, ALL: None}
GROUP_WORDS: Mapping[str, str] = {DEPARTMENT: "部门", UNIT: "所属单位", ALL: "合计"}
OWED, PUBLISHED, OWN, PORTAL, MISSING, UNCHECKED, RATE = (
    "owed",
    "published",
    "own",
    "portal",
    "missing",
    "unchecked",
    "rate",
)
SHARE_HEADS: Mapping[str, str] = {
    OWED: "应公开",
    PUBLISHED: "已公开",
    OWN: "本站",
    PORTAL: "门户",
    MISSING: "未公开",
    UNCHECKED: "未能检测",
    RATE: "公开率%",
}
MET_STATES = ("met", "open", "unsure")
ALWAYS_MET = frozenset((What.INTERVIEW, What.CHART))


@dataclass(frozen=True)
class Number:
    """A number with its name; None where there is none."""

    name: Name
    value: int | Decimal | None


@dataclass(frozen=True)
class Line:
    """A row of a table."""

    label: str
    numbers: tuple[Number, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class Section:
    """A table with what must be said below it."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def sections(annual: Annual, wording: Wording) -> list[Section]:
    """All tables, in the order in which they are shown."""
    found = [_items(annual, wording), _shares(annual, wording), _told(annual, wording)]
    pairs = _pairs(annual, wording)
    return [*found, pairs] if pairs.lines else found


def numbers(tables: Sequence[Section]) -> dict[Name, int | Decimal | None]:
    """Every number by its name."""
    return {each.name: each.value for table in tables for line in table.lines for each in line.numbers}


def _items(annual: Annual, wording: Wording) -> Section:
    """Pieces of information by level and month."""
    say, count = wording.say, annual.counts.count
    lines = []
    for month in count.months:
        found = [Number(("items", level, str(month)), count.numbers[level, month]) for level in Level]
        total = Number(("items", ALL, str(month)), count.of_month(month))
        lines.append(Line(say("{month}月", month=str(month.month)), (*found, total)))
    sums = [Number(("items", level, ALL), count.of_level(level)) for level in Level]
    lines.append(Line(say("全年"), (*sums, Number(("items", ALL, ALL), count.total)), is_sum=True))
    heads = (say("月份"), *(say(LEVELS[level]) for level in Level), say("合计"))
    notes = (*gap_lines(annual, wording), *aside_lines(annual, wording))
    return Section(say("表1 主动公开政府信息（条；各渠道相同的信息计1条）"), heads, tuple(lines), notes)


def _shares(annual: Annual, wording: Wording) -> Section:
    """Budgets and accounts out of all that were owed."""
    say = wording.say
    lines = tuple(line for share in annual.counts.shares for line in _share(share, wording))
    heads = (say("文件"), *(say(each) for each in SHARE_HEADS.values()))
    notes = (
        say("“已公开”是两处中至少一处已公开；“未公开”是应公开的各处都查过而没有。"),
        say("未能检测（包括待核实）的不当作未公开，公开率也不算在内：公开率＝已公开÷（已公开＋未公开）。"),
    )
    return Section(say("表2 预算、决算公开（单位数）"), heads, lines, notes if lines else ())


def _share(share: Share, wording: Wording) -> Iterator[Line]:
    for group, is_unit in GROUPS.items():
        owed = share.owed(is_unit=is_unit)
        published = share.number(Standing.PUBLISHED, is_unit=is_unit)
        found = {
            OWED: owed,
            PUBLISHED: published,
            OWN: share.number(Standing.PUBLISHED, Place.OWN, is_unit=is_unit),
            PORTAL: share.number(Standing.PUBLISHED, Place.PORTAL, is_unit=is_unit),
            MISSING: share.number(Standing.NOT_PUBLISHED, is_unit=is_unit),
            UNCHECKED: share.number(Standing.UNCHECKED, is_unit=is_unit),
            RATE: rate(published, owed - share.number(Standing.UNCHECKED, is_unit=is_unit)),
        }
        words = share_title(share.rule, share.year, wording) + colon(wording) + wording.say(GROUP_WORDS[group])
        told = tuple(Number(("share", share.rule, group, what), value) for what, value in found.items())
        yield Line(words, told, is_sum=group == ALL)


def _told(annual: Annual, wording: Wording) -> Section:
    """Talks, answers to letters, flowcharts."""
    say, lines = wording.say, []
    for what, tally in annual.tallies.items():
        values = (tally.met, tally.open, tally.unsure) if tally.looked else (None, None, None)
        for state, words, value in zip(MET_STATES, MET[what], values, strict=True):
            if state == "met" or what not in ALWAYS_MET:
                label = say(WHATS[what]) + colon(wording) + say(words)
                lines.append(Line(label, (Number(("told", what, state), value),)))
    least = annual.counts.count.is_minimum
    notes = (say("有月份或网站没有看到，访谈和答复至少有这么多；流程图是各网站最后一次能看时的"),) if least else ()
    return Section(say("表3 访谈、答复、流程图"), (say("项目"), say("数量")), tuple(lines), notes)


def _pairs(annual: Annual, wording: Wording) -> Section:
    """What people state beside what was counted: only where they state it."""
    say, lines = wording.say, []
    for row, spot, counted in annual.pairs():
        stated = annual.figure(spot) if spot in annual.form.rows else None
        if stated is not None:
            key = ("pair", row, spot.column)
            told = (Number((*key, "stated"), stated), Number((*key, "counted"), counted))
            lines.append(Line(say(annual.form.name(spot)), (*told, Number((*key, "more"), stated - counted))))
    heads = (say("数字"), say("人工填报"), say("网上核查"), say("相差"))
    notes = (say("填报的数字包括网站以外的渠道，可以大于网上核查的；小于的请核实。"),)
    return Section(say("表4 人工填报与网上核查对照"), heads, tuple(lines), notes)


def colon(wording: Wording) -> str:
    """What stands between a matter and a part of it."""
    return wording.say("：")


def spot_name(spot: Spot) -> Name:
    """The name of a figure that people state."""
    return ("stated", *spot)
