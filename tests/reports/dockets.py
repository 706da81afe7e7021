"""A workspace whose ledger was written by hand: one case in each state, one of a department that is gone, one that means harm."""

from contextlib import closing
from datetime import date, datetime

from checker.casebook import Casebook
from checker.ledger.events import Event, Kind, Matter
from crawler.period import CHINA, Period
from crawler.snapshot import Citation, Place
from reports.cli import main
from tests.reports.judged import city

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
CHECKED, CHECKED_AGAIN, SENT = date(2013, 8, 4), date(2013, 9, 4), date(2013, 8, 5)
DUE = date(2013, 8, 26)
HOSTILE = "=1+1<script>alert(1)</script>[bold]粗[/bold]{x}\x1b[31m\u202e]]>&\"'"
OVERDUE, LATE, REPLIED, RECTIFIED, HARM, GONE, PAST, CLOSED, NOTIFIED, DISPUTED, WITHDRAWN = range(1, 12)
AIR = "air-quality-daily"
MATTERS = (
    Matter("hbj", AIR, Place.OWN, "missing-day", "2013-07-09"),
    Matter("hbj", AIR, Place.OWN, "missing-day", "2013-07-10"),
    Matter("hbj", AIR, Place.PORTAL, "wrong-grade", "7月2日"),
    Matter("czj", AIR, Place.OWN, "missing-day", "2013-07-11"),
    Matter("czj", AIR, Place.OWN, "missing-day", HOSTILE),
    Matter("jtj", AIR, Place.OWN, "missing-day", "2013-07-12"),
    Matter("czj", "approval-change", Place.OWN, "late", "设立登记"),
    Matter("czj", AIR, Place.OWN, "missing-day", "2013-07-13"),
    Matter("czj", AIR, Place.OWN, "missing-day", "2013-07-14"),
    Matter("hbj", AIR, Place.OWN, "missing-day", "2013-07-15"),
    Matter("hbj", AIR, Place.OWN, "missing-day", "2013-07-16"),
)


def page(day, quote="原文", url="http://hbj.example/1.htm"):
    return (Citation(url, datetime(2013, *day, 2, 10, tzinfo=CHINA), "ab" * 32, quote, Place.OWN, "第 3 行"),)


def notice(case, within=15, due=DUE, paper="示例整改〔2013〕1号"):
    return Event(0, case, Kind.NOTIFIED, JULY, SENT, "李主任", paper=paper, within=within, due=due)


def told(folder):
    """Makes the workspace in a folder and writes its ledger; returns the folder."""
    city(folder)
    (folder / "departments.csv").write_text(
        "编号,单位名称,别名,类别,主管单位,网址,门户栏目,原编号\n"
        "czj,示例市财政局,,department,,http://czj.example/,,\n"
        "hbj,示例市环境保护局,市环保局,department,,http://hbj.example/,,\n",
        "utf-8",
    )
    with closing(Casebook(folder / "var" / "gongkai.sqlite")) as book:
        first = [
            (matter, Event(0, 0, Kind.FOUND, JULY, CHECKED, indicator="C1-1", evidence=page((8, 2), HOSTILE)))
            for matter in MATTERS
        ]
        book.reconcile(JULY, CHECKED, "", first, [])
        book.add([notice(each) for each in (OVERDUE, LATE, REPLIED, RECTIFIED, PAST, CLOSED, DISPUTED, WITHDRAWN)])
        book.add([notice(GONE, 0, None), notice(NOTIFIED, 15, None)])
        book.add([Event(0, REPLIED, Kind.REPLIED, JULY, date(2013, 8, 20), "王五", "已补发")])
        looks = {
            OVERDUE: Kind.FOUND,
            LATE: Kind.UNKNOWN,
            REPLIED: Kind.UNSEEN,
            RECTIFIED: Kind.RECTIFIED,
            HARM: Kind.FOUND,
            GONE: Kind.UNKNOWN,
            PAST: Kind.FOUND,
            CLOSED: Kind.FOUND,
            NOTIFIED: Kind.UNKNOWN,
            DISPUTED: Kind.FOUND,
            WITHDRAWN: Kind.WITHDRAWN,
        }
        book.reconcile(AUGUST, CHECKED_AGAIN, "", [], [_look(*each) for each in looks.items()])
        book.add([Event(0, OVERDUE, Kind.ESCALATED, AUGUST, date(2013, 9, 6), paper="督办")])
        book.add([Event(0, CLOSED, Kind.CLOSED, AUGUST, date(2013, 9, 9), "张三", HOSTILE)])
    return folder


def _look(case, kind):
    seen = () if kind is Kind.UNKNOWN else page((9, 2))
    doubts = ("appeal",) if case == DISPUTED else ()
    return Event(0, case, kind, AUGUST, CHECKED_AGAIN, indicator="C1-2", evidence=seen, open=doubts)


def events(folder, case=None):
    """What the ledger holds, of one case or of all."""
    with closing(Casebook(folder / "var" / "gongkai.sqlite")) as book:
        return [each for each in book.events() if case in (None, each.case)]


def caller(folder, capsys):
    """Calls a command in a workspace; returns its exit code and what it prints and complains."""

    def calling(*words, as_of="2013-09-20", language="zh"):
        try:
            code = main([*words, "--workspace", str(folder), "--as-of", as_of, "--lang", language])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return calling
