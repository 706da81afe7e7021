"""What gongkai import says, whole and in both languages: what would change, what was left out, who disagrees, what is wrong."""

import io
import shutil
from argparse import Namespace
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rich.console import Console

import reports.returned
from checker.decisions import Decisions, Received
from checker.returns import Returned
from checker.returns_row import Said
from checker.rulings import Decision, Ruling
from checker.visits import SiteMark
from reports.returned_after import after, places
from reports.returned_told import tell_changes, tell_conflicts, tell_notices
from reports.session import Session
from reports.wording import Wording
from tests.reports.sent_back import (
    DAY,
    GONE,
    Filled,
    cells,
    digest,
    disputed,
    exported,
    kept,
    read_here,
    signed,
    stage,
    told,
)

TODAY = date(2013, 10, 12)


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    return disputed(tmp_path_factory.mktemp("month") / "city")


@pytest.fixture
def city(sent, tmp_path):
    return shutil.copytree(sent, tmp_path / "city")


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """Workbooks are read in this process, and their tables are as wide as they are."""
    monkeypatch.setattr(reports.returned, "opened", read_here)
    monkeypatch.setenv("COLUMNS", "200")


# --- What would change

CHANGES = {
    "zh": """\
2013-09 检查发现
检查发现|现在|读入后|扣分|姓名|单元格
伊春市环境保护局 B2-1 没有公开|不合规|意见不一|10|王强|检查发现!M2
伊春市环境保护局 B2-2 超过公开时限 9月3日|不合规|改为 0.5|2 → 0.5|王强|检查发现!M3
伊春市财政局 B2-1 超过公开时限 9月3日|不合规|撤销|2 → 0|王强|检查发现!M5
伊春市财政局 B2-1 超过公开时限 9月4日|不合规|撤销|0|王强|检查发现!M6
伊春市环境保护局 B2-2 missing-page 附件|待核实|属实|不能评定 10 → 10|王强|无法检测!L2
伊春市环境保护局 B2-3 部门预算|未能检测|意见不一|不能评定 7.5|王强|无法检测!L3
伊春市环境保护局 B2-2 超过公开时限 9月4日|不合规|维持|0 → 1.5|王强|申诉!J2
2013-09/hbj/B2-1/aaaaaaaaaa|—|—|—|王强|申诉!J4
伊春市环境保护局 B2-1 没有公开|不合规|意见不一|10|李莉|检查发现!M2
伊春市环境保护局 B2-2 超过公开时限 9月3日|不合规|改为 0.5|2 → 0.5|李莉|检查发现!M3
伊春市环境保护局 B2-3 部门预算|未能检测|意见不一|不能评定 7.5|李莉|无法检测!L3
2013-09 实地检查
事项|现在|读入后|姓名|单元格
伊春市环境保护局 城市空气环境质量周报 2013-08-26|—|意见不一|王强|实地检查!J2
伊春市环境保护局 城市空气环境质量周报 2013-09-02|—|无法查看|王强|实地检查!J3
伊春市环境保护局 城市空气环境质量周报 2013-08-26|—|意见不一|李莉|实地检查!J2
2013-09 网上得分
单位|现在|读入后
伊春市环境保护局|68.00（暂定）|53.68（暂定）
伊春市财政局|95.00|100.00""",
    "en": """\
2013-09: findings
findings|now|then|lost|name|cell
伊春市环境保护局 B2-1 Not published|failed|disagreement|10|王强|检查发现!M2
伊春市环境保护局 B2-2 Published late 9月3日|failed|change 0.5|2 → 0.5|王强|检查发现!M3
伊春市财政局 B2-1 Published late 9月3日|failed|revoke|2 → 0|王强|检查发现!M5
伊春市财政局 B2-1 Published late 9月4日|failed|revoke|0|王强|检查发现!M6
伊春市环境保护局 B2-2 missing-page 附件|can't tell|confirmed|10 not assessable → 10|王强|无法检测!L2
伊春市环境保护局 B2-3 部门预算|untested|disagreement|7.5 not assessable|王强|无法检测!L3
伊春市环境保护局 B2-2 Published late 9月4日|failed|uphold|0 → 1.5|王强|申诉!J2
2013-09/hbj/B2-1/aaaaaaaaaa|—|—|—|王强|申诉!J4
伊春市环境保护局 B2-1 Not published|failed|disagreement|10|李莉|检查发现!M2
伊春市环境保护局 B2-2 Published late 9月3日|failed|change 0.5|2 → 0.5|李莉|检查发现!M3
伊春市环境保护局 B2-3 部门预算|untested|disagreement|7.5 not assessable|李莉|无法检测!L3
2013-09: on site
item|now|then|name|cell
伊春市环境保护局 Weekly report on the city's air 2013-08-26|—|disagreement|王强|实地检查!J2
伊春市环境保护局 Weekly report on the city's air 2013-09-02|—|could not look|王强|实地检查!J3
伊春市环境保护局 Weekly report on the city's air 2013-08-26|—|disagreement|李莉|实地检查!J2
2013-09: online marks
department|now|then
伊春市环境保护局|68.00 (provisional)|53.68 (provisional)
伊春市财政局|95.00|100.00""",
}
NOTICES = {
    "zh": """\
one.xlsx：1 行只填了姓名或日期，没有意见，没有读入
two.xlsx：没有“申诉”这张表，没有从中读入
有 3 处意见不一，都已保留，都没有计入；请商定后用 gongkai import --settle 读入
伊春市环境保护局 B2-1 没有公开：王强 维持（2013-10-09）；李莉 撤销（2013-10-09）
伊春市环境保护局 B2-3 部门预算：王强 改为 3（2013-10-09）；李莉 不属实（2013-10-09）
伊春市环境保护局 城市空气环境质量周报 2013-08-26：王强 是 4（2013-10-09）；李莉 否 0（2013-10-09）""",
    "en": """\
one.xlsx: 1 row has a name or a date and no decision, and was left out
two.xlsx: there is no sheet “Appeals”, nothing was taken from it
inspectors disagree on 3 points: all is kept, none counts; agree and take it in by gongkai import --settle
伊春市环境保护局 B2-1 Not published: 王强 uphold (2013-10-09); 李莉 revoke (2013-10-09)
伊春市环境保护局 B2-3 部门预算: 王强 change 3 (2013-10-09); 李莉 Not so (2013-10-09)
伊春市环境保护局 Weekly report on the city's air 2013-08-26: 王强 是 4 (2013-10-09); 李莉 否 0 (2013-10-09)""",
}
TAKEN = {
    "zh": """\
已读入 one.xlsx：检查意见 6 条，实地得分 2 条，申诉答复 2 条，未变 0 条
已读入 two.xlsx：检查意见 3 条，实地得分 1 条，申诉答复 0 条，未变 0 条""",
    "en": """\
one.xlsx taken in: 6 rulings, 2 marks on site, 2 answers to appeals, 0 unchanged
two.xlsx taken in: 3 rulings, 1 mark on site, 0 answers to appeals, 0 unchanged""",
}
SETTLED = """\
2013-09 检查发现
检查发现|现在|读入后|扣分|姓名|单元格
伊春市环境保护局 B2-1 没有公开|意见不一|撤销|10 → 0|李莉|检查发现!M2
伊春市环境保护局 B2-3 部门预算|意见不一|不属实（申诉未答复）|不能评定 7.5 → 0|李莉|无法检测!L3
2013-09 实地检查
事项|现在|读入后|姓名|单元格
伊春市环境保护局 城市空气环境质量周报 2013-08-26|意见不一|否 0|李莉|实地检查!J2
2013-09 网上得分
单位|现在|读入后
伊春市环境保护局|53.68（暂定）|78.18（暂定）"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trial_and_what_then_is_taken_in_say_the_same_of_what_changes_and_of_what_stays_open(city, capsys, language):
    before, trial = digest(city), {"zh": "只是试算，什么也没有改变", "en": "this was a trial; nothing was changed"}
    changes, notices = CHANGES[language].splitlines(), NOTICES[language].splitlines()
    files = "one.xlsx", "two.xlsx"
    assert told(capsys, city, *files, language=language, more=["--dry-run"]) == (
        3,
        changes,
        [trial[language], *notices],
    )
    assert digest(city) == before
    assert told(capsys, city, *files, language=language) == (3, changes, [*TAKEN[language].splitlines(), *notices])


def test_who_settles_what_was_open_says_it_again_and_only_that(city, capsys):
    told(capsys, city, "one.xlsx", "two.xlsx", more=["-q"])
    code, changes, notices = told(capsys, city, "two.xlsx", more=["--settle"])
    assert (code, changes) == (0, SETTLED.splitlines())
    assert notices == [
        "已读入 two.xlsx：检查意见 2 条，实地得分 1 条，申诉答复 0 条，未变 1 条",
        "two.xlsx：没有“申诉”这张表，没有从中读入",
    ]
    rulings, marks, _ = kept(city)
    assert {each.finding.split("/")[2] for each in rulings if each.settles and each.by == "李莉"} == {"B2-1", "B2-3"}
    assert [(each.by, each.settles) for each in marks] == [
        ("王强", False),
        ("王强", False),
        ("李莉", False),
        ("李莉", True),
    ]
    again = ["two.xlsx 已经读入过，没有再读：不用管；要改的请在表中改好再读入"]
    for more in (["--settle"], []):
        assert told(capsys, city, "two.xlsx", more=more) == (0, [], again)
    assert told(capsys, city, "two.xlsx", language="en") == (
        0,
        [],
        [
            "two.xlsx was taken in before and is not taken in again: nothing to do; "
            "to change something, change it in the workbook and import that"
        ],
    )


def test_months_and_years_that_come_together_are_told_one_after_the_other(city, capsys):
    exported(city, "--year-end", name="year.xlsx")
    book = Filled(city / "year.xlsx")
    row, _ = next(iter(book.rows("实地检查")))
    book.put("实地检查", row, 结果="无法查看", 姓名="王强", 日期=DAY).save(city / "year.xlsx")
    code, changes, _ = told(capsys, city, "two.xlsx", "year.xlsx", "one.xlsx", more=["--dry-run"])
    tables = [line for line in changes if line.startswith("2013") and "|" not in line]
    assert (code, tables) == (3, ["2013-09 检查发现", "2013-09 实地检查", "2013-09 网上得分", "2013 实地检查"])
    assert changes[-2:] == [
        "事项|现在|读入后|姓名|单元格",
        "伊春市环境保护局 组织领导 2013-01-01|—|无法查看|王强|实地检查!J2",
    ]
    assert [line.split("|")[-2] for line in changes if "检查发现!" in line] == ["李莉"] * 2 + ["王强"] * 4
    assert told(capsys, city, "year.xlsx", more=["--period", "2013-12"])[0] == 0
    assert told(capsys, city, "two.xlsx", more=["--period", "2013-12"])[0] == 4


def test_of_two_words_in_files_that_settle_the_fresh_one_does(city, capsys):
    told(capsys, city, "one.xlsx", "two.xlsx", more=["-q"])
    revoked = {"督查员意见": "撤销", "理由": "已补", "日期": date(2013, 10, 10)}
    signed(city, "王强", {"检查发现": {2: revoked}}).save(city / "three.xlsx")
    assert told(capsys, city, "two.xlsx", "three.xlsx", more=["--settle", "-q"]) == (0, [], [])
    settling = [each for each in kept(city)[0] if each.settles and each.reason in ("已补", "看过")]
    assert {each.finding.split("/")[2]: each.by for each in settling} == {"B2-1": "王强", "B2-3": "李莉"}
    assert len(settling) == 2


def test_files_are_kept_with_what_came_in_them(city, capsys):
    told(capsys, city, "one.xlsx", "two.xlsx", more=["-q"])
    told(capsys, city, "two.xlsx", more=["-q", "--settle"])
    with closing(Decisions(city / "var/gongkai.sqlite")) as decisions:
        received = decisions.received()
    assert [replace(each, sha256="") for each in received] == [
        Received("", "one.xlsx", TODAY, {"rulings": 6, "marks": 2, "answers": 2, "unchanged": 0}, False),
        Received("", "two.xlsx", TODAY, {"rulings": 3, "marks": 1, "answers": 0, "unchanged": 0}, False),
        Received("", "two.xlsx", TODAY, {"rulings": 2, "marks": 1, "answers": 0, "unchanged": 1}, True),
    ]
    sources = {each.source.partition("!")[0] for said in kept(city)[:2] for each in said}
    assert sources == {f"sha256:{each.sha256[:16]}" for each in received}


def test_words_of_before_are_known_with_what_they_were_said_of(city, capsys):
    told(capsys, city, "one.xlsx", "two.xlsx")
    found = stage(city)
    ruled = {
        each.name.indicator: [word.by for word in each.words] for each in found.known.findings.values() if each.words
    }
    assert ruled == {"B2-1": ["王强"], "B2-2": ["王强"], "B2-3": ["王强", "李莉"]}
    marked = {key: [word.by for word in each.words] for key, each in found.known.lines.items() if each.words}
    assert marked == {"onsite/hbj/C1-week/2013-08-26": ["王强", "李莉"], "onsite/hbj/C1-week/2013-09-02": ["王强"]}
    assert [each.answer is not None for each in found.appeals] == [True, False, True, False]


def test_where_nothing_is_new_a_trial_and_a_run_say_so(city, capsys):
    for language, trial, nothing, run in (
        ("zh", "只是试算，什么也没有改变", "2013-09：没有新的意见，什么也不会改变", "没有新的意见，什么也没有改变"),
        (
            "en",
            "this was a trial; nothing was changed",
            "2013-09: nothing new, nothing would change",
            "there is nothing new; nothing was changed",
        ),
    ):
        assert told(capsys, city, "zh.xlsx", language=language, more=["--dry-run"]) == (0, [nothing], [trial])
        assert told(capsys, city, "en.xlsx", language=language) == (0, [nothing], [run])


# --- By themselves


def shown(language, tell, *told):
    """What is printed by a function of reports/returned_told.py: on paper, beside it, and what it returns."""
    out, err = (Console(file=io.StringIO(), width=200) for _ in range(2))
    found = tell(Session(Namespace(quiet=False), Wording(language), out, err, None), *told)
    return found, cells(out.file.getvalue()), err.file.getvalue().splitlines()


def test_notices_count_what_was_left_out_and_what_was_read_from_formulas(city):
    found, month, year = Returned(unsaid=2, formulas=3, absent=["申诉", "检查发现"]), stage(city), stage(city, "2013")
    assert shown("zh", tell_notices, "a\tb.xlsx", month, found)[2] == [
        "a b.xlsx：2 行只填了姓名或日期，没有意见，没有读入",
        "a b.xlsx：3 格是公式，读入了保存的结果",
        "a b.xlsx：没有“申诉”这张表，没有从中读入",
        "a b.xlsx：没有“检查发现”这张表，没有从中读入",
    ]
    assert shown("en", tell_notices, "b.xlsx", year, found)[2] == [
        "b.xlsx: 2 rows have a name or a date and no decision, and were left out",
        "b.xlsx: 3 cells are formulas, of which the stored result was read",
    ]
    assert shown("zh", tell_notices, "b.xlsx", month, Returned()) == (None, [], [])


def test_what_is_not_there_any_more_is_named_by_its_key(city):
    place = next(iter(stage(city).known.findings.values())).name
    rulings = [
        Ruling(key, "x", decision, points, "", by, DAY, "x")
        for key in (place.key, GONE[0][0])
        for decision, points, by in ((Decision.CHANGED, Decimal("1.50"), "王\n强"), (Decision.REVOKED, None, "李莉"))
    ]
    marks = [
        SiteMark(key, "2013-09", answer, points, Decimal(4), "", "", by, DAY, "x")
        for key in ("onsite/hbj/gone/2013-09-02", "onsite/hbj/C1-week/2013-09-02")
        for answer, points, by in (("无法查看", None, "王强"), ("", Decimal("2.50"), "李莉"))
    ]
    found = Returned([Said(f"x!A{number}", each) for number, each in enumerate((*rulings, *marks))])
    assert shown("zh", tell_changes, stage(city), [found])[1] == [
        "2013-09 检查发现",
        "检查发现|现在|读入后|扣分|姓名|单元格",
        "伊春市环境保护局 B2-1 没有公开|不合规|意见不一|10|王 强|x!A0",
        "伊春市环境保护局 B2-1 没有公开|不合规|意见不一|10|李莉|x!A1",
        f"{GONE[0][0]}|—|—|—|王 强|x!A2",
        f"{GONE[0][0]}|—|—|—|李莉|x!A3",
        "2013-09 实地检查",
        "事项|现在|读入后|姓名|单元格",
        "onsite/hbj/gone/2013-09-02|—|意见不一|王强|x!A4",
        "onsite/hbj/gone/2013-09-02|—|意见不一|李莉|x!A5",
        "伊春市环境保护局 城市空气环境质量周报 2013-09-02|—|意见不一|王强|x!A6",
        "伊春市环境保护局 城市空气环境质量周报 2013-09-02|—|意见不一|李莉|x!A7",
    ]
    assert shown("zh", tell_conflicts, [(stage(city), [found])]) == (
        True,
        [],
        [
            "有 3 处意见不一，都已保留，都没有计入；请商定后用 gongkai import --settle 读入",
            "伊春市环境保护局 B2-1 没有公开：王 强 改为 1.5（2013-10-09）；李莉 撤销（2013-10-09）",
            "onsite/hbj/gone/2013-09-02：王强 无法查看（2013-10-09）；李莉 2.5（2013-10-09）",
            "伊春市环境保护局 城市空气环境质量周报 2013-09-02：王强 无法查看（2013-10-09）；李莉 2.5（2013-10-09）",
        ],
    )
    assert shown("zh", tell_conflicts, [(stage(city), [])]) == (False, [], [])
    assert shown("zh", tell_changes, stage(city), [Returned([replace(each, known=True) for each in found.said])]) == (
        None,
        ["2013-09：没有新的意见，什么也不会改变"],
        [],
    )


def test_after_the_answers_count_the_appeals_are_answered_and_a_year_has_no_rulings(city):
    month = stage(city)
    key = month.appeals[0].finding
    answer = Ruling(key, month.appeals[0].seen, Decision.REVOKED, None, "", "王强", DAY, "x", True)
    found = [Returned([Said("x!A1", answer, appeal=1)])]
    then = after(month, found)
    item = places(then.decided.assessments)[key].item
    assert (item.ruling, item.open) == (answer, ())
    assert places(after(month, []).decided.assessments)[key].item.open == ("appeal",)
    assert after(month, []).decided == month.results.decided
    first, *others = month.appeals
    answered = replace(month, appeals=[replace(first, answer=answer), *others], rulings={key: [answer]})
    for said in ([], found):
        assert places(after(answered, said).decided.assessments)[key].item == item
    year = stage(city, "2013")
    assert after(year, found).decided is year.results.decided
