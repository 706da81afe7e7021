"""What a notice about an assessment must say, by its stage (环办〔2013〕103号), and what of it is not there.

How to reach the bureau (联系方式) is owed too and not asked for: such a line at the end of a page is read as its foot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from rules.phrases import squeeze
from rules.shown import lost_files, refers_to_file, unread, whole_text
from rules.surroundings.notices import ACCEPTED, DECIDED, PROPOSED, Notice

_DAY = r"20\d\d(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}"
_PLACE = (
    "建设地点",
    re.compile("地点|(?<!通讯|联系|办公|邮寄|通信)地址|位于|选址|位置|所在地|坐落|建于|路由|途经|线路走向"),
)
_BUILDER = (
    "建设单位",
    re.compile(
        "建设(?:项目)?单位|申[请报]单位|业主|项目单位|单位名称|企业名称|申请人|建设方|报批单位|委托单位|法人|申报人|你[公单]?[司位厂局]?"
    ),
)
_ASSESSOR = (
    "环评机构",
    re.compile(
        "(?:环评|评价|编制|影响评价)(?:文件)?(?:编制)?(?:机构|单位)|编制(?:人员|主持人)|环评.{0,6}(?:机构|单位)"
    ),
)
_TERM = (
    "公示期限",
    re.compile(rf"公[示告]期|公[示告]时间|期限|工作日|征求意见(?:时间|日期)|日内|起止|{_DAY}.{{0,12}}[至到—~-]+"),
)
_OUTLINE = ("项目概况", re.compile("概况|简介|概述|(?:建设|工程|主要|项目)内容|建设规模|投资|占地|面积|平方米|公顷"))
_MEASURES = ("主要环境影响和对策措施", re.compile("环境影响及|影响(?:及|和|与|、)|对策|措施|防治|污染|治理|环保要求"))
_NUMBER = ("文号", re.compile(r"[〔﹝\[(（]?20\d\d[〕﹞\])）]?第?[A-Z]?\d+号|文号|批号|编号"))
_DECIDED_ON = ("审批时间", re.compile(rf"{_DAY}|时间|日期"))
_ACCEPTED_ON = ("受理日期", re.compile(rf"{_DAY}|日期|时间"))

ELEMENTS: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = MappingProxyType(
    {
        ACCEPTED: (_PLACE, _BUILDER, _ASSESSOR, _ACCEPTED_ON),
        PROPOSED: (_PLACE, _BUILDER, _ASSESSOR, _OUTLINE, _MEASURES, _TERM),
        DECIDED: (_NUMBER, _DECIDED_ON),
    }
)
FEWEST = 3  # elements that must be seen before a missing one is sure: else the notice may stand in a picture
_SEEN_FEWEST = {DECIDED: 1}


def lacking(notice: Notice, stage: str) -> tuple[str, ...]:
    """The elements of a stage that are neither in a notice nor in its files; none where not all of it was read."""
    page = notice.page
    if notice.is_answer or unread(page) is not None or lost_files(page) or len(notice.stages) > 1:
        return ()
    if refers_to_file(page):
        return ()
    text = whole_text(page).replace(squeeze(page.title), "")
    there = [name for name, words in ELEMENTS[stage] if words.search(text)]
    if len(there) < _SEEN_FEWEST.get(stage, FEWEST):
        return ()
    return tuple(name for name, _ in ELEMENTS[stage] if name not in there)
