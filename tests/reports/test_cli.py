"""The command line: answers, refusals with every fault, exit codes, and nothing written where nothing may be."""

import io
import json
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from reports.cli import main
from reports.workspace import FILE

CHINESE = "编号,单位名称,别名,类别,主管单位,网址,门户栏目"


def run(capsys, *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one call."""
    try:
        code = main([*words, "--lang", "zh"])
    except SystemExit as stop:
        code = int(stop.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def workspace(tmp_path, capsys) -> Path:
    folder = tmp_path / "city"
    assert run(capsys, "init", str(folder))[0] == 0
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_is_in_the_language_asked_for(capsys, language):
    with pytest.raises(SystemExit):
        main(["--help", "--lang", language])
    assert ("访问各单位网站" if language == "zh" else "visit the departments") in capsys.readouterr().out


def test_init_writes_a_workspace_once(workspace, capsys):
    assert {"departments.csv", FILE} <= set(everything(workspace))
    code, _, said = run(capsys, "init", str(workspace))
    assert code == 4
    assert "已经有工作区" in said


def test_outside_a_workspace_one_is_told_what_to_do(tmp_path, capsys):
    code, _, said = run(capsys, "rank", "--workspace", str(tmp_path))
    assert code == 2
    assert "gongkai init" in said


ROSTERS = {
    "duplicate id": (f"{CHINESE}\nczj,甲,,,,,\nczj,乙,,,,,\n".encode(), "第 3 行"),
    "unknown kind": (f"{CHINESE}\nczj,甲,,nonsense,,,\n".encode(), "nonsense"),
    "malformed URL": (f"{CHINESE}\nczj,甲,,,,ftp://x/,\n".encode(), "ftp://x/"),
    "missing column": ("编号,单位名称\nczj,甲\n".encode(), "网址（home）"),
    "GBK is fine but the id is not": (f"{CHINESE}\n财,甲,,,,,\n".encode("gb18030"), "“财”"),
    "empty file": (b"", "文件是空的"),
}


@pytest.mark.parametrize("fault", ROSTERS)
@pytest.mark.parametrize("command", ["crawl", "check", "run"])
def test_a_bad_roster_is_refused_and_nothing_is_written(workspace, capsys, command, fault):
    content, told = ROSTERS[fault]
    (workspace / "departments.csv").write_bytes(content)
    before = everything(workspace)
    code, _, said = run(capsys, command, "--workspace", str(workspace), "--period", "2013-07")
    assert (code, everything(workspace)) == (4, before)
    assert "departments.csv" in said
    assert told in said


def test_all_faults_of_roster_and_scheme_come_in_one_message(workspace, capsys):
    (workspace / "departments.csv").write_text(f"{CHINESE}\nczj,,,nonsense,,x,\n", "utf-8")
    (workspace / "schemes" / "yichun-2013.toml").write_text(
        'title = "x"\nyear = 2013\nmatrix = {}\nindicator = []\n', "utf-8"
    )
    code, _, said = run(capsys, "run", "--workspace", str(workspace))
    assert code == 4
    assert len(said.strip().splitlines()) >= 4
    assert "yichun-2013.toml" in said


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('scheme = "yichun-1999"', "yichun-2013"),
        ('scheme = "../x"', "不合规"),
        ("delay = -1", "不能是负数"),
        ("delay = inf", "不能是 inf"),
        ("delay = nan", "不能是 nan"),
        ("delay = 86400", "不能是 86400"),
        (f"max_pages_per_site = {10**30}", "不能是 1000"),
        (f"max_pages_per_site = {'9' * 5000}", "不是合格的 TOML"),
        (f"hours = {'[' * 3000}", "不是合格的 TOML"),
        ('delay = "3"', "类型不对"),
        ('allow_addresses = ["x"]', "不是网段"),
        ("colour = 1", "不认识的项"),
        ('home = "www.x.cn"', "不是网址"),
    ],
)
def test_bad_settings_are_refused(workspace, capsys, line, told):
    text = (workspace / FILE).read_text("utf-8")
    key = line.split(" = ")[0]
    changed = "\n".join(line if each.split("=")[0].strip() == key else each for each in text.splitlines())
    (workspace / FILE).write_text(changed if changed.count(line) else f"{text}\n{line}\n", "utf-8")
    code, _, said = run(capsys, "check", "--workspace", str(workspace), "--period", "2013-07")
    assert code == 4
    assert told in said


def test_a_month_in_the_future_is_wrong_usage(workspace, capsys):
    code, _, said = run(capsys, "crawl", "--workspace", str(workspace), "--period", "2013-08", "--as-of", "2013-07-31")
    assert code == 2
    assert "2013-08" in said
    assert not (workspace / "var").exists()


@pytest.mark.parametrize(
    "words", [["--period", "2013-13"], ["--period", "7月"], ["--as-of", "yesterday"], ["--lang", "fr"]]
)
def test_malformed_options_are_wrong_usage(capsys, words):
    assert run(capsys, "rank", *words)[0] == 2


def test_a_month_that_was_not_visited_is_refused(workspace, capsys):
    code, _, said = run(capsys, "check", "--workspace", str(workspace), "--period", "2013-07")
    assert code == 4
    assert "gongkai crawl" in said
    code, _, said = run(capsys, "rank", "--workspace", str(workspace), "--period", "2013-07")
    assert code == 4
    assert "gongkai check" in said


def _hold(folder: str, ready, done) -> None:
    from reports.workspace import read

    with read(Path(folder)).lock():
        ready.set()
        done.wait(30)


def test_two_runs_at_once_are_not_possible(workspace, capsys):
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(str(workspace), ready, done))
    other.start()
    assert ready.wait(30)
    code, _, said = run(capsys, "crawl", "--workspace", str(workspace), "--period", "2013-07")
    done.set()
    other.join()
    assert code == 5
    assert str(other.pid) in said


def test_explain_and_rules_need_no_workspace(capsys):
    assert "三公" in run(capsys, "explain", "three-public-budget")[1]
    assert "power-flowchart" in run(capsys, "rules")[1]


def test_read_has_the_form_of_the_contract(tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>无标题文档</title></head><body><h1>示例市财政局2013年“三公”经费预算</h1>"
        "<p>发布时间：2013-04-02 来源：示例市财政局</p><p>单位：万元</p><table><tr><td>项目</td><td>预算数</td></tr>"
        "<tr><td>合计</td><td>12.5</td></tr><tr><td>因公出国（境）费</td><td>0</td></tr><tr><td>公务接待费</td><td>2.5</td></tr>"
        "<tr><td>公务用车购置及运行费</td><td>10</td></tr></table><a href='http://x.gov.cn/a.xls'>附件</a></body></html>",
        "gb18030",
    )
    code, out, _ = run(capsys, "read", str(page), "--format", "json")
    seen = json.loads(out)
    assert code == 0
    assert (seen["media_type"], seen["encoding"], seen["published"]) == ("text/html", "gb18030", "2013-04-02")
    assert seen["title"] == "示例市财政局2013年“三公”经费预算"
    assert seen["issuer"] == "示例市财政局"
    assert seen["tables"][0][1] == ["合计", "12.5"]
    assert seen["links"] == [{"url": "http://x.gov.cn/a.xls", "text": "附件"}]
    assert seen["topics"][0]["topic"] == "three-public-budget"
    facts = seen["facts"]["three_public"]
    assert facts["org"] == "示例市财政局"
    assert (facts["year"], facts["kind"], facts["unit"], facts["total"]) == (2013, "budget", "万元", "12.5")
    assert (facts["abroad"], facts["reception"], facts["vehicles"], facts["vehicle_purchase"]) == (
        "0",
        "2.5",
        "10",
        None,
    )
    code, out, _ = run(capsys, "read", str(page), str(page), "--format", "jsonl")
    assert [json.loads(line)["source"] for line in out.splitlines()] == [str(page)] * 2
    assert run(capsys, "read", str(page))[0] == 0


def test_read_goes_on_after_a_file_that_is_not_there(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("财政信息")
    there, gone = str(tmp_path / "a.txt"), str(tmp_path / "b.txt")
    code, out, said = run(capsys, "read", gone, there, gone, there, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 4
    assert said.count("b.txt") == 2
    assert [(row["source"], row.get("text")) for row in rows] == [(gone, None), (there, "财政信息")] * 2
    assert "error" in rows[0]


def test_read_shows_where_everything_stands_and_how_much_is_left(tmp_path, capsys):
    page = tmp_path / "page.html"
    rows = "".join(f"<tr><td>项目{n}</td><td>{n}</td></tr>" for n in range(40))
    page.write_text(
        f"<h1>某局预算公开表</h1><p>发布时间：2013-04-02</p><p>\x1b[31m红\u202e</p><table>{rows}</table>", "utf-8"
    )
    code, out, _ = run(capsys, "read", str(page))
    assert code == 0
    assert "“发布日期”等标签" in out
    assert "还有 25 行（--format json 看全部）" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_several_sources_are_one_list_and_standard_input_is_one(tmp_path, capsys, monkeypatch):
    page = tmp_path / "a.txt"
    page.write_text("财政信息")
    _, out, _ = run(capsys, "read", str(page), str(tmp_path), "--format", "json")
    assert [(row["source"], row.get("text"), row.get("error")) for row in json.loads(out)] == [
        (str(page), "财政信息", None),
        (str(tmp_path), None, "这是一个目录"),
    ]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("<p>公开</p>".encode())))
    assert json.loads(run(capsys, "read", "-", "--format", "json")[1])["text"] == "公开"


def test_whoever_has_read_enough_is_no_fault():
    command = [sys.executable, "-c", "import sys; from reports.cli import main; sys.exit(main(['rules']))"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


def test_only_whoever_asks_for_the_version_needs_the_file_that_says_it(monkeypatch, tmp_path, capsys):
    """Where no more files may be opened, that is told by the command and not by a traceback."""

    def none(name):
        raise OSError(24, "Too many open files", name)

    monkeypatch.setattr("reports.parsing.version", none)
    assert main(["rank", "--workspace", str(tmp_path)]) == 2
    assert "gongkai.toml" in capsys.readouterr().err
