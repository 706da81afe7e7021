"""The air calendar: what stands where on the terminal, in the workbook and for other programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from checker.scheme import open_scheme
from checker.scoring import Assessment, weigh
from crawler.period import Period
from crawler.snapshot import Place, Reason
from reports.air_colours import API, AQI, colour, ink
from reports.air_days import RULE, Seen, calendar
from reports.air_rows import air_rows
from reports.air_sheet import NAME, sheet_names
from reports.air_table import air_table
from reports.air_words import together
from reports.book import Book
from reports.layout import Layout
from reports.lines import Wrapped
from reports.onsite_sheet import tasks
from reports.results import write
from reports.standing import standings
from reports.wording import Wording, width
from reports.workbook import write_workbook
from rules.air.bulletin import Measured
from rules.air.daily.day import DOUBTED, ELSEWHERE, LOST, MISSING, NOT_YET, PARTLY, THERE, Day, Diary
from rules.air.period.value import Report, Span
from rules.air.standards import standards
from rules.finding import cant_tell, failed, inapplicable, passed, untested
from rules.rule import catalogue
from tests.reports.air_made import DEPARTMENT, PERIOD, at, bulletin, document, month, seen_and_found, the

ZH, EN = Wording("zh"), Wording("en")


@pytest.fixture(scope="module")
def found():
    return calendar(DEPARTMENT, PERIOD, *seen_and_found())


def printed(found, wording=ZH, columns=80, **more):
    console = Console(file=StringIO(), width=columns, **({"color_system": None} | more))
    console.print(air_table(found, wording))
    return console.file.getvalue()


def state(found, place, day):
    (column,) = [each for each in found.columns if each.place is place]
    return column.cells[day - 1].state


def test_each_day_of_each_place_has_its_state(found):
    own = {day: state(found, Place.OWN, day) for day in (1, 5, 6, 9, 12, 13, 31)}
    assert own == {1: THERE, 5: MISSING, 6: MISSING, 9: PARTLY, 12: DOUBTED, 13: LOST, 31: NOT_YET}
    assert (state(found, Place.PORTAL, 14), state(found, Place.PORTAL, 20)) == (MISSING, ELSEWHERE)


@pytest.mark.parametrize("wording", [ZH, EN])
@pytest.mark.parametrize("columns", [48, 60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_window(found, columns, wording):
    assert max(width(line) for line in printed(found, wording, columns).splitlines()) <= columns


@pytest.mark.parametrize("columns", [80, 120])
def test_the_week_begins_on_monday_and_every_day_stands_below_its_own(found, columns):
    lines = printed(found, columns=columns).splitlines()
    heads = next(line for line in lines if "周一" in line)
    first = next(line for line in lines if line.split() == [str(day) for day in range(1, 8)])
    at = [width(heads[: heads.index(f"周{day}")]) for day in "一二三四五六日"]
    assert [width(first[: first.index(str(day))]) for day in range(1, 8)] == at
    assert [line.split()[0] for line in lines[lines.index(heads) + 1 :][:3]] == ["1", "本网", "门户"]


def test_a_month_that_begins_on_sunday_leaves_the_other_days_of_its_week_empty():
    period = Period(2013, 9)
    diary = month(Place.OWN, period)
    lines = printed(calendar(DEPARTMENT, period, {Place.OWN: Seen(diary)}, at(Place.OWN, passed()))).splitlines()
    assert next(line for line in lines if line.split() == ["1"]).index("1") > 50
    assert ["2", "3", "4", "5", "6", "7", "8"] in [line.split() for line in lines]


def test_what_is_missing_doubtful_late_wrong_or_different_has_its_mark(found):
    text = printed(found)
    assert all(words in text for words in ("缺", "无值", "待核", "未检", "外部", "未到", "17 ≠"))
    (own,) = [line for line in text.splitlines() if line.startswith("本网") and "错" in line]
    assert "51良" in own
    assert "迟" in own
    assert "写的是 212，按所列浓度应为 211" in text
    assert "缺 2 天（5–6日）" in text
    assert "本单位网站：25/31 天有指数" in text


def test_the_platform_to_which_a_place_leads_is_told_and_that_it_does_not_open(found):
    text = printed(found)
    assert "http://platform.example/aqi" in text
    assert "打不开：超时" in text


def test_the_same_said_of_both_places_stands_there_once(found):
    assert printed(found).count("本网 100，门户 98") == 1


def test_the_same_said_of_several_days_stands_there_once():
    lost = [untested("missing-day", note="当日的页面未能打开", subject=str(the(day))) for day in (2, 3, 4, 9)]
    text = printed(calendar(DEPARTMENT, PERIOD, {}, at(Place.OWN, *lost)))
    assert text.count("当日的页面未能打开") == 1
    assert "2–4、9日" in text


def test_a_place_where_the_duty_does_not_bind_is_left_out():
    seen, findings = seen_and_found()
    findings = [each for each in findings if each.place is Place.PORTAL]
    found = calendar(DEPARTMENT, PERIOD, seen, [*findings, *at(Place.OWN, inapplicable("本单位没有自己的网站"))])
    assert [column.place for column in found.columns] == [Place.PORTAL]
    assert "本网 " not in printed(found).split("问题")[0]


def test_a_place_that_could_not_be_judged_is_unread_and_never_missing():
    lost = at(Place.OWN, untested("", note="网站未能检测：{reason}", reason=Reason.TIMEOUT))
    found = calendar(DEPARTMENT, PERIOD, {}, lost)
    assert {cell.state for cell in found.columns[0].cells} == {LOST}
    assert "未检 31 天（1–31日）" in printed(found)


def test_days_that_a_diary_calls_missing_and_no_finding_does_are_not_called_so():
    """Where a column was read too badly, what a rule found missing is taken back."""
    seen = {Place.OWN: Seen(month(Place.OWN, d5=Day(the(5), MISSING)))}
    weak = at(Place.OWN, untested("", note="网站未能检测：{reason}", reason=Reason.TIMEOUT))
    assert state(calendar(DEPARTMENT, PERIOD, seen, weak), Place.OWN, 5) == LOST
    assert state(calendar(DEPARTMENT, PERIOD, seen, at(Place.OWN, passed())), Place.OWN, 5) == "unsaid"


def test_a_month_without_any_bulletin_is_missing_every_day():
    found = calendar(DEPARTMENT, PERIOD, {}, at(Place.OWN, failed("missing", note="在所列栏目中没有找到")))
    assert {cell.state for cell in found.columns[0].cells} == {MISSING}


def test_an_index_stands_on_the_colour_of_its_grade(found):
    text = printed(found, color_system="truecolor", force_terminal=True)
    assert "38;2;0;0;0;48;2;255;255;0m 54良" in text
    assert "38;2;255;255;255;48;2;126;0;35m438重度" in text


@pytest.mark.parametrize("standard", standards(), ids=[each.id for each in standards()])
def test_every_grade_has_a_colour_of_its_own_and_an_ink_that_can_be_read(standard):
    grounds = [colour(standard, grade) for grade in standard.grades]
    assert len(set(grounds)) == len(grounds)
    assert all(contrast(ground, ink(ground)) >= 4.5 for ground in grounds)


def test_the_colours_are_those_of_the_standard():
    assert AQI == {1: "#00E400", 2: "#FFFF00", 3: "#FF7E00", 4: "#FF0000", 5: "#99004C", 6: "#7E0023"}
    assert set(API.values()) >= set(AQI.values())


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("grade", "index"), [("轻微污染", "API"), ("轻度污染", "AQI"), ("", "AQI")])
def test_in_the_years_of_two_standards_the_words_decide(grade, index):
    said = replace(bulletin(the(1), Place.OWN, 60), index=120, kind="", grade=grade, level=None, sub="")
    only = Diary(month(Place.OWN).site, {the(1): Day(the(1), THERE, (said,))})
    found = calendar(DEPARTMENT, PERIOD, {Place.OWN: Seen(only)}, at(Place.OWN, passed()))
    assert found.columns[0].cells[0].rated[0].index == index


def test_a_month_on_a_platform_alone_is_neither_missing_nor_doubted_by_day():
    days = {day: Day(day, ELSEWHERE) for day in PERIOD.days()}
    seen = {Place.OWN: Seen(replace(month(Place.OWN), days=days))}
    doubt = at(
        Place.OWN, cant_tell("missing", note="以{way}的方式公布，未逐日核对：{url}", way="插件", url="http://x/")
    )
    found = calendar(DEPARTMENT, PERIOD, seen, doubt)
    assert {cell.state for cell in found.columns[0].cells} == {ELSEWHERE}


def test_a_platform_that_is_gone_leaves_every_day_missing():
    days = {day: Day(day, MISSING) for day in PERIOD.days()}
    seen = {Place.OWN: Seen(replace(month(Place.OWN), days=days))}
    found = calendar(
        DEPARTMENT, PERIOD, seen, at(Place.OWN, failed("broken", note="空气质量的发布平台打不开：{url}", url="x"))
    )
    assert {cell.state for cell in found.columns[0].cells} == {MISSING}


def test_concentrations_without_a_unit_are_told_in_the_one_that_fits():
    thin = {"PM10": Measured("PM10", "0.064", Decimal("0.064")), "SO2": Measured("SO2", "NA")}
    said = replace(bulletin(the(1), Place.OWN, 64), measured=thin)
    only = Diary(month(Place.OWN).site, {the(1): Day(the(1), THERE, (said,))})
    row = air_rows(calendar(DEPARTMENT, PERIOD, {Place.OWN: Seen(only)}, at(Place.OWN, passed())), ZH)[0]
    assert row["values"]["PM10"] == {"value": "64", "printed": "0.064", "partial": None}
    assert row["values"]["SO2"] == {"value": None, "printed": "NA", "partial": None}


def test_an_index_beyond_every_range_and_words_of_nobody_break_nothing():
    odd = replace(bulletin(the(1), Place.OWN, 60), index=999, grade="[red]好得很[/red]", kind="?", level=9)
    seen = {Place.OWN: Seen(month(Place.OWN, d1=Day(the(1), THERE, (odd,))))}
    found = calendar(DEPARTMENT, PERIOD, seen, at(Place.OWN, passed()))
    assert "999" in printed(found)
    assert max(width(line) for line in printed(found).splitlines()) <= 80


def test_days_are_named_together():
    days = [date(2013, 7, day) for day in (9, 1, 2, 3, 5)]
    assert together(days, ZH) == "1–3、5、9日"
    assert together(days, EN) == "day 1–3, 5, 9"


def test_other_programs_get_a_row_for_each_day_and_place(found):
    rows = air_rows(found, ZH)
    assert len(rows) == 62
    names = "date place state index kind primary grade level values posted problems url".split()
    assert all(list(row) == names for row in rows)
    first = rows[0]
    assert (first["date"], first["place"], first["state"], first["index"]) == ("2013-07-01", "own", "there", "54")
    assert first["values"]["PM10"] == {"value": "57", "printed": "57", "partial": None}
    assert (first["kind"], first["primary"], first["grade"], first["level"]) == ("API", ["PM10"], "良", "2")
    wrong = next(row for row in rows if row["date"] == "2013-07-16" and row["place"] == "own")
    assert [each["name"] for each in wrong["problems"]] == ["wrong-index", "late"]
    missing = next(row for row in rows if row["date"] == "2013-07-05" and row["place"] == "own")
    assert (missing["index"], missing["state"], missing["values"]) == (None, "missing", {})
    assert next(row for row in rows if row["date"] == "2013-07-07")["level"] == "3.2"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_rows_are_written_in_every_form(found, form):
    out = StringIO()
    write(air_rows(found, ZH), form, out)
    if form == "csv":
        assert len(list(csv.DictReader(io.StringIO(out.getvalue())))) == 62
    else:
        assert len(json.loads(out.getvalue()) if form == "json" else out.getvalue().splitlines()) == 62


@pytest.fixture(scope="module")
def book(found, tmp_path_factory):
    """The workbook of one department with this month, in Chinese."""
    folder = tmp_path_factory.mktemp("book")
    scheme = open_scheme("yichun-2013", folder, catalogue())
    indicator = next(each for each in scheme.indicators if each.rule == RULE)
    _, findings = seen_and_found()
    verdict = weigh(indicator, {place: tuple(each for each in findings if each.place is place) for place in Place})
    assessment = Assessment(DEPARTMENT, PERIOD, scheme.id, (verdict,))
    path = folder / "out.xlsx"
    everyone = standings([assessment], scheme)
    book = Book(
        stage=str(PERIOD),
        period=PERIOD,
        scheme=scheme,
        city="伊春市",
        on=date(2013, 8, 2),
        scope="全部",
        whole=True,
        owners=Layout(scheme, {DEPARTMENT.id: assessment}, {}, {}).owners(everyone),
        tasks=tuple(tasks([(DEPARTMENT, "部门")], scheme, PERIOD, {})),
        air=(found,),
    )
    write_workbook(path, book, ZH)
    return openpyxl.load_workbook(path)


def test_the_sheet_has_a_row_for_each_day_with_both_places_on_their_colours(book):
    sheet = book["空气日历"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=4, max_row=34)}
    assert list(rows) == [str(day) for day in PERIOD.days()]
    first, fifth = rows["2013-07-01"], rows["2013-07-05"]
    assert [cell.value or None for cell in first[:7]] == ["2013-07-01", "周一", 54, "良", "PM10", "2013-07-02", None]
    assert [cell.value or None for cell in first[7:12]] == [54, "良", "PM10", "2013-07-02", None]
    assert {first[at].fill.fgColor.rgb for at in (2, 3, 7, 8)} == {"FFFFFF00"}
    assert [cell.value or None for cell in fifth[2:7]] == ["缺", None, None, None, "缺少当日空气质量日报"]
    assert "25/31" in sheet.cell(35, 1).value
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {None, 1}
    assert sheet.page_setup.orientation == "landscape"


def test_nothing_in_the_sheet_is_a_formula(book):
    assert not any(cell.data_type == "f" for row in book["空气日历"].iter_rows() for cell in row)


def test_what_is_owed_in_a_newspaper_has_a_line_for_each_week_with_cells_to_fill_in(book):
    sheet = book["实地检查"]
    heads, *rows = sheet.iter_rows()
    names = [cell.value for cell in heads]
    rows = [row for row in rows if "/C1-week/" in str(row[-1].value)]  # other matters have lines of their own
    assert [row[names.index("应查日期")].value for row in rows] == [
        "7月1日—7日",
        "7月8日—14日",
        "7月15日—21日",
        "7月22日—28日",
    ]
    assert [row[-1].value for row in rows] == [f"onsite/hbj/C1-week/2013-07-{day}" for day in ("01", "08", "15", "22")]
    assert rows[0][names.index("登载处")].value == "《伊春日报》"
    for row in rows:
        open_cells = [names[at] for at, cell in enumerate(row) if not cell.protection.locked]
        assert open_cells == ["结果", "日期、版面或地点", "情况", "姓名", "日期"]
    assert sheet.protection.sheet
    choices = [cell.value for cell in book["版本"]["E"] if cell.value]
    assert choices[:4] == ["可选的答案", "是", "否", "无法查看"]


def test_a_department_that_owes_nothing_on_site_has_no_line(tmp_path):
    scheme = open_scheme("yichun-2013", tmp_path, catalogue())
    other = replace(DEPARTMENT, kinds=frozenset(("housing",)))
    assert not list(tasks([(other, "部门")], scheme, PERIOD, {}))


def test_sheets_of_several_departments_have_names_that_a_workbook_can_have(found):
    several = [replace(found, department=replace(DEPARTMENT, id=id)) for id in ("hbj", "a" * 32, "b" * 32)]
    for wording in (ZH, EN):
        names = sheet_names(several, wording)
        assert len(set(names)) == 3
        assert all(len(name) <= NAME for name in names)
    assert sheet_names(several[:1], ZH) == ["空气日历"]


def test_what_the_portal_was_found_to_show_is_no_accusation_of_the_own_site(found):
    accused = [(c.place, cell.day) for c in found.columns for cell in c.cells if cell.state == MISSING]
    assert accused == [(Place.OWN, the(5)), (Place.OWN, the(6)), (Place.PORTAL, the(14))]


def lines_of(words, columns):
    console = Console(file=StringIO(), width=columns, color_system=None)
    console.print(Wrapped(Text(words)))
    return console.file.getvalue().splitlines()


@given(st.text("空气质量，。（）《》 Ⅱab12.5、：", max_size=80), st.integers(4, 40))
def test_a_line_is_broken_without_losing_or_turning_anything(words, columns):
    lines = lines_of(words, columns)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(width(line.rstrip()) <= columns for line in lines)


def test_chinese_is_broken_between_characters_and_numbers_are_not():
    assert lines_of("空气污染指数 212 应为 211，请核对", 15) == ["空气污染指数", "212 应为 211，", "请核对"]
    assert lines_of("没有当日的日报（请核对）。", 16) == ["没有当日的日报", "（请核对）。"]


def test_lines_that_a_text_has_stay_lines():
    assert lines_of("一二\n\n三四五", 4) == ["一二", "", "三四", "五"]


def test_reports_on_weeks_and_months_of_the_month_stand_below_and_older_ones_are_counted():
    spans = [Span(the(1), the(7)), Span(date(2013, 6, 1), date(2013, 6, 30)), Span(date(2013, 2, 1), date(2013, 2, 28))]
    posted = [the(9), the(5), date(2013, 3, 4)]
    told = tuple(Report(a, document(Place.OWN, str(a)), posted=b) for a, b in zip(spans, posted, strict=True))
    wrong = at(Place.OWN, failed("wrong-days", note="相加为 {sum}", subject="2013年6月", sum="29"))
    good = at(Place.OWN, passed(note="所写各数相符"))
    found = calendar(DEPARTMENT, PERIOD, {Place.OWN: Seen(reports=told)}, at(Place.OWN, passed()), [*wrong, *good])
    text = printed(found)
    assert "2013年7月1日至7月7日（2013-07-09 发布）" in text
    assert "2013年6月（2013-07-05 发布）" in text
    assert "另有 1 份更早的" in text
    assert "2013年2月" not in text
    assert "相加为 29" in text
    assert "所写各数相符" not in text


def test_the_same_said_of_other_days_of_another_place_stands_for_itself():
    lost = {Place.OWN: (9,), Place.PORTAL: (15,)}
    findings = [
        each
        for place, days in lost.items()
        for each in at(place, *(untested("missing-day", note="未能打开", subject=str(the(day))) for day in days))
    ]
    lines = [line for line in printed(calendar(DEPARTMENT, PERIOD, {}, findings)).splitlines() if "未能打开" in line]
    assert ["9日　本网" in lines[0], "15日　门户" in lines[1], len(lines)] == [True, True, 2]
