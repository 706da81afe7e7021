"""PDF: text and tables by pdfium's characters and lines; pages that are pictures by eyes, where some are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pypdfium2

from crawler.reading import doubts, limits
from crawler.reading.pages import flow
from crawler.reading.pdf.active import acts
from crawler.reading.pdf.cells import is_number
from crawler.reading.pdf.fonts import given
from crawler.reading.pdf.join import joined
from crawler.reading.pdf.page import Sheet, sheet
from crawler.reading.pdf.seen import look
from crawler.reading.pdf.trust import has_hashes, is_garbled, is_good, is_unread
from crawler.reading.text import dates, titles
from crawler.reading.value import Box, Eyes, Reading, Seen, Table

LETTERHEAD = re.compile(r"文\s*件$|^(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?$")
LARGER = 1.1  # times the usual size of a page's characters: what is set larger is a heading
ALIKE = 0.05  # of the size: lines of one heading differ no more
TOP = 0.75  # of the first page, from above: where its title stands
SIGNED = 4  # lines at the end of a document, in one of which the day of signing stands alone
HALF = 0.5  # of a page's characters


@dataclass
class _Pages:
    """What was made of a document's pages, by their numbers from 1."""

    count: int
    sheets: list[Sheet] = field(default_factory=list)
    late: list[str] = field(default_factory=list)  # the text of pages whose places and tables are no longer looked at
    seen: dict[int, Seen] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)  # seen pages whose own words are good: eyes only add to them
    found: dict[str, None] = field(default_factory=dict)  # doubts, in their order

    def doubt(self, name: str) -> None:
        self.found[name] = None

    @property
    def read(self) -> list[Sheet]:
        """The pages that are read by their own text."""
        return [each for each in self.sheets if each.number not in self.seen or each.number in self.kept]

    @property
    def text(self) -> str:
        texts = [text for each in self.sheets for text in self._texts(each)]
        return "\n".join(filter(None, texts + self.late))

    def _texts(self, sheet: Sheet) -> tuple[str, ...]:
        """The words of a page: its own, what eyes saw on it, or both, what stands in both only once."""
        if sheet.number not in self.seen:
            return (sheet.text,)
        if sheet.number not in self.kept:
            return (self.seen[sheet.number].text,)
        own = {flow.SPACE.sub("", line) for line in sheet.text.split("\n")}
        lines = self.seen[sheet.number].text.split("\n")
        return sheet.text, "\n".join(line for line in lines if flow.SPACE.sub("", line) not in own)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Words at their places, page by page: in pixels of what eyes saw, in points what is drawn."""
        found: list[Box] = []
        for each in self.sheets:
            found += self.seen[each.number].boxes if each.number in self.seen else each.boxes
        return tuple(found)

    @property
    def tables(self) -> tuple[Table, ...]:
        found = joined(self.read)
        for number, seen in self.seen.items():
            found += [Table(table.rows, table.caption, table.where or f"第{number}页") for table in seen.tables]
        return tuple(sorted(found, key=_page))


def read(body: bytes, media_type: str, eyes: Eyes | None = None) -> Reading:
    """Text and tables, page by page. Raises Encrypted, pypdfium2.PdfiumError."""
    document = _opened(body)
    try:
        pages = _Pages(len(document))
        _read(document, pages)
        _look(document, pages, eyes)
        if acts(document, body):
            pages.doubt(doubts.ACTIVE)
    finally:
        document.close()
    return _reading(media_type, pages)


def _opened(body: bytes) -> pypdfium2.PdfDocument:
    given()
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower() or "security" in str(fault).lower():
            raise limits.Encrypted from fault
        raise


def _read(document: pypdfium2.PdfDocument, pages: _Pages) -> None:
    """Read page after page; beyond the document's limits only their text."""
    characters = objects = 0
    for number in range(1, min(pages.count, limits.PDF_PAGES) + 1):
        try:
            page = document[number - 1]
            if characters > limits.PDF_ALL_CHARACTERS or objects > limits.PDF_ALL_OBJECTS:
                pages.doubt(doubts.LIMIT)
                pages.late.append(_plain(page))
                continue
            found = sheet(page, number, next(reversed(pages.sheets), None))
            page.close()
        except pypdfium2.PdfiumError:
            pages.doubt(doubts.DAMAGED)
            continue
        characters += len(found.script.upright) + len(found.script.turned)
        objects += found.drawing.objects
        if found.hides:
            pages.doubt(doubts.TURNED)
        if has_hashes(found):
            pages.doubt(doubts.HASHES)
        if not found.complete:
            pages.doubt(doubts.LIMIT)
        pages.sheets.append(found)
    if pages.count > limits.PDF_PAGES:
        pages.doubt(doubts.LIMIT)


