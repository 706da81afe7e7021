"""A city whose every text means harm, judged by hand for three months: for the tests of what a browser makes of its report."""

import csv
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from checker.casebook import Casebook
from checker.decided import named
from checker.decisions import Decisions
from checker.ledger.events import Event, Kind, Matter
from checker.scheme import kept_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.archive import Archive
from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Citation, Place
from rules.finding import cant_tell, failed, inapplicable, passed, untested
from tests.crawler.little_site import page, serve, settings
from tests.crawler.reading.test_files import pdf
from tests.reports.judged import SETTINGS

JULY = Period(2013, 7)
MONTHS = (JULY.shift(-2), JULY.shift(-1), JULY)
HARM = "<img src=x onerror=harmed()>\"'&amp;{x}%s$&[b]"  # in no language but those of programs
SAID = f"{HARM}</script><script>harmed()</script>‮\x1b[31m"
SCHEME = """
title = "S"
year = 2013
[[indicator]]
id = "A1-2"
title = "政府信息公开指南"
rule = "disclosure-guide"
points = 20
places = ["own"]
applies_to = ["department", "county"]
deduct = { missing = 10, no-element = { each = 2, at_most = 6 } }
rectify_in = 15
source = "条例"
[[indicator]]
id = "B2-2"
title = "“三公”经费决算<i>公开</i>"
rule = "three-public-final"
points = 20
places = ["own", "portal"]
applies_to = ["department", "subordinate"]
deduct = { missing = 10, sum = 2, late = 2 }
rectify_in = 15
source = "条例"
[[indicator]]
id = "C1-1"
title = "城市空气环境质量日报"
rule = "air-quality-daily"
points = 30
places = ["own", "portal"]
applies_to = ["department"]
deduct = { missing-day = { each = 1, at_most = 10 }, wrong-grade = 0.5 }
source = "报告"
[[indicator]]
id = "V1"
title = "不发布有害内容"
rule = "foreign-content"
sort = "veto"
places = ["own"]
applies_to = ["department", "subordinate", "county"]
veto = [{ problems = ["foreign-link"], count = 1 }]
source = "报告"
"""
BODIES = (
    Department(
        "hbj", f"示例市环境保护局{HARM}", ("市环保局",), kinds=frozenset({"department"}), home="http://hbj.example/"
    ),
    Department("czj", "示例市财政局", kinds=frozenset({"department"}), home="http://czj.example/"),
    Department("fgw", "示例市发展和改革委员会", kinds=frozenset({"department"}), home="http://fgw.example/"),
    Department("jcz", "示例市环境监测站", kinds=frozenset({"subordinate"}), parent="hbj", home=""),
    Department("dqx", "示例市东区人民政府", kinds=frozenset({"county"}), home="http://dq.example/"),
)
COLUMNS = ("编号", "单位名称", "别名", "类别", "主管单位", "网址", "门户栏目")


def seen(words, url="http://hbj.example/7.htm", month=JULY, digest="a"):
    when = datetime(month.year, month.month, 28, 2, 10, tzinfo=CHINA)
    return Citation(url, when, digest * 64, words, Place.OWN, "第 3 行")


QUOTE = "本年公务接待费12.5万元"  # stands in every page of the folder hostile/
HOSTILE = {
    f"/{path.stem}.htm": path.read_bytes() for path in sorted((Path(__file__).parent / "hostile").glob("*.html"))
}


def visited(folder):
    """Stores pages that do what they can, and a file; returns what cites each of them."""
    kind = {"Content-Type": "text/html; charset=utf-8"}
    pages = {name: (200, kind, body) for name, body in HOSTILE.items()}
    pages |= {
        "/": page(*((name, SAID) for name in (*HOSTILE, "/a.pdf"))),
        "/a.pdf": (200, {"Content-Type": "application/pdf"}, pdf()),
    }
    with serve(pages) as site, Archive(folder / "var" / "archive") as archive:
        crawl([Target("hbj", site.home)], JULY, archive, settings())
        captures = [each for each in archive.captures("hbj", JULY) if not each.reason]
    assert len(captures) > 9  # some say that they are empty without a script, or send one away
    return tuple(Citation(each.url, each.fetched, each.sha256, QUOTE, Place.OWN) for each in captures)


