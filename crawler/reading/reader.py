"""Any bytes in, one reading out: typed by the bytes, read by the one who knows the type, never raising."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from crawler.reading import doubts, limits, plain, sniff
from crawler.reading.archives import bundle
from crawler.reading.containers import names, ole
from crawler.reading.containers.members import Unreadable
from crawler.reading.office import locked, mail
from crawler.reading.pages import html
from crawler.reading.text import encoding
from crawler.reading.value import Eyes, Link, Reading, RowLink, Table

TEXTS = frozenset((sniff.JSON, sniff.XML, sniff.PLAIN, "image/svg+xml"))
SHEETS = frozenset((sniff.XLSX, sniff.XLSB, sniff.XLS, sniff.ODS))
OUTSIDE = {sniff.OLE: "ole"}
OFFICE = frozenset(
    (sniff.DOCX, sniff.WORD_XML, sniff.RTF, sniff.DOC, sniff.WORKS, sniff.PPT, sniff.PPTX, sniff.OFD, *sniff.ODF)
)


def read(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    name: str = "",
    fetched: date | None = None,
    eyes: Eyes | None = None,
) -> Reading:
    """What the bytes say. Bad content gives a reading with doubts; nothing is raised for it.

    `fetched` is the day on which the bytes were had: a page is not believed that says it was published later.
    Pictures, and pages of PDFs that are pictures, are recognised only with `eyes`; without, they are doubted.
    """
    return _Reader(eyes, bundle.Budget.of(body), fetched).read(
        body, url, content_type, name or url.partition("?")[0].rpartition("/")[2]
    )


def read_cells(body: bytes, *, name: str) -> Reading:
    """The cells of a workbook at their places, as `office.workbook.listed` has them. Nothing is raised for bad content."""
    kind = sniff.media_type(body, "", name)

    def what() -> Reading:
        from crawler.reading.office import placed

        return placed.read(body, kind)

    return _bounded(kind, what)


@dataclass(frozen=True)
class _Reader:
    """Reads one file, and whatever files are in it, within one budget."""

    eyes: Eyes | None
    budget: bundle.Budget
    fetched: date | None = None

    def read(self, body: bytes, url: str, content_type: str, name: str, depth: int = 0) -> Reading:
        kind = sniff.media_type(body, content_type, name)

        def what() -> Reading:
            if depth and kind in bundle.OFFICE:
                bundle.spend(body, self.budget)
            return _told(cleaned(self._by_kind(body, kind, url, content_type, name, depth)))

        return _bounded(kind, what)

    def _by_kind(self, body: bytes, kind: str, url: str, content_type: str, name: str, depth: int) -> Reading:
        if kind == sniff.HTML:
            return html.read(body, url=url, content_type=content_type, fetched=self.fetched)
        if kind in TEXTS:
            return plain.read(body, kind, content_type)
        if kind == sniff.CSV:
            return plain.read_csv(body, kind, content_type)
        if kind == sniff.MHTML:
            return mail.read(body, kind, url)
        if kind in bundle.KINDS:
            if depth >= limits.ZIP_DEPTH:
                return Reading(kind, doubts=(doubts.LIMIT,))
            return bundle.read(body, kind, name, self._member, depth, self.budget)
        if kind == sniff.UNKNOWN and names.is_volume(name):
            return Reading(kind, doubts=(doubts.VOLUMES,))
        return self._file(body, kind, depth)

    def _member(self, content: bytes, name: str, depth: int) -> Reading:
        return self.read(content, "", "", name, depth)

    def _part(self, content: bytes, name: str, depth: int) -> Reading:
        """What is embedded in a document, no deeper than an archive in an archive."""
        if depth >= limits.ZIP_DEPTH:
            return Reading("", doubts=(doubts.LIMIT,))
        return self._member(content, name, depth + 1)

    def _file(self, body: bytes, kind: str, depth: int) -> Reading:
        """A document or a picture; its parser is loaded only now, because a crawl of pages needs none of them."""
        if kind == sniff.PDF:
            from crawler.reading.pdf import document as pdf

            return pdf.read(body, kind, self.eyes)
        if kind.startswith("image/"):
            from crawler.reading.pictures import image

            return image.read(body, kind, self.eyes)

        def read_part(part: bytes, name: str) -> Reading:
            return self._part(part, name, depth)

        if kind in OFFICE:
            from crawler.reading.office import documents as office

            return office.read(body, kind, read_part)
        if kind == sniff.XLS:
            from crawler.reading.office import oldoffice

            return oldoffice.read_sheets(body, kind, read_part)
        if kind in SHEETS:
            from crawler.reading.office import sheets

            locked.check(body)
            return sheets.read(body, kind, read_part)
        if kind == sniff.SHEET_XML:
            from crawler.reading.office import sheetxml

            return sheetxml.read(body, kind)
        return _unknown(body, kind)


def _bounded(kind: str, what: Callable[[], Reading]) -> Reading:
    """What a reader says, or why it said nothing."""
    try:
        return what()
    except limits.Encrypted:
        return Reading(kind, doubts=(doubts.LOCKED,))
    except (limits.LimitReached, MemoryError, RecursionError):
        return Reading(kind, doubts=(doubts.LIMIT,))
    except limits.Unsafe:
        return Reading(kind, doubts=(doubts.DAMAGED, doubts.UNSAFE))
    except Unreadable as fault:
        return Reading(kind, doubts=(fault.doubt,))
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # noqa: BLE001  # boundary: parsers of foreign files raise anything, Rust panics included
        return Reading(kind, doubts=(doubts.DAMAGED,))


def _told(reading: Reading) -> Reading:
    """The reading, and that it is empty where nothing is left of it and no reader said so."""
    said = (
        reading.text.strip(),
        reading.title,
        reading.tables,
        reading.links,
        reading.images,
        reading.forms,
        reading.doubts,
    )
    return reading if any(said) else replace(reading, doubts=(doubts.EMPTY,))


def _unknown(body: bytes, kind: str) -> Reading:
    if kind == sniff.OLE:
        locked.check(body)
        if ole.is_broken(body):
            return Reading(kind, doubts=(doubts.DAMAGED,))
    return Reading(kind, doubts=(doubts.needs(OUTSIDE[kind]) if kind in OUTSIDE else doubts.DAMAGED,))


def cleaned(reading: Reading) -> Reading:
    """The reading without characters that cannot be seen, in every text that it holds."""
    if encoding.is_clean("\n".join(_texts(reading))):
        bare = reading.title.strip()
        return reading if bare == reading.title else replace(reading, title=bare)
    clean = encoding.clean
    return replace(
        reading,
        title=clean(reading.title).strip(),
        issuer=clean(reading.issuer),
        columns=tuple(map(clean, reading.columns)),
        text=clean(reading.text),
        tables=tuple(
            Table(tuple(tuple(map(clean, row)) for row in table.rows), clean(table.caption), clean(table.where))
            for table in reading.tables
        ),
        links=tuple(Link(link.url, clean(link.text)) for link in reading.links),
        images=tuple(replace(image, text=clean(image.text)) for image in reading.images),
        row_links=tuple(
            RowLink(link.url, clean(link.text), clean(link.head), tuple(map(clean, link.row)))
            for link in reading.row_links
        ),
        boxes=tuple(replace(box, text=clean(box.text)) for box in reading.boxes),
        metadata=tuple((clean(label), clean(value)) for label, value in reading.metadata),
    )


def _texts(reading: Reading) -> Iterator[str]:
    """Every text of a reading that is cleaned."""
    yield from (reading.title, reading.issuer, reading.text, *reading.columns)
    for table in reading.tables:
        yield from (table.caption, table.where)
        for row in table.rows:
            yield from row
    yield from (link.text for link in reading.links)
    yield from (image.text for image in reading.images)
    for link in reading.row_links:
        yield from (link.text, link.head, *link.row)
    yield from (box.text for box in reading.boxes)
    for label, value in reading.metadata:
        yield from (label, value)
