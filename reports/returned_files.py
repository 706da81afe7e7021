"""Files that cannot be taken in: not there, not a workbook, locked, empty, or only half there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from crawler.reading import doubts, limits, sniff
from crawler.reading.office.workbook import Workbook
from crawler.refusal import Fault
from reports.wording import Wording

SAVE = "请用 Excel、WPS 或 LibreOffice 打开原表格，另存为 .xlsx"
KINDS: Mapping[str, tuple[str, str]] = {
    sniff.CSV: ("是 .csv 文件，存不下整个表格", SAVE),
    sniff.PLAIN: ("是文字文件，不是表格", SAVE),
    sniff.HTML: ("是网页，不是表格", SAVE),
    sniff.SHEET_XML: ("是 Excel 2003 的 XML 表格", SAVE),
    sniff.XLSB: ("是 .xlsb 二进制表格", SAVE),
    sniff.ZIP: ("是压缩包，或者没有传完", "请解压后逐个读入；没有传完的请重新传送"),
    sniff.PDF: ("是 PDF，不是表格", SAVE),
}
OTHER = ("不是表格，或者已损坏", SAVE)
DOUBTS: Mapping[str, tuple[str, str]] = {
    doubts.LOCKED: ("有打开密码，无法读取", "请去掉密码后再读入"),
    doubts.LIMIT: ("太大，读取超出限制", "请删除有格式而没有内容的行和列，或重新导出再填"),
    doubts.DAMAGED: ("已损坏，或者没有传完", "请重新传送，或打开后另存"),
}


def unreadable(path: Path) -> Fault | None:
    """Why a file cannot be had at all; None when it can."""
    where = path.name
    if where.startswith("~$"):
        return Fault("是打开表格时的临时文件，不是表格", "请关闭表格，读入同名而没有“~$”的文件", where)
    if not path.is_file():
        return Fault("没有这个文件", "请核对文件名和目录", str(path))
    size = path.stat().st_size
    if not size:
        return Fault("文件是空的（0 字节）", "请重新传送，或打开后另存", where)
    return Fault("文件太大", "表格不应超过 256 MB", where) if size > limits.FILE_BYTES else None


def misread(book: Workbook, name: str, wording: Wording) -> Fault | None:
    """Why a file could not be read as a workbook; None when it was."""
    if book.doubt:
        what, remedy = DOUBTS.get(book.doubt, ("无法读取：{reason}", SAVE))
        return Fault(what, remedy, name, None, {"reason": wording.reason(book.doubt)})
    return None if book.sheets else Fault(*KINDS.get(book.media_type, OTHER), name)
