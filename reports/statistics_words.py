"""What the city's table of the three public expenses says in words, for the terminal and for the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from checker.disclosures import PAGE
from checker.outliers import LAST, SLIP, Outlier
from checker.statistics import CITY, DEPARTMENTS, HELD, READ, UNITS, Row, Statistics, Sum, percent
from checker.unread import (
    BROKEN,
    EMPTY,
    NOT_DUE,
    NOT_PUBLISHED,
    OUTDATED,
    PICTURE,
    UNCHECKED,
    UNSEEN,
)
from crawler.snapshot import Place
from reports.wording import DASH, Wording, plain
from rules.accounts.heads import ABROAD, NAMES, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES

HEADINGS: Mapping[str, str] = {
    TOTAL: "合计",
    ABROAD: "出国",
    RECEPTION: "接待",
    VEHICLES: "用车",
    PURCHASE: "购置",
    OPERATION: "运行",
}
STATUSES: Mapping[str, str] = {
    READ: "已公开",
    NOT_PUBLISHED: "未公开",
    OUTDATED: "只有往年的",
    BROKEN: "页面或附件打不开",
    EMPTY: "没有数字",
    PICTURE: "只有图片或扫描件",
    UNCHECKED: "未能检测或待核实",
    NOT_DUE: "未到公开时限",
    UNSEEN: "没有读到这一年的数字",
}
SUMS: Mapping[str, str] = {
    DEPARTMENTS: "部门合计",
    UNITS: "另计的所属单位",
    CITY: "全市合计",
    HELD: "已含在部门内的所属单位",
}
SORTS: Mapping[str, str] = {DEPARTMENTS: "部门", UNITS: "所属单位（另计）", HELD: "所属单位（已含）"}
TITLES: Mapping[str, str] = {
    "budget": "{year}年“三公”经费预算汇总（{period} 检查，单位：万元）",
    "final": "{year}年“三公”经费决算汇总（{period} 检查，单位：万元）",
}
THOUSAND = Decimal(1000)


def title(table: Statistics, wording: Wording) -> str:
    """What the table is."""
    return wording.say(TITLES[table.kind], year=str(table.year), period=str(table.period))


def how_it_counts(wording: Wording) -> tuple[str, ...]:
    """How the sums are made and where the figures come from."""
    say = wording.say
    return (
        say("全市合计＝部门合计＋另计的所属单位。部门的数字一般已含其所属单位，主管部门有数字的单位不再计入。"),
        say("没有数字的单位不按0计；疑把元和万元写错的不计入任何合计。“—”是没有列明或不可比。"),
        say("本单位网站和政府门户网站都有数字的，以本单位网站为准，不一致的并列于说明。"),
        say("上年数取自本系统读到的上年公开内容；带*的取自本年公开内容中所列的上年数。"),
    )


def money(value: Decimal | None) -> str:
    """An amount in 万元 with two decimals, rounded half up; a dash for none."""
    return DASH if value is None else f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def sort_of(row: Row) -> str:
    """How a row enters the sums: with the departments, with the units that count by themselves, or not again."""
    return HELD if row.held_by else UNITS if row.depth else DEPARTMENTS


def source(places: frozenset[Place], wording: Wording) -> str:
    """Where a body's figures were read."""
    if len(places) > 1:
        return wording.say("两处")
    return "".join(wording.say("本站") if place is Place.OWN else wording.say("门户") for place in places) or DASH


def last_mark(row: Row) -> str:
    """The mark of a last year's figure that this year's page prints."""
    return "*" if row.shown.last_from == PAGE else ""


def notes(row: Row, wording: Wording) -> Iterator[str]:
    """What a reader must know of a row besides its figures."""
    for outlier in row.outliers:
        yield outlier_note(outlier, wording)
    for one, other in row.shown.differing:
        yield wording.say(
            "≠ {head}：本单位网站 {own}，政府门户网站 {portal}",
            head=wording.say(NAMES[one.head]),
            own=money(one.value),
            portal=money(other.value),
        )
    if row.smaller is not None:
        yield wording.say("合计小于所属单位之和 {sum}，可能没有包含所属单位", sum=money(row.smaller))
    yield from _of_entries(row, wording)


def _of_entries(row: Row, wording: Wording) -> Iterator[str]:
    entries = row.shown.entries
    if row.shown.alone:
        yield wording.say("只含本级，不含所属单位")
    comma = wording.say("、")
    bare = [
        f"{wording.say(NAMES[head])} {plain(entry.basis[0].printed)}"
        for head, entry in entries.items()
        if entry.value is None
    ]
    if bare:
        yield wording.say("没有注明单位，不计入：{figures}", figures=comma.join(bare))
    computed = [wording.say(NAMES[head]) for head, entry in entries.items() if entry.is_computed]
    if computed:
        yield wording.say("没有印出、由各项相加的：{heads}", heads=comma.join(computed))
    if any(entry.is_recognised for entry in entries.values()):
        yield wording.say("数字由图像识别得出，须对照原件核实")


def outlier_note(outlier: Outlier, wording: Wording) -> str:
    """A figure out of proportion, with what it was compared with."""
    figure, other = outlier.figure, outlier.other
    values = {
        "head": wording.say(NAMES[figure.head]),
        "value": money(figure.value),
        "other": money(other.value),
        "times": f"{outlier.times.quantize(Decimal(1), ROUND_HALF_UP):,}",
    }
    if outlier.size == SLIP and outlier.against == LAST:
        return wording.say("！{head} {value}，上年 {other}，相差 {times} 倍，疑把元和万元写错", **values)
    if outlier.size == SLIP:
        return wording.say("！{head} {value}，同类单位居中的是 {other}，相差 {times} 倍，疑把元和万元写错", **values)
    if outlier.against == LAST:
        return wording.say("？{head} {value}，上年 {other}，相差 {times} 倍，请看一看", **values)
    return wording.say("？{head} {value}，同类单位居中的是 {other}，相差 {times} 倍，请看一看", **values)


def compared(each: Sum, wording: Wording) -> str:
    """The change of a sum over the bodies of which both years are known."""
    change = each.this - each.last
    return wording.say(
        "两年都有合计的 {count} 个单位：本年 {this}，上年 {last}，增减 {change}（{percent}）",
        count=str(each.compared),
        this=money(each.this),
        last=money(each.last),
        change=signed(change),
        percent=share(percent(change, each.last)),
    )


def signed(value: Decimal | None) -> str:
    """A change in 万元 with its sign."""
    return DASH if value is None else f"{'+' if value > 0 else ''}{money(value)}"


def share(value: Decimal | None) -> str:
    """A change in percent with its sign and one decimal, without one from a thousand percent on."""
    if value is None:
        return DASH
    rounded = value.quantize(Decimal("0.1") if abs(value) < THOUSAND else Decimal(1), ROUND_HALF_UP)
    return f"{'+' if rounded > 0 else ''}{rounded:,}%"