def findings(id, month, kept):
    """What was found of each indicator in each place; of the first body nearly everything that can be."""
    days = tuple(
        failed("missing-day", seen(f"{month}-{day:02}", month=month), subject=f"{month}-{day:02}")
        for day in (9, 10, 14)
    )
    odd = failed(
        "wrong-grade",
        seen(f"API 74 优 {SAID}", f"http://hbj.example/?a={HARM}"),
        *(kept if month == JULY else ()),
        note="应为 {grade}",
        grade=HARM,
        subject=SAID,
    )
    doubt = cant_tell("sum", seen("合计 290400 万元"), note="{total} 万元，大小不合常理，疑为单位写错", total=HARM)
    unread = untested(
        "", Citation(f"javascript:harmed('{HARM}')", None, "", "", Place.OWN), note="打不开：{why}", why=SAID
    )
    clean = (passed(seen("一切如常")),)
    if id == "jcz":
        return {
            rule: {Place.OWN: (unread,), Place.PORTAL: (unread,)} for rule in ("three-public-final", "foreign-content")
        }
    if id != "hbj":
        wrong = id == "czj" or month != JULY
        return {
            "disclosure-guide": {Place.OWN: (failed("missing", seen("指南")),) if wrong else clean},
            "three-public-final": {Place.OWN: clean, Place.PORTAL: (doubt,) if id == "fgw" else clean},
            "air-quality-daily": {place: (inapplicable("不是环保部门"),) for place in (Place.OWN, Place.PORTAL)},
            "foreign-content": {Place.OWN: (failed("foreign-link", seen(SAID)),) if id == "dqx" else clean},
        }
    return {
        "disclosure-guide": {Place.OWN: (failed("no-element", seen(SAID), subject=SAID), passed(seen("指南")))},
        "three-public-final": {Place.OWN: (doubt,), Place.PORTAL: (unread,)},
        "air-quality-daily": {Place.OWN: (*days, odd), Place.PORTAL: clean},
        "foreign-content": {Place.OWN: clean},
    }


def assessment(body, month, scheme, kept):
    found = findings(body.id, month, kept)
    weighed = [
        weigh(
            each, {place: tuple(replace(one, place=place) for one in found[each.rule][place]) for place in each.places}
        )
        for each in scheme.indicators
        if each.applies_to & body.kinds
    ]
    return Assessment(body, month, "s", tuple(weighed))


def harmful_city(folder):
    """Makes the workspace in a folder: three months, rulings, appeals and a ledger; returns the folder."""
    folder.mkdir(parents=True)
    with (folder / "departments.csv").open("w", encoding="utf-8", newline="") as file:
        roster = csv.writer(file)
        roster.writerow(COLUMNS)
        for each in BODIES:
            roster.writerow(
                [each.id, each.name, ";".join(each.aliases), ";".join(each.kinds), each.parent, each.home, ""]
            )
    (folder / "gongkai.toml").write_text(SETTINGS.replace('"市"', f'"示例市{HARM[:4]}"'), "utf-8")
    (folder / "var").mkdir()
    path = folder / "var" / "gongkai.sqlite"
    scheme, kept = kept_scheme(SCHEME, "s"), visited(folder)
    with closing(Store(path)) as store:
        for month in MONTHS:
            store.save(month, [assessment(each, month, scheme, kept) for each in BODIES], scheme)
    _decide(path, assessment(BODIES[0], JULY, scheme, kept))
    _tell(path)
    return folder


def _decide(path, judged):
    """Two appeals with words that mean harm, which wait for their answers."""
    first, second = [name for name, item in named(judged, judged.verdicts[2]) if item.finding.problem][:2]
    with closing(Decisions(path)) as decisions:
        decisions.appeal(first.key, first.seen, SAID, SAID, date(2013, 8, 6), ())
        decisions.appeal(second.key, second.seen, SAID, SAID, date(2013, 8, 7), ())


def _tell(path):
    with closing(Casebook(path)) as book:
        matters = [
            Matter("hbj", "air-quality-daily", Place.OWN, "missing-day", "2013-07-09"),
            Matter("hbj", "disclosure-guide", Place.OWN, "no-element", SAID),
            Matter("czj", "disclosure-guide", Place.OWN, "missing", ""),
        ]
        opened = [
            (each, Event(0, 0, Kind.FOUND, JULY, date(2013, 8, 4), indicator="C1-1", evidence=(seen(SAID),)))
            for each in matters
        ]
        book.reconcile(JULY, date(2013, 8, 4), "", opened, [])
        paper = "示例整改〔2013〕1号"
        book.add(
            [
                Event(
                    0, case, Kind.NOTIFIED, JULY, date(2013, 8, 5), SAID, paper=paper, within=15, due=date(2013, 8, 26)
                )
                for case in (1, 2)
            ]
        )
        book.add([Event(0, 2, Kind.REPLIED, JULY, date(2013, 8, 20), SAID, SAID)])
