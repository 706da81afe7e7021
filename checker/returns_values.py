"""What single cells say: a number, a day, a name, a reason. What could be read in two ways is refused and never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from checker.returns_words import narrow, one_line, person
from crawler.reading.office.workbook import Cell, Kind

PLAIN_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?")
DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})[日号]?(?: \d{1,2}:\d\d(?::\d\d)?)?"
)
DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
SHORT_YEAR = re.compile(r"\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
LETTER, SIGN = re.compile(r"[^\W\d_]"), re.compile(r"\w")
DITTO = frozenset(("同上", "同前", "同左", "〃", "″", '"'))
LONGEST = {"姓名": 40, "理由": 2_000, "情况": 2_000, "日期、版面或地点": 300}
DECIMALS = 2
NOTHING = Cell(Kind.TEXT, "")


class Unclear(Exception):
    """A cell that cannot be read: what, what to do, and the values of both."""

    def __init__(self, what: str, remedy: str, **values: str) -> None:
        super().__init__(what)
        self.what, self.remedy, self.values = what, remedy, values


def is_blank(cell: Cell) -> bool:
    """Whether a person sees nothing in a cell."""
    return cell.kind is Kind.TEXT and not cell.text.strip()


def number(cell: Cell, heading: str) -> Decimal | None:
    """The number in a cell, None when it is blank. Raises Unclear."""
    if is_blank(cell):
        return None
    _check(cell, heading)
    text, values = narrow(cell.text), {"heading": heading, "text": cell.shown or cell.text}
    if "%" in text or "%" in cell.shown:
        raise Unclear("“{heading}”是百分数：{text}", "请写分数，不写百分数", **values)
    if cell.kind in (Kind.DATE, Kind.TIME):
        raise Unclear("“{heading}”变成了日期：{text}", "请把单元格格式改为常规，重新填写数字", **values)
    if cell.kind is Kind.BOOLEAN:
        raise Unclear("“{heading}”不是数：{text}", "请只写数字，例如 2.5", **values)
    if text.startswith("-") and PLAIN_NUMBER.fullmatch(text[1:]):
        raise Unclear("“{heading}”是负数：{text}", "扣分和得分都请写正数", **values)
    if "," in text or "，" in text:
        raise Unclear("“{heading}”里有逗号，看不出是几：{text}", "小数点请用“.”，不写千位分隔符", **values)
    if not PLAIN_NUMBER.fullmatch(text):
        raise Unclear("“{heading}”不是数：{text}", "请只写数字，例如 2.5", **values)
    value = Decimal(text)
    if cell.shown and _shown(cell.shown) not in (None, value):
        raise Unclear("“{heading}”显示为 {text}，实际是 {value}", "请把单元格格式改为常规", **values, value=str(value))
    return value


def _shown(text: str) -> Decimal | None:
    found = PLAIN_NUMBER.search(narrow(text))
    return Decimal(found[0]) if found else None


def is_exact(value: Decimal) -> bool:
    """Whether a number has no more decimals than marks are printed with."""
    return value == value.quantize(Decimal(1).scaleb(-DECIMALS))


def day(cell: Cell, heading: str) -> date | None:
    """The day in a cell, None when it is blank. Raises Unclear."""
    if is_blank(cell):
        return None
    _check(cell, heading)
    text, values = narrow(cell.text), {"heading": heading, "text": cell.text}
    if cell.kind is Kind.DATE:
        return date.fromisoformat(cell.text[:10])
    if cell.kind is Kind.TEXT and SHORT_YEAR.fullmatch(text):
        raise Unclear("“{heading}”只有两位数的年份：{text}", "请写四位数的年份，例如 2013-08-05", **values)
    parts = DAY.fullmatch(text) if cell.kind is Kind.TEXT else None
    parts = parts or (DIGITS.fullmatch(text) if cell.kind in (Kind.TEXT, Kind.NUMBER) else None)
    try:
        return date(*(int(part) for part in parts.groups() if part)) if parts else _no_day(values)
    except ValueError:
        return _no_day(values)


def _no_day(values: Mapping[str, str]) -> date:
    raise Unclear("“{heading}”不是日期：{text}", "请写年月日，例如 2013-08-05", **values)


def name(cell: Cell, heading: str) -> str:
    """The name in a cell, "" when it is blank. Raises Unclear."""
    if cell.kind in (Kind.NUMBER, Kind.BOOLEAN, Kind.DATE, Kind.TIME):
        raise Unclear("“{heading}”不是姓名：{text}", "请写全名", heading=heading, text=cell.text)
    return person(_words(cell, heading))


def remark(cell: Cell, heading: str) -> str:
    """What is written in a cell on one line, "" when it is blank. Raises Unclear."""
    return one_line(_words(cell, heading))


def check_name(text: str, heading: str) -> None:
    """Raises Unclear for what is nobody's name, and for what is longer than the program keeps."""
    if text in DITTO or len(LETTER.findall(text)) < 2:
        raise Unclear("“{heading}”不是姓名：{text}", "请写全名", heading=heading, text=text)
    _check_length(text, heading)


def check_remark(text: str, heading: str) -> None:
    """Raises Unclear for what says nothing by itself, and for what is longer than the program keeps."""
    if text and (text in DITTO or not SIGN.search(text)):
        remedy = "行的次序会变，请每行写完整"
        raise Unclear("“{heading}”没有写明：{text}", remedy, heading=heading, text=text)
    _check_length(text, heading)


def _check_length(text: str, heading: str) -> None:
    most = LONGEST[heading]
    if len(text) > most:
        values = {"heading": heading, "length": str(len(text)), "most": str(most)}
        raise Unclear("“{heading}”有 {length} 字，最多 {most} 字", "请写得短一些，详情另附", **values)


def word(cell: Cell, heading: str) -> str:
    """A word as it is written, "" when the cell is blank. Raises Unclear."""
    if cell.kind not in (Kind.TEXT, Kind.ERROR, Kind.UNCOMPUTED):
        raise Unclear("“{heading}”应是文字：{text}", "请从下拉列表中选择", heading=heading, text=cell.text)
    return narrow(_words(cell, heading))


def _words(cell: Cell, heading: str) -> str:
    _check(cell, heading)
    return cell.text


def _check(cell: Cell, heading: str) -> None:
    if cell.kind is Kind.UNCOMPUTED:
        remedy = "请用 Excel、WPS 或 LibreOffice 打开后保存，或直接填写"
        raise Unclear("“{heading}”是公式，没有保存结果", remedy, heading=heading)
    if cell.kind is Kind.ERROR or narrow(cell.text).startswith("#REF!"):
        raise Unclear("“{heading}”是错误值 {text}", "请重新填写", heading=heading, text=cell.text)
