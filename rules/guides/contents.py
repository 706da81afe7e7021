"""What stands under a heading of a guide: something, nothing, a pointer to a file or a picture; and words that say too little."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from crawler.snapshot import Page
from rules.guides.guide import Guide
from rules.guides.sections import Part
from rules.guides.wording import wordings
from rules.phrases import squeeze


class State(StrEnum):
    """Whether an element is there. What cannot be decided from text is DOUBTFUL: a person must look."""

    THERE = "there"
    PICTURE = "picture"  # the chart of the procedure, whose content is not read
    DOUBTFUL = "doubtful"
    EMPTY = "empty"  # a heading with nothing under it
    ABSENT = "absent"


_NOTHING = re.compile(
    r"[-—_/\\.,、:;()*~…\s]*|暂无|略|空|无内容|待定|待补充|待完善|待更新|暂缺|详见|如下|附后|XX+|xx+|×+"
)
_NIL = re.compile("(?:无|没有|否|不限|免)[。.]?")
_POINTER = re.compile(
    r"[(]?(?:请|可|具体|详细|详情)*(?:参见|参照|参阅|详见|见|如|另见|点击)?(?:本页|文后|文末|下方|下|附|上|页面)?(?:附件|附图|附表|附录|图示|图|流程图|表|下图|下表|下载|查看|清单)\d*"
    r"(?:[::《].{0,40})?(?:下载|查看|所示)?[)。.]?"
)
_DURATION = re.compile(
    r"[\d一二三四五六七八九十]+个?(?:工作日|日|天|小时|月)|当场|即时|即办|即来即办|立等|随到随办|当日|当天"
)
_CLOCK = re.compile(
    r"(?:周|星期)[一二三四五]|[上下]午|\d{1,2}[::时点]|节假日|法定工作日|(?<![\d个十])工作日(?!内)|工作时间|正常上班"
)
_PAPER = re.compile(
    r"(?:证明|证书|证件|(?:许可|资格|身份|上岗|产权)证|复印件|原件|申请表|登记表|申请书|执照|文本|照片|报告|合同|协议)(?:[(].{1,12}[)])?$"
)
_FURNITURE = re.compile(
    r"logo|icon|banner|button|btn|arrow|bg[_.]|ewm|qr|conac|jiucuo|share|print|weixin|\.gif$|二维码|打印|分享|标识",
    re.IGNORECASE,
)
_PLATFORM = re.compile(
    "指南下载|(?:立即|我要)(?:办理|申办|申报)|手机(?:查看|办理)|扫码办理|查看流程图|办事评价|收藏事项"
)
_VAGUE = re.compile(
    r"(?:其[他它余])(?:相关|有关|必要|需要|应当|应|须|要求|规定|的|提交|提供){0,4}[^,。;、\n]{0,6}(?:材料|资料|文件|证明|手续|证件)"
    r"|(?:规定|要求|认为)[^,。;\n]{0,10}其[他它][^,。;\n]{0,6}(?:材料|资料|文件|证明)"
    r"|(?:相关|有关)的?(?:证明|材料|资料|证件|文件|手续)(?:材料|文件)?(?=等|$|[;。,、\n])"
    r"|等(?:相关|有关|其他)?(?:材料|资料|文件|证件|证明)?(?:材料)?(?=$|[;。\n])",
    re.MULTILINE,
)


def state(role: str, guides: Iterable[Guide]) -> State:
    """Whether guides that serve one item have an element, the best that any of them shows."""
    found = [_state(role, guide) for guide in guides]
    return min(found, key=list(State).index, default=State.ABSENT)


def said(role: str, guide: Guide) -> list[Part]:
    """The parts under which something stands on an element; 办理时间 is told by what it says: when to come, or how long it takes."""
    parts = guide.under(role)
    if role == "limit":
        parts = parts + [part for part in guide.under("hours") if _DURATION.search(squeeze(part.content))]
    if role == "hours":
        parts = [part for part in parts if not _is_duration(part)]
        parts = parts + [
            part
            for other in ("limit", "place", "office", "phone")
            for part in guide.under(other)
            if _CLOCK.search(squeeze(part.content))
        ]
    return [part for part in parts if _says(role, part.content)]


def _is_duration(part: Part) -> bool:
    text = squeeze(part.content)
    return _DURATION.search(text) is not None and _CLOCK.search(text) is None


def _says(role: str, content: str) -> bool:
    text = squeeze(content)
    if _NIL.fullmatch(text):
        return wordings()[role].nil
    return _NOTHING.fullmatch(text) is None


def _state(role: str, guide: Guide) -> State:
    parts = said(role, guide)
    if any(_POINTER.fullmatch(squeeze(part.content)) is None for part in parts):
        return State.THERE
    if parts:
        return _pointed(role, guide.page)
    if role == "name" and guide.names:
        return State.THERE
    if guide.under(role) and not (role == "hours" and all(map(_is_duration, guide.under(role)))):
        return _unsaid(role, guide)
    wording = wordings()[role]
    if wording.is_told(guide.text):
        return State.THERE
    labels = (each for each in guide.unknown_labels if role == "materials" or not _PAPER.search(each))
    unknown = any(wording.key.search(label) for label in labels)
    return State.DOUBTFUL if unknown or wording.may_be_told(guide.text) or _is_unread(guide) else State.ABSENT


def _pointed(role: str, page: Page) -> State:
    """What a pointer to a file or picture is worth: there when something hangs on the page, else nothing."""
    if page.documents:
        only_pictures = all(file.reading.media_type.startswith("image/") for file in page.documents)
        return State.PICTURE if only_pictures and role == "process" else State.THERE
    if page.dead or _pictures(page) or any(_is_file(link.url, link.text) for link in page.links):
        return State.DOUBTFUL
    return State.EMPTY


def _unsaid(role: str, guide: Guide) -> State:
    """What a heading with nothing under it is worth: a picture or a file may hold the rest, or a script fill the page."""
    if any(file.reading.media_type.startswith("image/") for file in guide.page.documents):
        return State.PICTURE if role == "process" else State.DOUBTFUL
    empty = sum(not part.content for part in guide.parts)
    filled_by_script = (empty >= 3 and empty * 2 >= len(guide.parts)) or _PLATFORM.search(guide.text) is not None
    if (
        filled_by_script
        or guide.page.dead
        or _is_unread(guide)
        or (_pictures(guide.page) and guide.source is guide.page)
    ):
        return State.DOUBTFUL
    return State.EMPTY


def _pictures(page: Page) -> bool:
    """Whether a page shows a picture that may belong to its text; pictures that dress pages are told by their names."""
    return any(not _FURNITURE.search(image.url + image.text) for image in page.images)


def _is_file(url: str, label: str) -> bool:
    return (
        re.search(r"\.(?:docx?|xlsx?|pdf|wps|et|rar|zip|jpe?g|png)(?:$|\?)", url + " " + label, re.IGNORECASE)
        is not None
    )


def _is_unread(guide: Guide) -> bool:
    """Whether something of the guide may not have been read: of its own text, of a file beside it, or of a picture without a name."""
    files = [file for file in guide.page.documents if not file.reading.media_type.startswith("image/")]
    unread = any(file.reading.unread or not file.text.strip() for file in files)
    chart = re.compile("流程|程序|图")
    pictures = [file for file in guide.page.documents if file.reading.media_type.startswith("image/")]
    unnamed = any(not chart.search(file.label) for file in pictures) and not _explained(guide)
    return bool(guide.source.reading.unread) or guide.source.is_recognised or unread or unnamed


def _explained(guide: Guide) -> bool:
    """Whether the pictures of a guide stand for its procedure: that heading has nothing, or only a pointer, under it."""
    parts = guide.under("process")
    return any(not _says("process", part.content) or _POINTER.fullmatch(squeeze(part.content)) for part in parts)


def vague(guide: Guide) -> str:
    """Words of a list of materials that leave open what must be handed in (国办秘函〔2019〕19号), or ""."""
    for part in guide.under("materials"):
        for line in part.content.splitlines():
            if found := _VAGUE.search(squeeze(line)):
                return found[0]
    return ""
