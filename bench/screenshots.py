"""Draws the pictures of the README: ranking, scorecard, comparison, powers and air of the sample city, as rich shows them.

python bench/screenshots.py        writes docs/*.svg, after a month and a year of the sample city (make pictures)
python bench/screenshots.py YEAR   only the ranking, the scorecard and the comparison, of the workspace of a `gongkai demo --year`
"""

from __future__ import annotations

import argparse
import html
import io
import re
import sys
import tempfile
from collections import Counter
from contextlib import chdir
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, RenderableType

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.archive import Archive  # noqa: E402 - the repository itself is the package
from crawler.assembly import Month  # noqa: E402
from crawler.period import CHINA, Period  # noqa: E402
from crawler.reading.pictures import ocr  # noqa: E402
from crawler.snapshot import Snapshot  # noqa: E402
from reports import workspace  # noqa: E402
from reports.air_seen import air_of, owed  # noqa: E402
from reports.air_table import air_table  # noqa: E402
from reports.cli import main as command  # noqa: E402
from reports.demo_year import looked_at  # noqa: E402
from reports.docket_view import docket_of  # noqa: E402
from reports.month_views import card_view, rank_view  # noqa: E402
from reports.powers_table import powers_table  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.session import Session  # noqa: E402
from reports.stored import results_of  # noqa: E402
from reports.wording import Wording  # noqa: E402
from rules.recalled import SHARED  # noqa: E402
from rules.register import register  # noqa: E402
from tests.month import compared, judged  # noqa: E402

PERIOD, DECEMBER = Period(2013, 7), Period(2013, 12)
TEXT = re.compile(r'(?P<head><text [^>]*)textLength="(?P<length>[\d.]+)"(?P<tail>[^>]*)>(?P<words>[^<]+)</text>')


def draw(name: str, title: str, renderable: RenderableType, width: int) -> None:
    """Writes one picture into docs/."""
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True)
    console.print(renderable)
    picture = TEXT.sub(spread, console.export_svg(title=title))
    (ROOT / "docs" / f"{name}.svg").write_text(picture, "utf-8")


def spread(text: re.Match[str]) -> str:
    """The text of a picture with the room that its characters take: rich counts one column for each, Chinese take two."""
    words = html.unescape(text["words"])
    length = float(text["length"]) / len(words) * cell_len(words)
    return f'{text["head"]}textLength="{length:g}"{text["tail"]}>{text["words"]}</text>'


def seen(folder: Path, department: str) -> Snapshot:
    """What was seen of one department."""
    space = workspace.read(folder)
    departments = space.roster()
    with (
        Archive(space.var / "archive") as archive,
        Month(archive, departments, PERIOD, space.portal, shared=SHARED) as month,
    ):
        return month.snapshot(next(each for each in departments if each.id == department))


def call(language: str, **more: object) -> Session:
    """A call of the command line in a year's workspace, for its last month, on the day of its check."""
    told = {"workspace": None, "period": None, "as_of": looked_at(DECEMBER), "diff": None, "quiet": True, **more}
    console = Console(file=io.StringIO())
    return Session(argparse.Namespace(**told), Wording(language), console, console, datetime.now(CHINA))


def telling(folder: Path) -> str:
    """The department whose card is shortest of those that lost something, were not checked in something and have a case."""
    found = results_of(workspace.read(folder), DECEMBER).assessments
    cases = {
        case.matter.department for case in docket_of(workspace.read(folder), looked_at(DECEMBER)).cases if case.is_open
    }
    counts = {each.department.id: Counter(i.outcome for v in each.verdicts for i in v.weighed) for each in found}
    shown = {
        id: count
        for id, count in counts.items()
        if id in cases and count["failed"] > 1 and count["untested"] + count["cantTell"]
    }
    return min(shown, key=lambda id: shown[id]["failed"] + shown[id]["untested"] + shown[id]["cantTell"])


def draw_year(folder: Path) -> None:
    """The ranking, a scorecard, and how the same department stood half a year before."""
    id = telling(folder)
    with chdir(folder):
        for language in ("zh", "en"):
            draw(f"rank-{language}", "gongkai rank", rank_view(call(language)), 112)
            draw(f"show-{language}", f"gongkai show {id}", card_view(call(language, department=id)), 104)
            other = Period(2013, 6)
            told = card_view(call(language, department=id, diff=other))
            draw(f"show-diff-{language}", f"gongkai show {id} --diff {other}", told, 104)


def draw_month() -> None:
    """The powers and the air of one department."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compared(City(1), PERIOD, folder)
        scheme, assessments = workspace.read(folder).open_scheme(), judged(folder, PERIOD)
        powers = seen(folder, "hbj")
    shown = next(each for each in assessments if each.department.id == "hbj")
    for language in ("zh", "en"):
        wording = Wording(language)
        table = powers_table(powers.department, PERIOD, register(powers), wording)
        draw(f"powers-{language}", "gongkai show hbj --powers", table, 104)
        indicator = owed(scheme, shown.department)
        if indicator is not None:
            draw(f"air-{language}", "gongkai show hbj --air", air_table(air_of(powers, shown, indicator), wording), 104)


def main(words: list[str]) -> None:
    """Draws what the sample city shows, in Chinese and English."""
    ocr.available = lambda: False  # as after `make demo`, which does not install the extra
    if words:
        draw_year(Path(words[0]))
        return
    draw_month()
    with tempfile.TemporaryDirectory() as name:
        command(["demo", "--year", "--folder", f"{name}/year", "--quiet"])
        draw_year(Path(name) / "year")


if __name__ == "__main__":
    main(sys.argv[1:])
