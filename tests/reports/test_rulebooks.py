"""`gongkai schemes`: every number is shown with its standing, nothing is hidden, nothing is changed by a trial."""

import io
import json
import re
from collections import Counter
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from checker.decided import decided
from checker.indicator import Standing
from checker.marks import mark
from checker.scheme import built_in_schemes, open_scheme, read_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from reports.cli import main
from reports.rulebooks_compared import compared, show_compared
from reports.rulebooks_page import page
from reports.rulebooks_trial import compare, copied, costs
from reports.rulebooks_trial_table import show_trial, trial_values
from reports.rulebooks_values import facts, whole
from reports.stored import Results, results_in
from reports.wording import Wording, width
from reports.workspace import FILE
from rules.finding import failed, inapplicable, passed, untested
from rules.rule import catalogue
from tests.crawler.little_site import page as html
from tests.crawler.little_site import serve

ZH = Wording("zh")
PERIOD = Period(2019, 6)
SCHEMES = {name: open_scheme(name, Path("nowhere"), catalogue()) for name in built_in_schemes()}
BUILT_IN = Path(__file__).parents[2] / "checker" / "schemes"
SMALL = """
title = "小方案"
year  = 2019
[[indicator]]
id         = "A"
title      = "空白栏目"
group      = "甲"
rule       = "empty-columns"
points     = 20
places     = ["own"]
applies_to = ["department"]
deduct     = { empty = { each = 2, at_most = 10 }, dead = 1 }
[[indicator]]
id         = "B"
title      = "站内搜索"
group      = "乙"
rule       = "site-search"
points     = 10
places     = ["own"]
applies_to = ["department"]
deduct     = { missing = 10 }
"""


def read(text, name="small"):
    return read_scheme(text, f"{name}.toml", catalogue())


def printed(shown, columns=80):
    console = Console(file=io.StringIO(), width=columns, color_system=None)
    console.print(shown)
    return console.file.getvalue()


def squeezed(text):
    return re.sub(r"\s+", "", text)


def run(capsys, *words):
    code = main(["schemes", *words, "--lang", "zh"])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(("name", "columns"), [("yichun-2013", 80), ("national-2019", 60)])
def test_a_whole_scheme_is_read_on_a_narrow_terminal_without_colour(name, columns):
    shown = printed(page(SCHEMES[name], ZH), columns)
    assert max(width(line.rstrip()) for line in shown.splitlines()) <= columns
    text = squeezed(shown)
    for each in SCHEMES[name].indicators:
        assert squeezed(f"{each.id}　{each.title}") in text
        assert all(squeezed(ZH.problem(each.rule, problem)) in text for problem in each.deduct)
        assert squeezed(each.source) in text
    for each in SCHEMES[name].on_site:
        assert squeezed(each.asks) in text
        assert all(squeezed(f"{answer} {worth}") in text for answer, worth in each.answers.items())


HEAD = {
    "yichun-2013": 12,
    "national-2019": 14,
}  # signs of the matrix and its sums, sharing, grades, steps, the month, bonuses


@pytest.mark.parametrize(
    ("name", "language", "signs"), [("yichun-2013", "zh", "明未建"), ("national-2019", "en", "sup")]
)
def test_every_number_bears_its_sign(name, language, signs):
    shown = printed(page(SCHEMES[name], Wording(language)), 200)
    found = Counter(re.findall(f"(?:【|\\[)([{signs}])(?:】|\\])", shown))
    told = [fact.standing for fact in facts(SCHEMES[name]) if fact.subject and fact.standing]
    assert sum(found.values()) == len(told) + HEAD[name] + 3  # those of the legend
    assert found[signs[1]] == told.count(Standing.UNVERIFIED) + 1


@pytest.mark.parametrize(("name", "language"), [("yichun-2013", "zh"), ("national-2019", "en")])
def test_the_numbers_of_the_page_are_those_of_the_json(name, language):
    found = whole(SCHEMES[name])
    assert {each["id"] for each in found["indicator"]} == {each.id for each in SCHEMES[name].indicators}
    shown = squeezed(printed(page(SCHEMES[name], Wording(language)), 120))
    assert all(each["id"] in shown for each in (*found["indicator"], *found["matters"]))
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found


def test_text_that_a_scheme_brings_along_is_never_obeyed():
    scheme = read(SMALL.replace('title      = "空白栏目"', 'title      = "[red]空白\\u001b[31m{栏目}"'))
    shown = printed(page(scheme, ZH))
    assert "[red]空白" in shown
    assert "{栏目}" in shown
    assert "\x1b" not in shown


def test_a_scheme_does_not_differ_from_itself():
    for scheme in SCHEMES.values():
        assert compared(scheme, scheme) == []
    assert "没有不同" in printed(show_compared(read(SMALL), read(SMALL), ZH))


