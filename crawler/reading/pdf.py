"""PDF: text by pypdfium2, ruled tables by pdfplumber on the pages that have lines and words."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.reading import encoding, grids, limits
from crawler.reading.value import Eyes, Reading, Table

GARBLED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\\(cid:\\d+\\)")
WORD = re.compile(r"[\u4e00-\u9fff\d]")
ABOVE = 60  # points above a table in which its unit line stands
TITLE_SKIP = re.compile(r"^附\s*件\s*\d*\s*[:：]?$|^\d+$|^-\s*\d+\s*-$")


def read(body: bytes, media_type: str, eyes: Eyes | None = None) -> Reading:
    """Text and tables, page by page. Raises Encrypted, pypdfium2.PdfiumError."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower() or "security" in str(fault).lower():
            raise limits.Encrypted from fault
        raise
    try:
        count = len(document)
        texts, ruled = _pages(document, min(count, limits.PDF_PAGES))
    finally:
        document.close()
    tables = _tables(body, ruled[: limits.PDF_TABLE_PAGES]) if ruled else []
    text = "\n".join(filter(None, texts))
    doubts = _doubts(text, count, len(ruled))
    return Reading(
        media_type,
        title=title(text.split("\n")),
        text=text,
        tables=tuple(tables),
        metadata=(("页数", str(count)),),
        doubts=doubts,
    )


def title(lines: Sequence[str]) -> str:
    """The first line of a document that is neither a page number nor "附件1"."""
    return next(
        (line.strip() for line in lines if 4 <= len(line.strip()) <= 80 and not TITLE_SKIP.match(line.strip())), ""
    )


def _doubts(text: str, pages: int, ruled: int) -> tuple[str, ...]:
    doubts = ["parse_limit"] if pages > limits.PDF_PAGES or ruled > limits.PDF_TABLE_PAGES else []
    solid = len(re.sub(r"\s", "", text))
    if not solid:
        doubts.append("no_text_layer")
    elif len(GARBLED.findall(text)) > limits.GARBLED_SHARE * solid:
        doubts.append("garbled")
    return tuple(doubts)


def _pages(document: pypdfium2.PdfDocument, count: int) -> tuple[list[str], list[int]]:
    """Each page's text, and the numbers of the pages that may hold a ruled table."""
    texts: list[str] = []
    ruled: list[int] = []
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            texts.append("")
            continue
        textpage = page.get_textpage()
        text = textpage.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n")
        texts.append("\n".join(line.strip() for line in text.split("\n") if line.strip()))
        if WORD.search(text) and _has_rules(page):
            ruled.append(number)
        textpage.close()
        page.close()
    return texts, ruled


def _has_rules(page: pypdfium2.PdfPage) -> bool:
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)
    return sum(1 for _ in zip(paths, range(limits.PDF_RULES), strict=False)) >= limits.PDF_RULES


def _tables(body: bytes, numbers: list[int]) -> list[Table]:
    import pdfplumber

    found: list[Table] = []
    with pdfplumber.open(io.BytesIO(body), pages=[number + 1 for number in numbers]) as document:
        for page in document.pages:
            for table in page.find_tables():
                rows = _rows(table)
                if len(rows) > 1 and len(rows[0]) > 1:
                    found.append(Table(rows, _caption(page, table.bbox), where=f"第{page.page_number}页"))
            page.close()
    return found


def _rows(table: Any) -> tuple[tuple[str, ...], ...]:
    """A table's rows; a merged cell's words are repeated in every place that its box covers."""
    texts = {
        cell: _joined(text)
        for row, line in zip(table.rows, table.extract(), strict=False)
        for cell, text in zip(row.cells, line, strict=False)
        if cell
    }
    lefts, tops = sorted({cell[0] for cell in texts}), sorted({cell[1] for cell in texts})
    if len(lefts) * len(tops) > limits.TABLE_CELLS:
        raise limits.LimitReached("cells")
    grid: dict[tuple[int, int], str] = {}
    for (left, top, right, bottom), text in texts.items():
        covered = [
            (y, x)
            for y, at in enumerate(tops)
            if top <= at < bottom - 1
            for x, start in enumerate(lefts)
            if left <= start < right - 1
        ]
        grid.update(dict.fromkeys(covered, text))
    rows = (tuple(grid.get((y, x), "") for x in range(len(lefts))) for y in range(len(tops)))
    return tuple(row for row in rows if any(row))


def _joined(text: str | None) -> str:
    from crawler.reading.flow import join

    return encoding.clean(join((text or "").split("\n")))


def _caption(page: Any, bbox: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = page.bbox
    floor = max(top, min(bbox[1], bottom))
    ceiling = max(top, floor - ABOVE)
    if floor - ceiling < 4 or right <= left:
        return ""
    text = page.crop((left, ceiling, right, floor), strict=False).extract_text() or ""
    return grids.caption([line for line in text.split("\n") if line.strip()])
