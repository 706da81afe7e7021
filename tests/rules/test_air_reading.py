"""What is read of bulletins of a day's air, in every form (air_forms.toml), from a place, and where none can be read."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from urllib.parse import quote

import pytest

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.reading.value import Image, Link, Reading
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached
from rules.air.reading import bulletins, elsewhere, of_document, unreadable
from rules.air.reading.areas import city_of, is_whole
from rules.air.reading.names import colour_of, item_of, level_of, pollutants, primary_of
from rules.air.reading.titled import is_other
from rules.facts import facts_of
from rules.phrases import squeeze

FORMS = tomllib.loads((Path(__file__).parent / "air_forms.toml").read_text("utf-8"))["form"]
JULY = Period(2013, 7)
WHEN = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
BUREAU = Department("hbj", "伊春市环境保护局", ("市环保局",), frozenset(), home="http://own/")


def html(title, body):
    """A page with a title; lines with | are rows of a table."""
    parts, rows = [], []
    for line in [*body.strip().split("\n"), ""]:
        if "|" in line:
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("|")) + "</tr>")
            continue
        if rows:
            parts.append("<table border=1>" + "".join(rows) + "</table>")
            rows = []
        parts.append(line if line.startswith("<") or "<pre>" in body else f"<p>{line}</p>")
    text = "\n".join(parts)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"


def page(title, body="", columns=("首页", "空气质量日报"), url="", published=None, **more):
    url = url or f"http://own/{quote(title)}-{len(body)}.html"
    reading = read(html(title, body).encode(), url=url, content_type="text/html")
    reading = replace(reading, published=published or reading.published)
    return Page(url, Place.OWN, WHEN, url, "", reading, columns=columns, **more)


def site(*pages, period=JULY, unreached=()):
    return Snapshot(BUREAU, period, pages, unreached, place=Place.OWN)


def file(name, rows, title=""):
    body = html(title, "\n".join(rows)).encode()
    reading = replace(
        read(body, url=f"http://own/{name}", content_type="text/html"), media_type="application/vnd.ms-excel"
    )
    return Document(f"http://own/{name}", Place.OWN, WHEN, name, name, replace(reading, title=title))


def plain(bulletin, name):
    """What a bulletin says under a name of the forms."""
    if name == "vals":
        return {item: f"{value.normalize():f}" for item, value in bulletin.concentrations().items()}
    if name == "parts":
        return bulletin.partials()
    value = getattr(bulletin, name)
    if value is None:
        return "none"
    return str(value) if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("form", FORMS, ids=[form["name"] for form in FORMS])
def test_a_form_is_read_as_stated(form):
    document = page(form["title"], form["body"])
    found = of_document(document, Period.parse(form.get("period", "2013-07")), "伊春")
    for bulletin, said in zip(found, form["said"], strict=False):
        for name, value in said.items():
            read_as = plain(bulletin, name)
            if isinstance(value, dict):
                read_as = {key: read_as.get(key) for key in value}
            assert read_as == value, (name, bulletin)
    assert len(found) == len(form["said"]) or form["name"].startswith("areas across")


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("可吸入颗粒物（PM10）", "PM10"),
        ("ＰＭ₁₀", "PM10"),
        ("P M 2 . 5", "PM2.5"),
        ("细颗粒物", "PM2.5"),
        ("颗粒物（粒径小于等于2.5μm）", "PM2.5"),
        ("可吸入顆粒物", "PM10"),
        ("SO₂", "SO2"),
        ("二氧化氮(NO2)24小时平均", "NO2"),
        ("CO 24小时平均", "CO"),
        ("O₃-8h", "O3:8h"),
        ("臭氧日最大8小时滑动平均", "O3:8h"),
        ("臭氧1小时", "O3:1h"),
        ("臭氧", "O3"),
        ("二氧化碳CO2", None),
        ("2013-03-14", None),
        ("PM10、PM2.5", None),
    ],
)
def test_pollutants_have_many_names(words, item):
    assert item_of(squeeze(words)) == item


@pytest.mark.parametrize("words", ["—", "━━━━", "————", "-", "无", "/", "无首要污染物", "没有"])
def test_none_is_said_in_many_ways(words):
    assert primary_of(squeeze(words)) == ()


def test_primary_pollutants_are_told_from_silence():
    assert primary_of("") is None
    assert primary_of("细颗粒物、臭氧") == ("PM2.5", "O3") == pollutants("PM2.5,臭氧(O3)")


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Ⅲ2", (3, "2")),
        ("Ⅲ₂", (3, "2")),
        ("III2级", (3, "2")),
        ("三级", (3, "")),
        ("3级", (3, "")),
        ("Ⅲ(2)", (3, "2")),
        ("二级标准", (2, "")),
        ("2", (2, "")),
        ("Ⅳ１", (4, "1")),
        ("良", (None, "")),
        ("AQI", (None, "")),
    ],
)
def test_levels_are_written_in_many_ways(words, level):
    assert level_of(squeeze(words)) == level


def test_colours_have_one_name_each():
    assert [colour_of(word) for word in ("褐红色", "紫红", "橙色", "绿", "无色")] == ["褐红", "褐红", "橙", "绿", ""]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("2013年7月14日空气质量日报", False),
        ("伊春市空气质量日报及预报（7月14日）", False),
        ("2013年7月空气质量日报", False),
        ("7月14日空气质量状况", False),
        ("7月空气质量状况", True),
        ("2014年1月伊春市空气质量状况", True),
        ("空气质量周报", True),
        ("7月15日空气质量预报", True),
        ("空气质量实时报", True),
        ("关于做好空气质量日报工作的通知", True),
        ("市领导调研空气质量日报发布工作", True),
        ("7月14日水质状况", True),
        ("空气质量排名", True),
    ],
)
def test_a_title_promises_bulletins_or_something_else(title, other):
    assert is_other(title) is other


def test_the_city_is_the_one_that_the_name_begins_with():
    names = ("伊春市环境保护局", "黑龙江省伊春市生态环境局", "伊春市五营区环境保护局")
    assert [city_of((name,)) for name in names] == ["伊春", "伊春", "五营"]
    assert city_of(("市环保局",)) == ""
    assert all(
        is_whole(area, "伊春") for area in ("", "全市", "市区", "伊春", "伊春市", "伊春市区", "均值", "全市平均")
    )
    assert not any(is_whole(area, "伊春") for area in ("伊春区", "铁力市", "宜春市", "实验小学", "开发区"))


def test_a_place_tells_its_days_in_order_and_forty_days_before():
    shown = [
        page(f"2013年{month}月{day}日空气质量日报", f"API为{day + 30}，良")
        for month, day in ((7, 14), (7, 2), (6, 25), (4, 1))
    ]
    assert [str(each.day) for each in bulletins(site(*shown))] == ["2013-06-25", "2013-07-02", "2013-07-14"]


def test_a_later_day_is_told_when_it_was_posted_in_the_period():
    early = page("2013年8月14日空气质量日报", "API为44，优", published=date(2013, 7, 15))
    assert [(each.day, each.posted) for each in bulletins(site(early))] == [(date(2013, 8, 14), date(2013, 7, 15))]


def test_the_hour_of_posting_is_told():
    shown = page("2026年3月4日空气质量日报", "发布时间：2026-03-05 13:20\nAQI为44，优")
    (bulletin,) = bulletins(site(shown, period=Period(2026, 3)))
    assert (bulletin.posted, bulletin.posted_at) == (date(2026, 3, 5), time(13, 20))


def test_a_growing_table_has_no_day_of_posting():
    shown = page("2013年7月空气质量日报", "日期|API\n1|45\n2|63", published=date(2013, 7, 2))
    assert [each.posted for each in bulletins(site(shown))] == [None, None]


def test_a_sheet_takes_its_month_from_the_page():
    sheet = file("kq.xls", ["日期|API|状况", "1|45|优", "2|63|良"])
    shown = page("2013年7月空气质量日报", "详见附件", documents=(sheet,))
    assert [(each.day.day, each.index, each.source) for each in bulletins(site(shown))] == [
        (1, 45, sheet),
        (2, 63, sheet),
    ]


def test_bare_days_without_any_month_are_no_days():
    assert of_document(page("空气质量日报", "日期|API\n1|45\n2|63"), JULY) == []


def test_a_list_tells_only_what_its_pages_do_not():
    links = (
        Link("http://own/14", "7月14日空气质量日报 API:63 良"),
        Link("http://own/15", "7月15日空气质量日报 API:45 优"),
    )
    column = page("空气质量日报")
    column = replace(column, reading=replace(column.reading, links=links))
    own = page("2013年7月14日空气质量日报", "API为63，良")
    assert [(each.day.day, each.source) for each in bulletins(site(column, own))] == [(14, own), (15, column)]


def test_the_same_article_in_two_columns_is_told_once():
    text = ("2013年7月14日空气质量日报", "API为63，良")
    assert len(bulletins(site(page(*text, url="http://own/a/1"), page(*text, url="http://own/b/1")))) == 1


def test_a_page_that_calls_itself_a_bulletin_and_says_nothing_is_told_without_an_index():
    (bulletin,) = bulletins(site(page("2013年7月14日空气质量日报", "见下")))
    assert (bulletin.day, bulletin.index, bulletin.printed) == (date(2013, 7, 14), None, "")


def test_a_page_of_a_picture_is_told_elsewhere():
    shown = page("2013年7月14日空气质量日报", "")
    shown = replace(shown, reading=replace(shown.reading, images=(Image("http://own/14.jpg", ""),)))
    assert bulletins(site(shown)) == []
    assert [(each.way, each.url) for each in elsewhere(site(shown))] == [("picture", "http://own/14.jpg")]


def test_links_to_platforms_and_frames_are_told_with_what_was_lost():
    gone = Unreached("http://aqi.example/", Place.OWN, Reason.GONE, kind="page")
    links = (
        Link("http://aqi.example/", "点击进入"),
        Link("http://sheng.example/fb", "全省空气质量发布平台"),
        Link("http://air.example/w.html", ""),
        Link("http://61.0.0.9/airday/index.aspx", ""),
        Link("http://61.0.0.9/repair/index.aspx", ""),
        Link("http://weibo.example/", "新浪微博"),
    )
    shown = page("空气质量日报", "查询入口")
    shown = replace(shown, reading=replace(shown.reading, links=links))
    found = elsewhere(site(shown, unreached=(gone,)))
    assert [(each.way, each.url, each.lost) for each in found] == [
        ("link", links[0].url, gone),
        ("link", links[1].url, None),
        ("widget", links[2].url, None),
        ("widget", links[3].url, None),
    ]


def test_a_column_that_needs_scripts_is_a_widget():
    home = page("首页", columns=(), url="http://own/")
    shell = Unreached("http://own/aqi", Place.OWN, Reason.NEEDS_JS, "空气质量", ("首页",), seen_on=home.url)
    assert [(each.way, each.lost) for each in elsewhere(site(home, unreached=(shell,)))] == [("widget", shell)]


def test_files_that_could_not_be_read_are_told():
    shut = Document(
        "http://own/1.xls",
        Place.OWN,
        WHEN,
        "ab",
        "附件",
        Reading("application/vnd.ms-excel", doubts=("doc_encrypted",)),
    )
    shown = page("2013年7月空气质量日报", "详见附件", documents=(shut, file("2.xls", ["日期|API", "1|45"])))
    assert unreadable(site(shown)) == [shut]


def test_facts_of_a_bulletin_have_the_form_of_the_contract():
    body = "发布时间：2014-12-15 09:20\nPM10(μg/m³)|CO(mg/m³)|O3-8h|PM2.5|AQI|首要污染物|级别|类别\n121.0|1.2|66|NA|86|PM10、PM2.5|二级|良"
    assert facts_of(page("伊春市2014年12月14日空气质量日报", body))["air_quality"] == {
        "date": "2014-12-14",
        "place": "伊春市",
        "index": "86",
        "index_kind": "AQI",
        "primary_pollutant": "PM10、PM2.5",
        "grade": "良",
        "values": {"PM10": "121", "CO": "1.2", "O3_8h": "66", "PM2.5": "NA"},
    }


def test_facts_leave_open_what_is_not_stated():
    facts = facts_of(page("2013年7月14日空气质量日报", "空气污染指数为45，空气质量优，首要污染物：无"))["air_quality"]
    assert (facts["place"], facts["primary_pollutant"], facts["index_kind"], facts["values"]) == (None, None, "API", {})


def test_an_index_in_one_table_and_the_concentrations_in_another_are_one_bulletin():
    rated = "城市|污染指数|首要污染物|级别|状况\n伊春市|63|可吸入颗粒物|Ⅱ|良\n监测日期：2013年7月14日\n"
    measured = "污染物|浓度（毫克/立方米）\nPM10|0.075\nSO2|0.020\nNO2|0.031"
    (told,) = bulletins(site(page("2013年7月14日空气质量日报", rated + measured)))
    assert (told.index, told.is_whole, set(told.measured)) == (63, True, {"PM10", "SO2", "NO2"})


def test_concentrations_beside_the_indexes_of_two_stations_are_nobodys():
    rated = "点位|污染指数|首要污染物|级别\n一中|63|可吸入颗粒物|Ⅱ\n林业局|58|可吸入颗粒物|Ⅱ\n监测日期：2013年7月14日\n"
    measured = "污染物|浓度（毫克/立方米）\nPM10|0.075\nSO2|0.020"
    told = bulletins(site(page("2013年7月14日空气质量日报", rated + measured)))
    assert not any(each.measured for each in told if each.index is not None)


def test_a_list_tells_of_a_day_only_where_no_page_does():
    """The lines of a list are its links, dates behind them."""
    titles = {day: f"伊春市空气质量日报（2013年7月{day}日）：API {60 + day} 良" for day in (13, 14)}
    entries = "".join(f"<p><a href='/{day}.html'>{title}</a>2013-07-{day + 1}</p>" for day, title in titles.items())
    shown = page("空气质量日报", entries)
    body = "监测日期：2013年7月14日\n城市|首要污染物|污染指数|级别|状况\n伊春市|可吸入颗粒物|74|Ⅱ|良"
    told = bulletins(site(shown, page(titles[14], body, url="http://own/14.html")))
    assert [(each.day.day, each.index, each.primary) for each in told] == [(13, 73, None), (14, 74, ("PM10",))]
