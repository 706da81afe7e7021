"""The whole story of a mark: the page as it was, rule, finding, price, rulings, appeals, and the sum down to the mark."""

import json
import re
import shutil
from contextlib import closing
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from checker.decisions import Decisions, Received
from checker.indicator import Sort
from checker.rulings import Decision, Ruling
from checker.scheme import kept_scheme
from checker.scoring import Assessment, Score, Verdict
from crawler.archive import Archive
from crawler.families import Lead
from crawler.frontier import Changes, Row
from crawler.keeping import Keeper, Step
from crawler.outcome import Answer, by_status
from crawler.period import Period
from crawler.reading import edition, to_json
from crawler.reading.value import Link, Reading, Table
from crawler.recording import keep
from reports.explain_page import Line, excerpt
from reports.explain_sums import amount, factor_of, month_sums
from reports.wording import Wording
from rules.finding import failed, passed, untested
from tests.reports.judged import DAYS, FOUND, HBJ, SCHEME, SEEN, caller, cited, city, finding_names, judge

DAY, JULY = date(2013, 8, 9), Period(2013, 7)
NAME = finding_names()[0]


@pytest.fixture
def folder(tmp_path):
    return city(tmp_path / "city")


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


def squeezed(text):
    return "".join(text.split())


def rule_on(folder, name, *said):
    """Takes in rulings on a finding as they would come from a workbook: decision, who, points, seen."""
    rulings = [
        Ruling(
            name.key,
            seen or name.seen,
            decision,
            points and Decimal(points),
            f"{by}的理由[i]",
            by,
            DAY,
            f"sha256:{'c' * 12}!检查发现!N{row}",
        )
        for row, (decision, by, points, seen) in enumerate(said, 4)
    ]
    digest = "c" * 12 + sha256(repr(rulings).encode()).hexdigest()[12:]
    with closing(Decisions(folder / "var" / "gongkai.sqlite")) as decisions:
        decisions.receive([Received(digest, "回收.xlsx", DAY, {})], rulings, [])


def test_rule_finding_price_and_sum_are_told(call):
    code, said, _ = call("explain", "hbj", "C1-1")
    assert code == 0
    said = squeezed(said)
    told = ("air-quality-daily", "国办发〔2013〕73号", "满分20分（本程序的建议）", "每处扣1分，至多3分（本程序的建议）",
            "扣0.5分（原文规定）", "全部存疑，按这一处的全部分值10分", str(NAME), "只扣余下的分值", "应为Ⅱ级[/]",
            "本单位网站：分值10−扣分3.5−不能评定6.5＝0", "政府门户网站：分值10−扣分0−不能评定0＝10",
            "折合百分制：×5，应得100，可评67.5，得分50", "得分50÷可评67.5×100＝≈74.0741", "本月网上成绩74.07（两位小数，四舍五入），暂定",
            "gongkaievidencehbj--period2013-07")  # fmt: skip
    assert [each for each in told if each not in said] == []


def test_the_mark_that_is_told_is_the_one_that_ranks(call):
    ranked = {row["department"]: row for row in json.loads(call("rank", "--format", "json")[1])}
    told = re.search(r"本月网上成绩 ([\d.]+)", call("explain", "hbj")[1])[1]
    assert Decimal(ranked["hbj"]["online"]) == Decimal("35.00")  # 50 of 100
    assert told == "74.07"


def test_an_indicator_that_is_not_owed_is_wrong_usage(call):
    code, _, said = call("explain", "hbj", "Z9")
    assert code == 2
    assert "C1-1" in said
    assert call("explain", "hbj", "air-quality-daily")[0] == 0


def test_a_ruling_is_told_with_who_when_why_where_and_what_the_machine_had(folder, call):
    rule_on(folder, NAME, (Decision.CHANGED, "张三", "0.25", ""))
    said = squeezed(call("explain", "hbj", "C1-1")[1])
    assert "机器认定：不合规，扣1.00分" in said
    assert f"裁定改为扣0.25分张三2013-08-09：张三的理由[i]出自回收.xlsx检查发现!N4(sha256:{'c' * 12})" in said
    assert "他人的意见" not in said


