"""A year as people and programs read it: the arithmetic can be reckoned again, the table names what is left out."""

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from checker.decisions import Decisions, Received
from checker.indicator import Sort
from checker.scheme import Sharing, open_scheme
from checker.scoring import Score, Verdict, Weighed
from checker.store import Store
from checker.visits import SiteMark
from checker.year import years
from crawler.period import Period
from crawler.roster import Department
from reports.cli import main
from reports.wording import Wording
from reports.workspace import FILE
from reports.yearly_explain import arithmetic
from reports.yearly_rows import rows
from reports.yearly_table import table
from rules.finding import failed, passed, untested
from rules.rule import catalogue
from tests.checker.test_year import MONTHS, SCHEME, VISITS
from tests.checker.year_made import DECEMBER, HBJ, JULY, indicator, matter, month, scheme, seen, visit, year_of
from tests.tries import tries

CHINESE = Wording("zh")
EQUATION = re.compile(r"([0-9.()+×÷ ]+) ＝ ([0-9.]+)")


def printed(renderable, width=1000) -> str:
    console = Console(width=width, file=io.StringIO(), color_system=None)
    console.print(renderable)
    return console.file.getvalue()


def explained(year) -> str:
    return printed(arithmetic(year, CHINESE))


def reckoned(expression: str) -> Fraction:
    """What a pocket calculator makes of it."""
    assert re.fullmatch(r"[0-9.()+×÷ ]+", expression)
    exact = re.sub(r"[0-9.]+", lambda number: f"Fraction('{number[0]}')", expression)
    return eval(exact.replace("×", "*").replace("÷", "/"), {"Fraction": Fraction})


def half_up(value: Fraction, places: int) -> Decimal:
    scaled = value * 10**places
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(-places)


def check_every_line(text: str) -> int:
    """Every equation holds: marks and totals to two places, all else to six; returns how many there are."""
    equations = 0
    for line in text.splitlines():
        for expression, result in EQUATION.findall(line):
            places = 2 if line.strip().startswith(("总分", "得分率", "本月成绩")) else 6
            assert half_up(reckoned(expression.strip()), places) == Decimal(result), line
            equations += 1
    return equations


def told(text: str, start: str) -> str:
    return next(line.strip() for line in text.splitlines() if line.strip().startswith(start))


def test_the_whole_arithmetic_of_a_year_is_printed():
    text = explained(year_of(SCHEME, *MONTHS, marks=VISITS))
    assert told(text, "各月平均：(87.5") == "各月平均：(87.5 + 90 + 80 + 95) ÷ 4 ＝ 88.125"
    assert told(text, "实地得分") == "实地得分：100 × (8) ÷ (10) ＝ 80"
    assert told(text, "2013-12 的检查为年终检查") == "2013-12 的检查为年终检查，成绩 95"
    assert told(text, "日常网上") == "日常网上：56 × 88.125 ÷ 100 ＝ 49.35"
    assert told(text, "总分") == "总分：100 × (49.35 + 19.2 + 13.3 + 4.2) ÷ (56 + 24 + 14 + 6) ＝ 86.05"
    assert "2013-01 至 2013-06、2013-09 不计入：没有访问网站" in text
    assert "2013-10 不计入：可评的分不足一半" in text
    assert "2013-07-30 王某 到场，打分 1 处：得 8，满分 10" in text
    assert check_every_line(text) == 5 + 2 + 4 + 4 + 4 + 1


def with_lines(*scores, sorts=()):
    """A July of several indicators A, B, C and so on."""
    base = month(HBJ, JULY, 0)
    sorts = (*sorts, *[Sort.DEDUCT] * (len(scores) - len(sorts)))
    verdicts = [
        Verdict(name, "three-public-budget", f"指标{name}", (Weighed(passed()),), Score(*map(Decimal, score)), sort)
        for name, score, sort in zip("ABCDEFGH", scores, sorts, strict=False)
    ]
    return replace(base, verdicts=tuple(verdicts))


