"""Reports on weeks, months and longer: what is consistent is never called wrong, and one wrong number is found."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Page, Place, Snapshot
from rules.air.bulletin import Bulletin
from rules.air.period.judgement import contents, judged
from rules.air.period.owing import due
from rules.air.period.reports import is_report, of_page, reports
from rules.air.period.spans import before, marks, of_months, plain, year_before
from rules.air.period.value import Report, Span
from rules.air.standards import possible
from tests.tries import tries

AQI = ("优", "良", "轻度污染", "中度污染", "重度污染", "严重污染")
API = ("优", "良", "轻微污染", "轻度污染", "中度污染", "中度重污染", "重污染")
LEVELS = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ")
FETCHED = datetime(2026, 5, 1, tzinfo=CHINA)


@dataclass
class Told:
    """What a made report tells."""

    span: Span
    grades: dict[str, int]
    valid: int
    good: int
    rate: str
    wrong: str = ""
    words: tuple[str, ...] = field(default=AQI)

    @property
    def bad(self) -> int:
        return sum(days for word, days in self.grades.items() if word not in ("优", "良"))

    @property
    def name(self) -> str:
        return self.span.name


def percent(part: int, whole: int, decimals: int, how: str) -> str:
    return str((Decimal(part * 100) / whole).quantize(Decimal(1).scaleb(-decimals), how))


@st.composite
def told(draw: st.DrawFn) -> Told:
    year = draw(st.sampled_from((2011, 2013, 2017, 2021, 2026)))
    words = API if year == 2011 else AQI if year > 2015 else draw(st.sampled_from((API, AQI)))
    first = draw(st.sampled_from((1, 4, 7, 10)))
    span = draw(
        st.sampled_from((of_months(year, first, first), of_months(year, first, first + 2), of_months(year, 1, 12)))
    )
    valid = span.length - draw(st.integers(0, 2))
    cuts = sorted(draw(st.lists(st.integers(0, valid), min_size=len(words) - 1, max_size=len(words) - 1)))
    days = [high - low for low, high in zip([0, *cuts], [*cuts, valid], strict=True)]
    grades = dict(zip(words, days, strict=True))
    good = grades["优"] + grades["良"]
    how = draw(st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN)))
    return Told(span, grades, valid, good, percent(good, valid, draw(st.sampled_from((0, 1, 2))), how), words=words)


def told_wrong(this: Told, kind: str, by: int) -> Told:
    """The same with one number wrong."""
    if kind == "good":
        return Told(this.span, this.grades, this.valid, this.good + by, this.rate, "wrong-days", this.words)
    if kind == "grade":
        grades = {**this.grades, this.words[2]: this.grades[this.words[2]] + by}
        return Told(this.span, grades, this.valid, this.good, this.rate, "wrong-days", this.words)
    if kind == "valid":
        return Told(this.span, this.grades, this.valid + by, this.good, this.rate, "wrong-days", this.words)
    rate = str(Decimal(this.rate) + (by if Decimal(this.rate) + by <= 100 else -by))
    return Told(this.span, this.grades, this.valid, this.good, rate, "wrong-rate", this.words)


def sentences(this: Told) -> str:
    grades = "，".join(f"{word}{days}天" for word, days in this.grades.items())
    return f"<p>{this.name}，城区有效监测天数{this.valid}天，其中{grades}。优良天数为{this.good}天，优良率{this.rate}%。</p>"


def levelled(this: Told) -> str:
    grades = "、".join(f"{word}的天数为{days}天" for word, days in this.grades.items())
    return f"<p>有效监测天数共计{this.valid}天；达标天数（优良天数）为{this.good}天，比例为{this.rate}%；空气质量{grades}。</p>"


def respectively(this: Told) -> str:
    numbers = "、".join(f"{days}天" for days in this.grades.values())
    return f"<p>{'、'.join(this.grades)}天数分别为{numbers}，有效天数{this.valid}天，优良天数{this.good}天，优良率达到{this.rate}％。</p>"


def columns(this: Told) -> str:
    head = "".join(f"<td>{word}</td>" for word in this.grades)
    row = "".join(f"<td>{days}</td>" for days in this.grades.values())
    return (
        f"<table><tr><td rowspan=2>月份</td><td colspan={len(this.grades)}>级别天数</td><td rowspan=2>有效天数</td>"
        f"<td rowspan=2>优良天数</td><td rowspan=2>优良率(%)</td></tr><tr>{head}</tr>"
        f"<tr><td>{this.name}</td>{row}<td>{this.valid}</td><td>{this.good}</td><td>{this.rate}</td></tr></table>"
    )


def rows(this: Told) -> str:
    lines = [
        *this.grades.items(),
        ("有效监测天数", this.valid),
        ("优良天数", this.good),
        ("优良天数比例", f"{this.rate}%"),
    ]
    body = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in lines)
    return f"<table><tr><td>项目</td><td>{this.name}</td></tr>{body}</table>"


def counties(this: Told) -> str:
    head = "".join(f"<td>{word}（天）</td>" for word in this.grades)
    row = "".join(f"<td>{days}</td>" for days in this.grades.values())
    line = f"{row}<td>{this.valid}</td><td>{this.good}</td><td>{this.rate}%</td>"
    cells = f"<tr><td>序号</td><td>县区</td>{head}<td>有效天数</td><td>达标天数</td><td>达标率</td></tr>"
    return f"<table>{cells}<tr><td>1</td><td>甲县</td>{line}</tr></table>"


FORMS = (sentences, levelled, respectively, columns, rows, counties)


def page(title: str, body: str, posted: date) -> Page:
    html = (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>发布时间：{posted} 来源：环保局</p><div>{body}</div></body></html>"
    ).encode()
    url = "http://own/1.html"
    reading = read(html, url=url, name="1.html")
    return Page(url, Place.OWN, FETCHED, sha256(html).hexdigest(), title, reading)


def made(this: Told, form) -> Report:
    posted = this.span.last + timedelta(days=4)
    (report,) = of_page(page(f"{this.name}城区环境空气质量状况", form(this), posted), posted)
    assert report.span == this.span
    return report


@pytest.mark.parametrize("form", FORMS)
@tries(25)
@given(this=told())
def test_what_adds_up_is_never_called_wrong(form, this):
    report = made(this, form)
    assert any(tally.good == this.good and tally.valid == this.valid for tally in report.tallies)
    assert [str(finding) for finding in contents(report, [])] == []


@pytest.mark.parametrize("form", FORMS)
@tries(25)
@given(this=told(), kind=st.sampled_from(("good", "grade", "valid", "rate")), by=st.integers(2, 9))
def test_one_wrong_number_is_found(form, this, kind, by):
    assume(this.valid + by <= this.span.length or kind != "valid")
    assume(kind != "rate" or "." in this.rate)
    wrong = told_wrong(this, kind, by)
    found = {(str(finding.outcome), finding.problem) for finding in contents(made(wrong, form), [])}
    assert ("failed", wrong.wrong) in found


TRAPS = tomllib.loads((Path(__file__).parent / "air_reports.toml").read_text("utf-8"))["report"]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap['title']} {trap['body'][:24]}")
def test_a_report_that_a_careless_reader_would_call_wrong(trap):
    found = of_page(page(trap["title"], trap["body"], trap["posted"]), trap["posted"])
    assert [str(finding) for report in found for finding in contents(report, [])] == []


@pytest.mark.parametrize(
    "title",
    [
        "2014年12月份黔江城区环境空气质量月报",
        "我市2022年2月份环境质量情况",
        "河源市城市环境空气质量状况（2022年2月）",
        "2023年5月份环境空气质量情况通报",
        "合作市城区6月份（第一期）环境空气质量周报",
        "2019年鹤山市空气质量年报",
        "武冈市环境质量月报（2022年6月）",
        "2021年11月吴忠市环境空气质量优良天数统计",
        "开远市2023年1-12月环境空气质量",
        "城区一周空气质量状况（7月8日-7月14日）",
    ],
)
def test_titles_of_reports(title):
    assert is_report(plain(title))


@pytest.mark.parametrize(
    "title",
    [
        "7月14日空气质量日报",
        "2013年7月空气质量日报",
        "未来一周空气质量预报",
        "2012年示例市环境状况公报",
        "市政府召开上半年空气质量改善工作会议",
        "7月我市空气质量优良率达96.8%",
        "2013年二季度国控企业监督性监测结果",
        "关于印发2013年空气质量考核办法的通知",
        "2013年6月地表水水质月报",
        "环境空气质量标准解读",
        "2020年7月各县（市、区）环境空气质量排名情况",
        "空气质量实时发布",
    ],
)
def test_titles_of_other_things(title):
    assert not is_report(plain(title))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("二〇一三年七月", "2013年7月"),
        ("2013年第28周", "2013年7月8日至7月14日"),
        ("7月8日至14日", "2013年7月8日至7月14日"),
        ("2013年12月30日-2014年1月5日", "2013年12月30日至1月5日"),
        ("三季度", "2013年第三季度"),
        ("1—9月份", "2013年1-9月"),
        ("截至6月底", "2013年上半年"),
        ("下半年", "2013年下半年"),
        ("2013-07-08至2013-07-14", "2013年7月8日至7月14日"),
        ("今年以来", "2013年上半年"),
        ("去年同期", "2012年6月"),
        ("上月", "2013年5月"),
        ("十一月份", "2013年11月"),
    ],
)
def test_spans(text, name):
    assert [mark.span.name for mark in marks(plain(text), 2013, of_months(2013, 6, 6))] == [name]


@pytest.mark.parametrize("text", ["7月14日", "综合指数3.9-4.5", "2月30日至31日", "7月第2周", "GB3095-2012"])
def test_no_spans(text):
    assert marks(plain(text), 2013) == []


def test_spans_beside_spans():
    assert before(of_months(2013, 1, 3)) == of_months(2012, 10, 12)
    assert before(Span(date(2013, 7, 8), date(2013, 7, 14))) == Span(date(2013, 7, 1), date(2013, 7, 7))
    assert year_before(of_months(2012, 2, 2)) == of_months(2011, 2, 2)
    assert year_before(Span(date(2012, 2, 27), date(2012, 3, 4))).length == 7


def test_what_is_due_falls_into_one_month():
    site = Snapshot(Department("hbj", "示例市环境保护局", ()), Period(2013, 7), ())
    assert [span.name for span in due(site, "monthly quarterly half-yearly", 5, [])] == [
        "2013年6月",
        "2013年第二季度",
        "2013年上半年",
    ]
    assert [span.last.day for span in due(site, "weekly", 5, [])] == [30, 7, 14, 21]
    with pytest.raises(ValueError, match="fortnightly"):
        due(site, "fortnightly", 5, [])


def test_a_month_without_a_year_ended_before_it_was_posted():
    shown = page("12月份空气质量月报", "<p>有效监测天数31天，优良天数31天。</p>", date(2014, 1, 4))
    assert [report.name for report in of_page(shown, date(2014, 1, 31))] == ["2013年12月"]


def test_a_list_is_no_report():
    links = "".join(f"<li><a href='{n}.html'>2013年{n}月空气质量月报</a></li>" for n in range(1, 13))
    html = f"<html><head><meta charset=utf-8><title>2013年空气质量月报</title></head><body><ul>{links}</ul></body></html>".encode()
    url = "http://own/index.html"
    shown = Page(url, Place.OWN, FETCHED, "", "空气质量月报", read(html, url=url, name="index.html"))
    assert reports(Snapshot(Department("hbj", "示例市环境保护局", ()), Period(2013, 7), (shown,))) == []


WEEK = Span(date(2013, 7, 8), date(2013, 7, 14))
INDEXES = st.lists(st.integers(5, 180), min_size=7, max_size=7)


def graded(index: int, standard: int) -> str:
    return possible(WEEK.last)[standard].grade(index).words[0]


def week(indexes: list[int], standard: int, form: int, counts: bool = True) -> Report:
    """A made report on a week, by rows, by columns or in sentences."""
    days = [WEEK.first + timedelta(days=number) for number in range(7)]
    words = [graded(index, standard) for index in indexes]
    if form == 0:
        cells = [
            f"<tr><td>{day}</td><td>{index}</td><td>{word}</td></tr>"
            for day, index, word in zip(days, indexes, words, strict=True)
        ]
        body = f"<table><tr><td>日期</td><td>污染指数</td><td>空气质量状况</td></tr>{''.join(cells)}</table>"
    elif form == 1:
        lines = {"日期": [f"{day.month}月{day.day}日" for day in days], "API": indexes, "状况": words}
        rows = [
            f"<tr><td>{name}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for name, cells in lines.items()
        ]
        body = f"<table>{''.join(rows)}</table>"
    else:
        said = [
            f"{day.month}月{day.day}日空气污染指数为{index}，{word}"
            for day, index, word in zip(days, indexes, words, strict=True)
        ]
        body = f"<p>{'；'.join(said)}。</p>"
    good = sum(index <= 100 for index in indexes)
    body += f"<p>本周优良天数为{good if counts else good + 1}天。</p>"
    (report,) = of_page(page("7月8日至14日城区空气质量周报", body, date(2013, 7, 15)), date(2013, 7, 31))
    return report


def bulletins(indexes: list[int]) -> list[Bulletin]:
    source = replace(page("空气质量日报", "", date(2013, 7, 15)), url="http://own/2.html")
    return [Bulletin(WEEK.first + timedelta(days=number), source, index) for number, index in enumerate(indexes)]


@tries(25)
@given(indexes=INDEXES, standard=st.integers(0, 1), form=st.integers(0, 2))
def test_a_week_agrees_with_its_own_days_and_with_their_bulletins(indexes, standard, form):
    report = week(indexes, standard, form)
    assert [daily.index for daily in report.dailies] == indexes
    assert [str(finding) for finding in contents(report, bulletins(indexes))] == []


@tries(25)
@given(indexes=INDEXES, place=st.integers(0, 6), by=st.integers(1, 9), form=st.integers(0, 2))
def test_a_day_that_differs_from_its_bulletin_is_found(indexes, place, by, form):
    others = [index + by * (number == place) for number, index in enumerate(indexes)]
    found = list(contents(week(indexes, 0, form), bulletins(others)))
    assert ("failed", "dailies-differ", str(WEEK.first + timedelta(days=place))) in {
        (str(f.outcome), f.problem, f.subject) for f in found
    }
    assert {finding.problem for finding in found} == {"dailies-differ"}


@tries(25)
@given(indexes=INDEXES, form=st.integers(0, 2))
def test_a_week_that_counts_otherwise_than_its_own_days_is_found(indexes, form):
    assume(sum(index <= 100 for index in indexes) < 7)
    assert {(str(f.outcome), f.problem) for f in contents(week(indexes, 0, form, counts=False), [])} == {
        ("failed", "wrong-days")
    }


def test_a_day_of_a_part_of_the_city_is_not_compared_with_the_whole():
    report = week([60] * 7, 0, 0)
    parts = [replace(bulletin, is_whole=False) for bulletin in bulletins([90] * 7)]
    assert list(contents(report, parts)) == []


WORDS = (
    "优 良 优良 天数 天 优良率 % 轻度污染 轻微污染 重度及以上 Ⅱ级 三级 有效 监测 超标 2013年 6月 1-6月 截至6月31日 "
    "第53周 第0周 去年同期 较上月 （ ） ， 。 、 分别为 由 上升 下降 百分点 0 1 31 120 96.7 -5 指数 "
    "AQI 全市 甲县 占 比例 同比 无 及 二季度 13月 7月32日 平均 合计"
).split()
JUMBLE = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)


@tries(15)
@given(said=JUMBLE, cells=st.lists(st.lists(JUMBLE, min_size=1, max_size=5), max_size=6))
def test_no_jumble_of_words_and_numbers_breaks_the_reading(said, cells):
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    shown = page("2013年6月空气质量月报", f"<p>{said}</p><table>{rows}</table>", date(2013, 7, 3))
    site = Snapshot(Department("hbj", "示例市环境保护局", ()), Period(2013, 7), (shown,), place=Place.OWN)
    assert list(judged(site, lambda _: [], owed="weekly monthly quarterly", publish_within=5))


def test_a_month_without_a_valid_day_has_no_rate():
    body = "<p>6月有效监测天数0天，优良天数0天，优良率0%。</p>"
    (report,) = of_page(page("2013年6月空气质量月报", body, date(2013, 7, 3)), date(2013, 7, 31))
    assert list(contents(report, [])) == []
