"""Draws the pictures of the README: ranking, scorecard, powers and air of the sample city, as rich shows them.

python bench/screenshots.py        writes docs/*.svg
"""

from __future__ import annotations

import html
import io
import re
import sys
import tempfile
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, RenderableType

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.archive import Archive  # noqa: E402 - the repository itself is the package
from crawler.assembly import Month  # noqa: E402
from crawler.period import Period  # noqa: E402
from crawler.reading.pictures import ocr  # noqa: E402
from crawler.snapshot import Snapshot  # noqa: E402
from reports import workspace  # noqa: E402
from reports.air_seen import air_of, owed  # noqa: E402
from reports.air_table import air_table  # noqa: E402
from reports.powers_table import powers_table  # noqa: E402
from reports.ranking import ranking  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.scorecard import scorecard  # noqa: E402
from reports.wording import Wording  # noqa: E402
from rules.recalled import SHARED  # noqa: E402
from rules.register import register  # noqa: E402
from tests.month import compared, judged  # noqa: E402

PERIOD = Period(2013, 7)
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


def main() -> None:
    """Crawls a month of the sample city and draws what it shows, in Chinese and English."""
    ocr.available = lambda: False  # as after `make demo`, which does not install the extra
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compared(City(1), PERIOD, folder)
        scheme, assessments = workspace.read(folder).open_scheme(), judged(folder, PERIOD)
        powers = seen(folder, "hbj")
    shown = next(each for each in assessments if each.department.id == "hbj")
    told = max(
        assessments, key=lambda each: (-len(each.verdicts), len([v for v in each.verdicts if v.outcome == "failed"]))
    )
    for language in ("zh", "en"):
        wording = Wording(language)
        draw(f"rank-{language}", "gongkai rank", ranking(assessments, scheme, wording), 104)
        draw(f"show-{language}", f"gongkai show {told.department.id}", scorecard(told, scheme, wording), 104)
        table = powers_table(powers.department, PERIOD, register(powers), wording)
        draw(f"powers-{language}", "gongkai show hbj --powers", table, 104)
        indicator = owed(scheme, shown.department)
        if indicator is not None:
            draw(f"air-{language}", "gongkai show hbj --air", air_table(air_of(powers, shown, indicator), wording), 104)


if __name__ == "__main__":
    main()
