"""What a title promises: a bulletin of a day or of the days of a month, or something else about the air."""

from __future__ import annotations

import re
from datetime import date

from crawler.snapshot import Document, Page
from rules.air.reading.days import Known, spans, until
from rules.dates import plain_years
from rules.phrases import squeeze

_NEWS = re.compile(
    r"通知|意见|办法|方案|征[集文稿]|培训|会议|座谈|调研|督查|督办|检查组|走访|领导|启动|举办|召开|推进|部署|加强|做好|工作$|开通|上线|正式发布|开始发布"
    r"|解读|知识|科普|什么是|如何|怎[样么]|为什么|记者|问答|建议|提案|答复|回复|投诉|招标|采购|中标|验收|改善|好转|下降|上升|提升|同比|环比|通报|考核|奖惩|标准|技术规定|说明会"
)
_LATER = re.compile("预报|预测|预警|展望|未来")
_HOURS = re.compile("实时|小时(?:报|值|数据)|时报")
_LONGER = re.compile(
    r"周报|月报|季报|年报|旬报|半年|季度|年度|公报|排名|排行|综合指数|会商|分析报告|评价报告|优良天数|优良率|第\d+周|[一二三四]季"
    r"|月(?:份)?(?![\d至到~—-])[^\d日]{0,14}(?:空气|大气)(?:环境)?质量(?:状况|情况|报告)"
)
_ELSE = re.compile("降尘|水质|水环境|地表水|噪声|饮用水|室内|酸雨|辐射")
_DAILY = re.compile(r"日报|播报|今日|每日|当日|昨日|AQI|API|空气(?:环境)?质量|大气(?:环境)?质量|空气污染指数|空气环境")
_AIR = re.compile("空气|大气|AQI|API")
_MORNING = re.compile("早报|早间|晨报|晨间|早安|今[日天]发布|(?:早|晨|上午)版")
_BEFORE = re.compile(r"(?:发布|更新|公布|发稿)(?:日期|时间|于)?:?$")
_AFTER = re.compile(r"(?:发布|公布|更新)")


def is_other(title: str) -> bool:
    """Whether a squeezed title promises anything but bulletins of days: a forecast, hours, a report on a longer time, news."""
    if _NEWS.search(title) or _HOURS.search(title):
        return True
    daily = re.search(r"日报(?!社|讯|道|告)", title) is not None
    if daily and not re.search("周报|月报|季报|年报", title):
        return False
    return any(pattern.search(title) for pattern in (_LATER, _LONGER, _ELSE))


def is_daily(title: str) -> bool:
    """Whether a squeezed title may be one of bulletins of days."""
    return _DAILY.search(title) is not None and not is_other(title)


def on_air(page: Page) -> bool:
    """Whether a page stands among bulletins: by its own title, or by its column and a title that is no other thing's."""
    title, path = squeeze(page.title), squeeze(">".join(page.columns))
    if is_other(title):
        return False
    if _AIR.search(title):
        return is_daily(title)
    return re.search("空气|大气环境|AQI", path) is not None and "报" not in re.sub("日报", "", path)


def title_days(title: str, known: Known) -> list[date]:
    """The days that a title names as those of the bulletin; a day on which it was posted is none."""
    text = plain_years(title)
    found = [
        each
        for each in spans(text, known)
        if not _AFTER.match(text, each.end) and not _BEFORE.search(text[max(0, each.start - 8) : each.start])
    ]
    return list(dict.fromkeys(day for each in found for day in until(each, text)))


def is_morning(title: str) -> bool:
    """Whether a squeezed title is that of a morning's issue, which bears its own day and tells of the day before."""
    return _MORNING.search(title) is not None


def titles(document: Document) -> list[str]:
    """The words by which a document is called: its title, then the words of its link."""
    return list(dict.fromkeys(filter(None, (document.title, document.label))))
