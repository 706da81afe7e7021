"""Whether a page, file or picture shows how a power runs, told from all else that is drawn or calls itself a chart."""

from __future__ import annotations

import re

from crawler.snapshot import Document
from rules.phrases import squeeze

_OFFICE = re.compile(
    "公文|信访|投诉|依申请|信息公开|值班|机关|内设机构|机构设置|组织机构|财务|政府采购|党|干部|人事|会议|来访|后勤|举报"
)


def is_office_work(name: str) -> bool:
    """Whether a chart is about the office's own work and no power over others."""
    return _OFFICE.search(squeeze(name)) is not None


def is_chart(document: Document) -> bool | None:
    """Whether it is a chart of a power: False for all else that is shown, None where it cannot be said."""
    name = squeeze(document.label or document.title)
    if "流程" in name:
        return not is_office_work(name)
    return None
