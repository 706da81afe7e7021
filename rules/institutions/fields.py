"""What an entry of a catalogue tells of itself: in its row of the list, its card, its metadata, the head of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise, zip_longest
from types import MappingProxyType

from crawler.snapshot import Page
from rules.phrases import squeeze
from rules.records import Field, is_blank
from rules.remembered import remembered

INDEX = Field(
    "索引号", ("索引号", "索取号", "信息索引", "信息编号", "统一编号", "统一登记号", "目录编号", "索引", "信息编码")
)
TITLE = Field(
    "名称", ("名称", "标题", "题名", "公开内容"), ("机构", "单位", "部门", "来信", "信件", "项目", "企业", "事项")
)
NUMBER = Field("文号", ("文号", "发文字号", "文件编号", "字号"), ("许可", "字体"))
DAY = Field("日期", ("日期", "时间"), ("废止", "失效", "生效", "施行", "实施", "截止", "有效", "受理", "办理", "办公"))
ISSUER = Field("发布机构", ("机构", "机关", "单位", "部门", "来源", "主体"), ("咨询", "解读", "审查", "电话", "分类"))
FIELDS = (INDEX, TITLE, NUMBER, DAY, ISSUER)
LEAST_HEADS = 3  # columns of a list
HEAD = 12  # lines of a text in which its number and its labels stand
NUMBERED = re.compile(
    r"[一-龥]{1,12}[〔\[(【﹝]?(?:19|20)\d\d[〕\])】﹞]?(?:第)?\d{1,4}号|(?:19|20)\d\d年?第?\d{1,4}号|第\d{1,4}号"
)
FULL_NUMBER = re.compile(r"[一-龥]{2,12}[〔\[(【﹝](?:19|20)\d\d[〕\])】﹞]第?\d{1,4}号")
OFFICIAL = re.compile("(?:通知|意见|决定|批复|复函|通报|方案|办法|细则|规定|请示|报告|令)(?:[(].{1,12}[)])?$")
_SAYS = re.compile("^[^:]{2,8}:(.*)$")


class State(StrEnum):
    """Whether an entry tells a field, has room for it and leaves it blank, or has no room for it."""

    TOLD = "told"
    BLANK = "blank"
    NONE = "none"


def row_values(cells: Mapping[str, str]) -> Mapping[str, str]:
    """The values of a row by field, a mere dash as nothing; 无 behind 文号 says that there is no number."""
    return MappingProxyType({name: cleaned(name, value) for name, value in cells.items()})


def cleaned(name: str, value: str) -> str:
    """A value as it counts: nothing for dashes, for a number without figures, for an index without any sign."""
    text = squeeze(value)
    if name == NUMBER.name and is_unnumbered(text):
        return text
    if is_blank(text) or text in ("无", "null", "NULL", "undefined"):
        return ""
    if name == NUMBER.name and not (re.search(r"\d", text) and len(text) <= 40):
        return ""
    if name == INDEX.name and not re.search(r"[\dA-Za-z]", text):
        return ""
    return text


def is_unnumbered(number: str) -> bool:
    """Whether what stands behind 文号 says that there is no number: it is no document, then."""
    return number in ("无", "无文号", "无编号")


@remembered
def card_values(page: Page) -> Mapping[str, str]:
    """What a page tells of itself by field: metadata, the cells of its card, labels in the head of its text."""
    found: dict[str, str] = {}
    for label, value in (*page.reading.metadata, *_cells(page), *_head_labels(page)):
        name = next((field.name for field in FIELDS if field.labels(squeeze(label).rstrip(":"))), None)
        if name is not None and not found.get(name):
            found[name] = cleaned(name, value)
    if page.issuer:
        found[ISSUER.name] = page.issuer
    if page.published or page.reading.written:
        found[DAY.name] = str(page.reading.written or page.published)
    return MappingProxyType(found)


def _cells(page: Page) -> Iterator[tuple[str, str]]:
    """The labels with the cells behind them of the tables in which an index or a number is a label, and both in one cell."""
    for table in page.tables:
        labels = {squeeze(cell).rstrip(":") for row in table.rows for cell in row}
        if len(table.rows) > HEAD or not any(field.labels(each) for field in (INDEX, NUMBER) for each in labels):
            continue
        for cells, below in zip_longest(table.rows, table.rows[1:], fillvalue=()):
            for label, value in () if _heads(cells, below) else pairwise(cells):
                if not _is_label(value):
                    yield label, value
                elif squeeze(label).endswith(":"):
                    yield label, ""


def _heads(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row is the head of a list: below its label for an index stands an index, and beside it none."""
    labelled = [column for column, cell in enumerate(cells) if INDEX.labels(squeeze(cell)) and _is_label(cell)]
    if len(cells) < LEAST_HEADS or len(below) != len(cells) or not labelled:
        return False
    beside = (cells[column + 1] for column in labelled if column + 1 < len(cells))
    return all(cleaned(INDEX.name, below[column]) for column in labelled) and not any(
        cleaned(INDEX.name, cell) for cell in beside
    )


def _is_label(cell: str) -> bool:
    text = squeeze(cell)
    return text.endswith(":") or any(field.labels(text) and len(text) <= 6 for field in FIELDS)


def _head_labels(page: Page) -> Iterator[tuple[str, str]]:
    for line in page.text[:3000].splitlines()[:HEAD]:
        text = squeeze(line)
        label, colon, value = text.partition(":")
        if colon and INDEX.labels(label):
            yield label, re.split("[|;,]", value)[0]


def number_in_text(page: Page) -> str:
    """The number that stands in the head of a document's text or behind its title; "" for none."""
    head = "\n".join(squeeze(line) for line in (page.title, *page.text[:3000].splitlines()[:HEAD]))
    found = FULL_NUMBER.search(head) or re.search(r"(?m)^[(]?[一-龥]{0,14}(?:20\d\d年)?第\d{1,4}号[)]?$", head)
    return found[0] if found else ""


def signed(page: Page, names: tuple[str, ...]) -> bool:
    """Whether a document names one of these bodies in its title or its last lines."""
    tail = squeeze(page.title + "".join(page.text[-400:]))
    return any(squeeze(name) in tail for name in names)
