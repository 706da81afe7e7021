"""Everything that was seen of a department in a month, as items of its evidence: what each is, and what it is cited for."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import MsgspecError

from crawler.archive import Archive, Capture
from crawler.assembly import PORTAL, Month
from crawler.period import Period
from crawler.reading import from_json, sniff
from crawler.roster import Department
from crawler.snapshot import Place
from reports.copies.made import ENDINGS
from reports.crawl_codes import result_words
from reports.results import safe_cell
from reports.wording import Wording, plain

COLUMNS = (
    "编号", "来源", "网址", "最终网址", "访问时间", "状态", "结果", "SHA-256", "字节", "文件", "WARC 位置", "用于", "副本",
)  # fmt: skip


class AsRead(Archive):
    """An archive whose pages are known as they were read, by whatever edition of the readers: none is read anew but what never was."""

    def reading(self, sha256: str, edition: str, url: str) -> bytes | None:
        """What this edition made of these bytes, else any one, in a form that is still understood."""
        found = super().reading(sha256, edition, url)
        if found is not None or (old := self.any_reading(sha256, url)) is None:
            return found
        try:
            from_json(old)
        except MsgspecError:
            return None
        return old


@dataclass(frozen=True)
class Item:
    """One capture: its number, the file that holds its bytes ("" for none), its copy ("" for none), and what it is cited for."""

    number: int
    capture: Capture
    file: str
    view: str = ""
    uses: tuple[str, ...] = ()

    def cells(self, wording: Wording) -> list[str]:
        """What is said of it, by COLUMNS."""
        c = self.capture
        result = result_words(c, wording) or wording.say("读到")
        place = wording.place(Place.PORTAL if c.site == PORTAL else Place.OWN)
        at = f"{c.record} @{c.record_offset}" if c.record else ""
        moment = c.fetched.isoformat(sep=" ", timespec="seconds")
        cells = [f"{self.number:04}", place, c.url, c.final_url, moment, str(c.status or ""), result, c.sha256]
        return [plain(cell) for cell in (*cells, str(c.size), self.file, at, wording.joined(self.uses), self.view)]


def seen(
    archive: Archive,
    departments: Sequence[Department],
    department: Department,
    period: Period,
    portal: str,
    cited: Collection[str],
) -> Iterator[Capture]:
    """Everything of the department's own site, and what concerns it on the portal; `cited` are addresses that it must hold."""
    yield from archive.captures(department.id, period)
    with Month(archive, departments, period, portal) as month:
        shown = month.snapshot(replace(department, home="")).at(Place.PORTAL)  # its own site need not be read for this
    files = (document.url for page in shown.pages for document in page.documents)
    mine = {*(page.url for page in shown.pages), *files, *(lost.url for lost in shown.unreached), *cited}
    yield from (capture for capture in archive.captures(PORTAL, period) if capture.url in mine)


def file_names(archive: Archive, captures: Iterable[Capture]) -> dict[str, str]:
    """By digest, the file that holds the bytes of captures: the same bytes are kept once. Names that sites give are never used."""
    names: dict[str, str] = {}
    for number, capture in enumerate(captures, 1):
        if capture.warc and capture.sha256 not in names:
            body = archive.body(capture)
            kind = sniff.media_type(body, capture.media_type, capture.url.partition("?")[0].rpartition("/")[2])
            names[capture.sha256] = f"files/{number:04}-{capture.sha256[:12]}.{ENDINGS.get(kind, 'bin')}"
    return names


def table(items: Sequence[Item], wording: Wording) -> bytes:
    """The items as a table for a spreadsheet program, with nothing in it that one would take for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(wording.say, COLUMNS))
    writer.writerows([safe_cell(cell) for cell in item.cells(wording)] for item in items)
    return out.getvalue().encode("utf-8-sig", "replace")


def rows(items: Sequence[Item], wording: Wording) -> Iterator[Mapping[str, object]]:
    """The items as rows of the list of all that was seen, cells by COLUMNS."""
    for item in items:
        cells = dict(zip(COLUMNS, item.cells(wording), strict=True))
        yield {"cells": cells, "item": item, "label": plain(item.capture.label)}
