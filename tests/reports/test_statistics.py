"""The city's table as people and programs get it: terminal at two widths, spreadsheet, JSON, CSV, exit codes."""

import csv
import io
import json
from contextlib import closing
from decimal import Decimal

import openpyxl
import pytest
from rich.console import Console

from checker.statistics import tabulate
from checker.store import Store
from crawler.roster import Department
from crawler.snapshot import Place
from reports.cli import main
from reports.statistics_book import write_book
from reports.statistics_table import CityTable
from reports.wording import Wording, width
from rules.finding import failed, untested
from tests.checker.disclosed import PERIOD, SCHEME, assessed, body, figure, shown, whole

NAMES = ("人民政府办公室", "财政局", "教育局", "民政局", "司法局", "卫生和计划生育委员会", "交通运输局", "审计局")
BODIES = [body(f"d{n}", name=f"示例市{name}") for n, name in enumerate(NAMES)]
SCHOOL = body("school", "subordinate", parent="d2", name="示例市实验中学")
HOME = body("home", "subordinate", parent="d3", name="示例市社会福利院")
EVIL = body("evil", name='=HYPERLINK("http://x","点击")')
BARE = Department("bare", "示例县", kinds=frozenset(("county",)))
FIGURES = {
    "d0": whole("2.9", "3.03", "0", "37.28"),
    "d1": whole("0", "128200", "0", "211900", unit="元"),
    "d2": (*whole("5.5", "4.87", "28.7", "81.67"), *shown("110.37", place=Place.PORTAL)),
    "d4": tuple(each for each in whole("1", "2", "3", "4") if each.head != "total"),
    "d5": whole("0", "213600", "0", "620300"),
    "d6": (*whole("0", "12.27", "0", "24.92"), figure("total", "97.5", year=2012, told_in=2013)),
    "d7": whole("0", "1", "0", "2"),
    "school": whole("0", "5.19", "0", "10"),
    "home": whole("0", "13.64", "0", "71.15"),
    "evil": shown("82.23", unit=""),
}
BEFORE = {"d0": shown("33.07", year=2012), "d2": shown("0.9", year=2012), "home": shown("45.05", year=2012)}
FOUND = {"d3": [failed("missing", note="没有找到")], "d1": [untested("missing", note="未能打开")]}
ASSESSED = [assessed(each, *FOUND.get(each.id, ())) for each in (*BODIES, SCHOOL, HOME, EVIL, BARE)]
TABLE = tabulate(ASSESSED, FIGURES, BEFORE, "budget", 2013)


@pytest.fixture
def city(tmp_path):
    folder = tmp_path / "city"
    main(["init", str(folder), "--quiet"])
    with closing(Store(folder / "var" / "gongkai.sqlite")) as store:
        store.save(PERIOD.shift(-12), [], SCHEME, BEFORE)
        store.save(PERIOD, ASSESSED, SCHEME, FIGURES)
    return folder


@pytest.fixture
def call(city, capsys):
    def calling(*words, code=0):
        capsys.readouterr()
        base = [
            "statistics",
            "--topic",
            "three-public",
            "--workspace",
            str(city),
            "--period",
            str(PERIOD),
            "--lang",
            "zh",
        ]
        assert main([*base, *words]) == code
        return capsys.readouterr().out

    return calling


def printed(columns, table=TABLE, language="zh"):
    out = io.StringIO()
    Console(file=out, width=columns, highlight=False, color_system=None).print(CityTable(table, Wording(language)))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 100, 120, 200])
def test_the_terminal_table_fits_and_its_columns_stand_below_each_other(columns, language):
    lines = printed(columns, language=language)
    assert max(map(width, lines)) <= columns
    ends = [
        width(line[: line.index(value) + len(value)]) for line in lines for value in ("43.21", "87.83") if value in line
    ]
    assert len(set(ends)) <= 2
    for heading in ("出国", "接待", "用车", "购置", "运行", "上年") if language == "zh" else ("abroad", "cars", "run"):
        assert any(heading in line for line in lines[:5])


def test_one_line_a_body_where_there_is_room_and_two_where_not():
    assert any("示例市财政局" in line and "34.01" in line for line in printed(120))
    lines = printed(80)
    at = next(number for number, line in enumerate(lines) if "示例市财政局" in line)
    assert "34.01" not in lines[at]
    assert "34.01" in lines[at + 1]