def test_everything_that_people_said_is_told_though_it_does_not_count(folder, call):
    rule_on(folder, NAME, (Decision.REVOKED, "张三", None, ""), (Decision.UPHELD, "李四", None, ""))
    said = squeezed(call("explain", "hbj", "C1-1")[1])
    assert "意见不一" in said
    assert [said.count(each) for each in ("意见撤销张三", "意见维持李四", "他人的意见")] == [1, 1, 0]
    call("appeal", "hbj", str(NAME), "--reason", "r", "--by", "b")
    call("answer", "1", "--decision", "upheld", "--reason", "了结", "--by", "王五")
    said = squeezed(call("explain", "hbj", "C1-1")[1])
    assert "意见不一" not in said
    assert said.count("了结以前的意见（不再计）") == 2
    assert "裁定维持王五2013-08-20：了结出自对申诉1的答复" in said
    rule_on(folder, NAME, (Decision.REVOKED, "王五", None, ""))
    assert "本人后来改过的意见（不再计）" in squeezed(call("explain", "hbj", "C1-1")[1])


def test_evidence_that_changed_since_the_ruling_is_told(folder, call):
    rule_on(folder, NAME, (Decision.UPHELD, "张三", None, "0000"))
    assert "裁定以后重新检查过" in call("explain", "hbj", "C1-1")[1]


def test_an_appeal_is_told_with_its_files_and_its_answer(folder, call, tmp_path):
    (tmp_path / "[b]证据.txt").write_bytes(b"one")
    call(
        "appeal",
        "hbj",
        str(NAME),
        "--reason",
        "当天已公开",
        "--by",
        "某局",
        "--evidence",
        str(tmp_path / "[b]证据.txt"),
    )
    said = squeezed(call("explain", "hbj", "C1-1")[1])
    assert all(each in said for each in ("申诉1", "当天已公开", "[b]证据.txt", "文件完好", "申诉还没有答复，成绩暂定"))
    call("answer", "1", "--decision", "revoked", "--reason", "属实", "--by", "王五")
    said = squeezed(call("explain", "hbj", "C1-1")[1])
    assert "答复撤销王五2013-08-20：属实" in said
    assert "申诉还没有答复" not in said


def test_rulings_and_appeals_on_what_is_gone_are_told(folder, call):
    rule_on(folder, NAME, (Decision.REVOKED, "张三", None, ""))
    call("appeal", "hbj", str(finding_names()[4]), "--reason", "当天已公开", "--by", "某局")
    judge(folder, (passed(),))
    for words in (("hbj",), ("hbj", "C1-1")):
        said = squeezed(call("explain", *words)[1])
        assert all(each in said for each in ("已经没有的检查发现", NAME.key, "张三的理由[i]", "申诉1", "当天已公开"))
        assert "成绩100.00（两位小数，四舍五入）" in said
    assert "已经没有" not in call("explain", "czj")[1]


def test_an_empty_month_of_a_department_is_told(call):
    assert "本月网上成绩 100.00" in call("explain", "czj")[1]


