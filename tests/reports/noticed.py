"""A city of two departments judged by hand, whose ledger has heard of it, for the tests of letters."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import docx

from checker.casebook import Casebook
from checker.ledger.looks import look
from checker.scheme import kept_scheme
from checker.scoring import Assessment, weigh
from checker.store import Store
from crawler.period import CHINA, Period
from crawler.snapshot import Place
from reports.cli import main
from reports.keeping import bring_up, open_before
from reports.workspace import read
from rules.finding import failed, passed
from rules.rule import catalogue
from tests.reports.judged import CZJ, HBJ, JULY, SETTINGS, cited

SCHEME = """
title = "年度考核"
year = 2013
escalation = [{ step = "督办", after = 5 }, { step = "通报", after = 10 }]
[[indicator]]
id = "C1-1"
title = "城市空气环境质量日报"
rule = "air-quality-daily"
points = 20
places = ["own"]
applies_to = ["department"]
deduct = { missing-day = { each = 1, at_most = 9 }, late = 2 }
rectify_in = 5
"""
AUGUST = Period(2013, 8)
RULE = catalogue()["air-quality-daily"]
WELL = (passed(),)
GAP = failed(
    "missing-day", cited("7月9日 无", where="第2行"), subject="2013-07-09", note="没有 {day} 的日报", day="7月9日"
)
OTHER = failed("missing-day", cited("7月10日"), subject="2013-07-10")
LATE = failed("late", cited("7月11日"), subject="2013-07-11")


def month(department, found, period):
    """A department's month on its own site."""
    placed = {Place.OWN: tuple(replace(each, place=Place.OWN) for each in found)}
    return Assessment(department, period, "s", (weigh(kept_scheme(SCHEME, "s").indicators[0], placed),))


def check(folder, own, period=JULY, on=date(2013, 8, 2), other=WELL):
    """A month judged by hand, of which the ledger is told on a day."""
    found = {HBJ.id: _read(own, on), CZJ.id: _read(other, on)}
    waiting = [case for cases in open_before(read(folder), period).values() for case in cases]
    again = {case.matter: look(case.matter, RULE, found[case.matter.department]) for case in waiting}
    with closing(Store(folder / "var" / "gongkai.sqlite")) as store:
        months = [month(each, found[each.id], period) for each in (HBJ, CZJ)]
        store.save(period, months, kept_scheme(SCHEME, "s"), relooks=again)
    bring_up(SimpleNamespace(today=on), read(folder), period)


def _read(found, on):
    """What was found in pages that were read the night before the check."""
    when = datetime(on.year, on.month, on.day, 2, 10, tzinfo=CHINA) - timedelta(days=1)
    return [replace(each, evidence=tuple(replace(cite, fetched=when) for cite in each.evidence)) for each in found]


def city(folder):
    """A workspace in a folder, not yet judged."""
    roster = "".join(f"{each.id},{each.name},,department,,{each.home},\n" for each in (HBJ, CZJ))
    (folder / "departments.csv").write_text(f"编号,单位名称,别名,类别,主管单位,网址,门户栏目\n{roster}", "utf-8")
    (folder / "gongkai.toml").write_text(SETTINGS.replace('"市"', '"伊春市"'), "utf-8")
    return folder


def caller(folder, capsys):
    """Calls gongkai notice; returns its exit code and all that it says."""

    def calling(*words, on="2013-08-05", period="2013-07", lang="zh"):
        code = main(["notice", *words, "--workspace", str(folder), "--period", period, "--as-of", on, "--lang", lang])
        said = capsys.readouterr()
        return code, said.out + said.err

    return calling


def letters(folder, period="2013-07"):
    found = (folder / "var" / "notices" / period).glob("*.docx")
    return {path.name: path.read_bytes() for path in sorted(found)}


def text(path):
    """All text of a letter, its tables included."""
    document = docx.Document(str(path) if isinstance(path, Path) else path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def letter(folder, name="hbj-1", period="2013-07"):
    return text(folder / "var" / "notices" / period / f"{name}.docx")


def events(folder, *kinds):
    with closing(Casebook(folder / "var" / "gongkai.sqlite")) as book:
        return [each for each in book.events() if each.kind in kinds]


def papers(folder):
    with closing(Casebook(folder / "var" / "gongkai.sqlite")) as book:
        return book.papers()


def add(folder, *added):
    with closing(Casebook(folder / "var" / "gongkai.sqlite")) as book:
        book.add(added)