def test_every_body_says_its_figures_or_why_it_has_none():
    said = "\n".join(printed(120))
    assert "示例市民政局" in said
    assert "未公开" in said
    assert "示例县" not in said
    assert "≠ 合计：本单位网站 120.74，政府门户网站 110.37" in said
    assert "83.4亿" in said
    assert "疑把元和万元写错" in said
    assert "？合计 120.74，上年 0.90，相差 134 倍，请看一看" in said
    assert "97.50*" in said
    assert "没有注明单位，不计入：合计 82.23" in said
    assert "由各项相加的：合计" in said
    assert "读到 10 个单位的数字，应公开的共 11 个" in said


def test_by_the_month_before_the_check_it_is_refused(city, capsys):
    words = ["statistics", "--topic", "three-public", "--workspace", str(city), "--period", "2013-06", "--lang", "zh"]
    assert main(words) == 4
    assert "gongkai check" in capsys.readouterr().err


def test_wrong_words_are_wrong_usage(city):
    for words in (["--kind", "plan"], ["--topic", "x"], ["--year", "13年"], ["--sort", "name"], ["--format", "ods"]):
        with pytest.raises(SystemExit) as stop:
            main(["statistics", "--workspace", str(city), *words])
        assert stop.value.code == 2


def test_json_holds_decimals_as_strings_and_evidence(call):
    told = json.loads(call("--format", "json"))
    assert (told["topic"], told["kind"], told["year"], told["period"], told["unit"]) == (
        "three-public",
        "budget",
        2013,
        "2013-07",
        "万元",
    )
    rows = {row["department"]: row for row in told["bodies"]}
    assert list(rows) == ["d0", "d1", "d2", "school", "d3", "home", "d4", "d5", "d6", "d7", "evil"]
    assert (rows["d1"]["total"], rows["d1"]["reception"], rows["d1"]["evidence"][0]["printed"]) == (
        "34.01",
        "12.82",
        "340100",
    )
    assert (rows["d0"]["last_total"], rows["d0"]["last_source"], rows["d0"]["change"], rows["d0"]["percent"]) == (
        "33.07",
        "archive",
        "10.14",
        "30.66",
    )
    assert (rows["d6"]["last_total"], rows["d6"]["last_source"]) == ("97.5", "page")
    assert (rows["d3"]["status"], rows["d3"]["total"], rows["d3"]["counted"]) == ("not-published", None, False)
    assert (rows["school"]["held_by"], rows["home"]["held_by"], rows["home"]["counted"]) == ("d2", None, True)
    assert rows["d2"]["differs"] == [{"head": "total", "own": "120.74", "portal": "110.37"}]
    assert [(each["size"], each["against"], each["other"]) for each in rows["d5"]["outliers"]] == [
        ("slip", "peers", "37.19")
    ]
    assert rows["d4"]["computed"] == ["total"]
    city = told["sums"]["city"]
    assert (city["bodies"], city["read"]) == (10, 7)
    expected = sum(map(Decimal, ("43.21", "34.01", "120.74", "10", "37.19", "3", "84.79")))
    assert (city["heads"]["total"], told["sums"]["held"]["heads"]["total"]["sum"]) == (
        {"sum": str(expected), "bodies": 7},
        "15.19",
    )
    assert city["compared"]["bodies"] == 4


def test_csv_numbers_are_plain_and_no_text_is_a_formula(call, tmp_path):
    rows = {row["department"]: row for row in csv.DictReader(io.StringIO(call("--format", "csv")))}
    assert rows["d6"]["change"] == "-60.31"
    assert rows["evil"]["name"].startswith("'=")
    assert rows["d3"]["total"] == ""
    path = tmp_path / "out" / "t.csv"
    assert call("--format", "csv", "--output", str(path), "--quiet") == ""
    assert path.read_bytes().startswith(b"\xef\xbb\xbfdepartment,")


def test_text_goes_to_a_file_too(call, tmp_path):
    path = tmp_path / "t.txt"
    call("--output", str(path))
    assert "示例市财政局" in path.read_text("utf-8")
    assert "\x1b" not in path.read_text("utf-8")


