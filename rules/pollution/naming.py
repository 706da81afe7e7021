"""Which titles, links and columns promise what is measured at polluters, and which only look like it."""

from __future__ import annotations

import re

from rules.phrases import squeeze

COMPLIANCE = re.compile(
    "排污达标|达标(?:排放)?(?:情况|信息|率|企业|公示|公告|结果|名单)|出水水质|超标(?:排放)?(?:情况|信息|企业|名单)|(?:排放|排污)情况"
)
_MONITORING = re.compile(
    "监督(?:性)?监测|(?:污染源|排污单位|排污企业|国控|省控|市控|监控企业|重点源|重点企业|污水处理厂|污水厂|废水|废气|重金属(?:企业)?|畜禽养殖场?|排污口|直排海)"
    "[^,。]{0,16}(?:监测|监督监测)(?!点|站|网|能力|设施|设备|系统|计划|方案|频次)|执法(?:性)?监测|监督抽测"
)
_POLLUTERS = re.compile("污染源|国控|省控|排污|废水|废气|污水处理厂|污水厂|重点(?:监控)?企业")
_COLUMN = re.compile(
    "监督性监测|污染源(?:环境)?(?:监测|监管)|国控(?:企业|污染源)|排污达标|达标(?:情况|信息)|执法监测|重点(?:污染源|排污单位)"
)
_OTHER = re.compile(
    "验收|(?:监测|工作|实施|整治|减排|抽测)(?:工作)?(?:方案|计划)|(?<!企业)名[单录](?!.*(?:结果|情况|数据))|办法|细则|规范(?!.*结果)|招标|采购|中标|竞争性"
    "|培训|会议|座谈|考核|处罚|信访|环评|环境影响|责任书|总结|职责|制度|流程|信用评价"
)
_ELSE = re.compile(  # what is measured by others, or elsewhere than at polluters
    "自行监测|自动监[测控]|在线监[测控]|比对监测|应急监测|环境质量|空气质量|饮用水|地表水|地下水|水源地|断面|降水|辐射"
)
_SURELY = re.compile("监督性监测|污染源[^,。自在]{0,8}监测")
_NEWS = re.compile(
    "(?:开展|完成|组织|进行|实施|启动)[^,。]{0,30}监测(?:工作|任务|采样)?(?![^,。]{0,12}(?:结果|情况|数据|信息|报告|公[示告布开]|通报|[季月年]报))|"
    "召开|举办|部署|启动|督查|督办|调研|开展[^,。]{0,12}(?:行动|活动|检查)|强化|加强|顺利|圆满|扎实|推进|积极|力度|转发|做好"
)
_ASKING = re.compile(
    "关于(?:做好|开展|加强|报送|上报|下达|进一步|组织|征求|举办|(?:印发|转发)(?!.*(?:结果|情况|报告|通报|数据|信息)))"
)


def promises(words: str) -> bool:
    """Whether a title or the words of a link are those of a report on what was measured at polluters, or on how they comply."""
    text = squeeze(words)
    named = _MONITORING.search(text) or COMPLIANCE.search(text)
    return bool(named) and not is_other(text)


def names_polluters(words: str) -> bool:
    """Whether a title speaks of polluters at all."""
    text = squeeze(words)
    return _POLLUTERS.search(text) is not None and not is_other(text)


def is_other(words: str) -> bool:
    """Whether a title is that of something else: what enterprises measure themselves, plans, lists, air and rivers, news."""
    text = squeeze(words)
    is_else = _ELSE.search(text) is not None and _SURELY.search(text) is None
    return is_else or any(pattern.search(text) for pattern in (_OTHER, _NEWS, _ASKING))


def is_in_column(columns: tuple[str, ...]) -> bool:
    """Whether a column path is that of such reports."""
    return _COLUMN.search(squeeze(">".join(columns))) is not None


def tells_compliance(words: str) -> bool:
    """Whether a title is that of a report on how polluters comply."""
    return COMPLIANCE.search(squeeze(words)) is not None