def _plain(page: pypdfium2.PdfPage) -> str:
    """The lines of a page as pdfium puts them together."""
    textpage = page.get_textpage()
    lines = textpage.get_text_bounded().splitlines()
    textpage.close()
    page.close()
    return "\n".join(filter(None, map(str.strip, lines)))


def _look(document: pypdfium2.PdfDocument, pages: _Pages, eyes: Eyes | None) -> None:
    """Show pages without text, or with one that cannot be trusted, to the eyes; doubt those that nobody sees."""
    for each in pages.sheets:
        unread, garbled = is_unread(each), is_garbled(each)
        if not unread and not garbled:
            continue
        if eyes and len(pages.seen) < limits.PDF_SEEN_PAGES:
            page = document[each.number - 1]
            seen = pages.seen[each.number] = look(page, each.number, eyes)
            page.close()
            if not garbled and is_good(each):
                pages.kept.add(each.number)
            for doubt in seen.doubts if seen.text else (doubts.NO_TEXT,):
                pages.doubt(doubt)
        else:
            pages.doubt(doubts.GARBLED if garbled else doubts.NO_TEXT)


def _reading(media_type: str, pages: _Pages) -> Reading:
    text = pages.text
    layer = any(each.script.invisible > HALF for each in pages.read)
    if layer:
        pages.doubt(doubts.UNSURE)
    if not text.strip() and doubts.DAMAGED not in pages.found:
        pages.doubt(doubts.NO_TEXT)
    marks = [seen.confidence for seen in pages.seen.values() if seen.confidence]
    return Reading(
        media_type,
        title=_title(pages),
        written=_written(text.split("\n")),
        text=text,
        tables=pages.tables,
        boxes=pages.boxes[: limits.BOXES],
        metadata=(("页数", str(pages.count)),),
        doubts=tuple(pages.found),
        read_by="ocr" if pages.seen or layer else "text",
        confidence=min(marks, key=Decimal, default=""),
        pages=pages.count,
    )


def _title(pages: _Pages) -> str:
    """What is set largest in the upper part of the first page, else the first line that may be a title."""
    first = next(iter(pages.read), None)
    if first and first.number == 1:
        headings = sorted(_headings(first), key=lambda heading: -heading[0])
        good = [text for _, text in headings if not LETTERHEAD.search(text)]
        if found := next(iter(good), ""):
            return found
    return titles.first([line for line in pages.text.split("\n") if "\t" not in line and not is_number(line)])


def _headings(first: Sheet) -> Iterator[tuple[float, str]]:
    """The size and words of each heading, its lines joined."""
    usual, floor = first.script.size, TOP * first.script.frame.height
    lines = [line for line in first.lines if line.box[1] <= floor]
    place = 0
    while place < len(lines):
        size, last = lines[place].size, place + 1
        while (
            last < len(lines)
            and abs(lines[last].size - size) <= ALIKE * size
            and lines[last].base - lines[last - 1].base <= 2 * size
        ):
            last += 1
        text = flow.join([line.text for line in lines[place:last]])
        if size > LARGER * usual and titles.may_be(text):
            yield size, text
        place = last


def _written(lines: Sequence[str]) -> date | None:
    """The day of signing, where it stands alone in one of the last lines."""
    for line in reversed(lines[-SIGNED:]):
        for day, start, end in dates.spans(line):
            if not line[:start].strip() and not line[end:].strip():
                return day
    return None


def _page(table: Table) -> int:
    found = re.match(r"第(\d+)", table.where)
    return int(found[1]) if found else 0