def test_last_years_accounts_are_asked_for_by_kind_and_year(call):
    assert json.loads(call("--kind", "final", "--format", "json"))["year"] == 2012
    told = json.loads(call("--year", "2012", "--format", "json"))
    assert {row["status"] for row in told["bodies"]} == {"unseen"}
    assert [row["department"] for row in json.loads(call("--sort", "total", "--format", "json"))["bodies"]][:2] == [
        "d5",
        "d2",
    ]


@pytest.fixture
def book(call, city):
    call("--format", "xlsx")
    path = city / "var" / "export" / "three-public-budget-2013.xlsx"
    return openpyxl.load_workbook(path).active, openpyxl.load_workbook(path, data_only=True).active


def test_the_spreadsheet_holds_numbers_and_living_sums(book):
    formulas, values = book
    header = {cell.value: cell.column for cell in formulas[3]}
    rows = {row[0].value: row for row in values.iter_rows(min_row=4) if row[0].value}
    assert list(rows) == ["d0", "d1", "d2", "school", "d3", "home", "d4", "d5", "d6", "d7", "evil"]
    total = header["合计"] - 1
    assert rows["d1"][total].value == pytest.approx(34.01)
    assert rows["d1"][total].number_format.startswith("#,##0.00")
    assert rows["d3"][total].value is None
    assert rows["evil"][total].value == "82.23"
    sums = {row[1].value: row for row in values.iter_rows(min_row=15)}
    assert sums["全市合计"][total].value == pytest.approx(332.94)
    assert sums["部门合计"][total].value == pytest.approx(248.15)
    assert (formulas.freeze_panes, formulas.auto_filter.ref) == ("F4", "A3:T14")
    living = {cell.value for row in formulas.iter_rows(min_row=15) for cell in row if cell.data_type == "f"}
    assert any("SUMIFS" in formula for formula in living)
    used = header["采用（1/0）"] - 1
    assert [rows[id][used].value for id in ("d0", "d5", "d3", "school", "evil")] == [1, 0, None, 1, 0]


def test_no_text_of_the_spreadsheet_is_a_formula_or_a_link(book):
    formulas, _ = book
    for row in formulas.iter_rows(min_row=4):
        for cell in row:
            assert cell.hyperlink is None
            assert cell.data_type != "f" or not (cell.value.startswith("=HYPERLINK"))
    name = next(cell for row in formulas.iter_rows(min_row=4) for cell in row if "点击" in str(cell.value))
    assert name.data_type == "s"


def test_the_same_sums_are_in_the_sheet_and_in_the_table(tmp_path):
    path = tmp_path / "x.xlsx"
    for language in ("zh", "en"):
        write_book(path, TABLE, Wording(language))
        sheet = openpyxl.load_workbook(path, data_only=True).active
        named = {row[1].value: row for row in sheet.iter_rows(min_row=15)}
        city = named["全市合计" if language == "zh" else "the city"]
        for column, (value, _) in enumerate(TABLE.sums[2].heads.values(), start=5):
            assert Decimal(str(city[column].value)).quantize(Decimal("0.01")) == value.quantize(Decimal("0.01"))
    assert not [each for each in tmp_path.iterdir() if each != path]


def test_the_sheet_bears_the_end_of_its_month_and_not_the_day_of_the_clock(tmp_path):
    write_book(tmp_path / "x.xlsx", TABLE, Wording("zh"))
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").properties.created.date() == TABLE.period.last


def test_an_unwritable_file_leaves_nothing_behind(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        write_book(tmp_path / "no" / "x.xlsx", TABLE, Wording("zh"))


def test_a_month_without_figures_says_what_to_do(city, capsys):
    with closing(Store(city / "var" / "gongkai.sqlite")) as store:
        store.save(PERIOD, ASSESSED, SCHEME)
    assert (
        main(
            ["statistics", "--topic", "three-public", "--workspace", str(city), "--period", str(PERIOD), "--lang", "zh"]
        )
        == 0
    )
    said = capsys.readouterr()
    assert "请重新运行 gongkai check" in said.err
    assert "全市合计" in said.out


def test_help_is_in_both_languages(capsys):
    for language, words in (("zh", "“三公”经费"), ("en", "three public expenses")):
        with pytest.raises(SystemExit):
            main(["statistics", "--help", "--lang", language])
        assert words in capsys.readouterr().out
