"""PDF: text by pdfium, tables of ruled pages by pdfplumber."""

from __future__ import annotations

import io
import re

import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from crawler.reading.encoding import clean
from crawler.reading.value import Reading, Table

MOST_PAGES = 300  # of text
MOST_TABLE_PAGES = 40  # pdfplumber takes some 55 ms a page
ENOUGH_TEXT = 20  # characters; fewer in the whole file is no text layer
READABLE = 0.6  # the least share of characters that people read, below which fonts are garbled
_READABLE = re.compile(
    r"[\w\s。，、；：？！（）《》“”‘’〔〕【】—…·.,;:()%/+\-=<>\"'&@#*￥$^_~|\[\]{}!?№①-⑳Ⅰ-Ⅻ→↓←↑■□●○◆◇★☆√×]"
)
PDF = "application/pdf"


def read_pdf(body: bytes) -> Reading:
    """Text and tables of a PDF; doubts `encrypted`, `unreadable`, `no_text_layer`, `garbled`."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        return Reading(PDF, doubts=("encrypted" if "assword" in str(error) else "unreadable",))
    try:
        texts = [_text(document[number]) for number in range(min(len(document), MOST_PAGES))]
        ruled = [number for number in range(min(len(document), MOST_TABLE_PAGES)) if _is_ruled(document[number])]
    except pdfium.PdfiumError:
        return Reading(PDF, doubts=("unreadable",))
    finally:
        document.close()
    text = clean("\n".join(texts))
    doubt = _doubt(text)
    tables = _tables(body, ruled) if ruled and not doubt else ()
    return Reading(PDF, title=_title(text), text=text, tables=tables, doubts=(doubt,) if doubt else ())


def _text(page: pdfium.PdfPage) -> str:
    found = page.get_textpage()
    try:
        return str(found.get_text_range())
    finally:
        found.close()
        page.close()


def _is_ruled(page: pdfium.PdfPage) -> bool:
    """Whether a page draws lines or boxes, as tables do."""
    try:
        return any(True for _ in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH], max_depth=2))
    finally:
        page.close()


def _doubt(text: str) -> str:
    packed = re.sub(r"\s", "", text)
    if len(packed) < ENOUGH_TEXT:
        return "no_text_layer"
    share = sum(1 for char in packed if _READABLE.match(char)) / len(packed)
    return "garbled" if share < READABLE else ""


def _title(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return next((line for line in lines if len(line) > 3 and not re.match(r"附件\s*\d*[:：]?$", line)), "")[:120]


def _tables(body: bytes, numbers: list[int]) -> tuple[Table, ...]:
    found: list[Table] = []
    try:
        with pdfplumber.open(io.BytesIO(body), pages=[number + 1 for number in numbers]) as document:
            for page in document.pages:
                found += _on_page(page)
    except (PDFException, PdfminerException, ValueError, TypeError, KeyError, IndexError):
        return tuple(found)  # pdfminer refuses what pdfium forgives; the text is there
    return tuple(found)


def _on_page(page: pdfplumber.page.Page) -> list[Table]:
    tables = []
    for table in page.find_tables():
        rows = tuple(tuple(re.sub(r"\s+", "", clean(cell or "")) for cell in row) for row in table.extract())
        if len(rows) > 1 and len(rows[0]) > 1:
            above = page.crop((0, max(table.bbox[1] - 60, 0), page.width, max(table.bbox[1], 1)), strict=False)
            caption = " ".join(clean(above.extract_text() or "").split("\n")[-2:])
            tables.append(Table(_filled(rows), caption, f"第{page.page_number}页"))
        page.flush_cache()
    return tables


def _filled(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(row for row in rows if any(row))
