"""Tables of approvals with their bases, as 《行政许可法》第三十条 asks for, under titles that also name lists of single decisions."""

from __future__ import annotations

import re

from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.powers.lists.columns import columns_at
from rules.powers.lists.headers import announces, is_other_title, tells_changes
from rules.tables import data_tables

HEADS = 3  # rows of a table among which its head begins
SEVERAL = 2  # rows below it
_TITLE = re.compile("(?:行政|实施的|保留的|本[局委办]|[我市县区][局委办]的?)(?:许可|审批)|(?:许可|审批)(?:事项|项目)")
_DECIDED = re.compile("决定|结果|准予|受理|办结|名单|双公示|统计|[一二三四五六七八九十\\d]月|季度|批次|第.{1,4}批")
_GIVEN = re.compile(  # heads of single decisions: whose they are, and when
    "申请(?:人|单位|企业|者)|被?许可人|相对人|(?:企业|公司|法人|业主|建设单位)名称|建设单位|许可证|证书|文号|证号|(?:许可|决定).{0,3}编号"
    "|(?:批准|发证|许可|审批|核准|受理|办结|决定)(?:日期|时间)|有效期"
)


def is_of_approvals(title: str) -> bool:
    """Whether a title speaks of approvals, and of none that were given, taken away or changed."""
    plain = squeeze(title)
    spoken = _TITLE.search(plain) is not None and _DECIDED.search(plain) is None
    return spoken and not (announces(title) or is_other_title(title) or tells_changes(title))


def gives_bases(document: Document) -> bool:
    """Whether a table of a document names several items with a basis each, and nobody to whom anything was given."""
    return any(
        (found := columns_at(table.rows, at)) is not None
        and any(role == "basis" for role, _ in found.fields)
        and len(table.rows) - at - found.rows >= SEVERAL
        and not any(_GIVEN.search(squeeze(cell)) for row in table.rows[at : at + found.rows] for cell in row)
        for table in data_tables(document)
        for at in range(min(HEADS, len(table.rows)))
    )
