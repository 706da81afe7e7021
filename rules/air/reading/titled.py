"""What a title promises: a bulletin of a day or of the days of a month, or something else about the air."""

from __future__ import annotations

import re
from datetime import date

from crawler.snapshot import Document, Page
from rules.air.reading.days import Known, spans
from rules.dates import plain_years
from rules.phrases import squeeze

_OTHER = re.compile(
    r"预报|预测|预警|展望|实时|小时(?:报|值|数据)|周报|月报|季报|年报|旬报|半年|季度|年度|公报|排名|排行|综合指数|通报|考核|奖惩|会商|分析报告|评价报告"
    r"|优良天数|优良率|同比|环比|改善|好转|下降|上升|提升|第\d+周|[一二三四]季|知识|解读|科普|标准|技术规定|说明会|方案|征[集文稿]|通知|意见|办法|培训|会议|调研|启动|什么是|如何"
    r"|月(?:份)?(?:城市|市区|城区|环境|大气|全市|各.{1,4})*空气(?:环境)?质量(?:状况|情况)|降尘|水质|水环境|地表水|噪声|饮用水"
)
_DAILY = re.compile(r"日报|播报|今日|每日|当日|昨日|AQI|API|空气(?:环境)?质量|大气(?:环境)?质量|空气污染指数|空气环境")
_AIR = re.compile("空气|大气|AQI|API")
_POSTED = re.compile(
    r"[(（\[]?(?:发布|更新|公布|发稿)(?:日期|时间|于)?:?[^)）\]]{0,20}[)）\]]?$|^\[?\d{4}[-/]\d{1,2}[-/]\d{1,2}\]"
)
_AFTER = re.compile(r"(?:发布|公布|更新)")


def is_other(title: str) -> bool:
    """Whether a squeezed title promises anything but bulletins of days: a forecast, a report on a longer time, news."""
    if re.search(r"日报(?!社|讯|道|告)", title) and not re.search(
        "预报|预测|实时|周报|月报|季报|年报|通知|方案|解读|知识|征", title
    ):
        return False
    return _OTHER.search(title) is not None


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
    text = _POSTED.sub("", plain_years(title))
    found = [each for each in spans(text, known) if not _AFTER.match(text[each.end :])]
    return list(dict.fromkeys(each.day for each in found))


def titles(document: Document) -> list[str]:
    """The words by which a document is called: its title, then the words of its link."""
    return list(dict.fromkeys(filter(None, (document.title, document.label))))