def test_points_of_what_does_not_apply_are_spread_in_numbers():
    groups = [
        indicator(name, group=group, points=Decimal(points))
        for name, group, points in zip("ABCD", "一一二三", (20, 10, 40, 30), strict=True)
    ]
    used = scheme(indicators=tuple(groups), sharing=Sharing.SPREAD)
    july = with_lines((15, 20, 20), (0, 0, 0), (30, 40, 40), (0, 0, 0))
    year = year_of(used, july)
    text = explained(year)
    assert told(text, "一 的满分") == "一 的满分：100 × 30 ÷ 70 ＝ 42.857143"
    assert told(text, "没有一项适用") == "没有一项适用的一级指标，分值由其余的分担：三"
    assert year.months[6].mark == 75
    assert check_every_line(text) > 8


def test_bonuses_and_vetoes_are_printed():
    indicators = (
        indicator("A"),
        indicator("B", sort=Sort.BONUS, points=Decimal(5)),
        indicator("C", sort=Sort.VETO, points=Decimal(0)),
    )
    used = scheme(indicators=indicators, bonus_above=Decimal(80), at_most=Decimal(110))
    july = with_lines((90, 100, 100), (3, 5, 5), sorts=(Sort.DEDUCT, Sort.BONUS))
    assert told(explained(year_of(used, july)), "本月成绩") == "本月成绩：100 × 90 ÷ 100 + 3 ＝ 93.00"
    low = explained(year_of(used, with_lines((80, 100, 100), (3, 5, 5), sorts=(Sort.DEDUCT, Sort.BONUS))))
    assert told(low, "本月成绩") == "本月成绩：100 × 80 ÷ 100 ＝ 80.00"
    assert "成绩超过 80 分才能加分" in low
    above = explained(year_of(used, with_lines((100, 100, 100), (3, 5, 5), sorts=(Sort.DEDUCT, Sort.BONUS))))
    assert "计入年度 100（最多 100）" in above
    most = explained(
        year_of(
            replace(used, at_most=Decimal(102)), with_lines((100, 100, 100), (3, 5, 5), sorts=(Sort.DEDUCT, Sort.BONUS))
        )
    )
    assert told(most, "100 × 100 ÷ 100 + 3") == "100 × 100 ÷ 100 + 3 ＝ 103"
    assert "本月成绩：最高 102.00" in most
    vetoed = replace(
        july, verdicts=(*july.verdicts, Verdict("C", "site-up", "网站", (), Score(), Sort.VETO, vetoes=True))
    )
    text = explained(year_of(used, vetoed))
    assert "单项否决：C 网站" in text
    assert "本月成绩：单项否决，0" in text


def test_what_people_left_open_on_site_is_printed():
    used = scheme(matter(answers=(("有", 10), ("无", 0))), matter("N"), matter("U"))
    marks = [
        visit(JULY, 4),
        visit(JULY, 5, by="李某"),
        visit(JULY, None, "N", answer="无法查看"),
        visit(JULY, 1, "gone"),
    ]
    text = explained(year_of(used, *MONTHS, marks=marks))
    assert "打分不一，不计：4 / 10 分（王某，2013-07-30）" in text
    assert "无法查看（王某，2013-07-30）" in text
    assert "U 事项U　2013-07-01～2013-07-31　没有打分（满分 10）" in text
    assert "对不应查的事项打的分，不计" in text
    assert "2013-08" in text
    assert "应查 3 处，都没有打分：M、N、U" in text


def test_a_year_without_marks_is_a_dash_and_no_nought():
    year = year_of(scheme(matter()), month(HBJ, JULY, 0, 0))
    assert "总分：没有得分，不计为 0" in explained(year)
    (row,) = rows([year], CHINESE)
    assert [row[name] for name in ("online", "on_site", "daily", "year_end", "total", "rank", "grade")] == [None] * 7
    assert row["provisional"] is True
    assert "0.00" not in printed(table([year], CHINESE))


marks = st.integers(0, 10_000).map(lambda value: Decimal(value) / 100)
some = st.lists(st.one_of(st.none(), marks), min_size=12, max_size=12).filter(any)


