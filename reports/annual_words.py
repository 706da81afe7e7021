"""What the statistics of the annual report say in words, in all their forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from checker.counted.told import Line, Standing, What
from checker.counted.value import Counted, Level, Same
from checker.figures_checks import Judged, State
from crawler.snapshot import Place
from reports.annual_year import Annual, gaps_by_month
from reports.wording import Wording, plain

LEVELS: Mapping[Level, str] = {
    Level.CITY: "市政府本级",
    Level.DEPARTMENTS: "市政府各部门",
    Level.COUNTIES: "县（市）区局",
    Level.ENTERPRISES: "市级公共企事业单位",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.PUBLISHED: "已公开",
    Standing.NOT_PUBLISHED: "未公开",
    Standing.UNCHECKED: "未能检测或待核实",
    Standing.NOT_OWED: "不需公开",
}
SAME: Mapping[Same, str] = {
    Same.ADDRESS: "同一网址",
    Same.TEXT: "正文相同",
    Same.NUMBER: "文号和题名相同",
    Same.NEARLY: "题名、日期相同，正文大体相同",
    Same.TITLE: "题名、日期、单位相同，两处各只有一条",
    Same.UNREAD: "题名、日期、单位相同，其中一处只有图片或附件",
}
SHARES: Mapping[str, str] = {
    "department-budget": "部门预算",
    "three-public-budget": "“三公”经费预算",
    "department-final-accounts": "部门决算",
    "three-public-final": "“三公”经费决算",
}
WHATS: Mapping[What, str] = {
    What.INTERVIEW: "在线访谈",
    What.REPLY: "来信答复",
    What.POWER: "权力清单所列事项",
    What.CHART: "权力流程图",
}
MET: Mapping[What, tuple[str, str, str]] = {  # met, not met, cannot be told
    What.INTERVIEW: ("举办", "没有举办", "不能确定"),
    What.REPLY: ("已答复", "未答复", "不能确定"),
    What.POWER: ("有流程图", "没有流程图", "不能确定"),
    What.CHART: ("能打开", "打不开", "不能确定"),
}
HUNDRED = Decimal(100)


def title(annual: Annual, wording: Wording) -> str:
    """What it is."""
    what = "{city}{year}年政府信息公开统计（{day}）"
    return wording.say(what, city=plain(annual.city), year=str(annual.year), day=str(annual.on))


def body_name(annual: Annual, id: str, wording: Wording) -> str:
    """The name of a body; what has none is the portal's own."""
    return plain(annual.names.get(id, id)) if id else wording.say("市政府门户网站")


def share_title(rule: str, year: int, wording: Wording) -> str:
    """What was owed: 2013年部门预算."""
    what = wording.say(SHARES[rule]) if rule in SHARES else wording.rule_title(rule)
    return wording.say("{year}年{what}", year=str(year), what=what)


def rate(part: int, whole: int) -> Decimal | None:
    """A share in percent with two decimals; None of nothing."""
    return (HUNDRED * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None


def state(line: Line, wording: Wording) -> str:
    """Whether a letter was answered, an item has a chart."""
    met, open_, unsure = MET[line.what]
    return wording.say(met if line.is_met else open_ if line.is_sure else unsure)


def channels(piece: Counted, wording: Wording) -> list[str]:
    """Where a piece of information stands: each place with its address, once."""
    said = (f"{_place(each.item.place, wording)} {plain(each.item.url)}" for each in piece.seen)
    return list(dict.fromkeys(said))


def _place(place: Place, wording: Wording) -> str:
    return wording.say("本站") if place is Place.OWN else wording.say("门户")


def gap_lines(annual: Annual, wording: Wording) -> Iterator[str]:
    """Everything that could not be counted, in short."""
    say, count = wording.say, annual.counts.count
    later = [each for each in count.missing if each.last >= annual.on]
    uncounted = [each for each in count.missing if each in annual.checked]
    missing = [each for each in count.missing if each not in (*annual.checked, *later)]
    for months, words in (
        (missing, "{months} 月没有检查过"),
        (later, "{months} 月还没有过完，没有检查"),
        (uncounted, "{months} 月检查时没有作统计，请对这些月份再运行 gongkai check"),
    ):
        if months:
            yield say(words, months=say("、").join(str(each.month) for each in months))
    for month, (reasons, lost) in sorted(gaps_by_month(annual).items()):
        told = say("、").join(f"{wording.reason(name)} {number}" for name, number in reasons.most_common())
        values = {"month": str(month.month), "reasons": told, "count": str(reasons.total()), "lost": str(lost)}
        yield say(
            "{month} 月有 {count} 个网站没有读全（{reasons}），其中 {lost} 个在本年以后的月份也没有读到", **values
        )
    if count.is_minimum:
        yield say("因此公开条数是至少有这么多，可能还有没有看到的")
    for what, tally in annual.tallies.items():
        if not tally.looked:
            yield say("{what}：没有一个网站能看，不知道有多少", what=say(WHATS[what]))


def aside_lines(annual: Annual, wording: Wording) -> Iterator[str]:
    """What was seen and does not count, and how far what counts is sure."""
    say, count = wording.say, annual.counts.count
    if count.undated:
        yield say("另有 {count} 条没有日期，首次查看时已在网上，看不出年份，没有计入", count=str(len(count.undated)))
    if count.first_seen:
        yield say("其中 {count} 条没有日期，计入首次看到的月份", count=str(count.first_seen))
    if count.before or count.after:
        outside = len(count.before) + len(count.after)
        yield say("网上还有 {count} 条是其他年度的，没有计入", count=str(outside))


def figure_state(annual: Annual, wording: Wording) -> str:
    """Whose figures people's are, or that there are none."""
    if annual.stated is None:
        return wording.say("人工填报：未填报（用 --form 写出填报表，填好后用 --figures 读入）")
    values = {"by": plain(annual.stated.by), "day": str(annual.stated.filled), "file": plain(annual.stated.name)}
    return wording.say("人工填报：{by} {day} 填报，文件 {file}", **values)


def open_identities(annual: Annual) -> int:
    """How many identities of which people state something could not be judged, because other cells are blank."""
    return sum(each.state is State.OPEN for each in touched(annual))


def touched(annual: Annual) -> list[Judged]:
    """The identities of which people state anything."""
    return [each for each in annual.judged if {*each.left.known, *each.right.known} != {None}]
