"""The classes of power (职权类型) and how lists and charts name them."""

from __future__ import annotations

import re

from rules.phrases import unnumbered

CLASSES = (
    "行政许可",
    "非行政许可审批",
    "行政审批",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政给付",
    "行政检查",
    "行政确认",
    "行政奖励",
    "行政裁决",
    "其他权力",
)

_CLASS = (
    "(?:.*[局委办厅院队站心会])?{kind}(?:类|事项|项目|职权|行为)*"
    "[(]?(?:(?:一般|普通|简易)?程序)?[)]?(?:权力)?(?:运行)?(?:外部|内部)?"
)


def class_of_chart(name: str) -> str:
    """The class of power that a bare name stands for as a whole, or ""."""
    text = re.sub("流程.*$", "", unnumbered(name))
    return next((kind for kind in CLASSES if re.fullmatch(_CLASS.format(kind=kind), text)), "")
