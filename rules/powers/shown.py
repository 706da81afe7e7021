"""One chart as it is shown: its name, where it stands, its steps in their order, its time limits, its day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crawler.snapshot import Document, Page, Unreached
from rules.dates import days
from rules.powers.drawn import SURE, is_chart, shows_steps
from rules.powers.limits import Limit, first_of, limits_in
from rules.powers.parts import Part, steps_in

LARGE = 200  # pixels of a picture's shorter side
_REVISED = re.compile("修订|更新|编制|制定|绘制|调整")


@dataclass(frozen=True)
class Chart:
    """One chart, by the words that name it. `lost` is set when its link led nowhere.

    `recognised` says that its name was itself recognised in a picture, `sure` that it surely is a chart. `where` is the place
    of its source at which it stands (a heading, a member of an archive), `row` the item in whose row of the power list it is
    linked. `steps` are the words of its boxes in the order in which it runs, `text` all that stands on it; `read_by` is "text"
    or "ocr", and "" where its content was not read; `whole` says that nothing of it is left unread. `legal` and `promised` are
    the time limits that it states, `published` the day it was published, or a later one on which it says that it was revised.
    """

    name: str
    source: Document | None
    lost: Unreached | None = None
    recognised: bool = False
    sure: bool = True
    where: str = ""
    row: str = ""
    steps: tuple[str, ...] = ()
    text: str = ""
    read_by: str = ""
    whole: bool = False
    legal: Limit | None = None
    promised: Limit | None = None
    published: date | None = None

    @property
    def is_vague(self) -> bool:
        """Whether it is a picture in which too few steps were recognised for sure, or by its pixels a photograph."""
        if self.source is None:
            return False
        is_photo = self.source.reading.depicts in ("photo", "code") and not self.steps
        return is_photo or (self.source.is_recognised and not shows_steps(self.source))


def chart_of(source: Document, part: Part, page: Page, name: str) -> Chart:
    """A chart as a part of a document shows it, published with the page on which it hangs."""
    steps = steps_in(part)
    limits = first_of((limits_in(name), limits_in(part.text)))
    pictured = isinstance(source, Page) and _is_pictured(source)
    return Chart(
        name=name,
        source=source,
        where=part.where,
        steps=steps,
        text=part.text,
        read_by=source.reading.read_by if steps else "",
        whole=bool(steps) and not source.reading.unread and not pictured and _is_sure(source),
        legal=limits.legal,
        promised=limits.promised,
        published=_published(source, part, page),
    )


def _is_pictured(page: Page) -> bool:
    """Whether a picture of a page, or one that was lost, may show more of the chart than its text does."""
    large = (file for file in page.documents if min(file.reading.width, file.reading.height) >= LARGE)
    return any(is_chart(file) is not False for file in large) or any(lost.kind != "page" for lost in page.dead)


def _is_sure(source: Document) -> bool:
    return all(Decimal(box.confidence or 1) >= SURE for box in source.reading.boxes)


def _published(source: Document, part: Part, page: Page) -> date | None:
    told = page.published or source.published
    revised = [
        day for line in part.text.splitlines() if _REVISED.search(line[:200]) for day in days(line[:200], told.year)
    ] if told else []  # fmt: skip
    return max((told, *revised)) if told else None
