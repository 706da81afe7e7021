"""Schools: whom they admit in a year, and what they spend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, form, posted
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Rows
from reports.samplecity.people import telephone

ADMISSIONS, FINANCES = "school-admissions", "education-finances"
TURNS = (
    Turns(ADMISSIONS, ("", "", "missing", "", "outdated", "", "broken", "", "")),
    Turns(FINANCES, ("", "", "", "broken", "", "missing", "", "outdated", "")),
)
COLUMNS = (("招生信息", "招生考试", "教育招生"), ("教育财务", "教育经费", "财务公开"))
SCHOOLS = ("市第一中学", "市第二中学", "市实验中学", "市职业技术学校")
OWED = {ADMISSIONS: 8, FINANCES: 10}  # the months from which those of a year are owed


def papers(desk: Desk) -> Iterator[Article]:
    """Everything of it that is public at the end of a month."""
    for turns, made in zip(TURNS, (_admitted, _spent), strict=True):
        wrong = desk.fault(turns)
        for year in desk.years() if wrong != "missing" else ():
            is_owed = year >= owed_year(turns.rule, desk.period)
            if not (is_owed and wrong == "outdated"):
                yield made(desk, year, wrong if year == owed_year(turns.rule, desk.period) else "")
                if made is _spent:
                    yield _charged(desk, year)


def owed_year(rule: str, period: Period) -> int:
    """The year that is owed at the end of a month."""
    return period.year if period.month >= OWED[rule] else period.year - 1


def _admitted(desk: Desk, year: int, wrong: str) -> Article:
    chance, day = dice(desk.seed, year, "admitted"), date(year, 6, 12) + timedelta(days=number(desk.seed, year) % 20)
    rows = [
        (str(n), name, str(chance.randrange(4, 20) * 50), "初中毕业生", f"{chance.randrange(420, 560)}分")
        for n, name in enumerate(SCHOOLS, 1)
    ]
    table: Rows = (("序号", "学校名称", "招生计划（人）", "招生对象", "录取分数线"), *rows)
    lines: tuple[str | Rows, ...] = (
        f"{year}年全市高中阶段学校计划招生{sum(int(row[2]) for row in rows)}人，按照志愿和成绩择优录取。",
        table,
        "报名时间：6月20日至25日。录取办法：网上录取，结果由市招生考试办公室公布。",
        f"咨询和监督电话：{telephone(desk.seed, desk.body.id)}",
    )
    return posted(
        desk.shelf(COLUMNS[0]),
        f"{desk.city}{year}年高中阶段学校招生计划和录取办法",
        day,
        lines,
        form(desk, ADMISSIONS),
        lost=wrong == "broken",
    )


def _spent(desk: Desk, year: int, wrong: str) -> Article:
    """What was received and spent in the year before, told in the autumn."""
    chance, day = (
        dice(desk.seed, year, "spent"),
        date(year, 9, 5) + timedelta(days=number(desk.seed, year, "spent") % 25),
    )
    rows, total = [], 0
    for n, name in enumerate(SCHOOLS, 1):
        staff, daily = chance.randrange(400, 2600), chance.randrange(90, 600)
        rows.append((str(n), name, str(staff + daily), str(staff + daily), str(staff), str(daily)))
        total += staff + daily
    table: Rows = (("序号", "学校名称", "收入合计", "支出合计", "其中：人员经费", "公用经费"), *rows)
    told = f"{year - 1}年市属学校教育经费收入{total}万元，支出{total}万元。单位：万元"
    lost = wrong == "broken"
    return posted(
        desk.shelf(COLUMNS[1]),
        f"{year - 1}年度市属学校财务收支情况",
        day,
        (told, table),
        form(desk, FINANCES),
        lost=lost,
    )


def _charged(desk: Desk, year: int) -> Article:
    """What schools may charge in a year, told in August."""
    rows: Rows = (
        ("序号", "收费项目", "收费标准", "收费依据", "适用学校"),
        ("1", "普通高中学费", f"每学期{300 + year % 5 * 20}元", f"市价费〔{year}〕12号", "市属普通高中"),
        ("2", "住宿费", "每学期200元", f"市价费〔{year}〕13号", "有寄宿条件的学校"),
        ("3", "中等职业学校学费", "免收", "国家免学费政策", "市职业技术学校"),
    )
    day = date(year, 8, 20) + timedelta(days=number(desk.seed, year, "charged") % 8)
    told = f"现将{year}年市属学校教育收费项目和标准公布如下，请社会监督。"
    return posted(desk.shelf(COLUMNS[1]), f"{year}年市属学校教育收费项目和标准", day, (told, rows))


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns)
    if wrong == "outdated" and owed_year(turns.rule, desk.period) <= desk.years()[0]:
        wrong = "missing"  # nothing is older than what is owed
    if wrong:
        yield "failed", wrong, ""
