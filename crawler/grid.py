"""A small table that people keep: .csv in UTF-8 or GB18030, or .xlsx, as rows of cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import ada_url

from crawler.reading import doubts
from crawler.reading.pool import File
from crawler.reading.workbooks import opened
from crawler.refusal import Fault, Refusal

Row = tuple[int, Mapping[str, str]]
SAVE = "请用 Excel、WPS 或 LibreOffice 打开原表格，另存为 .xlsx"
FAULTS: Mapping[str, tuple[str, str]] = {
    doubts.LOCKED: ("有打开密码，无法读取", "请去掉密码后再读入"),
    doubts.LIMIT: ("太大，读取超出限制", "请删除有格式而没有内容的行和列，或重新导出再填"),
}
OTHER = ("不是表格，或者已损坏", SAVE)


def table(path: Path, headers: Mapping[str, str], optional: Mapping[str, str] = MappingProxyType({})) -> Iterator[Row]:
    """The lines below the header with their numbers, each a mapping from the columns' English names; empty lines left out.

    `headers` gives the English name of each Chinese one, `optional` that of those that may be left out.
    Raises Refusal for a file that is not there, cannot be read, is
    empty, or lacks a column.
    """
    cells = _grid(path)
    if not cells:
        raise Refusal(Fault("文件是空的", "请填写表头和至少一行", path.name))
    names = {**optional, **headers}
    header = [names.get(cell.strip(), cell.strip().lower()) for cell in cells[0][1]]
    absent = [f"{chinese}（{name}）" for chinese, name in headers.items() if name not in header]
    if absent:
        raise Refusal(Fault("缺少列：{columns}", "请在表头补上这些列", path.name, 1, {"columns": "、".join(absent)}))
    for number, row in cells[1:]:
        if any(cell.strip() for cell in row):
            padded = [cell.strip() for cell in row] + [""] * len(header)
            yield number, dict(zip(header, padded, strict=False))


def _grid(path: Path) -> list[tuple[int, list[str]]]:
    """The rows with their numbers from 1; of a spreadsheet only those that hold anything, but always the first."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise Refusal(Fault("找不到文件", "请先运行 gongkai init，或放入名册文件", path.name)) from None
    if path.suffix.lower() == ".xlsx":
        return _spreadsheet(path.name, content)
    try:
        return list(enumerate(csv.reader(io.StringIO(_decode(path.name, content), newline="")), 1))
    except csv.Error as error:
        fault = Fault(
            "无法读取表格：{error}", "请另存为 .xlsx 或 UTF-8 的 .csv", path.name, None, {"error": str(error)}
        )
        raise Refusal(fault) from None


def _spreadsheet(name: str, content: bytes) -> list[tuple[int, list[str]]]:
    """The first sheet, read by the confined process: a stray cell in its last corner asks for more memory than there is."""
    book = next(iter(opened([File(content, "", name=name)])))
    if book.doubt or not book.sheets:
        fault = FAULTS.get(book.doubt, OTHER)
        raise Refusal(Fault(*fault, name))
    rows: dict[int, dict[int, str]] = {0: {}}
    for (row, column), cell in book.sheets[0].cells.items():
        rows.setdefault(row, {})[column] = cell.text
    lines = [
        (row + 1, [cells.get(column, "") for column in range(max(cells, default=-1) + 1)])
        for row, cells in sorted(rows.items())
    ]
    return lines if any(cells for _, cells in lines) else []


def _decode(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(Fault("编码既不是 UTF-8 也不是 GB18030", "请用 Excel 或 WPS 另存为 UTF-8 的 .csv", name))


def is_web_address(text: str) -> bool:
    """Whether a cell holds a whole web address, without spaces and credentials."""
    if not re.match(r"https?://", text, re.IGNORECASE) or not ada_url.check_url(text):
        return False
    return bool(re.fullmatch(r"[^\s@]+", text)) and bool(ada_url.URL(text).hostname)
