"""`gongkai ledger`: every form of it, narrowed in every way, and text from outside that stays text."""

import csv
import io
import json

import openpyxl
import pytest

from reports.docket_words import STATES
from tests.reports.dockets import (
    CLOSED,
    GONE,
    HARM,
    HOSTILE,
    JULY,
    LATE,
    MATTERS,
    NOTIFIED,
    OVERDUE,
    PAST,
    RECTIFIED,
    REPLIED,
    WITHDRAWN,
    caller,
    told,
)
from tests.reports.judged import SETTINGS, judge

SHOWN = {
    1: "overdue",
    2: "due",
    3: "replied",
    4: "rectified",
    5: "opened",
    6: "notified",
    7: "overdue",
    8: "closed",
    9: "due",
    10: "disputed",
    11: "withdrawn",
}


@pytest.fixture
def folder(tmp_path):
    return told(tmp_path / "w")


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


def squeezed(text):
    return "".join(text.split())


def rows(call, *words, **more):
    code, said, _ = call("ledger", *words, "--format", "json", **more)
    assert code == 0
    return {row["case"]: row for row in json.loads(said)}


def test_every_case_is_told_as_it_stands_on_the_day(call):
    assert {number: row["state"] for number, row in rows(call, "--all").items()} == SHOWN
    assert set(rows(call)) == set(SHOWN) - {RECTIFIED, CLOSED, WITHDRAWN}
    assert {row["state"] for row in rows(call, "--all", as_of="2013-08-04").values()} == {"opened"}


def test_a_row_has_all_that_programs_ask_for(call):
    row = rows(call)[OVERDUE]
    assert {name: row[name] for name in row if name != "events"} == {
        "case": 1,
        "department": "hbj",
        "name": "示例市环境保护局",
        "rule": "air-quality-daily",
        "indicator": "C1-2",
        "place": "own",
        "problem": "missing-day",
        "title": "缺少当日空气质量日报",
        "subject": "2013-07-09",
        "state": "overdue",
        "first": "2013-07",
        "last": "2013-08",
        "since": "2013-07",
        "months": 2,
        "times": 1,
        "notified": "2013-08-05",
        "notice": "示例整改〔2013〕1号",
        "within": 15,
        "due": "2013-08-26",
        "replied": None,
        "step": "督办",
        "look": "found",
        "lasting": False,
        "ended": None,
    }
    assert [each["what"] for each in row["events"]] == ["opened", "notified", "seen", "escalated"]
    assert row["events"][0]["evidence"][0]["sha256"] == "ab" * 32
    assert rows(call)[PAST]["lasting"]


def test_the_month_bounds_what_is_told(call):
    found = rows(call, "--period", "2013-07", "--all")
    assert {row["look"] for row in found.values()} == {"found"}
    assert found[OVERDUE]["state"] == "due"  # July's check came before the time was over
    assert rows(call, "--period", "2013-08", "--all")[OVERDUE]["state"] == "overdue"


def test_what_is_beyond_its_time_is_told_apart(call):
    assert {number: row["state"] for number, row in rows(call, "--overdue").items()} == {
        OVERDUE: "overdue",
        LATE: "due",
        PAST: "overdue",
        NOTIFIED: "due",
    }
    assert set(rows(call, "hbj", "--overdue")) == {OVERDUE, LATE}
    said = call("ledger", "--overdue")[1]
    assert "逾期未整改 2" in said
    assert "期限已过，待复查 2" in said


@pytest.mark.parametrize("word", ["hbj", "示例市环境保护局", "市环保局", "ｈｂｊ"])
def test_a_department_is_named_by_its_id_or_name(call, word):
    assert set(rows(call, word, "--all")) == {n for n, each in enumerate(MATTERS, 1) if each.department == "hbj"}


def test_a_word_that_is_no_department_is_wrong_usage_that_helps(call):
    code, _, said = call("ledger", "hbx")
    assert code == 2
    assert "hbj" in said


@pytest.mark.parametrize("word", ["1", "#1", "１", "01"])
def test_a_number_shows_the_whole_history(call, word):
    code, said, _ = call("ledger", word)
    assert code == 0
    order = ["条目1　逾期未整改", "首次发现，记入台账", "2013-08-05发出整改通知", "示例整改〔2013〕1号", "15个工作日，到2013-08-26",
             "2013-09-04仍然存在", "督办"]  # fmt: skip
    places = [squeezed(said).find(squeezed(each)) for each in order]
    assert -1 not in places
    assert places == sorted(places[:-1]) + places[-1:]
    assert "http://hbj.example/1.htm" in said
    assert "ab" * 32 in squeezed(said)
    assert [row["case"] for row in json.loads(call("ledger", word, "--format", "json")[1])] == [1]


def test_a_number_that_no_case_has_is_wrong_usage(call):
    code, _, said = call("ledger", "99")
    assert code == 2
    assert "11" in said  # the last one that there is


def test_closings_and_looks_that_close_nothing_are_explained(call):
    said = squeezed(call("ledger", "--all")[1])
    for words in (
        "2013-08的检查：未再发现，但没有证据表明已经整改",
        "2013-08的检查：未能检测",
        "已成事实，无法补救：要有书面说明，由人销号",
        "2013-09-09张三销号：",
        "方案没有规定期限",
        "尚未通知",
        "申诉尚未答复",
        "不算逾期",
    ):
        assert squeezed(words) in said
    assert [words for words in STATES.values() if words not in said] == []


