"""The form of the workbook that comes back: its sheets, the columns that are read, and the words that decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.rulings import Decision

VERSION = "2"
KEY = "编号"
NUMBER = "申诉号"
POINTS, REASON, BY, ON = "改为扣分", "理由", "姓名", "日期"
RESULT, SCORE, SEEN, NOTE = "结果", "得分", "日期、版面或地点", "情况"
UNSEEN = "无法查看"
ABOUT = "版本"
LABELS = ("格式版本", "城市", "期别", "考核方案", "方案摘要", "范围")
NEED_REASON = frozenset((Decision.REVOKED, Decision.CHANGED))


@dataclass(frozen=True, eq=False)
class Form:
    """A sheet that people fill in. `tells` are columns that say what a row is about, `proves` those of its evidence.

    Of the `inputs` the first one decides; `decisions` are its words, none where a matter brings its own answers.
    """

    sheet: str
    tells: tuple[str, ...]
    inputs: tuple[str, ...]
    decisions: Mapping[str, Decision]
    proves: tuple[str, ...] = ()

    @property
    def decides(self) -> str:
        """The heading of the column that decides."""
        return self.inputs[0]

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which nothing can be read."""
        return (*((NUMBER,) if NUMBER in self.tells else ()), *self.inputs, KEY)


RULED = {"维持": Decision.UPHELD, "撤销": Decision.REVOKED, "改为": Decision.CHANGED}
CHECKED = {"属实": Decision.CONFIRMED, "不属实": Decision.REVOKED, "改为": Decision.CHANGED}
SIGNED = (POINTS, REASON, BY, ON)
FOUND = Form(
    "检查发现",
    ("单位编号", "单位", "指标", "位置", "问题", "对象"),
    ("督查员意见", *SIGNED),
    RULED,
    ("说明", "证据网址", "原文"),
)
DOUBTS = Form(
    "无法检测",
    ("单位编号", "单位", "指标", "位置", "结果", "可能的问题", "对象"),
    ("核实结果", *SIGNED),
    CHECKED,
    ("原因", "证据网址"),
)
APPEALS = Form("申诉", (NUMBER, "单位编号", "单位", "指标", "问题", "对象"), ("答复", *SIGNED), RULED, ("申诉理由",))
ON_SITE = Form(
    "实地检查",
    ("单位编号", "单位", "事项", "登载处", "应查日期"),
    (RESULT, SCORE, SEEN, NOTE, BY, ON),
    {},
    ("查什么",),
)
FORMS = (FOUND, DOUBTS, ON_SITE, APPEALS)
WORDS = frozenset(
    (
        *(word for form in FORMS for word in (form.sheet, *form.tells, *form.inputs, *form.decisions, *form.proves)),
        *LABELS,
        KEY,
        UNSEEN,
        ABOUT,
    )
)  # all words that a workbook in another language says otherwise
