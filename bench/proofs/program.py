"""The program as a whole: all that is planted is found, memory stays bounded, a year's ledger is the true one, sheets and program agree."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from bench import memory, planted, workbook
from bench.proofs.checkout import ROOT, copy, environment
from bench.proofs.proof import Figure, Proof, Size
from checker.rulings import Ruling
from crawler.period import Period
from reports.cli import main as gongkai
from reports.demo_year import MONTHS
from reports.samplecity.city import City
from tests.blind import blind
from tests.reports import agreed
from tests.year import compared

JULY = Period(2013, 7)
PAGES, BUDGET = {Size.SHORT: 3000, Size.WHOLE: 100_000}, {Size.SHORT: 300, Size.WHOLE: 3000}


def all_found(size: Size, folder: Path, **settings: object) -> Figure:
    """Two sample cities crawled, or the last site of one; every article, file and column held against the archive."""
    whole = size is Size.WHOLE
    found = [
        planted.measure(City(seed), JULY, 0 if whole else 1, **settings) for seed in ((71, 72) if whole else (71,))
    ]
    lost = tuple(" ".join(line) for each in found for line in each.lost)
    count = sum(each.planted for each in found)
    return Figure(not lost and count > 0, f"{count - len(lost):,} of {count:,} there", lost)


def all_found_with_few_pages(size: Size, folder: Path) -> Figure:
    """The same when so few pages may be fetched that something must be missed."""
    return all_found(size, folder, max_pages_per_site=20)


def bounded(size: Size, folder: Path) -> Figure:
    """A very large site within the budget."""
    found = memory.crawled(PAGES[size], BUDGET[size])
    return Figure(found.fits, str(found))


def unbounded(size: Size, folder: Path) -> Figure:
    """The same site without a budget, and any number of its addresses waits."""
    found = memory.crawled(PAGES[size], 0, roomy=True)
    return Figure(found.fits, str(found))


def true_year(size: Size, folder: Path, other: int = 0) -> Figure:
    """The ledger of a sample city's year beside the truth."""
    with blind(folder / "blind"):  # the truth is of what can be read without eyes
        gongkai(["demo", "--year", "--seed", "8", "--folder", str(folder / "year"), "--quiet"])
        told = compared(City(8 + other), MONTHS, folder / "year")
    return Figure(not told.wrong, f"{len(told.wrong)} stories are not the true one", tuple(map(str, told.wrong)))


def year_of_another(size: Size, folder: Path) -> Figure:
    """The same beside the truth of another city."""
    return true_year(size, folder, other=1)


def sheets_agree(size: Size, folder: Path) -> Figure:
    """Every formula that LibreOffice works out, beside what the program says once it has taken in the same decisions."""
    count, wrong = 0, []
    for seed in range(1, 2 if size is Size.SHORT else 21):
        cells, differ = workbook.one(seed, *((4, 5) if size is Size.SHORT else (24, 14)), folder)
        count, wrong = count + cells, wrong + differ
    return Figure(not wrong and count > 0, f"{len(wrong):,} of {count:,} formulas differ", tuple(wrong))


def sheets_without_a_decision(size: Size, folder: Path) -> Figure:
    """The same when every second decision does not reach the sheet."""
    filled = agreed.filled

    def half(path: Path, into: Path, said: Iterable[tuple[str, str, Ruling]]) -> None:
        filled(path, into, list(said)[::2])

    with patch.object(agreed, "filled", half):
        return sheets_agree(size, folder)


def long_tests(size: Size, folder: Path, root: Path = ROOT, among: str = "tests") -> Figure:
    """The tests that are too long for `make test`, and every property ten times as often."""
    chosen = ["-m", "proof or hypothesis", "--hypothesis-profile", "proof", among]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *chosen]
    done = subprocess.run(command, cwd=root, env=environment(), capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    wrong = tuple(line for line in lines if line.startswith(("FAILED", "ERROR")))
    return Figure(done.returncode == 0, lines[-1].strip("= ") if lines else "nothing was run", wrong)


def long_tests_of_a_fault(size: Size, folder: Path) -> Figure:
    """The same of a checkout in which marks are added up wrongly."""
    copy(folder)
    path, right, wrong = folder / "checker" / "scoring.py", "self.earned + other.earned", "self.earned - other.earned"
    text = path.read_text("utf-8")
    if right not in text:
        raise LookupError(f"{right} is no longer in {path.name}: choose another fault")
    path.write_text(text.replace(right, wrong), "utf-8")
    return long_tests(size, folder, folder, "tests/checker")


PROOFS = (
    Proof(
        "planted", "every article, file and column of two cities in the archive, byte for byte",
        all_found, "all but 20 pages of each site", all_found_with_few_pages, minutes=1,
    ),
    Proof(
        "memory", "a site of 100,000 pages: below 150 MiB in each process, all that the budget allows",
        bounded, "the budget of pages and the bound of addresses that wait", unbounded, minutes=15, quiet=True,
        short="tests/crawler/test_shards.py",
    ),
    Proof(
        "year", "twelve months of a city: every story of its ledger is the true one",
        true_year, "the truth (that of another city instead)", year_of_another, minutes=10, short="tests/test_year_story.py",
    ),
    Proof(
        "sheets", "20 months made at random: every formula in LibreOffice says what the program says",
        sheets_agree, "every second decision on its way into the sheet", sheets_without_a_decision, minutes=6, needs=("soffice",),
    ),
    Proof(
        "tests", "all long tests and every property, ten times as often",
        long_tests, "a sum of marks that is right", long_tests_of_a_fault, minutes=30, short="tests/checker/test_properties.py",
    ),
)  # fmt: skip
