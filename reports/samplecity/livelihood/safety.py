"""Safety at work: the seven kinds of information that are owed, and what came of accidents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, form, posted
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Rows
from reports.samplecity.episodes import months
from reports.samplecity.news import PLACES

WORK, ACCIDENTS = "work-safety", "accident-results"
TURNS = (
    Turns(WORK, ("", "", "", "", "broken", "", "", ""), Period(2014, 1)),
    Turns(ACCIDENTS, ("", "", "broken", "", "", "missing", "", ""), Period(2014, 1)),
)
COLUMNS = (("安全生产", "安全生产信息", "安全监管"), ("生产安全事故", "事故信息", "事故通报"))
LAWS, PLANS, LICENCES, TRAINED, BASES, WATCHED, TOLD = (
    "政策法规", "规划计划", "行政许可", "培训颁证", "行政执法依据", "监察", "事故信息",
)  # fmt: skip
KEPT, OLD = 13, 19
FIRMS = ("青山煤矿", "北坡采石场", "林都化工厂", "东湾加油站", "红松木业公司", "安顺烟花爆竹店")
CAUSES = ("物体打击", "高处坠落", "机械伤害", "触电")


def papers(desk: Desk) -> Iterator[Article]:
    """Everything of it that is public at the end of a month."""
    wrong = desk.fault(TURNS[0])
    if wrong != "missing":
        yield from _standing(desk, wrong)
        yield from _monthly(desk, wrong)
    yield from _accidents(desk)


def _standing(desk: Desk, wrong: str) -> Iterator[Article]:
    shelf, begun = desk.shelf(COLUMNS[0]), date(2012, 2, 6)
    laws: Rows = (
        ("序号", "名称", "文号"),
        ("1", "《中华人民共和国安全生产法》", "主席令第70号"),
        ("2", "《安全生产许可证条例》", "国务院令第397号"),
    )
    yield posted(shelf, "安全生产政策法规目录", begun, ("现将常用的安全生产法律法规和政策文件公布如下。", laws))
    bases: Rows = (("序号", "执法事项", "执法依据"), ("1", "矿山安全监督检查", "《中华人民共和国矿山安全法》第三十三条"),
                   ("2", "危险化学品监督检查", "《危险化学品安全管理条例》第七条"))  # fmt: skip
    yield posted(shelf, "安全生产行政执法依据", begun + timedelta(days=3), ("现将行政执法依据公布如下。", bases))
    for year in desk.years():
        day = date(year, 2, 14) + timedelta(days=number(desk.seed, year) % 20)
        lines = (
            f"为做好{year}年安全生产监督管理工作，制定本计划。",
            "一、深入开展安全生产大检查。",
            "二、加强重点行业领域专项整治。",
            "三、开展安全生产宣传教育。",
        )
        yield posted(shelf, f"{desk.org}{year}年安全生产监督检查计划", day, lines)


def _monthly(desk: Desk, wrong: str) -> Iterator[Article]:
    """Licences, training and inspections, each every third month."""
    for place, month in enumerate(m for m in desk.back(KEPT) if m.shift(1).first <= desk.last):
        kind = (LICENCES, TRAINED, WATCHED)[months(month) % 3]
        yield _monthly_paper(desk, kind, month, lost=wrong == "broken" and kind == LICENCES and place < 3)


def monthly_title(kind: str, month: Period) -> str:
    """What a paper of one of the three kinds is called."""
    name = {
        LICENCES: "安全生产行政许可情况",
        TRAINED: "安全生产培训考核发证情况",
        WATCHED: "安全生产监督检查情况",
    }[kind]
    return f"{month.year}年{month.month}月{name}"


def _monthly_paper(desk: Desk, kind: str, month: Period, *, lost: bool) -> Article:
    chance, day = dice(desk.seed, kind, month), month.last - timedelta(days=number(desk.seed, kind, month) % 6)
    firms = chance.sample(FIRMS, 3)
    heads = {
        LICENCES: ("许可证名称", "许可证编号"),
        TRAINED: ("培训类别", "发证数量"),
        WATCHED: ("检查内容", "处理情况"),
    }[kind]
    told = {
        LICENCES: ("危险化学品经营许可证", f"安WH安许证字〔{month.year}〕{chance.randrange(1, 99):03}"),
        TRAINED: ("特种作业操作证", f"{chance.randrange(5, 60)}本"),
        WATCHED: ("安全设施和应急预案", "责令限期整改"),
    }[kind]
    rows: Rows = (
        ("序号", "单位名称", *heads, "日期"),
        *((str(n), firm, *told, str(month.first + timedelta(days=n * 5))) for n, firm in enumerate(firms, 1)),
    )
    how = form(desk, kind)
    return posted(
        desk.shelf(COLUMNS[0]), monthly_title(kind, month), day, ("现将有关情况公布如下。", rows), how, lost=lost
    )


def _accidents(desk: Desk) -> Iterator[Article]:
    wrong = desk.fault(TURNS[1])
    if wrong == "missing":
        return
    told = [month for month in desk.back(KEPT + OLD) if _told(desk, month) <= desk.last]
    told = [m for m in told if (m < desk.period.shift(-OLD)) == (wrong == "outdated")]
    for place, month in enumerate(told[:KEPT]):
        yield _month(desk, month, wrong if place == 0 else "")
        if _count(desk, month) and wrong != "outdated":
            yield _investigated(desk, month)


def _told(desk: Desk, month: Period) -> date:
    return month.shift(1).first + timedelta(days=number(desk.seed, month, "accidents") % 3)


def _count(desk: Desk, month: Period) -> int:
    """How many accidents a month saw; most see none."""
    return max(0, dice(desk.seed, month, "accidents").randrange(-3, 3))


def accident_title(month: Period) -> str:
    """What a month's statement is called."""
    return f"{month.year}年{month.month}月全市生产安全事故情况"


