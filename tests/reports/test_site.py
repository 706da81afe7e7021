"""The web report: static, strict, whole, in two languages, and nothing from outside is ever markup."""

import base64
import hashlib
import posixpath
import re
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest

from reports.cli import main
from reports.docket_words import STATES
from reports.site import written
from tests.reports.dockets import CLOSED, HARM, HOSTILE, LATE, MATTERS, OVERDUE, caller, told
from tests.reports.judged import JULY, city

CHAPTERS = ["index.html", "ledger.html", "rules.html", "search.html", "topics.html"]


@pytest.fixture
def folder(tmp_path):
    return told(tmp_path / "w")


@pytest.fixture
def call(folder, capsys):
    return caller(folder, capsys)


@pytest.fixture
def report(folder, call):
    code, _, said = call("report", "--period", "2013-07")
    assert code == 0
    assert "var/report/index.html" in "".join(said.split())
    return folder / "var" / "report"


@pytest.fixture
def page(call, tmp_path):
    """The ledger's page alone, of all that was told."""
    path = tmp_path / "page.html"
    assert call("ledger", "--all", "--format", "html", "-o", str(path))[0] == 0
    return lxml.html.fromstring(path.read_bytes())


def written_in(folder):
    """Every file below a folder, by its name from there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def pages(folder):
    """Every page of a report, by its file."""
    names = sorted(name for name in written_in(folder) if name.endswith(".html"))
    return {name: lxml.html.fromstring((folder / name).read_bytes()) for name in names}


def bodies(folder):
    """What is in every file below a folder."""
    return {name: (folder / name).read_bytes() for name in written_in(folder)}


def found(page, link):
    """The file that a link of a page leads to, as a name from the report's root."""
    file = link.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), file)) if file else page


def text(element):
    return "".join(element.text_content().split())


def test_the_report_is_pages_and_files_of_our_own_that_reach_for_nothing_else(report):
    assert sorted(path.name for path in report.iterdir() if path.is_file()) == CHAPTERS
    assert {path.name for path in report.iterdir() if path.is_dir()} >= {"assets", "department", "rule", "topic"}
    files = written_in(report)
    assert sorted(path.name for path in (report / "department").iterdir()) == ["czj.html", "hbj.html"]
    for name, root in pages(report).items():
        loaded = [*root.xpath("//@src"), *root.xpath("//link/@href")]
        assert loaded
        assert {found(name, each) for each in loaded} <= files
        links = [
            each
            for each in root.xpath("//a/@href")
            if not each.startswith(("http://hbj.example/", "http://czj.example/"))
        ]
        assert {found(name, each) for each in links} <= files


def test_the_policy_lets_in_no_style_or_script_but_those_files(report):
    for root in pages(report).values():
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert root.xpath("//style | //script[not(@src)] | //@style | //@*[starts-with(name(), 'on')]") == []


