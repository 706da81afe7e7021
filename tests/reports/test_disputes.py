"""Appeals: filed against a finding by its name, with files that are kept as they were, listed, answered once."""

import csv
import hashlib
import io
import json
import os
from contextlib import closing

import pytest

from checker.decisions import Decisions
from crawler.period import Period
from reports import disputes_kept
from reports.workspace import read
from rules.finding import passed
from tests.reports.judged import DAYS, FOUND, caller, city, finding_names, judge

NAMES = finding_names()
NAME, GRADE = NAMES[0], NAMES[4]
DIGEST = NAME.key.rpartition("/")[2]
REASON = ("--reason", "7月9日的日报当天已公开", "--by", "王五")
ANSWER = ("--reason", "经核实", "--by", "李四")


@pytest.fixture
def folder(tmp_path):
    return city(tmp_path / "city")


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


def appeals(folder):
    with closing(Decisions(folder / "var" / "gongkai.sqlite")) as decisions:
        return decisions.appeals()


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize(
    "word", [str(NAME), NAME.key, DIGEST, DIGEST[:6], f"C1-1/{DIGEST[:5]}", DIGEST.upper(), f" {NAME.key}"]
)
def test_a_finding_is_named_in_full_by_its_key_or_by_the_beginning_of_its_digest(folder, call, word):
    code, said, _ = call("appeal", "hbj", word, *REASON)
    assert (code, "已登记申诉 1" in said) == (0, True)
    (appeal,) = appeals(folder)
    assert (appeal.finding, appeal.seen) == (NAME.key, NAME.seen)
    assert (appeal.says, appeal.by, str(appeal.on)) == ("7月9日的日报当天已公开", "王五", "2013-08-20")


def test_the_month_is_the_one_that_the_name_says(folder, call):
    assert call("appeal", "hbj", str(NAME), *REASON, period="")[0] == 0
    assert len(appeals(folder)) == 1
    code, _, said = call("appeal", "hbj", str(NAME), *REASON, period="2013-06")
    assert code == 2
    assert "2013-07" in said
    assert "2013-06" in said


WRONG = {
    "nothing begins so": (("hbj", "zzzz"), DIGEST),
    "too short to be sure": (("hbj", DIGEST[:3]), DIGEST),
    "another department's": (("czj", str(NAME)), "示例市财政局"),
    "a department without problems": (("czj", DIGEST), "没有扣分或存疑"),
    "a department that there is not": (("hbx", DIGEST), "hbj"),
    "what costs nothing": (("hbj", NAMES[-1].key), "无须申诉"),
}


@pytest.mark.parametrize(("words", "told"), WRONG.values(), ids=WRONG)
def test_what_means_no_finding_is_wrong_usage_that_helps(folder, call, words, told):
    code, _, said = call("appeal", *words, *REASON)
    assert code == 2
    assert told in said
    assert appeals(folder) == []


def test_the_findings_that_could_be_meant_are_told_with_their_cost(call):
    said = call("appeal", "hbj", "zzzz", *REASON)[2]
    assert f"C1-1/{DIGEST}　本单位网站　缺少当日空气质量日报：2013-07-09　扣 1.00 分" in said
    assert "没有再扣分" in said  # the fourth day is beyond the cap, and can be disputed all the same
    assert "不能评定" in said


@pytest.mark.parametrize(
    "words",
    [("--reason", " ", "--by", "王五"), ("--reason", "好", "--by", "\n"), ("--reason", "好" * 2001, "--by", "王五")],
)
def test_an_appeal_says_why_and_who_and_no_novel(folder, call, words):
    assert call("appeal", "hbj", DIGEST, *words)[0] == 2
    assert appeals(folder) == []


def test_evidence_is_kept_by_its_bytes_and_its_name_is_only_text(folder, call, tmp_path):
    files = {
        "截图.png": b"picture",
        "..；rm -rf [bold].txt": b"text",
        "同一份.png": b"picture",
        os.fsdecode(b"\xff.doc"): b"old",
    }
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    code, said, _ = call("appeal", "hbj", DIGEST, *REASON, "--evidence", *(str(tmp_path / name) for name in files))
    assert code == 0
    kept = {path.name: path.read_bytes() for path in (folder / "var" / "appeals").iterdir()}
    assert kept == {hashlib.sha256(body).hexdigest(): body for body in files.values()}
    (appeal,) = appeals(folder)
    assert [each.name for each in appeal.evidence] == ["截图.png", "..；rm -rf [bold].txt", "?.doc"]
    assert all(name in said for name in kept)