def _month(desk: Desk, month: Period, wrong: str) -> Article:
    shelf, count = desk.shelf(COLUMNS[1]), _count(desk, month)
    if wrong == "wrong-count":
        count = max(count, 1)
    if not count and wrong != "broken":
        return posted(shelf, accident_title(month), _told(desk, month), (f"{month.month}月，全市未发生生产安全事故。",))
    rows = [_accident(desk, month, n) for n in range(max(count, 1))]
    table: Rows = (("序号", "发生时间", "发生地点", "事故类型", "死亡人数", "受伤人数"), *rows)
    stated, hurt = len(rows) + (wrong == "wrong-count"), len(rows)
    told = f"{month.month}月，全市发生生产安全事故{stated}起，死亡{hurt}人，受伤0人。"
    lost = wrong == "broken"
    return posted(shelf, accident_title(month), _told(desk, month), (told, table), form(desk, ACCIDENTS), lost=lost)


def _accident(desk: Desk, month: Period, n: int) -> tuple[str, ...]:
    chance = dice(desk.seed, month, n, "accident")
    day = month.first + timedelta(days=chance.randrange(26))
    return str(n + 1), str(day), chance.choice(PLACES), chance.choice(CAUSES), "1", "0"


def _investigated(desk: Desk, month: Period) -> Article:
    """The report on a month's first accident, two months on, when that day has come."""
    _, day, place, cause, *_ = _accident(desk, month, 0)
    name = f"{place}“{month.month}·{int(day[-2:])}”{cause}事故调查报告"
    lines = (
        f"{day}，{place}某企业发生一起{cause}事故，造成1人死亡，直接经济损失{number(day) % 80 + 20}万元。",
        "一、事故发生经过和救援情况。事故发生后，企业负责人立即组织抢救并报告。",
        "二、事故原因。直接原因是作业人员违反操作规程；间接原因是企业安全教育培训不到位。",
        "三、事故性质。经调查认定，这是一起生产安全责任事故。",
        f"四、对责任单位和责任人的处理建议。对该企业处{number(day) % 10 + 10}万元罚款，对主要负责人处上一年年收入30%的罚款。",
        "五、防范和整改措施。企业应当落实安全生产主体责任，加强现场管理。",
    )
    return posted(desk.shelf(COLUMNS[1]), name, month.shift(2).first + timedelta(days=11), lines)


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month: what is not told of accidents is lacking of both."""
    wrong, told = desk.fault(turns), desk.fault(TURNS[1])
    if turns.rule == WORK and told == "broken":
        yield "failed", "broken", accident_title(next(m for m in desk.back(3) if _told(desk, m) <= desk.last))
    elif turns.rule == WORK and told == "missing":
        yield "failed", "no-kind", TOLD
    if wrong:
        yield "failed", wrong, ""
