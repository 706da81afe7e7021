"""What a month of the sample city costs in things that can be counted, whatever the machine: for tests/counts.toml.

`python -m tests.counts` (make counts) counts them and writes them down.
"""

import contextlib
import io
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from checker.assess import assess
from crawler.archive import Archive
from crawler.assembly import Month
from reports import workspace
from reports.cli import main
from rules.recalled import SHARED, recalled
from rules.rule import Rule, catalogue
from tests.month import Kept

FILE = Path(__file__).with_name("counts.toml")
JUDGED = ("hbj", "czj", "jyj-zkb")  # bodies that are judged again while their rules are counted
ASKED = {
    "rank": ("rank",),
    "show": ("show", "hbj"),
    "explain": ("explain", "hbj", "C1-1"),
    "ledger": ("ledger",),
    "results": ("results",),
}


@contextlib.contextmanager
def statements() -> Iterator[Counter[str]]:
    """Counts the SQL statements that are executed in the block, by their first word."""
    found: Counter[str] = Counter()
    connect = sqlite3.connect

    def traced(*words, **options):
        connection = connect(*words, **options)
        connection.set_trace_callback(lambda sql: found.update([(sql.split() or ["-"])[0].lower()]))
        return connection

    with patch("sqlite3.connect", traced):
        yield found


def counted(month: Kept) -> dict[str, dict[str, int]]:
    """The counts of a month that was crawled and judged once, by what they are of."""
    return {"crawl": _crawled(month), "check": _checked(month), "statements": _asked(month)}


def _crawled(month: Kept) -> dict[str, int]:
    statuses = Counter(status for _, _, _, status in month.asked)
    with contextlib.closing(sqlite3.connect(month.folder / "var" / "archive" / "archive.db")) as db:
        sql = "select kind, count(*) from captures where period = ? group by kind order by kind"
        kept = {f"kept: {kind}": number for kind, number in db.execute(sql, (str(month.period),))}
    return {"requests": statuses.total(), "answers of 304": statuses[304], **kept}


def _checked(month: Kept) -> dict[str, int]:
    """The rules that are run on some bodies, and the statements that it takes to have their pages."""
    space, run = workspace.read(month.folder), Counter[str]()
    check = Rule.__call__

    def noted(self, site, **dials):
        run[self.id] += 1
        return check(self, site, **dials)

    departments, scheme = space.roster(), space.open_scheme()

    def judge() -> None:
        run.clear()
        with (
            Archive(space.var / "archive") as archive,
            Month(archive, departments, month.period, space.portal, recall=recalled(), shared=SHARED) as pages,
        ):
            for each in departments:
                if each.id in JUDGED:
                    assess(pages.snapshot(each), scheme, catalogue())

    with patch.object(Rule, "__call__", noted):
        judge()  # whatever the readers of this process have not read yet is kept from now on
        with statements() as found:
            judge()
    return {"bodies": len(JUDGED), "rules run": run.total(), "statements": found.total()}


def _asked(month: Kept) -> dict[str, int]:
    """The statements that an answer takes."""
    found = {}
    for name, words in ASKED.items():
        with statements() as executed, contextlib.redirect_stdout(io.StringIO()):
            main([*words, "--workspace", str(month.folder), "--period", str(month.period)])
        found[name] = executed.total()
    return found


def written(counts: dict[str, dict[str, int]]) -> str:
    """The text of the file."""
    parts = [
        "# What a month of the sample city costs; `make counts` writes it, tests/test_counts.py holds the program to it."
    ]
    for name, each in counts.items():
        parts += [f"\n[{name}]", *(f'"{what}" = {number}' for what, number in each.items())]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    from crawler.period import Period
    from crawler.reading.pictures import ocr
    from reports.samplecity.city import City
    from tests.month import run

    ocr.available = lambda: False  # as in the tests
    with tempfile.TemporaryDirectory() as folder, run(City(7), Period(2013, 7), Path(folder)) as made:
        FILE.write_text(written(counted(made)), "utf-8")
