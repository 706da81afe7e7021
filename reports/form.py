"""The form of the inspectors' workbook: its sheets, their columns, and the words that inspectors choose from."""

from __future__ import annotations

from collections.abc import Mapping

from checker.onsite import Span
from checker.rulings import Decision
from reports.styles import Column
from reports.wording import Wording

VERSION = "2"  # by which an import knows what it reads
PREFACE, RANKING, FOUND, DOUBTS = "说明", "排名", "检查发现", "无法检测"
ON_SITE, APPEALS, LEDGER, SCORES, ABOUT = "实地检查", "申诉", "整改台账", "计分", "版本"
UNSEEN = "无法查看"  # an answer that every matter on site has
DECISIONS: Mapping[Decision, str] = {Decision.UPHELD: "维持", Decision.REVOKED: "撤销", Decision.CHANGED: "改为"}
CHECKED: Mapping[Decision, str] = {
    Decision.CONFIRMED: "属实",
    Decision.REVOKED: "不属实",
    Decision.CHANGED: "改为",
}
KEY = "编号"
Columns = tuple[tuple[str, int, bool], ...]  # heading, characters, whether people write in it
SIGNED: Columns = (("改为扣分", 7, True), ("理由", 16, True), ("姓名", 8, True), ("日期", 10, True))
FOUND_COLUMNS: Columns = (
    ("单位编号", 8, False),
    ("单位", 13, False),
    ("指标", 6, False),
    ("位置", 8, False),
    ("问题", 14, False),
    ("对象", 13, False),
    ("说明", 24, False),
    ("证据网址", 16, False),
    ("取得时间", 9, False),
    ("原文", 16, False),
    ("单价", 6, False),
    ("扣分", 6, False),
    ("督查员意见", 7, True),
    *SIGNED,
    (KEY, 16, False),
)
DOUBT_COLUMNS: Columns = (
    ("单位编号", 8, False),
    ("单位", 14, False),
    ("指标", 6, False),
    ("位置", 8, False),
    ("结果", 8, False),
    ("可能的问题", 15, False),
    ("对象", 14, False),
    ("原因", 28, False),
    ("证据网址", 18, False),
    ("单价", 6, False),
    ("不能评定的分", 8, False),
    ("核实结果", 8, True),
    *SIGNED,
    (KEY, 16, False),
)
ON_SITE_COLUMNS: Columns = (
    ("单位编号", 8, False),
    ("组别", 10, False),
    ("单位", 14, False),
    ("事项", 16, False),
    ("登载处", 12, False),
    ("应查日期", 13, False),
    ("查什么", 28, False),
    ("依据", 12, False),
    ("满分", 6, False),
    ("结果", 9, True),
    ("得分", 6, True),
    ("日期、版面或地点", 13, True),
    ("情况", 18, True),
    ("姓名", 8, True),
    ("日期", 10, True),
    (KEY, 16, False),
)
APPEAL_COLUMNS: Columns = (
    ("申诉号", 7, False),
    ("单位编号", 8, False),
    ("单位", 15, False),
    ("指标", 6, False),
    ("问题", 18, False),
    ("对象", 14, False),
    ("申诉理由", 34, False),
    ("证据", 20, False),
    ("收到日期", 10, False),
    ("答复", 7, True),
    *SIGNED,
    (KEY, 16, False),
)


def days(span: Span, wording: Wording) -> str:
    """The days of a span as people write them: 7月8日—14日."""
    first, last = span.first, span.last
    values = {"month": str(first.month), "day": str(first.day), "last": str(last.day)}
    if first.month == last.month:
        return wording.say("{month}月{day}日—{last}日", **values)
    return wording.say("{month}月{day}日—{until}月{last}日", **values, until=str(last.month))


def columns(form: Columns, wording: Wording) -> list[Column]:
    """The columns of a sheet in a language."""
    return [Column(wording.say(words), wide, written) for words, wide, written in form]


def at(form: Columns, words: str, nth: int = 0) -> int:
    """Where the column of that heading stands, counted from 0; `nth` tells those of one heading apart."""
    return [number for number, (heading, _, _) in enumerate(form) if heading == words][nth]