CHANGES = {
    "points": ("points     = 20", "points     = 30", "分值：20【建】 → 30【建】"),
    "a price": (
        "each = 2, at_most",
        "each = 3, at_most",
        "扣分·空白栏目：每处 2、至多 10【建】 → 每处 3、至多 10【建】",
    ),
    "kinds": (
        'applies_to = ["department"]\ndeduct     = { missing',
        'applies_to = ["county"]\ndeduct     = { missing',
        "适用：部门 → 县（市）区",
    ),
    "standing": (
        "deduct     = { missing = 10 }",
        'deduct     = { missing = 10 }\nstated = ["points"]',
        "分值：10【建】 → 10【明】",
    ),
    "days": (
        "deduct     = { missing",
        "rectify_in = 5\ndeduct     = { missing",
        "整改期限（工作日）：0【建】 → 5【建】",
    ),
    "grades": (
        "year  = 2019",
        'year  = 2019\ngrades = { "优秀" = 85, "不合格" = 0 }',
        "等次·优秀：90【建】 → 85【建】",
    ),
    "sharing": ("year  = 2019", 'year  = 2019\ninapplicable = "spread"', "留给同一个一级指标的其余各项"),
    "the matrix": (
        "year  = 2019",
        "year  = 2019\nmatrix = { daily_online = 70, daily_on_site = 10, year_end_online = 0, year_end_on_site = 20 }",
        "权重矩阵·日常·网上：56【建】 → 70【建】",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_differs_is_told_in_words(what):
    old, new, told = CHANGES[what]
    assert old in SMALL
    assert squeezed(told) in squeezed(printed(show_compared(read(SMALL), read(SMALL.replace(old, new)), ZH)))


def test_what_is_new_and_what_is_gone_is_told():
    other = SMALL.replace('id         = "B"', 'id         = "C"')
    found = {each.subject: each.how for each in compared(read(SMALL), read(other))}
    assert found == {"B": "removed", "C": "added"}


def test_the_list_needs_no_workspace(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, shown, _ = run(capsys)
    assert code == 0
    assert all(name in shown for name in SCHEMES)
    code, shown, _ = run(capsys, "--format", "json")
    assert [each["name"] for each in json.loads(shown)] == sorted(SCHEMES)


@pytest.fixture
def workspace(tmp_path, capsys):
    assert main(["init", str(tmp_path / "city"), "--quiet"]) == 0
    capsys.readouterr()
    return tmp_path / "city"


def test_a_broken_scheme_hides_no_other_and_all_its_faults_are_told(workspace, capsys):
    text = (BUILT_IN / "yichun-2013.toml").read_text("utf-8")
    (workspace / "schemes" / "ours.toml").write_text(text.replace("points     = 20", "points     = 0"))
    (workspace / "schemes" / "worse.toml").write_bytes(b"\xff\xfe")
    (workspace / "schemes" / "a b.toml").write_text(SMALL)
    code, shown, _ = run(capsys, "--workspace", str(workspace))
    assert code == 4
    assert shown.count("分值 points 应是正数") == text.count("points     = 20")
    assert "本工作区使用" in shown
    assert "考核方案名“a b”不合规" in shown
    assert "全部适用共 472 分" in shown
    code, _, said = run(capsys, "ours", "--workspace", str(workspace))
    assert code == 4
    assert said.count("分值 points 应是正数") == text.count("points     = 20")


def test_an_own_scheme_stands_in_for_a_built_in_one(workspace, capsys):
    (workspace / "schemes" / "yichun-2013.toml").write_text(SMALL)
    code, shown, _ = run(capsys, "yichun-2013", "national-2019", "--workspace", str(workspace), "--format", "json")
    assert code == 0
    gone = [each["subject"] for each in json.loads(shown)["differences"] if each["how"] == "removed"]
    assert gone == ["A", "B"]


@pytest.mark.parametrize("words", [("nosuch",), ("yichun-2013", "nosuch"), ("nosuch", "--dry-run"), ("no such",)])
def test_a_name_from_the_command_line_is_not_laid_at_the_door_of_the_settings(words, workspace, capsys):
    code, _, said = run(capsys, *words, "--workspace", str(workspace))
    assert code == 4
    assert "考核方案" in said
    assert "gongkai.toml" not in said


@pytest.mark.parametrize("words", [("--dry-run",), ("yichun-2013", "national-2019", "--dry-run")])
def test_a_trial_is_of_one_scheme(words, workspace, capsys):
    assert run(capsys, *words, "--workspace", str(workspace))[0] == 2


def test_a_month_that_nobody_checked_cannot_be_tried(workspace, capsys):
    code, _, said = run(capsys, "national-2019", "--dry-run", "--period", "2013-07", "--workspace", str(workspace))
    assert code == 4
    assert "还没有检查" in said
    assert not (workspace / "var").exists()


def results(scheme, **found):
    """A month of bodies for each of which it is said what was found, by indicator."""
    assessments = []
    for id, wrong in found.items():
        body = Department(id, f"示例市{id}局", kinds=frozenset(("department",)), home="http://x/")
        verdicts = [
            weigh(each, {Place.OWN: [replace(one, place=Place.OWN) for one in wrong.get(each.id, [passed()])]})
            for each in scheme.indicators
        ]
        assessments.append(Assessment(body, PERIOD, scheme.id, tuple(verdicts)))
    return Results(PERIOD, scheme, tuple(assessments), decided(assessments, scheme, {}))


EMPTY = [failed("empty", subject=str(n)) for n in range(3)]
FOUND = {"甲": {"A": EMPTY}, "乙": {"B": [failed("missing")]}, "丙": {}}


def test_a_trial_tells_marks_ranks_and_what_makes_the_difference():
    dearer = read(SMALL.replace("each = 2, at_most", "each = 3, at_most"), "dearer")
    found = compare(results(read(SMALL), **FOUND), results(dearer, **FOUND))
    values = trial_values(found)
    first = values["departments"][0]
    assert (first["department"], first["before"]["mark"], first["after"]["mark"], first["change"]) == (
        "甲",
        "80",
        "70",
        "-10",
    )
    assert [(each["before"]["rank"], each["after"]["rank"]) for each in values["departments"]] == [
        (2, 2),
        (1, 1),
        (3, 3),
    ]
    assert [(each["indicator"], each["lost_before"], each["lost_after"]) for each in values["indicators"]] == [
        ("A", "20", "30")
    ]
    shown = printed(show_trial(found, ZH))
    assert "80.00 → 70.00" in shown
    assert "−10.00" in shown
    assert max(width(line.rstrip()) for line in shown.splitlines()) <= 80


def test_who_could_hardly_be_assessed_has_no_grade_in_a_trial_either():
    scheme = read(SMALL)
    found = compare(results(scheme, 甲={"A": [untested("", note="没有打开")]}), results(scheme, 甲={}))
    (side,) = trial_values(found)["departments"]
    assert [(each["rank"], each["grade"]) for each in (side["before"], side["after"])] == [(None, None), (1, "优秀")]


def test_the_same_scheme_changes_nothing():
    found = compare(results(read(SMALL), **FOUND), results(read(SMALL), **FOUND))
    assert found.indicators == ()
    assert {each.change for each in found.departments} == {Decimal(0)}
    assert "成绩没有改变" in printed(show_trial(found, ZH))


@pytest.mark.parametrize("sharing", ["scale", "spread"])
@pytest.mark.parametrize(
    "wrong",
    [
        {"A": EMPTY, "B": [failed("missing")]},
        {"A": [*EMPTY, untested("dead", note="")]},
        {"A": EMPTY, "B": [inapplicable("")]},
        {"A": EMPTY, "B": [untested("", note="")]},
    ],
)
def test_what_indicators_cost_and_the_mark_make_a_hundred(wrong, sharing):
    scheme = read(SMALL.replace("year  = 2019", f'year  = 2019\ninapplicable = "{sharing}"'))
    (assessment,) = results(scheme, 甲=wrong).assessments
    lost = sum(costs(assessment, scheme).values())
    assert abs(mark(assessment, scheme).total + lost - 100) < Decimal("0.006")


def test_the_results_are_read_from_a_copy(tmp_path):
    path = tmp_path / "gongkai.sqlite"
    with closing(Store(path)) as store:
        store.save(PERIOD, results(read(SMALL), **FOUND).machine, read(SMALL))
    before = path.read_bytes()
    with copied(path) as copy:
        assert [each.department.id for each in results_in(copy, PERIOD).machine] == list(FOUND)
        with closing(Store(copy)) as store:
            store.save(PERIOD, [], read(SMALL))
    assert path.read_bytes() == before
    assert not copy.exists()


def test_a_rule_that_vetoes_has_no_points_in_the_handbook(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "foreign-content", "--lang", "zh"]) == 0
    assert "national-2019：N1-1，单项否决" in capsys.readouterr().out


WORKSPACE = """city = "示例市"
scheme = "yichun-2013"
[portal]
home = "{home}"
[crawl]
contact = "x@sample.example"
delay = 0.0
browser = false
allow_addresses = ["127.0.0.0/8"]
"""


@pytest.mark.proof
def test_a_trial_of_a_crawled_month_changes_no_byte(tmp_path, capsys):
    pages = {
        "/": html(("/a/", "市财政局"), title="门户"),
        "/a/": html(("/a/1.html", "公告")),
        "/a/1.html": html(title="公告一"),
    }
    with serve(pages) as site:
        (tmp_path / FILE).write_text(WORKSPACE.format(home=site.home), "utf-8")
        roster = f"编号,单位名称,别名,类别,主管单位,网址,门户栏目\nczj,示例市财政局,,department;budget-unit,,{site.home}a/,\n"
        (tmp_path / "departments.csv").write_text(roster, "utf-8")
        where = ("--workspace", str(tmp_path), "--period", "2013-07", "--quiet")
        assert main(["crawl", *where]) in (0, 3)
    assert main(["check", *where]) in (0, 3)
    kept = tmp_path / "var" / "gongkai.sqlite"
    before = kept.read_bytes()
    capsys.readouterr()
    code, shown, _ = run(capsys, "national-2019", "--dry-run", *where, "--format", "json")
    assert code == 0
    assert kept.read_bytes() == before
    assert [each["department"] for each in json.loads(shown)["departments"]] == ["czj"]
    code, shown, _ = run(capsys, "yichun-2013", "--dry-run", *where)
    assert code == 0
    assert "成绩没有改变" in shown
    assert kept.read_bytes() == before