def test_files_that_cannot_be_had_are_told_all_at_once_and_nothing_is_recorded(folder, call, tmp_path, monkeypatch):
    monkeypatch.setattr(disputes_kept, "MOST", 10)
    (tmp_path / "large").write_bytes(b"x" * 11)
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "good").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    names = ("gone", "large", "empty", "pipe", "good", ".")
    code, _, said = call("appeal", "hbj", DIGEST, *REASON, "--evidence", *(str(tmp_path / name) for name in names))
    assert code == 4
    assert [
        told for told in ("没有这个文件", "文件超过", "文件是空的", "不是普通文件", "这是一个目录") if told not in said
    ] == []
    assert len(said.splitlines()) == 5
    assert appeals(folder) == []
    assert list((folder / "var" / "appeals").iterdir()) == []


def test_a_second_appeal_on_the_same_finding_waits_for_the_first(folder, call):
    assert call("appeal", "hbj", DIGEST, *REASON)[0] == 0
    code, _, said = call("appeal", "hbj", DIGEST, *REASON)
    assert code == 4
    assert "申诉 1" in said
    assert call("appeal", "hbj", str(GRADE), *REASON)[0] == 0
    assert call("answer", "1", "--decision", "upheld", *ANSWER)[0] == 0
    assert "已登记申诉 3" in call("appeal", "hbj", DIGEST, *REASON)[1]
    assert len(appeals(folder)) == 3


def test_an_appeal_takes_the_lock(folder, call):
    with read(folder).lock():
        assert call("appeal", "hbj", DIGEST, *REASON)[0] == 5
        assert call("answer", "1", "--decision", "upheld", *ANSWER)[0] == 5


def test_appeals_are_listed_with_what_was_handed_in_and_whether_it_is_still_so(folder, call, tmp_path, monkeypatch):
    (tmp_path / "证[据].txt").write_bytes(b"one")
    (tmp_path / "two").write_bytes(b"two")
    call("appeal", "hbj", str(GRADE), *REASON, "--evidence", str(tmp_path / "证[据].txt"), str(tmp_path / "two"))
    call("appeal", "hbj", DIGEST, *REASON)
    call("answer", "2", "--decision", "revoked", *ANSWER)
    (folder / "var" / "appeals" / hashlib.sha256(b"two").hexdigest()).unlink()
    listed = (
        *REASON[1::2],
        "证[据].txt",
        hashlib.sha256(b"one").hexdigest(),
        "3B文件完好",
        "文件不见了",
        str(GRADE),
        "7月2日",
    )
    listed += ("Ⅱ级[/]", "2件申诉，1件等待答复", "撤销李四2013-08-20：经核实", "缺少当日空气质量日报：2013-07-09")
    for columns in ("40", "80", "132"):
        monkeypatch.setenv("COLUMNS", columns)
        said = squeezed(call("appeals", period="")[1])
        assert [told for told in listed if told not in said] == []
    (folder / "var" / "appeals" / hashlib.sha256(b"one").hexdigest()).write_bytes(b"0ne")
    assert "已损坏" in call("appeals")[1]
    assert "申诉 2" not in call("appeals", "--open")[1]
    assert "没有申诉" in call("appeals", "czj")[1]
    assert "没有申诉" in call("appeals", period="2013-06")[1]
    assert "申诉 2" in call("appeals", "示例市环境保护局")[1]
    assert call("appeals", "nobody")[0] == 2


def test_all_forms_say_the_same(call, tmp_path):
    (tmp_path / "f").write_bytes(b"one")
    call("appeal", "hbj", str(GRADE), *REASON, "--evidence", str(tmp_path / "f"))
    call("answer", "1", "--decision", "changed", "--points", "0.25", *ANSWER)
    (row,) = json.loads(call("appeals", "--format", "json")[1])
    assert row["answer"] == {
        "decision": "changed",
        "points": "0.25",
        "reason": "经核实",
        "by": "李四",
        "on": "2013-08-20",
    }
    assert row["evidence"] == [
        {"name": "f", "sha256": hashlib.sha256(b"one").hexdigest(), "size": 3, "state": "intact"}
    ]
    assert (row["finding"], row["deducted"], row["open"], row["exists"]) == (str(GRADE), "0.25", False, True)
    assert json.loads(call("appeals", "--format", "jsonl")[1]) == row
    (line,) = csv.DictReader(io.StringIO(call("appeals", "--format", "csv")[1]))
    assert (line["number"], line["reason"], json.loads(line["answer"])) == ("1", row["reason"], row["answer"])


