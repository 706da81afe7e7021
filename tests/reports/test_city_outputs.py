"""What the commands say of a checked month: scorecard, ranking, machine forms, workbook, all of one truth."""

import csv
import io
import json
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest

from checker.scoring import DOUBTFUL
from checker.store import findings_of
from crawler.period import Period
from reports.cli import main
from reports.scorecard_topics import FEW
from reports.wording import Wording
from rules.finding import Outcome

PERIOD = "2013-07"
pytestmark = pytest.mark.xdist_group("one city")
proof = pytest.mark.proof


@pytest.fixture(scope="module")
def city(month):
    """The workspace in which `gongkai run` has done its month."""
    return month.folder


@pytest.fixture(scope="module")
def stored(month):
    """What it said of the departments."""
    return month.stored(month.period)


@pytest.fixture
def call(city, capsys):
    """Calls a command in that workspace and returns what it prints."""

    def calling(*words: str) -> str:
        assert main([*words, "--workspace", str(city), "--period", PERIOD, "--lang", "zh"]) == 0
        return capsys.readouterr().out

    return calling


def test_results_have_the_form_of_the_contract(call):
    rows = json.loads(call("results", "--format", "json"))
    assert {row["outcome"] for row in rows} <= {str(outcome) for outcome in Outcome}
    for row in rows:
        assert {"department", "indicator", "rule", "outcome", "points", "earned", "problems", "evidence"} <= set(row)
        assert Decimal(row["points"]) >= Decimal(row["earned"] or 0) >= 0
        if row["outcome"] in ("untested", "cantTell"):
            assert row["note"]
        for problem in row["problems"]:
            assert {"name", "subject", "note", "deducted", "site"} == set(problem)
            assert problem["site"] in ("own", "portal")
        for cited in row["evidence"]:
            assert cited["url"].startswith("http://127.0.")
            assert cited["fetched"] is None or cited["fetched"].endswith("+08:00")
        if row["outcome"] == "failed":
            assert row["evidence"]


def test_all_three_forms_say_the_same(call):
    rows = json.loads(call("results", "--format", "json"))
    assert [json.loads(line) for line in call("results", "--format", "jsonl").splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(call("results", "--format", "csv"))))
    assert [row["department"] for row in table] == [row["department"] for row in rows]


def test_rank_claims_no_more_than_was_assessable(call):
    for row in json.loads(call("rank", "--format", "json")):
        assert {"department", "online", "on_site", "daily", "year_end", "total", "provisional", "rank"} <= set(row)
        assert row["on_site"] is row["daily"] is row["year_end"] is row["total"] is None
        assert Decimal(row["online"] or 0) <= Decimal(row["assessable"]) <= 70
        assert row["provisional"] or Decimal(row["assessable"]) in (70, 0)


def test_the_scorecard_names_every_loss_and_its_page(call, stored):
    for assessment in stored:
        said = "".join(call("show", assessment.department.id).split())
        for verdict in assessment.verdicts:
            for item in verdict.weighed:
                if item.finding.outcome is Outcome.FAILED:
                    assert "".join(item.finding.subject.split()) in said
                    assert f"−{item.deducted:.2f}" in said or not item.deducted
        if not assessment.verdicts:
            assert "—" in said


@pytest.mark.parametrize(
    ("columns", "cards"), [(60, 4), (80, 2), (132, 1), *[pytest.param(n, 20, marks=proof) for n in (60, 80, 132)]]
)
def test_nothing_of_what_proves_a_mark_is_cut_where_the_window_is_narrow(call, stored, monkeypatch, columns, cards):
    monkeypatch.setenv("COLUMNS", str(columns))
    most_told = sorted(stored, key=lambda each: -sum(len(verdict.weighed) for verdict in each.verdicts))
    for assessment in most_told[:cards]:
        card, story = ("".join(call(*words, assessment.department.id).split()) for words in (["show"], ["explain"]))
        for verdict in assessment.verdicts:
            found = [item.finding for item in verdict.weighed]
            alike = Counter((each.place, each.problem, each.outcome) for each in found)
            for finding in found:
                note = "".join(Wording("zh").finding(finding).split()) if finding.note else ""
                assert note in story
                assert all(cited.sha256 in story for cited in finding.evidence)
                is_told = finding.outcome in (Outcome.FAILED, *DOUBTFUL)
                if is_told and alike[finding.place, finding.problem, finding.outcome] <= FEW:
                    assert note in card
                    assert all("".join(cited.url.split()) in card for cited in finding.evidence[:2])


def test_show_by_name_and_by_alias(call, stored):
    department = next(each.department for each in stored if each.department.aliases)
    assert call("show", department.aliases[0]) == call("show", department.id)


def test_an_unknown_department_is_wrong_usage_with_suggestions(city, capsys):
    assert main(["show", "财政居", "--workspace", str(city), "--period", PERIOD, "--lang", "zh"]) == 2
    assert "财政局" in capsys.readouterr().err


