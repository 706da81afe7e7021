"""What rules ask of a month beside a department's own pages: months before, and decisions that concern all departments."""

from __future__ import annotations

from crawler.recall import Recall
from rules.accounts.offers import TOPICS
from rules.sites.kinds import list_words
from rules.topics import column_words, title_words

LISTS = ("power-list",)
AIR = (
    "空气",
    "污染指数",
    "AQI",
)  # in links to daily bulletins, with which the reports on weeks and months are compared
POLLUTERS = (
    "监督性监测",
    "污染源",
    "国控",
    "监测信息",
    "监测结果",
    "达标",
    "超标",
)  # a quarter is compared with the one before
REPORTS = ("年度报告", "公开年报")  # what one carries over is what the one before carried forward
SHARED = (
    "审批项目",
    "审批事项",
    "审批等事项",
    "许可事项",
    "许可项目",
    "权力事项",
    "职权事项",
    r"(?:各|[市县区州旗盟][级直]|本级)[^局委办，。]{0,8}(?:部门|单位)[^，。]{0,24}(?:预算|决算|三公)",
)  # in titles of decisions, and of what one body publishes of the money of all


def recalled() -> Recall:
    """The words of links behind which stand money and reports of the year before, and lists, air and polluters of the month before.

    With them come the lists of news and notices: an entry that is dated within one and was not in it came later.
    """
    money = title_words(name for names in TOPICS.values() for name in names)
    lists = (*title_words(LISTS), *column_words(LISTS))
    return Recall(year=(*money, *REPORTS), month=tuple(dict.fromkeys(lists)), also=(*AIR, *POLLUTERS, *list_words()))
