"""Names of items and of charts, in the form in which they are compared."""

from __future__ import annotations

import re

from rules.phrases import squeeze, unnumbered

_CHART = re.compile(
    r"(?:行政)?(?:权力|职权)?(?:外部|内部)?(?:运行)?(?:办理|审批|工作|服务|执法|操作|办事|权力)?(?:运行)?(?:外部|内部)?流程图?"
    r"|廉政风险防控图|示意图|汇编|汇总|大全|[((][^()]*(?:时限|工作日|外部|内部|适用)[^()]*[))]"
)
_OFFICE = re.compile(
    "公文|信访|投诉|依申请|信息公开|值班|机关|内设机构|机构设置|组织机构|财务|政府采购|党|干部|人事|会议|来访|后勤|举报"
)


def bare(name: str) -> str:
    """A name without numbering, quotation marks, brackets about time limits, and the words for a chart."""
    text = re.sub(r"\.(?:docx?|pdf|xlsx?|jpe?g|png|gif|rar|zip|wps)$", "", name.strip(), flags=re.IGNORECASE)
    return _CHART.sub("", unnumbered(text)).strip("-—_:、,。")


def is_office_work(name: str) -> bool:
    """Whether a chart is about the office's own work and no power over others."""
    return _OFFICE.search(squeeze(name)) is not None
