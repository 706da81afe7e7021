"""`gongkai explore`: a copy of the results that Datasette opens, every table and column described, every question answered."""

import asyncio
import json
import re
import socket
import sqlite3
from contextlib import closing

import pytest
from datasette.app import Datasette

from reports.explored import started
from rules.finding import cant_tell, failed, passed, untested
from tests.reports.dockets import HOSTILE, caller, told
from tests.reports.judged import cited, judge

FOUND = (
    failed("missing-day", cited(HOSTILE), subject=HOSTILE),
    cant_tell("wrong-grade", cited("[x](javascript:alert(1))"), note="应为 {grade}", grade=HOSTILE),
    untested("", note="网站未能检测：{reason}", reason="robots_disallowed"),
    passed(cited("一切都好")),
)


@pytest.fixture
def folder(tmp_path):
    made = told(tmp_path / "w")
    judge(made, FOUND)
    return made


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


def written(folder):
    """The metadata that was written."""
    return json.loads((folder / "var" / "explore" / "metadata.json").read_text("utf-8"))


def asked(folder, *addresses):
    """What Datasette answers, as it is started: status and text of each address."""

    async def ask():
        datasette = Datasette(
            immutables=[str(folder / "var" / "explore" / "gongkai.db")],
            metadata=written(folder),
            settings={name: int(value) for name, value in started.SETTINGS.items()},
        )
        await datasette.invoke_startup()
        answers = [await datasette.client.get(f"/gongkai{address}") for address in addresses]
        return [(answer.status_code, answer.text) for answer in answers]

    return asyncio.run(ask())


def rows(folder, question):
    """The rows that a canned query gives."""
    ((status, text),) = asked(folder, f"/{question}")
    assert status == 200, text
    return json.loads(text)["rows"]


def test_every_table_and_column_is_described_in_both_languages(folder, call):
    for language in ("zh", "en"):
        assert call("explore", "--metadata", language=language)[0] == 0
        tables = written(folder)["databases"]["gongkai"]["tables"]
        with closing(sqlite3.connect(folder / "var" / "explore" / "gongkai.db")) as db:
            names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
            names = {name for name in names if not name.startswith("sqlite_")}
            columns = {name: {row[1] for row in db.execute(f"PRAGMA table_info([{name}])")} for name in names}
        assert {name: set(about["columns"]) for name, about in tables.items()} == columns
        for name, about in tables.items():
            assert all([about["title"], about["description"], *about["columns"].values()])
            named = [*about["facets"], about.get("sort"), about.get("sort_desc"), about.get("label_column")]
            assert {each for each in named if each} <= columns[name], name
    said = json.dumps(written(folder), ensure_ascii=False).replace("市", "")
    assert re.findall("[一-龥]+", said) == ["万元", "元"]  # the names of units of money are what is printed


def test_every_question_is_answered_and_every_table_shown(folder, call):
    assert call("explore", "--metadata")[0] == 0
    about = written(folder)["databases"]["gongkai"]
    words = "department=hbj&case=1&year=&kind=&period="
    questions = [f"/{name}.json?_shape=objects&{words}" for name in about["queries"]]
    answers = asked(folder, *questions, *(f"/{name}" for name in about["tables"]))
    assert [status for status, _ in answers] == [200] * len(answers)
    found = {name: json.loads(text)["rows"] for name, (_, text) in zip(about["queries"], answers, strict=False)}
    assert {name for name, rows in found.items() if not rows} <= {"three_public_totals", "who_lacks"}
    assert [row["原因"] for row in found["untested_by_reason"]] == ["网站的 robots.txt 不允许访问"]
    assert {row["单位"] for row in found["department_problems"]} == {"示例市环境保护局"}
    assert [row["说明"] for row in found["to_look_at"]] != []


def test_marks_and_cases_are_those_of_rank_and_ledger(folder, call):
    call("explore", "--metadata")
    ranked = json.loads(call("rank", "--period", "2013-07", "--format", "json")[1])
    with closing(sqlite3.connect(folder / "var" / "explore" / "gongkai.db")) as db:
        marks = dict(db.execute("SELECT department, CAST(rank AS TEXT) FROM marks WHERE period = '2013-07'"))
        cases = dict(db.execute("SELECT [case], state FROM ledger"))
    assert marks == {row["department"]: row["rank"] and str(row["rank"]) for row in ranked}
    assert cases == {row["case"]: row["state"] for row in json.loads(call("ledger", "--all", "--format", "json")[1])}


def test_text_from_sites_is_text_in_the_pages_of_datasette(folder, call):
    call("explore", "--metadata")
    for status, page in asked(folder, "/checks", "/citations", "/ledger", "/department_problems?department=hbj"):
        assert status == 200
        assert "<script>alert(1)" not in page
        assert 'href="javascript:' not in page


def test_an_evening_with_it_keeps_nobody_from_writing(folder, call):
    results = folder / "var" / "gongkai.sqlite"
    before = results.read_bytes()
    call("explore", "--metadata")
    assert results.read_bytes() == before  # nothing is added to the results
    path = folder / "var" / "explore" / "gongkai.db"
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as reading:
        reading.execute("SELECT * FROM checks").fetchone()
        with closing(sqlite3.connect(results, timeout=0)) as writing:
            writing.execute("BEGIN EXCLUSIVE")


def test_without_datasette_it_says_what_to_install_and_the_files_can_still_be_written(folder, call, monkeypatch):
    monkeypatch.setattr(started, "find_spec", lambda name: None)
    code, _, said = call("explore")
    assert (code, "gongkai[explore]" in said) == (4, True)
    assert not (folder / "var" / "explore").exists()
    assert call("explore", "--metadata")[0] == 0


def test_a_port_that_is_taken_is_refused_before_anything_is_written(folder, call):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, said = call("explore", "--port", str(taken.getsockname()[1]))
    assert (code, "--port" in said) == (4, True)
    assert not (folder / "var" / "explore").exists()
    assert call("explore", "--port", "99999999")[0] == 4


def test_before_the_first_check_there_is_nothing_to_explore(folder, call):
    (folder / "var" / "gongkai.sqlite").unlink()
    assert call("explore", "--metadata")[0] == 4


def test_it_is_started_for_this_machine_alone_on_a_file_that_nobody_changes(folder, call, monkeypatch):
    begun = []

    class Begun:
        def __init__(self, words, **more):
            begun.append(words)

        def wait(self):
            return 0

    monkeypatch.setattr(started.subprocess, "Popen", Begun)
    code, _, said = call("explore", "--port", "0")
    words = begun[0]
    assert code == 0
    assert words[words.index("--host") + 1] == "127.0.0.1"
    assert words[words.index("--immutable") + 1] == str(folder / "var" / "explore" / "gongkai.db")
    assert "http://127.0.0.1:" in said
