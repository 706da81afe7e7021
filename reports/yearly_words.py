"""The words of a year: cells, months that are left out, reasons why a total is provisional."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from checker.year import CellName
from checker.year_months import Left, Reason, Why, carried
from crawler.period import Period
from reports.wording import DASH, Wording

CELLS: Mapping[CellName, str] = {
    CellName.DAILY_ONLINE: "日常网上",
    CellName.DAILY_ON_SITE: "日常实地",
    CellName.YEAR_END_ONLINE: "年终网上",
    CellName.YEAR_END_ON_SITE: "年终实地",
}
LEFT: Mapping[Left, str] = {
    Left.TO_COME: "还没有到",
    Left.NOT_CRAWLED: "没有访问网站",
    Left.NOT_CHECKED: "访问了网站，还没有检查（请运行 gongkai check）",
    Left.NO_SCHEME: "由旧版本检查，没有保存考核方案（请再运行 gongkai check）",
    Left.OTHER_SCHEME: "按别的考核方案评定（请再运行 gongkai check）",
    Left.NOT_LISTED: "不在当月的名册中",
    Left.NOTHING_OWED: "当月没有应在网上公开的内容",
    Left.TOO_LITTLE: "可评的分不足一半",
}
WHY: Mapping[Why, str] = {
    Why.UNTESTED: "{count} 处未能检测",
    Why.CANT_TELL: "{count} 处待核实",
    Why.CONFLICT: "{count} 处督查员意见不一，还没有定论",
    Why.CHANGED: "{count} 处裁定以后证据有变",
    Why.APPEAL: "{count} 处申诉还没有答复",
    Why.MAY_VETO: "{count} 项可能单项否决，还没有核实",
    Why.EDITED: "评定以后考核方案改过（请再运行 gongkai check）",
    Why.TO_COME: "月份还没有过完",
    Why.TO_CHECK: "再运行 gongkai check 才能计入",
    Why.UNMARKED: "实地检查 {count} 处还没有打分",
    Why.DISAGREEMENT: "实地检查 {count} 处打分不一，还没有定论",
    Why.NO_MARK: "还没有得分",
}


def figure(value: Decimal | None) -> str:
    """A figure of the arithmetic: as it is, to six places, without needless zeros."""
    return DASH if value is None else f"{carried(value).normalize():f}"


def of(name: str, wording: Wording) -> str:
    """A month or a year as it is, a cell by its name."""
    return wording.say(CELLS[CellName(name)]) if name in set(CellName) else name


def reason(each: Reason, wording: Wording) -> str:
    """Why a total is provisional, with the month or cell."""
    told = wording.say(WHY[each.why], count=str(each.count))
    return wording.say("{of}：{told}", of=of(each.of, wording), told=told)


def reasons(found: Iterable[Reason], wording: Wording) -> Iterator[str]:
    """The same, in which months of which the same is said stand together."""
    groups: dict[str, list[str]] = {}
    for each in found:
        groups.setdefault(wording.say(WHY[each.why], count=str(each.count)), []).append(each.of)
    for told, names in groups.items():
        months = [Period.parse(name) for name in names if "-" in name]
        others = [of(name, wording) for name in names if "-" not in name]
        where = wording.say("、").join([*spans(months, wording), *others])
        yield wording.say("{of}：{told}", of=where, told=told)


def spans(periods: Sequence[Period], wording: Wording) -> list[str]:
    """Months as people write them: those that follow each other as from the first to the last."""
    runs: list[list[Period]] = []
    for each in sorted(periods):
        if runs and runs[-1][-1].shift(1) == each:
            runs[-1].append(each)
        else:
            runs.append([each])
    said = wording.say
    return [
        str(run[0]) if len(run) == 1 else said("{first} 至 {last}", first=str(run[0]), last=str(run[-1]))
        for run in runs
    ]
