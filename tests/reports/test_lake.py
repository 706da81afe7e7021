"""`gongkai lake`: what the files say is what the results say, nothing twice, nothing final that is not; and a query can only read."""

import csv
import io
import json
import sys
from contextlib import closing

import pytest

from reports.lake import called, places
from reports.lake.engine import connect
from reports.lake.questions import QUESTIONS
from reports.lake.tables import PERIOD, TABLES
from tests.reports.dockets import HOSTILE, JULY, caller, told
from tests.reports.judged import FOUND, SETTINGS, judge

HARM = "市'; DROP TABLE marks; --../[b]"


@pytest.fixture
def folder(tmp_path):
    made = told(tmp_path / "w")
    judge(made, FOUND)
    return made


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


@pytest.fixture
def asked(call):
    """Rows that a query gives."""

    def asking(query, *words):
        path = call.folder / "query.sql"
        path.write_text(query, "utf-8")
        code, out, err = call("lake", "--sql", str(path), "--format", "json", *words)
        assert code == 0, err
        return json.loads(out)

    return asking


@pytest.fixture(autouse=True)
def folder_of_call(call, folder):
    call.folder = folder


def test_marks_are_those_of_the_ranking(call, asked):
    assert call("lake")[0] == 0
    ranked = json.loads(call("rank", "--period", "2013-07", "--format", "json")[1])
    found = {row["department"]: row for row in asked("select * from marks")}
    assert len(found) == len(ranked) == 2
    for row in ranked:
        own = found[row["department"]]
        assert (own["mark"], own["rank"], own["provisional"]) == (
            row["mark"].removesuffix(".00"),
            row["rank"],
            row["provisional"],
        )


def test_verdicts_problems_and_doubts_are_those_of_the_results(call, asked):
    call("lake")
    results = json.loads(call("results", "--period", "2013-07", "--format", "json")[1])
    rows = asked("select * from verdicts")
    same = ("department", "indicator", "rule", "theme", "sort", "outcome", "points", "assessable", "provisional")
    told_of = {tuple(row[name] for name in same) for row in rows}
    assert told_of == {tuple(row[name] for name in same) for row in results}
    problems = [(row["department"], each["name"], each["deducted"]) for row in results for each in row["problems"]]
    assert sorted(
        (row["department"], row["problem"], row["deducted"]) for row in asked("select * from problems")
    ) == sorted(problems)
    doubts = asked("select department, outcome, why from doubts")
    assert doubts == [{"department": "hbj", "outcome": "untested", "why": "服务器出错"}]
    assert sum(row["failed"] for row in asked("select failed from duties")) == sum(
        row["outcome"] == "failed" for row in results
    )


def test_writing_again_doubles_nothing(call, asked, folder):
    call("lake")
    before = {name: asked(f"select count(*) as n from {name}") for name in TABLES}
    judge(folder, ())
    call("lake")
    after = {name: asked(f"select count(*) as n from {name}") for name in TABLES}
    for name in ("cities", "bodies", "marks", "verdicts", "cases"):
        assert after[name] == before[name] != [{"n": 0}]
    assert after["problems"] == [{"n": 0}]


def test_a_year_is_counted_once_though_each_month_is_written_by_itself(call, asked, folder):
    call("lake")
    (told,) = asked("select count(*) as n from statistics")
    judge(folder, period=JULY.shift(1))
    assert call("lake", "--period", "2013-08")[0] == 0
    once = "select count(*) as n, count(distinct (year, part, line, measure)) as m from statistics"
    assert asked(once) == [{"n": told["n"], "m": told["n"]}] != [{"n": 0, "m": 0}]
    assert asked("select distinct period from statistics") == [{"period": "2013-08"}]


def test_merged_files_answer_as_the_cities_do_and_count_only_while_they_are_as_these(call, asked, folder):
    call("lake")
    apart = [asked(f"select * from {name} order by all") for name in TABLES]
    assert call("lake", "--merge")[0] == 0
    merged = sorted((folder / "var" / "lake" / "merged").rglob("*.parquet"))
    assert len(merged) == len(TABLES)
    assert [asked(f"select * from {name} order by all") for name in TABLES] == apart
    judge(folder, ())
    call("lake")
    assert asked("select * from problems") == []
    call("lake", "--merge")
    assert asked("select * from problems") == []
    assert len(list((folder / "var" / "lake" / "merged").rglob("*.parquet"))) == len(TABLES)