def test_the_page_alone_lets_in_its_own_style_and_script_by_their_digests(page):
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for name in ("style", "script"):
        (own,) = page.xpath(f"//{name}")
        digest = base64.b64encode(hashlib.sha256(own.text_content().encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert page.xpath("//@style | //@src | //link") == []


def test_the_first_page_says_how_the_month_went(report):
    root = lxml.html.fromstring((report / "index.html").read_bytes())
    assert root.get("lang") == "zh-CN"
    assert "2013-07" in text(root.xpath("//h1")[0])
    numbers = {text(each.find("span")): text(each.find("strong")) for each in root.xpath("//ul[@class='numbers']/li")}
    assert numbers["检查的单位"] == "2"
    assert numbers["未销号"] == str(len(MATTERS))  # July's check alone closes none
    ranked = {
        text(row.find("th")): [text(cell) for cell in row.findall("td")]
        for row in root.xpath("//table[@id='ranking']//tr[@data-id]")
    }
    assert set(ranked) == {"示例市环境保护局", "示例市财政局"}
    assert ranked["示例市环境保护局"][2] != ""
    assert root.xpath("//a[@href='ledger.html#d-hbj']")


def test_every_case_stands_in_the_page_with_its_state_history_and_evidence(page):
    cases = {int(each.get("id")[1:]): each for each in page.xpath("//article")}
    assert set(cases) == set(range(1, len(MATTERS) + 1))
    said = text(cases[OVERDUE])
    for words in ("逾期未整改", "督办", "整改期限：2013-08-26", "示例整改〔2013〕1号", "仍然存在", "ab" * 32):
        assert words in said
    assert [each.get("datetime") for each in cases[OVERDUE].xpath(".//time")] == [
        "2013-08-04",
        "2013-08-05",
        "2013-09-04",
        "2013-09-06",
    ]
    assert cases[OVERDUE].xpath(".//p[contains(@class, 'cited')]/a/@href") == ["http://hbj.example/1.htm"] * 2
    assert "未能检测（打不开、读不出或无法判定）" in text(cases[LATE])
    states = {text(option) for option in page.xpath("//select[@name='state']/option")}
    assert set(STATES.values()) <= states
    departments = page.xpath("//select[@name='department']/option/@value")
    assert departments == ["", "czj", "hbj", "jtj"]


def test_text_from_outside_is_never_markup(page):
    (harm,) = page.xpath(f"//article[@id='c{HARM}']")
    assert harm.xpath(".//script | .//b | .//bold") == []
    shown = HOSTILE.replace("\x1b", " ").replace("\u202e", " ")
    assert "".join(shown.split()) in text(harm)
    assert "".join(shown.split()) in text(page.xpath(f"//article[@id='c{CLOSED}']")[0])
    assert len(page.xpath("//script")) == 1


def test_only_web_addresses_are_links():
    from crawler.snapshot import Citation, Place
    from reports.site.cited import cited
    from reports.wording import Wording

    for url in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", " JAVASCRIPT:x"):
        assert cited(Citation(url, None, "", "", Place.OWN), None, Wording())["href"] == ""


def test_people_who_cannot_see_or_use_a_mouse_find_their_way(report):
    for root in pages(report).values():
        assert len(root.xpath("//h1")) == len(root.xpath("//main")) == len(root.xpath("//nav[@aria-label]")) == 1
        levels = [int(each.tag[1]) for each in root.xpath("//h1 | //h2 | //h3")]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert root.xpath("//a[@class='skip']/@href") == ["#content"]
        assert all(each.get("scope") for each in root.xpath("//th"))
        assert all(each.xpath("ancestor::label") for each in root.xpath("//select | //input"))
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        places = {each[1:] for each in root.xpath("//a[starts-with(@href, '#')]/@href")}
        assert {each for each in places if "=" not in each} <= set(ids)  # the others choose rows of a table
        assert set(root.xpath("//@aria-labelledby")) <= set(ids)


def test_english_has_no_chinese_but_names_and_what_was_said(call, tmp_path):
    assert call("report", "--period", "2013-07", "-o", str(tmp_path / "en"), language="en")[0] == 0
    path = tmp_path / "en.html"
    assert call("ledger", "--all", "--format", "html", "-o", str(path), language="en")[0] == 0
    bodies = ("示例市环境保护局", "示例市财政局", "市")
    papers = ("示例整改〔2013〕1号", "7月2日", "设立登记", "督办", "原文", "第 3 行", "原编号")
    people = ("李主任", "王五", "已补发", "张三", "粗")
    for each in (path, tmp_path / "en" / "index.html"):
        root = lxml.html.fromstring(each.read_bytes())
        assert root.get("lang") == "en"
        for script in root.xpath("//style | //script"):
            script.drop_tree()
        said = root.text_content()
        for word in (*papers, *people, *bodies):
            said = said.replace(word, "")
        assert re.findall("[一-龥]+", said) == []


def test_the_foot_of_a_page_has_the_day_as_its_language_writes_it(report, call, tmp_path):
    assert call("report", "--period", "2013-07", "-o", str(tmp_path / "en"), language="en")[0] == 0
    feet = [
        " ".join(lxml.html.fromstring((folder / "index.html").read_bytes()).xpath("string(//footer)").split())
        for folder in (report, tmp_path / "en")
    ]
    assert "2013年9月20日" in feet[0]
    assert "20 September 2013" in feet[1]


def test_other_files_in_the_folder_are_left_alone(folder, call, tmp_path):
    mine = tmp_path / "site"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine", "utf-8")
    assert call("report", "--period", "2013-07", "-o", str(mine))[0] == 0
    assert (mine / "notes.txt").read_text("utf-8") == "mine"
    assert (mine / "index.html").is_file()
    assert call("report", "--period", "2013-07", "-o", str(mine / "notes.txt"))[0] == 2


def test_what_an_earlier_report_left_and_this_one_has_no_more_is_taken_away(report, call):
    (report / "department" / "old.html").write_text("old", "utf-8")
    (report / "department" / "mine.html").write_text("mine", "utf-8")
    outside = report.parent / "outside.html"
    outside.write_text("outside", "utf-8")
    (report / "thesis.docx").write_text("mine", "utf-8")
    (report / "mine").mkdir()
    (report / "mine" / "index.html").write_text("mine", "utf-8")
    listed = report / "assets" / "files.txt"
    untrue = (
        "../outside.html",
        "department/../../outside.html",
        "thesis.docx",
        "mine/index.html",
        "department/../thesis.docx",
        "department",
        ".",
        "copy/\0",
        str(outside),
    )
    told = "".join(f"{name}\n" for name in ("department/old.html", *untrue))
    listed.write_text(f"{listed.read_text('utf-8')}{told}", "utf-8")
    before = written_in(report)
    assert call("report", "--period", "2013-07")[0] == 0
    assert written_in(report) == before - {"department/old.html"}
    assert outside.read_text("utf-8") == "outside"
    assert set(listed.read_text("utf-8").split()) == before - {
        "department/old.html",
        "department/mine.html",
        "assets/files.txt",
        "thesis.docx",
        "mine/index.html",
    }


def test_a_page_that_cannot_be_made_leaves_the_former_report_as_it_was(report, call, monkeypatch):
    before = bodies(report)

    def fail(month):
        raise OSError("no room")

    broken = replace(written.PAGES[0], leaves=fail)
    monkeypatch.setattr(written, "PAGES", (*written.PAGES[1:], broken))
    assert call("report", "--period", "2013-07", as_of="2013-12-31")[0] == 6
    assert bodies(report) == before


def test_the_same_month_gives_the_same_bytes(report, call, tmp_path):
    assert call("report", "--period", "2013-07", "-o", str(tmp_path / "again"))[0] == 0
    assert bodies(report) == bodies(tmp_path / "again")


def test_a_month_without_a_ledger_has_a_report_all_the_same(tmp_path, capsys):
    folder = city(tmp_path / "w")
    words = ["--workspace", str(folder), "--period", str(JULY), "--as-of", "2013-08-05", "--lang", "zh"]
    assert main(["report", *words]) == 0
    page = lxml.html.fromstring((folder / "var/report/ledger.html").read_bytes())
    assert "没有这样的条目" in text(page)
