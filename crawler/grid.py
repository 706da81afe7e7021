"""A small table that people keep: .csv in UTF-8 or GB18030, or .xlsx, as rows of cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import ada_url
from python_calamine import CalamineError, load_workbook

from crawler.refusal import Fault, Refusal

Row = tuple[int, Mapping[str, str]]


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
    header = [names.get(cell.strip(), cell.strip().lower()) for cell in cells[0]]
    absent = [f"{chinese}（{name}）" for chinese, name in headers.items() if name not in header]
    if absent:
        raise Refusal(Fault("缺少列：{columns}", "请在表头补上这些列", path.name, 1, {"columns": "、".join(absent)}))
    for number, row in enumerate(cells[1:], start=2):
        if any(cell.strip() for cell in row):
            padded = [cell.strip() for cell in row] + [""] * len(header)
            yield number, dict(zip(header, padded, strict=False))


def _grid(path: Path) -> list[list[str]]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise Refusal(Fault("找不到文件", "请先运行 gongkai init，或放入名册文件", path.name)) from None
    if path.suffix.lower() == ".xlsx":
        return _spreadsheet(path.name, content)
    return list(csv.reader(io.StringIO(_decode(path.name, content), newline="")))


def _spreadsheet(name: str, content: bytes) -> list[list[str]]:
    try:
        workbook = load_workbook(io.BytesIO(content))
        cells = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        fault = Fault("无法读取表格：{error}", "请另存为 .xlsx 或 UTF-8 的 .csv", name, None, {"error": str(error)})
        raise Refusal(fault) from None
    return [[str(cell) for cell in row] for row in cells]


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
