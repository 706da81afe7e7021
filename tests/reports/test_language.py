"""Every output in English holds no Chinese but what departments and pages say, and in Chinese no sentence of English."""

import csv
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import lxml.html
import pytest

from checker.scheme import built_in_schemes, open_scheme
from reports.cli import main
from reports.wording import Wording
from reports.workspace import ROSTER_TEMPLATE
from rules.rule import catalogue
from rules.topics import column_words
from tests.reports.dockets import caller, told
from tests.reports.judged import SCHEME

ROOT = Path(__file__).parents[2]

EN = Wording("en")
COLUMNS = "".join(word for rule in catalogue().values() for word in column_words(rule.reads))
EXAMPLES = (ROOT / "rules" / "examples.toml").read_text("utf-8") + ROSTER_TEMPLATE + COLUMNS
# Names of systems and areas that a scheme asks for are looked for as they stand.
EXAMPLES += "".join(
    str(each.dials) for name in built_in_schemes() for each in open_scheme(name, ROOT, catalogue()).indicators
)
HAN = re.compile("[㐀-䶿一-鿿]+")
SAID = re.compile("[，。：；、（）？！]")
# Official numbers of documents and what stands in quotes are what they are.
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|《[^》]*》|[一-龥]*〔\d{4}〕\d*号?")
WHEN = ("--period", "2013-07")
COMMANDS = {
    "rank": ("rank", *WHEN),
    "rank csv": ("rank", *WHEN, "--format", "csv"),
    "show": ("show", "hbj", *WHEN),
    "explain": ("explain", "hbj", *WHEN),
    "results": ("results", *WHEN, "--format", "json"),
    "ledger": ("ledger", "--all"),
    "case": ("ledger", "1"),
    "appeals": ("appeals",),
    "schedule": ("schedule",),
    "retention": ("retention",),
}
OF_A_SCHEME = {
    "schemes": ("schemes",),
    "a scheme": ("schemes", "yichun-2013"),
    "two schemes": ("schemes", "yichun-2013", "national-2019"),
    "rules": ("rules",),
    "a rule": ("explain", "power-list"),
    "a rule with dials": ("explain", "air-quality-daily"),
    "statistics": ("statistics", "--year", "2013"),
    "year": ("year", "2013"),
    "rank of nothing": ("rank", *WHEN),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return told(tmp_path_factory.mktemp("language") / "w")


@pytest.fixture(scope="module")
def outside(folder):
    """All that departments, pages and people say: the roster, and what the file of results keeps of it."""
    roster = (folder / "departments.csv").read_text("utf-8-sig")
    said = [cell for row in csv.reader(roster.splitlines()) for cell in row]
    said += [path.read_text("utf-8") for path in (folder / "gongkai.toml", *(folder / "schemes").glob("*.toml"))]
    with closing(sqlite3.connect(folder / "var" / "gongkai.sqlite")) as db:
        for (table,) in db.execute("select name from sqlite_master where type = 'table'").fetchall():
            columns = [row[1] for row in db.execute(f"pragma table_info([{table}])")]
            for column in columns if table != "schemes" else ():
                cells = [str(cell) for (cell,) in db.execute(f"select [{column}] from [{table}]")]
                said += [cell for cell in cells if column != "note" or EN.say(cell) == cell]
    return "\n".join([*said, SCHEME])


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A workspace of which nothing was looked at yet."""
    folder = tmp_path_factory.mktemp("empty") / "w"
    assert main(["init", str(folder), "--lang", "en"]) == 0
    return folder


def left(text, outside):
    """Chinese that no one outside said."""
    bare = QUOTED.sub(" ", re.sub(r"\s*\n\s*", "", text))
    return sorted({found for found in HAN.findall(bare) if not joined(found, outside)})


def joined(found, outside):
    """Whether someone outside said it, whole or the ends of two lines."""
    return found in outside or any(found[:at] in outside and found[at:] in outside for at in range(1, len(found)))


@pytest.mark.parametrize("name", COMMANDS)
def test_english_holds_no_chinese_of_ours(name, folder, outside, capsys):
    code, out, err = caller(folder, capsys)(*COMMANDS[name], language="en")
    assert code in (0, 2, 3), err
    assert left(out + err, outside) == []


@pytest.mark.parametrize("name", OF_A_SCHEME)
def test_schemes_and_rules_are_told_in_english(name, empty, capsys):
    _, out, err = caller(empty, capsys)(*OF_A_SCHEME[name], language="en")
    assert left(out + err, EXAMPLES) == []


def test_the_web_report_is_english_throughout(folder, outside, capsys, tmp_path):
    target = tmp_path / "report"
    assert caller(folder, capsys)("report", *WHEN, "-o", str(target), language="en")[0] == 0
    for path in sorted(target.rglob("*.html")):
        page = lxml.html.fromstring(path.read_bytes())
        assert page.get("lang") == "en"
        shown = [
            *page.xpath("//text()[not(ancestor::script or ancestor::blockquote)]"),
            *page.xpath("//@title | //@aria-label"),
        ]
        assert left("\n".join(shown), outside + EXAMPLES) == [], path.name


def test_the_workbook_is_english_throughout(folder, outside, capsys, tmp_path):
    path = tmp_path / "book.xlsx"
    assert caller(folder, capsys)("export", *WHEN, "-o", str(path), language="en")[0] in (0, 3)
    with ZipFile(path) as book:
        sheets = [
            book.read(name).decode()
            for name in book.namelist()
            if re.search("sharedStrings|workbook.xml$|comments", name)
        ]
    assert left("\n".join(sheets), outside) == []


ENGLISH = re.compile(r"\b(?:the|is|are|was|were|not|with|from|has|have|of|and|this|that)\b", re.I)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("results", "rank csv")])
def test_chinese_holds_no_sentence_of_english(name, folder, capsys):
    _, out, err = caller(folder, capsys)(*COMMANDS[name])
    assert ENGLISH.findall(re.sub(r"\S*[/\\=.]\S*", "", out + err)) == []
