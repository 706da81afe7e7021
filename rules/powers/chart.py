"""Charts: pictures, files, headings in files and pages, and links that led nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crawler.snapshot import Document, Page, Snapshot, Unreached
from rules.phrases import squeeze, unnumbered
from rules.powers.drawn import STEPS, shows_steps
from rules.powers.limits import Limit
from rules.topics import pages_on


@dataclass(frozen=True)
class Chart:
    """One chart, by the words that name it. `lost` is set when its link led nowhere.

    `recognised` says that its name was itself recognised in a picture, `where` at which place of its source it stands
    (第3页, a heading, a member of an archive), `row` of which item's row in the power list it is linked from. `steps` are the
    words of its boxes in the order in which it runs, `text` all that stands on it; `read_by` is "text" or "ocr", and ""
    where its content was not read; `whole` says that nothing of it is left unread. `legal` and `promised` are the time
    limits that it states, `published` the day it was published or the later one on which it says that it was revised.
    """

    name: str
    source: Document | None
    lost: Unreached | None = None
    recognised: bool = False
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
        """Whether it is a picture in which too few steps were recognised for sure."""
        return self.source is not None and self.source.is_recognised and not shows_steps(self.source)


def charts(site: Snapshot) -> Iterator[Chart]:
    """Every chart of a place: pictures, files, headings in files and pages, and links that led nowhere."""
    for page in pages_on(site, "power-flowchart"):
        yield from charts_of(page)
    for lost in site.unreached:
        if "流程" in squeeze(lost.label):
            yield Chart(lost.label, None, lost)


def charts_of(page: Page) -> Iterator[Chart]:
    """The charts that a page and its files hold."""
    files = [file for file in page.documents if file.label or file.text]
    for file in files:
        named, labelled = list(headings(file.text)), _names_a_chart(file.label, page)
        if file.is_recognised and labelled:
            named = []
        for name in named or [file.label if labelled else page.title]:
            yield Chart(name, file, recognised=file.is_recognised and not labelled)
    for lost in page.dead:
        yield Chart(lost.label if _names_a_chart(lost.label, page) else page.title, None, lost)
    own = _own_text(page)
    if _is_drawn(own) or (page.published and page.images and not files and not page.dead):
        for name in (page.title, *headings(own)):
            if "流程" in squeeze(name):
                yield Chart(name, page)


def _names_a_chart(label: str, page: Page) -> bool:
    """Whether a file's label says more than its page: 附件1 and a bare file name do not."""
    text = unnumbered(re.sub(r"\.\w{2,4}$", "", label))
    speaks = re.search("[一-龥]{3}", text) is not None and text not in ("流程图", "下载", "点击下载", "附件下载")
    return speaks or squeeze(label) == squeeze(page.title)


def headings(text: str) -> Iterator[str]:
    """Lines that name a chart."""
    for line in text.splitlines():
        words = squeeze(line)
        if (
            4 < len(words) < 60
            and re.search(r"流程图?(?:[((].*[))])?$", words)
            and not re.search("[>〉:]|附件|见", words)
        ):
            yield line.strip()


_ARROW = re.compile("[→↓⇒⇓➔▼►]|-{1,3}>|—+>")


def _is_drawn(text: str) -> bool:
    """Whether a text draws a chart: by its arrows, or by naming at least four steps."""
    return len(_ARROW.findall(text)) >= 2 or sum(step in text for step in STEPS) >= 4


def _own_text(page: Page) -> str:
    """The lines of a page that are neither links to other pages nor its breadcrumb."""
    linked = {squeeze(link.text) for link in page.links if len(squeeze(link.text)) > 3}
    lines = (line for line in page.text.splitlines() if "位置" not in line[:12])
    return "\n".join(line for line in lines if not any(text in squeeze(line) for text in linked))