@given(some, st.lists(st.one_of(st.none(), st.integers(0, 7)), min_size=13, max_size=13))
@tries(4)
def test_whoever_reckons_with_what_is_printed_gets_the_total_that_is_printed(online, on_site):
    used = scheme(matter(points=7), matter("Y", "year-end", points=7))
    found = [month(HBJ, Period(2013, n), mark) for n, mark in enumerate(online, 1) if mark is not None]
    said = [visit(Period(2013, n), worth, possible=7) for n, worth in enumerate(on_site[:12], 1) if worth is not None]
    said += [visit(2013, on_site[12], "Y", possible=7)] if on_site[12] is not None else []
    year = year_of(used, *found, marks=said)
    text = explained(year)
    check_every_line(text)
    result = "总分" if year.is_whole else "得分率"
    assert told(text, result).endswith(f"＝ {year.mark}")
    cells = "日常网上", "日常实地", "年终网上", "年终实地"
    lines = [told(text, f"{cell}：") for cell in cells]
    products = [line.split("＝ ")[1] for line in lines if "＝" in line]
    assert f"({' + '.join(products)})" in told(text, result)


def test_the_table_names_the_months_that_are_left_out_and_prints_its_matrix():
    other = Department("other", "另一局", kinds=frozenset(("department", "ecology")))
    found = years(SCHEME, seen(SCHEME, *MONTHS, month(other, JULY, 60), month(other, DECEMBER, 70), marks=VISITS))
    text = printed(table(found, CHINESE), 80)
    assert "日常网上 56　日常实地 24　年终网上 14　年终实地 6" in text
    assert "没有访问网站：2013-01 至 2013-06、2013-09" in text
    assert "可评的分不足一半：示例市环境保护局 2013-10" in text
    assert "不在当月的名册中：另一局 2013-08 至 2013-11" in text.replace("\n", "")
    assert all(words in text for words in ("49.35", "19.20", "13.30", "4.20", "86.05", "良好", "暂定"))


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    """A workspace with two months of two departments and a visit."""
    folder = tmp_path_factory.mktemp("city")
    assert main(["init", str(folder), "--quiet"]) == 0
    used = open_scheme("yichun-2013", folder, catalogue())
    other = Department("czj", "示例市财政局", kinds=frozenset(("department", "budget-unit")))
    path = folder / "var" / "gongkai.sqlite"
    with closing(Store(path)) as store:
        store.save(JULY, [assessed(HBJ, JULY, 18, used), assessed(other, JULY, 12, used)], used)
        store.save(DECEMBER, [assessed(HBJ, DECEMBER, 19, used), assessed(other, DECEMBER, 14, used, doubt=True)], used)
    week = SiteMark(
        "onsite/hbj/C1-week/2013-07-01",
        "2013-07",
        "是",
        Decimal(4),
        Decimal(4),
        "7月3日2版",
        "",
        "王某",
        date(2013, 7, 9),
        "f!A1",
    )
    with closing(Decisions(path)) as decisions:
        decisions.receive([Received("0" * 64, "f.xlsx", date(2013, 8, 1), {})], [], [week])
    return folder


def assessed(department, period, earned, used, *, doubt=False):
    finding = untested("missing", note="") if doubt else failed("missing")
    verdict = Verdict(
        "B2-1", "three-public-budget", "“三公”经费预算", (Weighed(finding),), Score(*map(Decimal, (earned, 20, 20)))
    )
    return replace(month(department, period, earned), scheme=used.id, verdicts=(verdict,))


