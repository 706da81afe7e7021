"""A workspace in which every text from outside means harm: names, addresses, quotes, subjects, notes, titles, papers, files."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date

from checker.casebook import Casebook
from checker.decisions import Decisions
from checker.ledger.events import Event, Kind, Matter
from checker.scheme import kept_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.archive import Archive
from crawler.period import Period
from crawler.roster import Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Place
from reports.cli import main
from rules.finding import cant_tell, failed, passed, untested
from tests.crawler.little_site import HOME, serve, settings
from tests.reports.judged import SCHEME, cited

MARKUP = "[bold red]粗[/][link=http://evil.example]点[/link][/bold]"
CODES = "\x1b[31m\x1b[2J\x1b]8;;http://evil.example\x07\x1b]0;夺\x07\x1bP1\x1b\\\x9b31m\x9d0;t\x9c\x90\x00\x07\x08\r\n\x0b\x0c\x7f"
TURNS = "\u202e\u202d\u2066\u2067\u2069\u200e\u200f\u061c\u200b\ufeff\u2028\u2029"
HARM = f"{MARKUP}{CODES}{TURNS}{{x}}{{0}}%s\\N{{BELL}}e\u0301\u0320\u0335👨‍👩‍👧"
LONG = "长" * 3000 + "x" * 3000
JULY, AUGUST, SEPTEMBER = Period(2013, 7), Period(2013, 8), Period(2013, 9)
BODY = Department(
    "czj",
    f"示例市财政局{HARM}",
    (f"市财政局{HARM}",),
    kinds=frozenset({"department", "approving"}),
    home="http://czj.example/",
)
OTHER = Department("hbj", "示例市环境保护局", kinds=frozenset({"department"}), home="http://hbj.example/")
INDICATOR = f"城市空气环境质量日报{HARM}"


def quoted(text):
    """As TOML and JSON write a text."""
    return (
        json.dumps(text)
        .replace("\\ud83d\\udc68", "\\U0001f468")
        .replace("\\ud83d\\udc69", "\\U0001f469")
        .replace("\\ud83d\\udc67", "\\U0001f467")
        .replace("\x7f", "\\u007f")
    )


def scheme_text():
    """A scheme with a title that means harm."""
    return SCHEME.replace('title = "S"', f"title = {quoted(f'S{HARM}')}").replace(
        'title = "城市空气环境质量日报"', f"title = {quoted(INDICATOR)}"
    )


def harmful(folder):
    """Makes the workspace in a folder: two months that were judged, a ledger, decisions, and the evidence of one month."""
    folder.mkdir()
    (folder / "schemes").mkdir()
    (folder / "schemes" / "s.toml").write_text(scheme_text(), "utf-8")
    (folder / "gongkai.toml").write_text(
        f'city = {quoted(f"市{HARM}")}\nscheme = "s"\n[portal]\nhome = "http://127.0.0.1:1/"\n[crawl]\ncontact = "a@b.example"\ndelay = 0\n'
        f"[notice]\noffice = {quoted(f'办公室{HARM}')}\n",
        "utf-8",
    )
    _visit(folder)
    _judge(folder, JULY)
    _judge(folder, AUGUST)
    _ledger(folder)
    return folder


def _visit(folder):
    pages = {
        "/": HOME.replace("市财政局", HARM).replace(
            "{}", f'<a href="/a.htm">{HARM}</a><a href="/b.htm">权力清单{MARKUP}</a>'
        ),
        "/a.htm": HOME.replace("市财政局", f"行政权力运行流程图{HARM}"),
        "/b.htm": HOME.replace("市财政局", f"空气质量日报{HARM}"),
    }
    with serve(pages) as site, Archive(folder / "var" / "archive") as archive:
        crawl([Target("czj", site.home)], AUGUST, archive, settings())
        rows = [
            ["czj", BODY.name, ";".join(BODY.aliases), "department;approving", "", site.home, ""],
            ["hbj", OTHER.name, "", "department", "", OTHER.home, ""],
        ]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    text = "\n".join(["编号,单位名称,别名,类别,主管单位,网址,门户栏目", *lines])
    (folder / "departments.csv").write_text(text.replace("\x00", ""), "utf-8", newline="")


def _judge(folder, period):
    scheme = kept_scheme(scheme_text(), "s")
    url = f"http://czj.example/{MARKUP}\x1b[31m\u202e"
    found = (
        failed("missing-day", cited(HARM, url, where=HARM), subject=f"1{HARM}", note="缺{what}", what=HARM),
        failed("wrong-grade", cited(LONG, url), note="应为 {grade}", grade=HARM, subject=LONG),
        cant_tell("missing-day", cited(HARM, url), subject=f"2{HARM}", note="{x}", x=HARM),
        untested("", cited(HARM, url, digest=""), note="网站未能检测：{reason}", reason=HARM),
    )
    months = []
    good = replace(passed(cited(HARM, url)), place=Place.PORTAL)
    placed = {Place.OWN: tuple(replace(each, place=Place.OWN) for each in found), Place.PORTAL: (good,)}
    for department in (BODY, OTHER):
        months.append(Assessment(department, period, "s", (weigh(scheme.indicators[0], placed),)))
    with closing(Store(folder / "var" / "gongkai.sqlite")) as store:
        store.save(period, months, scheme)


def _ledger(folder):
    path, evidence = folder / "var" / "gongkai.sqlite", (cited(HARM, f"http://czj.example/{MARKUP}\x1b[31m"),)
    matters = [Matter("czj", "air-quality-daily", Place.OWN, "missing-day", f"{number}{HARM}") for number in range(4)]
    matters.append(Matter("jtj", "air-quality-daily", Place.OWN, "missing-day", LONG))
    first = [
        (each, Event(0, 0, Kind.FOUND, JULY, date(2013, 8, 4), indicator="C1-1", evidence=evidence)) for each in matters
    ]
    with closing(Casebook(path)) as book:
        book.reconcile(JULY, date(2013, 8, 4), "", first, [])
        sent = {"paper": HARM, "within": 15, "due": date(2013, 8, 26)}
        book.add([Event(0, number, Kind.NOTIFIED, JULY, date(2013, 8, 5), HARM, **sent) for number in (1, 2, 5)])
        book.add([Event(0, 2, Kind.REPLIED, JULY, date(2013, 8, 20), HARM, HARM)])
        again = {"indicator": "C1-1", "evidence": evidence}
        looks = [Event(0, number, Kind.FOUND, AUGUST, date(2013, 9, 4), **again) for number in (1, 2)]
        book.reconcile(AUGUST, date(2013, 9, 4), "", [], looks)
        book.add([Event(0, 1, Kind.ESCALATED, AUGUST, date(2013, 9, 6), HARM, paper=HARM)])
        book.add([Event(0, 3, Kind.CLOSED, AUGUST, date(2013, 9, 9), HARM, HARM)])
    Decisions(path).close()


def call(folder, capsys, *words, language="zh", as_of="2013-09-20"):
    """The exit code of a call in the workspace, and all that it said."""
    where = ["--workspace", str(folder), "--as-of", as_of, "--lang", language]
    try:
        code = main([*map(str, words), *where])
    except SystemExit as stop:
        code = int(stop.code or 0)
    said = capsys.readouterr()
    return code, said.out + said.err
