"""One chart as it is shown: its name, where it stands, its steps in their order, its time limits, its day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crawler.reading.doubts import DAMAGED, EMPTY, PICTURE, UNSURE, leaves_unread
from crawler.snapshot import Document, Page, Unreached
from rules.dates import days
from rules.powers.charts.drawn import SURE, is_chart, shows_steps
from rules.powers.charts.part import Part, steps_in
from rules.powers.limits import Limit, first_of, limits_in

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
    def is_broken(self) -> bool:
        """Whether its file cannot be opened, or holds nothing."""
        return self.source is not None and not self.text and bool({DAMAGED, EMPTY} & set(self.source.reading.doubts))

    @property
    def is_vague(self) -> bool:
        """Whether it is a picture in which too few steps were recognised for sure, a photograph by its pixels, or a broken file."""
        if self.source is None:
            return False
        is_photo = self.source.reading.depicts in ("photo", "code") and not self.steps
        return is_photo or self.is_broken or (self.source.is_recognised and not shows_steps(self.source))

    @property
    def is_figured(self) -> bool:
        """Whether its figures are read as they stand there: as text, or recognised without a doubt, no stamp over them."""
        return self.source is None or not self.source.is_recognised or UNSURE not in self.source.reading.doubts


def chart_of(source: Document, part: Part, page: Page, name: str) -> Chart:
    """A chart as a part of a document shows it, published with the page on which it hangs."""
    steps = steps_in(part)
    limits = first_of(map(limits_in, (name, part.heading, part.text)))
    unread = _hides_more(source) if isinstance(source, Page) else bool(source.reading.unread)
    return Chart(
        name=name,
        source=source,
        where=part.where,
        steps=steps,
        text=part.text,
        read_by=source.reading.read_by if steps else "",
        whole=bool(steps) and not unread and _is_sure(source),
        legal=limits.legal,
        promised=limits.promised,
        published=_published(source, part, page),
    )


def _hides_more(page: Page) -> bool:
    """Whether a page, or a picture on it, may show more of the chart than its text does."""
    fetched = {file.url for file in page.documents}
    large = (file for file in page.documents if min(file.reading.width, file.reading.height) >= LARGE)
    left = [doubt for doubt in page.reading.doubts if leaves_unread(doubt) and doubt != PICTURE]
    unseen = PICTURE in page.reading.doubts and any(image.url not in fetched for image in page.images)
    return (
        bool(left)
        or unseen
        or any(is_chart(file) is not False for file in large)
        or any(d.kind != "page" for d in page.dead)
    )


def _is_sure(source: Document) -> bool:
    return all(Decimal(box.confidence or 1) >= SURE for box in source.reading.boxes)


def _published(source: Document, part: Part, page: Page) -> date | None:
    told = page.published or source.published
    revised = [
        day for line in part.text.splitlines() if _REVISED.search(line[:200]) for day in days(line[:200], told.year)
    ] if told else []  # fmt: skip
    return max((told, *revised)) if told else None