def test_an_appeal_outlives_its_finding(folder, call):
    call("appeal", "hbj", DIGEST, *REASON)
    judge(folder, (passed(),))
    assert "已经没有了" in call("appeals")[1]
    (row,) = json.loads(call("appeals", "--format", "json")[1])
    assert (row["exists"], row["problem"], row["deducted"]) == (False, None, None)
    assert call("answer", "1", "--decision", "changed", "--points", "0.5", *ANSWER)[0] == 4
    code, said, _ = call("answer", "1", "--decision", "revoked", *ANSWER)
    assert (code, "成绩不变" in said) == (0, True)


def test_an_answer_settles_and_shows_the_mark_before_and_after(folder, call):
    judge(folder, DAYS[:2])
    name = finding_names(DAYS[:2])[0]
    call("appeal", "hbj", str(name), *REASON)
    code, said, _ = call("answer", "1", "--decision", "changed", "--points", "０．５", *ANSWER)
    assert code == 0
    assert "扣 1.00 分 → 扣 0.50 分" in said
    assert "90.00（暂定） → 92.50" in said
    (appeal,) = appeals(folder)
    assert (str(appeal.answer.points), appeal.answer.source, appeal.answer.settles) == ("0.5", "appeal 1", True)
    assert appeal.answer.seen == name.seen
    with closing(Decisions(folder / "var" / "gongkai.sqlite")) as decisions:
        assert decisions.rulings(Period(2013, 7)) == {name.key: [appeal.answer]}


def test_an_appeal_is_answered_once(folder, call):
    call("appeal", "hbj", DIGEST, *REASON)
    assert call("answer", "1", "--decision", "revoked", *ANSWER)[0] == 0
    code, _, said = call("answer", "1", "--decision", "upheld", *ANSWER)
    assert code == 4
    assert "李四" in said
    assert "撤销" in said
    assert appeals(folder)[0].answer.decision == "revoked"


WRONG_ANSWERS = {
    "no such appeal": (("7", "--decision", "upheld"), 2, "1"),
    "points without a change": (("1", "--decision", "revoked", "--points", "1"), 2, "--points"),
    "a change without points": (("1", "--decision", "changed"), 2, "--points"),
    "no number": (("1", "--decision", "changed", "--points", "优"), 2, "优"),
    "less than nothing": (("1", "--decision", "changed", "--points=-1"), 2, "-1"),
    "not a number": (("1", "--decision", "changed", "--points", "NaN"), 2, "NaN"),
    "more than the finding can cost": (("1", "--decision", "changed", "--points", "3.01"), 4, "3"),
    "a decision that there is not": (("1", "--decision", "confirmed"), 2, ""),
}


@pytest.mark.parametrize(("words", "code", "told"), WRONG_ANSWERS.values(), ids=WRONG_ANSWERS)
def test_what_is_no_answer_is_refused_and_nothing_is_recorded(folder, call, words, code, told):
    call("appeal", "hbj", DIGEST, *REASON)
    got, _, said = call("answer", *words, *ANSWER)
    assert got == code
    assert told in said
    assert appeals(folder)[0].answer is None


def test_an_answer_may_go_up_to_the_bound(folder, call):
    call("appeal", "hbj", DIGEST, *REASON)
    assert call("answer", "1", "--decision", "changed", "--points", "3", *ANSWER)[0] == 0
    assert appeals(folder)[0].answer.points == 3


def test_a_doubt_can_be_appealed_against(folder, call):
    doubt = NAMES[5]
    assert FOUND[5].outcome == "untested"
    assert call("appeal", "hbj", str(doubt), *REASON)[0] == 0
    assert "不能评定 → 不扣分" in call("answer", "1", "--decision", "revoked", *ANSWER)[1]


def test_without_any_month_there_is_nothing_to_list_or_to_appeal_against(tmp_path, capsys):
    folder = city(tmp_path / "bare")
    (folder / "var" / "gongkai.sqlite").unlink()
    call = caller(folder, capsys)
    assert "没有申诉" in call("appeals")[1]
    assert call("appeals", "--format", "json")[1] == "[]\n"
    assert call("appeal", "hbj", DIGEST, *REASON)[0] == 4
    assert call("answer", "1", "--decision", "upheld", *ANSWER)[0] == 2
