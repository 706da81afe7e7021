"""Draws the pictures of the README: the ranking and a scorecard of the sample city, as rich shows them.

python bench/screenshots.py        writes docs/*.svg
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from rich.console import Console, RenderableType

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.period import Period  # noqa: E402 - the repository itself is the package
from reports import workspace  # noqa: E402
from reports.ranking import ranking  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.scorecard import scorecard  # noqa: E402
from reports.wording import Wording  # noqa: E402
from tests.month import compared, judged  # noqa: E402

PERIOD = Period(2013, 7)


def draw(name: str, title: str, renderable: RenderableType, width: int) -> None:
    """Writes one picture into docs/."""
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True)
    console.print(renderable)
    console.save_svg(str(ROOT / "docs" / f"{name}.svg"), title=title)


def main() -> None:
    """Crawls a month of the sample city and draws what it shows, in Chinese and English."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compared(City(1), PERIOD, folder)
        scheme, assessments = workspace.read(folder).open_scheme(), judged(folder, PERIOD)
    shown = next(each for each in assessments if each.department.id == "hbj")
    for language in ("zh", "en"):
        wording = Wording(language)
        draw(f"rank-{language}", "gongkai rank", ranking(assessments, scheme, wording), 104)
        draw(f"show-{language}", "gongkai show hbj", scorecard(shown, scheme, wording), 104)


if __name__ == "__main__":
    main()