@pytest.mark.parametrize("columns", ["40", "60", "132"])
def test_nothing_is_cut_where_the_window_is_narrow(call, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    said = squeezed(call("explain", "hbj", "C1-1")[1])
    assert all(each in said for each in (str(NAME), "0" * 64, "http://hbj.example/7.htm", "[bold]", "证据档案不在这里"))


def test_without_the_archive_the_rest_is_told(folder, call):
    said = call("explain", "hbj", "C1-1")[1]
    assert "证据档案不在这里" in said
    assert "“7月9日”" in said
    (folder / "var" / "archive").mkdir()
    (folder / "var" / "archive" / "archive.db").write_bytes(b"no database" * 100)
    code, said, _ = call("explain", "hbj", "C1-1")
    assert code == 0
    assert "证据档案打不开" in said


TEXT = "\n".join(f"<p>7月{day}日 API {day} Ⅱ 良</p>" for day in range(1, 8))
BODY = f"<html><title>七月日报</title><body><h1>七月日报</h1>{TEXT}</body></html>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
PAGE, DEAD = "http://hbj.example/7.htm", "http://hbj.example/dead.htm"
DIGEST = sha256(BODY).hexdigest()


@pytest.fixture
def crawled(folder):
    """The workspace with a page in its archive on which a finding rests, and an address that did not answer."""
    with Archive(folder / "var" / "archive") as archive:
        keeper = Keeper(archive, JULY, "test")
        keeper.begin("hbj", "http://hbj.example/", SEEN)
        for url, status, body in ((PAGE, 200, BODY), (DEAD, 503, b"busy")):
            answer = Answer(url, url, SEEN, status, HEAD, body)
            keeper.apply(Step("hbj", (keep(Row(url, Lead(url), "", 1), answer, by_status(answer)),), Changes()))
        keeper.close()
    found = failed("wrong-grade", cited("7月4日 API 4  Ⅱ 良", PAGE, DIGEST), subject="7月4日")
    lost = untested("missing-day", cited("打不开的日报", DEAD, ""), note="服务器出错")
    judge(folder, (found, lost, failed("missing-day", cited("旧的一版", PAGE, "9"), subject="7月9日")))
    return folder


def test_the_page_as_it_was_stands_around_the_quote(crawled, capsys):
    call = caller(crawled, capsys)
    said = call("explain", "hbj", "C1-1")[1]
    lines = [line.strip() for line in said.splitlines()]
    at = lines.index("> 7月4日 API 4 Ⅱ 良")
    assert lines[at - 3 : at + 3] == ["当时的页面《七月日报》：", "│ 7月2日 API 2 Ⅱ 良", "│ 7月3日 API 3 Ⅱ 良", "> 7月4日 API 4 Ⅱ 良",
                                      "│ 7月5日 API 5 Ⅱ 良", "│ 7月6日 API 6 Ⅱ 良"]  # fmt: skip
    assert "当时没有取得内容：服务器出错 HTTP 503" in said
    assert "证据档案里没有这份内容" in said  # of the version whose bytes are not kept


def test_where_the_stored_file_is_damaged_or_gone_it_is_said_and_the_rest_is_told(crawled, capsys):
    call, archive = caller(crawled, capsys), crawled / "var" / "archive"
    files = [path for path in archive.rglob("*") if path.suffix == ".gz"]
    assert files
    for path in files:
        path.write_bytes(bytes(len(path.read_bytes())))
    assert "存档取不出这份内容" in call("explain", "hbj", "C1-1")[1]
    with Archive(archive) as kept:
        kept.keep_readings(edition(), [(DIGEST, PAGE, to_json(reading("甲\n7月4日 API 4 Ⅱ 良\n乙")))])
    said = call("explain", "hbj", "C1-1")[1]
    assert "存档已损坏" in said
    assert "> 7月4日 API 4 Ⅱ 良" in said
    for path in files:
        path.unlink()
    code, said, _ = call("explain", "hbj", "C1-1")
    assert (code, "存档文件不见了" in said, "> 7月4日 API 4 Ⅱ 良" in said) == (0, True, True)
    shutil.rmtree(archive)
    assert "证据档案不在这里" in call("explain", "hbj", "C1-1")[1]


def reading(text="", **more):
    return Reading("text/html", title="标题", text=text, **more)


def test_a_quote_is_found_however_it_is_spaced_and_broken():
    found = excerpt(reading("前\n\n一 二\n三四 五\n后"), "二 三四")
    assert found.lines == (Line("前"), Line("一 ", "二", ""), Line("", "三四", " 五"), Line("后"))


def test_of_a_long_line_what_is_near_the_quote_is_shown():
    (line,) = excerpt(reading("甲" * 500 + "引文" + "乙" * 500), "引文").lines
    assert (line.before[0], line.quote, line.after[-1], len(line.before), len(line.after)) == ("…", "引文", "…", 91, 91)


def test_cells_that_are_quoted_are_shown_in_their_table():
    table = Table(
        (
            ("项目", "", "预算数"),
            ("小计", "", "12"),
            ("出国", "", "3"),
            ("接待", "接待", "9"),
            ("购置", "", "0"),
            ("运行", "", "0"),
        )
    )
    found = excerpt(reading("别的", tables=(table,)), "接待 | 9")
    assert [(line.before or line.quote, bool(line.quote)) for line in found.lines] == [
        ("项目 |  | 预算数", False),
        ("小计 |  | 12", False),
        ("出国 |  | 3", False),
        ("接待 | 9", True),
        ("购置 |  | 0", False),
        ("运行 |  | 0", False),
    ]
    assert excerpt(reading("别的", tables=(table,)), "接待 | 12").said.startswith("正文中没有这一句（")


def test_words_that_stand_elsewhere_are_said_to():
    found = excerpt(reading("正文的开头\n第二行", links=(Link("http://x/", "日报 下载"),)), "日报下载")
    assert (found.values["where"], found.lines) == ("链接", (Line("正文的开头"), Line("第二行")))
    assert excerpt(reading("正文"), "没有的话").said.startswith("正文中没有这一句（")
    assert excerpt(reading("正文"), "").said == ""


def test_what_a_page_says_is_obeyed_by_nobody():
    found = excerpt(reading("[red]坏\x1b[31m\n引\u202e文 [/] {x} %s\n后"), "引\u202e文 [/] {x} %s")
    assert found.lines[0].before == "[red]坏 [31m"
    assert found.lines[1].quote == "引 文 [/] {x} %s"


def test_numbers_are_as_they_are_or_about_what_they_are():
    assert [amount(Decimal(each)) for each in ("0.5", "100", "2.50", "0.125")] == ["0.5", "100", "2.5", "0.125"]
    assert amount(Decimal(100) / 3) == "≈33.3333"


SPREAD = SCHEME.replace('title = "S"', 'title = "S"\ninapplicable = "spread"', 1).replace(
    "[[indicator]]\nid", '[[indicator]]\ngroup = "G"\nid'
)


def verdict(id, earned, assessable, possible):
    return Verdict(id, "r", "t", (), Score(*map(Decimal, (earned, assessable, possible))))


@pytest.mark.parametrize("text", [SCHEME, SPREAD], ids=["scale", "spread"])
def test_the_shares_of_all_marks_add_up_to_the_mark(text):
    scheme = kept_scheme(text, "s")
    month = Assessment(HBJ, JULY, "s", (verdict("C1-1", "7", "9", "20"), verdict("V", "1", "5", "5")))
    shares = [(each, factor_of(month, scheme, each)) for each in month.verdicts]
    earned = sum(each.score.earned * factor for each, factor in shares)
    assessable = sum(each.score.assessable * factor for each, factor in shares)
    assert (earned, assessable) == (32, 56)
    last = list(month_sums(month, scheme, Wording("zh")))[-1]
    assert last.startswith(f"本月网上成绩 {100 * earned / assessable:.2f}")


def test_a_month_without_anything_assessable_has_no_mark():
    month = Assessment(HBJ, JULY, "s", (verdict("C1-1", "0", "0", "20"),))
    assert "没有成绩" in list(month_sums(month, kept_scheme(SCHEME, "s"), Wording("zh")))[-1]


def test_the_fixture_has_failures_doubts_and_what_is_beyond_the_cap():
    assert (len(DAYS), len(FOUND)) == (4, 6)


BONUS = f"""
bonus_above = 80
at_most = 101
{SCHEME}
[[indicator]]
id = "J"
title = "j"
rule = "r"
sort = "bonus"
points = 5
places = ["own"]
applies_to = ["department"]
"""
TOLD = {
    "20": (["加分 5（J）", "加分以后至多 101 分"], "101.00"),
    "17": (["加分 5（J）"], "90.00"),
    "16": (["加分不计：成绩没有超过 80 分"], "80.00"),
}


@pytest.mark.parametrize(("earned", "told", "total"), [(earned, *told) for earned, told in TOLD.items()])
def test_bonuses_are_told_as_they_count(earned, told, total):
    scheme = kept_scheme(BONUS, "s")
    bonus = Verdict("J", "r", "t", (), Score(Decimal(5), Decimal(5), Decimal(5)), Sort.BONUS)
    month = Assessment(HBJ, JULY, "s", (verdict("C1-1", earned, "20", "20"), bonus))
    *_, last = lines = list(month_sums(month, scheme, Wording("zh")))
    assert [line for line in lines if line.startswith("加分")] == told
    assert last == f"本月网上成绩 {total}（两位小数，四舍五入）"
    vetoed = Assessment(HBJ, JULY, "s", (*month.verdicts, Verdict("V", "r", "t", (), Score(), Sort.VETO, vetoes=True)))
    *rest, last = month_sums(vetoed, scheme, Wording("zh"))
    assert (rest[-1], last) == ("单项否决（V）：成绩为 0", "本月网上成绩 0.00（两位小数，四舍五入）")
    assert not [line for line in rest if line.startswith("加分")]


def test_another_who_agrees_is_told_beside_the_ruling_that_counts(folder, call):
    rule_on(folder, NAME, (Decision.REVOKED, "张三", None, ""), (Decision.REVOKED, "李四", None, ""))
    said = squeezed(call("explain", "hbj", "C1-1")[1])
    assert "裁定撤销李四" in said
    assert "他人的意见撤销张三" in said