def test_every_question_is_answered_in_every_form(call):
    call("lake")
    for name in QUESTIONS:
        code, out, err = call("lake", "--ask", name)
        assert (code, err) == (0, ""), err
        assert HOSTILE not in out
        rows = json.loads(call("lake", "--ask", name, "--format", "json")[1])
        table = list(csv.reader(io.StringIO(call("lake", "--ask", name, "--format", "csv")[1])))
        assert len(table) == len(rows) + 1
        assert set(QUESTIONS[name].columns) <= set(table[0])
    assert "~" in call("lake", "--ask", "cities")[1]  # hbj has something untested
    code, _, err = call("lake", "--ask", "nonsense")
    assert code == 2
    assert "cities" in err


def test_a_change_is_from_the_month_that_is_named(call, folder):
    judge(folder, FOUND[-1:], JULY.shift(-2))  # then nothing could be told of it, in July and before much was missed
    judge(folder, period=JULY.shift(-1))
    call("lake")
    with closing(connect()) as db:
        lake = folder / "var" / "lake"
        db.read_parquet([str(lake / "duties" / "**" / "*.parquet")], hive_partitioning=True).create_view("told")
        db.execute("create table duties as select * replace (if(period = '2013-05', 0, passed) as passed) from told")
        question = QUESTIONS["missed"]
        found = db.execute(question.sql, question.values(JULY))
        (row,) = (dict(zip([each[0] for each in found.description], row, strict=True)) for row in found.fetchall())
    assert (row["since"], str(row["missed_before"])) == ("2013-06", "0.500000")


def test_who_is_named_best_or_worst_is_marked_while_that_is_not_final(call, folder):
    judge(folder)  # of one body something is untested
    call("lake")
    (row,) = json.loads(call("lake", "--ask", "duties", "--format", "json")[1])
    assert row["worst"] == "市"
    assert row["worst_is_provisional"] is row["best_is_provisional"] is True
    judge(folder, FOUND[:-1])
    call("lake")
    (row,) = json.loads(call("lake", "--ask", "duties", "--format", "json")[1])
    assert row["worst_is_provisional"] is row["best_is_provisional"] is False


def test_what_was_not_checked_is_never_missed(call, folder):
    judge(folder, FOUND[-1:])
    call("lake")
    (row,) = json.loads(call("lake", "--ask", "missed", "--format", "json")[1])
    assert (row["failed"], row["missed"], row["open"]) == (0, "0", "0.5")
    (reason,) = json.loads(call("lake", "--ask", "untested", "--format", "json")[1])
    assert (reason["reason"], reason["items"]) == ("服务器出错", 1)


