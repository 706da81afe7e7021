"""What the steps of a month depend on, as digests: the same digest, the same outcome, and nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path

from checker.casebook import Casebook
from checker.decisions import Decisions
from checker.ledger.cases import Case
from checker.ledger.events import Kind
from checker.rows import figure_row
from checker.scheme import Scheme
from checker.store import Store
from checker.unread import RULES, year_judged
from crawler.archive import Archive
from crawler.period import Period
from crawler.recall import Recall
from crawler.roster import Department
from reports.keeping import calendar_of, open_before
from reports.run_untouched import digest, program
from reports.workspace import Workspace
from rules.recalled import recalled

WRITTEN = (".py", ".toml", ".json")


def judged_from(
    workspace: Workspace, period: Period, departments: Sequence[Department], scheme: Scheme, archive: Archive
) -> str:
    """What the judgement of a month hangs on: the evidence, who owes what, what was open and published before, the program."""
    from crawler.reading import edition

    before = [
        (id, each.number, each.matter, each.since, each.last, each.seen.evidence, _found_in(each))
        for id, cases in sorted(open_before(workspace, period).items())
        for each in cases
    ]
    with closing(Store(workspace.var / "gongkai.sqlite")) as store:
        known = {
            f"{kind} {id}": [figure_row(each) for each in figures]
            for kind in RULES
            for id, figures in store.disclosed(kind, year_judged(kind, period.year) - 1, period.shift(-1)).items()
        }
    about = workspace.portal, scheme.id, scheme.text, program(), edition(), _code()
    recall, crawled = recalled(), archive.periods()
    compared = {str(each): archive.marks(each) for each in _compared(recall, period, crawled)}
    return digest(str(period), about, departments, archive.marks(period), before, known, compared)


@cache
def _code() -> str:
    """A digest of all that judges: of two programs of one version, one may have been changed."""
    folder = Path(__file__).parent.parent
    files = (path for room in ("crawler", "rules", "checker") for path in sorted((folder / room).rglob("*")))
    told = [str(path.relative_to(folder)).encode() + path.read_bytes() for path in files if path.suffix in WRITTEN]
    return sha256(b"\0".join(told)).hexdigest()[:16]


def _found_in(case: Case) -> list[str]:
    """The months in which a case was found: of these it may be asked again."""
    return [str(event.period) for event, _ in case.history if event.kind is Kind.FOUND and event.of is None]


def _compared(recall: Recall, period: Period, crawled: Sequence[Period]) -> list[Period]:
    """The months with whose evidence this one's is compared."""
    return sorted({*recall.words(period, crawled), *filter(None, (recall.month_before(period, crawled),))})


def told_from(workspace: Workspace, period: Period, judged: str) -> str:
    """What the ledger is told hangs on: the judgement and what came of it, what people decided on it, the days that are worked."""
    path = workspace.var / "gongkai.sqlite"
    with closing(Store(path)) as store, closing(Decisions(path)) as decisions:
        found, decided = store.digests().get(period), (decisions.rulings(period), decisions.appeals(period))
    days = sorted((str(day), worked) for day, worked in calendar_of(workspace).days.items())
    return digest(judged, found, decided, days)


def shown_from(workspace: Workspace, period: Period, told: str, *words: object) -> str:
    """What tables and pages hang on: what the ledger was told, all that people added to it, marks on site, the words asked for."""
    path = workspace.var / "gongkai.sqlite"
    with closing(Casebook(path)) as book, closing(Decisions(path)) as decisions:
        grown = len(book.matters()), len(book.events()), len(book.papers())
        marks = decisions.site_marks([str(period)])
    return digest(told, grown, marks, workspace.city, words)