def test_explain_tells_the_arithmetic_of_every_mark(call, stored):
    for assessment in stored[:4]:
        said = call("explain", assessment.department.id)
        for verdict in assessment.verdicts:
            assert f"{verdict.score.assessable:.2f}" in said


def test_a_finished_crawl_is_not_repeated(city, capsys):
    assert main(["crawl", "--workspace", str(city), "--period", PERIOD, "--lang", "zh"]) == 3
    assert "用时 0 秒" in capsys.readouterr().err


def test_statistics_have_a_row_for_every_body_that_owes_figures_and_sum_up_what_was_read(call, city, stored):
    told = json.loads(call("statistics", "--topic", "three-public", "--format", "json"))
    owing = [each.department.id for each in stored if "budget-unit" in each.department.kinds]
    assert sorted(row["department"] for row in told["bodies"]) == sorted(owing)
    read = [row for row in told["bodies"] if row["status"] == "read"]
    assert len(read) > len(owing) // 2
    for row in told["bodies"]:
        assert bool(row["evidence"]) == (row["status"] == "read")
        assert row["status"] == "read" or row["total"] is row["abroad"] is None
    counted = [Decimal(row["total"]) for row in read if row["counted"] and row["total"] is not None]
    assert Decimal(told["sums"]["city"]["heads"]["total"]["sum"]) == sum(counted)
    for row in read:
        for cited in row["evidence"]:
            assert cited["sha256"]
            assert cited["url"].startswith("http://127.0.")


def test_the_workbook_holds_every_finding_and_sums_up(city, tmp_path, stored):
    path = tmp_path / "out.xlsx"
    words = ["--workspace", str(city), "--period", PERIOD, "--lang", "zh", "--quiet"]
    assert main(["export", "--output", str(path), *words]) == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "说明",
        "排名",
        "检查发现",
        "无法检测",
        "实地检查",
        "申诉",
        "整改台账",
        "空气日历",
        "计分",
        "版本",
    ]
    assessments = stored
    failed = [item for _, _, item in findings_of(assessments) if item.finding.outcome is Outcome.FAILED]
    rows = list(book["检查发现"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(failed)
    assert sum(Decimal(str(row[11])) for row in rows) == sum(item.deducted for item in failed)
    assert len({row[17] for row in rows}) == len(rows)
    assert not any(cell.data_type == "f" for row in book["检查发现"].iter_rows(max_col=18) for cell in row)
    values = openpyxl.load_workbook(path, data_only=True)["排名"]
    earned = {row[2]: row[12] for row in values.iter_rows(min_row=2, values_only=True)}
    for assessment in assessments:
        assert Decimal(str(earned[assessment.department.id])).quantize(
            Decimal("0.01")
        ) == assessment.score.earned.quantize(Decimal("0.01"))


def test_the_powers_of_a_department_stand_beside_each_other(call):
    rows = json.loads(call("show", "zjj", "--powers", "--format", "json"))
    assert rows
    text = call("show", "zjj", "--powers")
    assert "职权事项" in text
    assert rows[0]["item"][:4] in "".join(text.split())
    assert {held for row in rows for held in row["chart"].values()} <= {
        "own",
        "class",
        "perhaps",
        "lost",
        "none",
        "unknown",
    }


def test_the_air_of_a_department_stands_day_by_day(city, capsys, stored):
    words = ["show", "hbj", "--air", "--workspace", str(city), "--period", PERIOD, "--lang", "zh"]
    code = main([*words, "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    assert code == (3 if any(row["state"] == "lost" for row in rows) else 0)
    assert [row["date"] for row in rows if row["place"] == "own"] == [str(day) for day in Period.parse(PERIOD).days()]
    found = {
        (str(item.finding.place), item.finding.subject)
        for assessment, verdict, item in findings_of(stored)
        if (assessment.department.id, verdict.rule) == ("hbj", "air-quality-daily")
        and item.finding.problem == "missing-day"
        and item.finding.outcome is Outcome.FAILED
    }
    assert {(row["place"], row["date"]) for row in rows if row["state"] == "missing"} == found
    assert main(words) == code
    assert "空气质量日历" in capsys.readouterr().out


def test_a_department_that_owes_no_air_is_wrong_usage(city, capsys):
    words = ["--workspace", str(city), "--period", PERIOD, "--lang", "zh"]
    assert main(["show", "zjj", "--air", *words]) == 2
    assert "没有空气日历" in capsys.readouterr().err
    assert main(["show", "hbj", "--air", "--powers", *words]) == 2


def test_a_scorecard_for_other_programs_is_that_of_the_results(call):
    everything = json.loads(call("results", "--format", "json"))
    assert json.loads(call("show", "zjj", "--format", "json")) == [
        row for row in everything if row["department"] == "zjj"
    ]
