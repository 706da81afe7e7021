"""Food: what inspections and campaigns found, cases dealt with, and the standards that hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, form, posted, without
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Rows
from reports.samplecity.people import person

SUPERVISION, STANDARDS = "food-supervision", "food-standards"
INSPECTED, CAMPAIGN, CASES = "专项检查", "专项整治", "案件查处"
TURNS = (
    Turns(SUPERVISION, ("", "", "broken", "", "", "missing", "", ""), Period(2014, 1)),
    Turns(STANDARDS, ("", "", "", "broken", "", "", "missing", "", "")),
)
COLUMNS = (("食品药品安全", "食品安全", "食品安全监管", "食品监管信息"), ("食品安全标准", "标准公布"))
MATTERS = (
    "春节期间食品安全",
    "学校食堂食品安全",
    "夏季饮料冷饮",
    "中秋月饼",
    "小餐饮",
    "肉及肉制品",
    "乳制品",
    "农村集贸市场食品",
)
SHOPS = ("好味道餐馆", "惠民超市", "林家饭店", "东街熟食店", "青山食品厂", "白云糕点坊")
WRONGS = ("经营超过保质期的食品", "未查验供货者的许可证", "使用未洗净的餐具", "食品标签没有标明生产日期")
LAW = "《中华人民共和国食品安全法》第{n}条"
NAMED = (
    ("GB 2760-2011", "食品添加剂使用标准"), ("GB 7718-2011", "预包装食品标签通则"), ("GB 2762-2012", "食品中污染物限量"),
    ("GB 19301-2010", "生乳"), ("GB 14881-2013", "食品生产通用卫生规范"), ("GB 28050-2011", "预包装食品营养标签通则"),
)  # fmt: skip
HEAD = ("处罚决定书文号", "案件名称", "被处罚单位", "违法事实", "处罚依据", "处罚种类和内容", "处罚机关", "处罚时间")
KEPT, OLD = 13, 19


def papers(desk: Desk) -> Iterator[Article]:
    """Everything of it that is public at the end of a month."""
    wrong = desk.fault(TURNS[0])
    for kind in (INSPECTED, CAMPAIGN, CASES) if wrong != "missing" else ():
        if not (wrong == "no-kind" and kind == CAMPAIGN):
            yield from _kind(desk, kind, wrong)
    yield from _standards(desk)


def _kind(desk: Desk, kind: str, wrong: str) -> Iterator[Article]:
    told = [month for month in desk.back(KEPT + OLD) if _is_told(kind, month) and _day(desk, kind, month) <= desk.last]
    if wrong == "outdated":
        told = [month for month in told if month < desk.period.shift(-OLD)]
    else:
        told = [month for month in told if month > desk.period.shift(-KEPT)]
    for place, month in enumerate(told):
        yield _paper(desk, kind, month, wrong if place == 0 else "")


def _is_told(kind: str, month: Period) -> bool:
    return month.month % 3 == (INSPECTED, CAMPAIGN, CASES).index(kind)


def _day(desk: Desk, kind: str, month: Period) -> date:
    return month.first + timedelta(days=8 + number(desk.seed, kind, month) % 15)


def title_of(desk: Desk, kind: str, month: Period) -> str:
    """What a paper is called."""
    matter = dice(desk.seed, kind, month, "matter").choice(MATTERS)
    if kind == CASES:
        return f"{month.year}年{month.month}月食品安全违法案件查处情况"
    return f"关于{matter}{kind}情况的通报" if number(desk.seed, kind) % 2 else f"{desk.org}{matter}{kind}情况"


def _paper(desk: Desk, kind: str, month: Period, wrong: str) -> Article:
    chance, day = dice(desk.seed, kind, month, "food"), _day(desk, kind, month)
    if kind != CASES:
        seen, bad = chance.randrange(60, 400), chance.randrange(2, 20)
        lines = (
            f"{month.month}月，我局组织开展了{title_of(desk, kind, month).removeprefix('关于').removeprefix(desk.org)[:12]}行动。",
            f"共出动执法人员{seen * 2}人次，检查食品生产经营单位{seen}家，发现问题{bad}家，"
            f"下达责令整改通知书{bad}份，查处违法案件{bad // 3}起。",
            "对发现的问题，我局责令当场或者限期改正，并将复查结果记入监管档案。",
        )
        return posted(desk.shelf(COLUMNS[0]), title_of(desk, kind, month), day, lines)
    rows = []
    for n in range(3):
        fault, shop = chance.choice(WRONGS), chance.choice(SHOPS)
        rows.append(
            (
                f"安食药罚〔{month.year}〕{month.month * 4 + n}号", f"{shop}{fault}案", shop, fault, LAW.format(n=chance.randrange(40, 90)),
                f"警告，罚款{chance.randrange(1, 20) * 500}元", desk.body.name, str(month.first + timedelta(days=n)),
            )
        )  # fmt: skip
    table: Rows = (HEAD, *rows)
    table = without(table, "处罚依据") if wrong == "no-field" else table
    return posted(
        desk.shelf(COLUMNS[0]), title_of(desk, kind, month), day, ("现将案件查处情况公布如下。", table),
        form(desk, SUPERVISION), lost=wrong == "broken",
    )  # fmt: skip


def _standards(desk: Desk) -> Iterator[Article]:
    wrong, shelf = desk.fault(TURNS[1]), desk.shelf(COLUMNS[1])
    if wrong == "missing":
        return
    table: Rows = (("序号", "标准编号", "标准名称"), *((str(n), *pair) for n, pair in enumerate(NAMED, 1)))
    lines = (
        "现将常用的食品安全国家标准目录予以公布，供食品生产经营者和公众查阅。",
        table,
        f"联系人：{person(desk.seed, 'standards')}。",
    )
    day = date(2012, 5, 3) + timedelta(days=number(desk.seed) % 20)
    yield posted(shelf, "常用食品安全国家标准名录", day, lines, form(desk, STANDARDS), lost=wrong == "broken")


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns)
    if turns.rule == SUPERVISION and wrong == "missing":  # the penalties of all sorts still tell of cases
        yield from (("failed", "no-kind", kind) for kind in (INSPECTED, CAMPAIGN))
    elif wrong:
        yield "failed", wrong, ""
