"""Word: .docx in the order of its body, .rtf, and old .doc where an outside reader is installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator

import docx
from lxml import etree

from crawler.reading import bundle, encoding, flow, grids, limits, pdf
from crawler.reading.value import Reading, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
READERS = (("catdoc", "-d", "utf-8", "-w"), ("antiword", "-m", "UTF-8.txt", "-w", "0", "-"))


def read(body: bytes, media_type: str) -> Reading:
    """Paragraphs and tables as they follow each other; words in text boxes stand after their paragraph."""
    bundle.check(body)
    root = docx.Document(io.BytesIO(body)).element.body
    lines: list[str] = []
    tables: list[Table] = []
    _read_blocks(root, lines, tables)
    doubts = () if lines else ("image_only",) if root.iter(f"{W}drawing") and b"word/media/" in body else ("empty",)
    return Reading(media_type, title=pdf.title(lines), text="\n".join(lines), tables=tuple(tables), doubts=doubts)


def read_rtf(body: bytes, media_type: str) -> Reading:
    """The text of an RTF file, whatever its name."""
    from striprtf.striprtf import rtf_to_text

    text = encoding.clean(rtf_to_text(body.decode("latin-1"), encoding="gb18030", errors="replace")).strip()
    lines = [line.replace("|", "\t").strip() for line in text.split("\n") if line.strip("| \t")]
    return Reading(media_type, title=pdf.title(lines), text="\n".join(lines), doubts=() if lines else ("empty",))


def read_old(body: bytes, media_type: str) -> Reading:
    """A .doc or .wps file by catdoc or antiword; where neither is installed, a doubt and no guess."""
    for command in READERS:
        if program := shutil.which(command[0]):
            ran = subprocess.run(  # noqa: S603
                [program, *command[1:]], input=body, capture_output=True, timeout=limits.READER_SECONDS, check=False
            )
            lines = [
                line.strip()
                for line in encoding.clean(ran.stdout.decode("utf-8", "replace")).split("\n")
                if line.strip()
            ]
            if lines:
                return Reading(media_type, title=pdf.title(lines), text="\n".join(lines))
    return Reading(media_type, doubts=("needs_reader:doc",))


def _read_blocks(parent: etree._Element, lines: list[str], tables: list[Table]) -> None:
    for child in parent:
        if child.tag == f"{W}p":
            lines += _paragraph(child)
            for box in _boxes(child):
                _read_blocks(box, lines, tables)
        elif child.tag == f"{W}tbl":
            rows = grids.resolve(_rows(child))
            if rows and len(rows[0]) > 1:
                tables.append(Table(rows, grids.caption(lines)))
            lines += ["\t".join(dict.fromkeys(row)) for row in rows]
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            _read_blocks(child, lines, tables)


def _paragraph(node: etree._Element) -> list[str]:
    return [line for line in (line.strip() for line in "".join(_runs(node)).split("\n")) if line]


def _runs(node: etree._Element) -> Iterator[str]:
    """The words of a paragraph without those of its text boxes and of deleted runs."""
    for child in node:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag not in (f"{W}txbxContent", f"{W}del", f"{W}pPr", f"{W}rPr", FALLBACK):
            yield from _runs(child)


def _boxes(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag != FALLBACK:
            yield from _boxes(child)


def _rows(table: etree._Element) -> list[list[tuple[str, int, int]]]:
    """Rows of (text, colspan, rowspan): a vertical merge is counted into the cell that starts it."""
    rows: list[list[tuple[str, int, int]]] = []
    starts: dict[int, tuple[int, int]] = {}
    for row in table.iterfind(f"{W}tr"):
        cells: list[tuple[str, int, int]] = []
        column = _number(row, "trPr", "gridBefore", 0)
        cells += [("", column, 1)] if column else []
        for cell in row.iter(f"{W}tc"):
            if cell.getparent() is not row and cell.getparent().tag != f"{W}sdtContent":
                continue
            across = _number(cell, "tcPr", "gridSpan", 1)
            if _continues(cell) and column in starts:
                y, x = starts[column]
                text, wide, down = rows[y][x]
                rows[y][x] = (text, wide, down + 1)
            else:
                starts[column] = (len(rows), len(cells))
                cells.append((flow.join(_cell(cell)), across, 1))
            column += across
        rows.append(cells)
    return rows


def _cell(cell: etree._Element) -> list[str]:
    lines: list[str] = []
    _read_blocks(cell, lines, [])
    return lines


def _continues(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _number(node: etree._Element, holder: str, name: str, default: int) -> int:
    found = node.find(f"{W}{holder}/{W}{name}")
    value = (found.get(f"{W}val") or "") if found is not None else ""
    return (
        min(max(int(value), default), limits.SPAN)
        if value.isascii() and value.isdigit() and len(value) < 8
        else default
    )