def asked(capsys, folder, *words) -> tuple[int, str, str]:
    try:
        code = main(["year", *words, "--workspace", str(folder), "--lang", "zh"])
    except SystemExit as stop:
        code = int(stop.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_programs_read_a_year(city, capsys):
    code, out, _ = asked(capsys, city, "--format", "json")
    first, second = json.loads(out)
    assert (code, first["department"], first["rank"], second["rank"]) == (3, "hbj", 1, 2)
    assert first["cells"]["daily_online"] == {"weight": "56", "owed": True, "mark": "92.5", "points": "51.8"}
    assert (first["online"], first["on_site"], first["daily"], first["year_end"]) == ("65.1", "24", "75.8", "13.3")
    earned = sum(Decimal(cell["points"] or 0) for cell in first["cells"].values())
    assert first["total"] is None  # the year-end inspection is not marked
    assert Decimal(first["mark"]) == (100 * earned / Decimal(first["marked"])).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert {"why": "untested", "of": "2013-12", "count": 1, "note": "2013-12：1 处未能检测"} in second["reasons"]
    assert first["on_site_months"][0]["stage"] == "2013-01"
    lines = [json.loads(line) for line in asked(capsys, city, "2013", "--format", "jsonl")[1].splitlines()]
    assert lines == [first, second]
    table = list(csv.DictReader(io.StringIO(asked(capsys, city, "2013", "--format", "csv")[1])))
    assert [(row["department"], row["mark"]) for row in table] == [(each["department"], each["mark"]) for each in lines]


def test_one_department_is_explained_by_id_or_name(city, capsys):
    code, out, _ = asked(capsys, city, "--explain", "示例市环境保护局")
    assert code == 3
    assert "C1-week 城市空气环境质量周报　2013-07-01～2013-07-07　是 4 / 4 分（王某，2013-07-09）" in re.sub(
        r" *\n  +", "", out
    )
    code, out, _ = asked(capsys, city, "--explain", "hbj", "--format", "json")
    (row,) = json.loads(out)
    assert row["months"][6]["indicators"][0] | {"earned": "18", "possible": "20"} == row["months"][6]["indicators"][0]
    assert asked(capsys, city, "--explain", "nobody")[0] == 2


def test_months_ahead_are_told_as_of_a_day(city, capsys):
    _, out, _ = asked(capsys, city, "--as-of", "2013-08-10")
    assert "还没有到：2013-08 至 2013-11" in out


def test_a_year_of_which_nothing_was_checked_is_refused(city, tmp_path, capsys):
    code, out, said = asked(capsys, city, "2012")
    assert (code, out) == (4, "")
    assert "2012 年还没有检查过任何一个月" in said
    assert "2013" in said
    assert asked(capsys, city, "13")[0] == 2
    assert main(["init", str(tmp_path / "new"), "--quiet"]) == 0
    assert asked(capsys, tmp_path / "new")[0] == 4
    assert not (tmp_path / "new" / "var").exists()


def test_months_of_another_year_are_weighed_by_the_scheme_that_judged_them(city, tmp_path, capsys):
    used = open_scheme("yichun-2013", tmp_path, catalogue())
    folder = tmp_path / "later"
    assert main(["init", str(folder), "--quiet"]) == 0
    (folder / FILE).write_text((folder / FILE).read_text("utf-8"), "utf-8")
    with closing(Store(folder / "var" / "gongkai.sqlite")) as store:
        store.save(Period(2026, 12), [assessed(HBJ, Period(2026, 12), 15, used)], used)
    code, out, _ = asked(capsys, folder, "2026", "--format", "json", "--as-of", "2027-01-05")
    (row,) = json.loads(out)
    assert (code, row["year"], row["cells"]["year_end_online"]["mark"]) == (3, 2026, "75")


def test_months_that_an_older_version_checked_are_left_out_and_a_year_of_nothing_else_is_refused(
    city, tmp_path, capsys
):
    old = tmp_path / "old"
    shutil.copytree(city, old)
    with closing(sqlite3.connect(old / "var" / "gongkai.sqlite")) as file, file:
        file.execute("delete from schemes where period = '2013-07'")
    _, out, _ = asked(capsys, old)
    assert "由旧版本检查，没有保存考核方案（请再运行 gongkai check）：2013-07" in re.sub(r" *\n +", "", out)
    with closing(sqlite3.connect(old / "var" / "gongkai.sqlite")) as file, file:
        file.execute("delete from schemes")
    code, out, said = asked(capsys, old)
    assert (code, out) == (4, "")
    assert "由旧版本检查" in said
