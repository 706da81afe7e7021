"""How change notices say what becomes of items: the words of titles, headings, cells and sentences. All are squeezed."""

from __future__ import annotations

import re

from crawler.snapshot import Page
from rules.phrases import squeeze
from rules.powers.changes.change import What
from rules.titles import opening_title

VERBS = (
    "取消|下放|调整|承接|停止(?:实施|执行|受理|办理)|暂停|冻结|合并|委托|收回|新增|增加|变更|精简|废止|清理结果"
    "|不再(?:实施|审批|受理|办理)"
)
_VERB = re.compile(VERBS)
_OBJECT = re.compile("审批|许可(?!证)|行政权力|职权|权责|权力(?:清单|事项)|(?:政务)?服务事项|核准|备案事项")
_FORM = re.compile("(?:决定|通知|公告|通告|公示|公布|批复|函|目录|清单|一览表|明细表|情况表|情况)(?:[(][^()]*[)])*$")
_BEFORE = re.compile(
    r"^[^关]{1,24}?(?:[|丨]|[\])〕】]第?\d{1,4}号[:,|丨]?)"
)  # a number or a column before the title itself
_NO_CHANGE = re.compile(
    "会议|召开|动员|培训|方案|计划|规划|要点|解读|报告|总结|讲话|征求|征集|拟(?:取消|下放|调整|新增)|草案|办法|规定|规程|条例|督查|督办"
    "|自查|开展|上报|报送|申报|简报|收费|公司|企业|领导小组|成员|窗口|时间|地点|地址|科室|准予|流程|时限"
)
# The name of an item in a title may hold any of these words (驾驶员培训机构许可, 建设用地规划许可证核发).
_NAMED = re.compile(
    "“[^“”]{2,40}”|(?<=取消|下放|调整|新增|承接|增加)[^,。“”]{2,36}?(?:许可证?|审批|核发|登记|备案|认定|审核|核准|年检|资质|资格|注册|验收)(?=行政(?:审批|许可)(?:事项|项目))"
)
ITEM = re.compile(
    "审批|许可|核准|登记|备案|认定|审核|审查|审定|资格|资质|批准|核发|注册|年检|验收|鉴定|检定|处罚|征收|确认|证"
)
_PARTLY = re.compile("部分(?:取消|下放)|(?:委托|合并)(?:下放|取消)?|变更|更名|转为|改为|调整|整合|拆分|划转|转移|移交")
_KINDS = (
    (What.CANCELLED, re.compile("取消|停止(?:实施|执行|受理|办理)|废止|不再(?:实施|审批|受理|办理|保留)")),
    (What.DEVOLVED, re.compile("下放")),
    (What.ADDED, re.compile("新增|增加|增设|恢复实施|收回")),
)
_FROM_ABOVE = re.compile(
    "承接|(?:国务院|国家|省|自治区|上级)[^,。;]{0,12}下放|下放(?:至|到|给)?(?:设区的?市|地?市级|市州)"
)
_HALTED = re.compile("冻结|暂停")  # the item and its chart stay as they are
_KEPT = re.compile("保留|继续实施|调整后|变更后|清理后|现行")
_MOVED = re.compile("取消|下放|承接|新增|增加|停止")


def title_of(page: Page) -> str:
    """What a page calls itself, squeezed: its title, else the lines with which its text opens."""
    called = squeeze(page.title) or squeeze(opening_title(page.text))
    return _BEFORE.sub("", called) if "关于" in called else called


def is_change_title(title: str) -> bool:
    """Whether a squeezed title is that of a decision or notice that changes powers, and not of news or plans about it."""
    told = _VERB.search(title) and _OBJECT.search(title) and _FORM.search(title)
    return bool(told) and _NO_CHANGE.search(_NAMED.sub("", title)) is None


def tells_change(text: str) -> bool:
    """Whether squeezed words speak of a change at all."""
    return _VERB.search(text) is not None


def what_of(text: str) -> What | None:
    """What squeezed words say becomes of items, None where they say nothing or several things at once."""
    rest = _PARTLY.sub("", text)
    found = {kind for kind, pattern in _KINDS if pattern.search(rest)} | ({What.ADJUSTED} if rest != text else set())
    if _FROM_ABOVE.search(rest):
        found = found - {What.DEVOLVED} | {What.TAKEN_OVER}
    return found.pop() if len(found) == 1 and not _HALTED.search(text) else None


def is_kept(text: str) -> bool:
    """Whether squeezed words head items that stay, or are what a change has left."""
    return _KEPT.search(text) is not None and not _MOVED.search(text)