def test_a_department_that_is_gone_is_told_with_what_to_do(call, folder):
    said = squeezed(call("ledger", "jtj")[1])
    assert "已不在名册中" in said
    assert "“原编号”" in said
    roster = (folder / "departments.csv").read_text("utf-8")
    (folder / "departments.csv").write_text(roster.replace("czj.example/,,", "czj.example/,,jtj"), "utf-8")
    assert rows(call)[GONE]["department"] == "czj"
    assert set(rows(call, "jtj")) == set(rows(call, "czj"))
    assert "下次检查后转入本单位（原编号）" in squeezed(call("ledger", "czj")[1])


def test_a_year_whose_holidays_are_not_known_is_said_to_be_the_reason(call, folder, monkeypatch):
    from rules import workdays

    monkeypatch.setattr(workdays, "KNOWN", range(2004, 2013))
    row = rows(call)[NOTIFIED]
    assert (row["state"], row["due"], row["within"]) == ("notified", None, 15)
    said = squeezed(call("ledger")[1])
    assert "算不出：2013年的节假日安排未知" in said
    assert "?" in call("ledger")[1]


@pytest.mark.parametrize("columns", ["24", "50", "80", "200"])
def test_narrow_terminals_lose_nothing_and_text_from_outside_is_only_text(call, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    for words in (("ledger", "--all"), ("ledger", str(HARM)), ("ledger", str(CLOSED))):
        code, said, _ = call(*words)
        assert code == 0
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert squeezed("=1+1<script>alert(1)</script>[bold]粗[/bold]{x}") in squeezed(said)


def test_csv_has_the_same_columns_and_no_formula(call):
    said = call("ledger", "--all", "--format", "csv")[1]
    table = list(csv.DictReader(io.StringIO(said)))
    assert len(table) == len(SHOWN)
    assert table[0].keys() == rows(call)[1].keys()
    assert table[HARM - 1]["subject"].startswith("'=1+1")
    assert json.loads(table[0]["events"])[0]["what"] == "opened"
    lines = call("ledger", "--all", "--format", "jsonl")[1].splitlines()
    assert [json.loads(line)["case"] for line in lines] == list(SHOWN)


def test_a_csv_file_without_cases_still_has_its_columns(call, tmp_path):
    code, said, _ = call("ledger", "--overdue", "--format", "csv", as_of="2013-08-06")
    assert code == 0
    assert said.startswith("case,department,name,rule")


def test_the_spreadsheet_holds_cases_and_their_history_as_text(call, folder):
    code, _, said = call("ledger", "--all", "--format", "xlsx")
    assert code == 0
    path = folder / "var/export/gongkai-ledger-2013-08-all.xlsx"
    assert str(path) in squeezed(said)
    book = openpyxl.load_workbook(path)
    cases, history = book["整改台账"], book["经过"]
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert (cases["A1"].value, cases.freeze_panes, cases.auto_filter.ref) == ("号数", "D2", "A1:Q12")
    assert (cases.page_setup.orientation, cases.page_setup.paperSize) == ("landscape", 9)
    found = {row[0].value: [cell.value for cell in row] for row in cases.iter_rows(min_row=2)}
    assert {number: found[number][6] for number in found} == {n: STATES[state] for n, state in SHOWN.items()}
    assert str(found[OVERDUE][7])[:10] == "2013-08-26"
    assert found[OVERDUE][8] == "督办"
    assert HOSTILE[:24] in found[HARM][5]
    assert list(found)[-3:] == [RECTIFIED, CLOSED, WITHDRAWN]  # what is open comes first
    assert len({row[0].value for row in history.iter_rows(min_row=2)}) == len(SHOWN)


@pytest.mark.parametrize(
    ("ending", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbfcase,"), ("json", b"["), ("txt", "截至".encode())]
)
def test_the_ending_of_a_file_asks_for_its_form(call, tmp_path, ending, begins):
    path = tmp_path / f"ledger.{ending}"
    assert call("ledger", "--all", "--output", str(path))[0] == 0
    assert begins in path.read_bytes()[:2000]


def test_files_are_written_where_asked(call, tmp_path):
    path = tmp_path / "new" / "out.csv"
    assert call("ledger", "--format", "csv", "-o", str(path))[0] == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfcase,")
    path = tmp_path / "new" / "out.txt"
    assert call("ledger", str(REPLIED), "-o", str(path))[0] == 0
    assert "已回复，待复查" in path.read_text("utf-8")


def test_english_says_the_same(call):
    said = call("ledger", "--all", language="en")[1]
    assert "示例市环境保护局" in said
    assert rows(call, language="en").keys() == rows(call).keys()


def test_a_workspace_without_results_is_told_what_to_do_and_stays_as_it_is(tmp_path, capsys):
    (tmp_path / "gongkai.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "departments.csv").write_text("编号,单位名称,别名,类别,主管单位,网址,门户栏目\na,甲,,,,,\n", "utf-8")
    call = caller(tmp_path, capsys)
    for words in (
        ("ledger",),
        ("ledger", "1"),
        ("ledger", "--format", "xlsx"),
        ("report", "--period", "2013-07"),
        ("reply", "a", "--says", "好", "--by", "甲"),
        ("close", "1", "--reason", "好", "--by", "甲"),
        ("reopen", "1", "--reason", "好", "--by", "甲"),
    ):
        code, _, said = call(*words)
        assert code == 4
        assert "gongkai" in said
    assert not (tmp_path / "var").exists()


def test_months_that_the_ledger_never_heard_of_are_named(call, folder):
    code, _, said = call("ledger", "--period", "2013-06")
    assert code == 4
    assert "2013-06" in said
    judge(folder, period=JULY.shift(-1))
    code, _, said = call("ledger")
    assert code == 0
    assert "还没有记入台账：2013-06。请再运行一次 gongkai check" in said


def test_before_the_first_check_there_is_nothing_to_tell(call):
    code, _, said = call("ledger", as_of="2013-08-03")
    assert code == 4
    assert "2013-08-03" in said