@pytest.mark.parametrize(
    "query",
    [
        "copy marks to '{lake}/x.csv'",
        "copy marks to '{lake}/marks/period=2013-07/x.parquet'",
        "explain analyze copy marks to '{lake}/x.csv'",
        "create table x (a int)",
        "attach '{lake}/x.db'",
        "select 1; copy marks to '{lake}/x.csv'",
        "select * from query('copy marks to ''{lake}/x.csv''')",
        "select * from read_text('{lake}/../../gongkai.toml')",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/etc/*')",
        "select * from read_parquet('http://127.0.0.1:9/x.parquet')",
        "set enable_external_access = true",
        "install httpfs",
        "load httpfs",
        "select * from TABLES",
        "nonsense",
        "",
    ],
)
def test_a_query_reads_the_lake_and_nothing_else(call, folder, query):
    call("lake")
    lake = folder / "var" / "lake"
    before = sorted(lake.rglob("*"))
    (folder / "query.sql").write_text(query.replace("{lake}", str(lake)), "utf-8")
    code, out, err = call("lake", "--sql", str(folder / "query.sql"))
    assert (code, out) == (4, "")
    assert "Traceback" not in err
    assert sorted(lake.rglob("*")) == before


def test_a_name_is_data(call, asked, folder):
    settings = SETTINGS.replace('city = "市"', f"city = {json.dumps(HARM)}")
    (folder / "gongkai.toml").write_text(settings, "utf-8")
    assert call("lake")[0] == 0
    assert asked("select city from cities") == [{"city": HARM}]
    (path,) = (folder / "var" / "lake" / "marks" / "period=2013-07").iterdir()
    assert not set(path.name) & set("'/;[ ")
    assert call("lake", "--merge")[0] == 0
    assert asked("select distinct city from marks") == [{"city": HARM}]
    out = call("lake", "--ask", "cities")[1]
    assert all(word in out for word in HARM.split())


def test_every_column_is_described_in_both_languages_and_is_in_the_files(call, asked, folder):
    call("lake")
    schema = json.loads((folder / "var" / "lake" / "schema.json").read_text("utf-8"))
    for name, about in TABLES.items():
        columns = [row["column_name"] for row in asked(f"describe {name}")]
        assert sorted(columns) == sorted(schema["tables"][name]["columns"]) == sorted([*about.columns, "period"])
        types = {row["column_name"]: row["column_type"] for row in asked(f"describe {name}")}
        assert types == {"period": PERIOD.type, **{column: known.type for column, known in about.columns.items()}}
    code, out, _ = call("lake", "--list")
    assert code == 0
    assert all(name in out for name in (*TABLES, *QUESTIONS))


def test_several_workspaces_a_folder_of_them_or_a_list(folder, tmp_path, capsys):
    call = caller(folder, capsys)
    other = told(tmp_path / "other")
    judge(other, ())
    (other / "gongkai.toml").write_text(SETTINGS.replace('"市"', '"县"'), "utf-8")
    (tmp_path / "list.txt").write_text("# 全省\nw\n\nother\n", "utf-8")
    for words in ([str(folder), str(other)], [str(tmp_path)], [str(tmp_path / "list.txt")]):
        lake = tmp_path / f"lake-{len(words[0])}"
        assert call("lake", *words, "--lake", str(lake))[0] == 0
        rows = json.loads(call("lake", "--ask", "cities", "--lake", str(lake), "--format", "json")[1])
        assert {row["city"] for row in rows} == {"市", "县"}
    (tmp_path / "list.txt").write_text("w\nnowhere\n", "utf-8")
    code, _, err = call("lake", str(tmp_path / "list.txt"))
    assert code == 2
    assert "2" in err
    assert "nowhere" in err


def test_one_city_is_refused_and_the_others_are_written(folder, tmp_path, capsys):
    call = caller(folder, capsys)
    told(tmp_path / "x")  # of the same name
    code, _, err = call("lake", str(folder), str(tmp_path / "x"))
    assert code == 3
    assert "gongkai.toml" in err
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "gongkai.toml").write_text(SETTINGS, "utf-8")
    assert call("lake", str(empty))[0] == 4


def test_another_city_of_the_same_name_takes_nothing_away(call, folder):
    call("lake")
    (folder / "gongkai.toml").write_text(SETTINGS.replace("http://127.0.0.1:1/", "http://127.0.0.2:1/"), "utf-8")
    code, _, err = call("lake")
    assert code == 4
    assert "http://127.0.0.1:1/" in err
    assert call("lake", "--replace")[0] == 0


def test_a_lake_may_lie_where_fsspec_reaches(call, asked):
    pytest.importorskip("fsspec")
    place = ("--lake", "memory://gongkai-test/lake")
    assert call("lake", *place)[0] == 0
    assert call("lake", "--merge", *place)[0] == 0
    assert len(asked("select * from marks", *place)) == 2
    code, _, err = call("lake", "--ask", "cities", *place)
    assert (code, err) == (0, "")
    code, _, _ = call("lake", "--ask", "cities", "--lake", "nonsense://x")
    assert code == 4


def test_without_what_it_needs_it_says_what_to_install(call, monkeypatch, tmp_path):
    assert call("lake", "--ask", "cities")[0] == 4  # there is no lake
    assert call("lake", "--ask", "cities", "--merge")[0] == 2
    assert call("lake", "--lake", str(tmp_path / "a[b]"))[0] == 2
    call("lake")
    assert call("lake", "--ask", "cities", "--period", "2013-06")[0] == 4
    monkeypatch.setattr(called, "must_be_there", lambda: None)
    monkeypatch.setattr(places, "find_spec", lambda name: None)
    code, _, err = call("lake", "--lake", "memory://x")
    assert code == 4
    assert "gongkai[cluster]" in err
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "duckdb", None)
    code, _, err = call("lake")
    assert code == 4
    assert "gongkai[lake]" in err


def test_files_are_read_by_any_other_program(call, folder):
    call("lake")
    with closing(connect()) as db:
        found = db.read_parquet([str(folder / "var" / "lake" / "marks" / "**" / "*.parquet")], hive_partitioning=True)
        assert found.count("*").fetchall() == [(2,)]
        ((kind,),) = db.execute(
            "select compression from parquet_metadata($1) limit 1", [str(next(folder.rglob("marks/*/*.parquet")))]
        ).fetchall()
    assert kind == "ZSTD"
