"""A month of the hand-made workspaces on which people ruled and disagreed, with appeals that are answered and open."""

from contextlib import closing
from datetime import date
from decimal import Decimal

import lxml.html

from checker.appeals import Handed
from checker.decisions import Decisions
from checker.rulings import Decision, Ruling
from reports.docket_view import docket_of
from reports.history import past_of
from reports.site import written
from reports.site.values import Month
from reports.stored import results_of
from reports.wording import Wording
from reports.workspace import read
from tests.reports.dockets import HOSTILE
from tests.reports.judged import JULY, finding_names

GONE = "2013-07/hbj/C1-1/0123456789"
HARM = f"张{HOSTILE}"


def ruling(name, decision, by, points=None, source="sha256:" + "cd" * 32 + "!D5"):
    return Ruling(name.key, name.seen, decision, points, f"理由{HOSTILE}", by, date(2013, 8, 6), source)


def ruled(folder):
    """Has people speak of the findings of July; returns the folder."""
    names = finding_names()
    said = (
        ruling(names[0], Decision.REVOKED, HARM),
        ruling(names[1], Decision.CHANGED, "李四", Decimal("0.5")),
        ruling(names[2], Decision.REVOKED, "李四"),
        ruling(names[2], Decision.UPHELD, "王五"),
        ruling(names[5], Decision.CONFIRMED, "王五"),
        Ruling(GONE, "abcd", Decision.REVOKED, None, "早先的", "赵六", date(2013, 8, 6), "sha256:" + "ab" * 32),
    )
    with closing(Decisions(folder / "var" / "gongkai.sqlite")) as decisions:
        decisions.receive([], said, [])
        handed = [Handed(f"图{HOSTILE}.png", "ef" * 32)]
        decisions.appeal(names[3].key, names[3].seen, f"已发布{HOSTILE}", "环保局", date(2013, 8, 8), handed)
        answered = decisions.appeal(names[4].key, names[4].seen, "级别无误", "环保局", date(2013, 8, 8), [])
        decisions.answer(answered, ruling(names[4], Decision.UPHELD, "主任", source="appeal 2"))
    return folder


def month_of(folder, day=date(2013, 9, 20), period=JULY, language="zh", **more):
    """What a report of the workspace is made of."""
    workspace = read(folder)
    about = results_of(workspace, period), docket_of(workspace, day, period), Wording(language)
    return Month("市", day, *about, past_of(workspace, period), **more)


def shown(month, template, file):
    """A page of a report, as a browser reads it."""
    kind = next(each for each in written.PAGES if each.template == template)
    leaf = next(each for each in kind.leaves(month) if each.file == file)
    return lxml.html.fromstring(written._page(kind, leaf, month))


def department(month, id="hbj"):
    """The page of a department."""
    return shown(month, "department.html", f"department/{id}.html")


def said(element):
    """The words of an element without any spaces."""
    return "".join(element.text_content().split())


def bare(text):
    """A text from outside as a page may show it, without any spaces."""
    return "".join(text.replace("\x1b", " ").replace("\u202e", " ").split())
