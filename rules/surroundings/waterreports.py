"""Reports on the quality of water that a place shows, and the time that each is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.shown import all_pages, called, documents, is_index, pages_called, whole_text, within_year
from rules.surroundings.spans import Span, span_of
from rules.topics import topics
from rules.workdays import OFFICIAL

TOPIC = "water-quality"
OWED_FROM = date(2016, 1, 1)  # 国发〔2015〕17号（二十四）: 地级及以上城市自2016年起每季度公开饮水安全状况
_OTHER = re.compile(
    "保护区|划[分定]|应急|预案|方案|规划|通知$|办法|条例|规定|工程|招标|中标|采购|询价|培训|会议|座谈|整治|督[查察]|科普|知识|解读|问答|防治|演练"
    "|净化|处理厂|建设项目|环境影响|环评|验收|动态|调研|标准$|标识|违法|隐患|倡议|宣传|节水|改造|管理|目录|清单|运维|服务|卫生监督"
)
_DRINKING = re.compile("饮用水|饮水|水源地|水源水|水源水质")
_WATER = re.compile("水质|水环境|饮用水")
LONGEST = 16  # squeezed characters of a title that names hardly more than a time
RESULT = "水质评价结果"
_FIELDS = (
    ("水源或断面名称", re.compile("水库|水源|水厂|河|湖|江|井|断面|溪|泉|渠|自来水")),
    (RESULT, re.compile("达标|超标|合格|符合|类|优|良好|污染")),
)


@dataclass(frozen=True)
class Report:
    """A page that reports on water; `span` is the time that it is for, None where it names none."""

    page: Page
    called: str
    span: Span | None

    @property
    def end(self) -> date | None:
        """The last day that it is for, else the day of its publication."""
        return self.span[1] if self.span else self.page.published

    @cached_property
    def is_drinking(self) -> bool:
        """Whether it speaks of water to drink."""
        return _DRINKING.search(whole_text(self.page)) is not None


def reports(site: Snapshot) -> list[Report]:
    """The reports on water that a place shows, the newest first, those without a date last."""
    found = [
        Report(page, title, _span(page, title))
        for page, title in (*pages_called(site, TOPIC), *_filed(site))
        if not _OTHER.search(title) and _is_about(page, title)
    ]
    return sorted(found, key=lambda each: each.end or date.min, reverse=True)


def _filed(site: Snapshot) -> Iterator[tuple[Page, str]]:
    """The pages in a column about water whose titles name hardly more than a time, each with that title."""
    for page in all_pages(site):
        title, column = squeeze(page.title), squeeze(page.columns[-1]) if page.columns else ""
        is_time = (
            len(title) <= LONGEST
            and span_of(title, None) is not None
            and not topics()[TOPIC].titled(called(page, TOPIC))
        )
        if is_time and page.published and _WATER.search(column) and not is_index(page):
            yield page, title


def _is_about(page: Page, title: str) -> bool:
    """Whether a page tells of water; the bulletin of a year (公报) only where it tells of water to drink."""
    return (_DRINKING if "公报" in title else _WATER).search(whole_text(page)) is not None


def _span(page: Page, title: str) -> Span | None:
    words = [title, *(each.label for each in page.documents), *(each.title for each in documents(page))]
    opening = [line for line in page.text.splitlines()[:12] if re.search("水质|水源|监测", line)]
    return next((span for each in (*words, *opening) if (span := span_of(each, page.published))), None)


def due_quarter(last: date, publish_within: int) -> Span | None:
    """The last quarter from 2016 on whose report is surely owed by a day, so many working days after its end; None before."""
    year, quarter = last.year, (last.month - 1) // 3
    for _ in range(8):
        span = span_of(f"{year}年第{quarter}季度", None) if quarter else None
        if span is not None and OFFICIAL.is_over(span[1], last, publish_within):
            return span if span[0] >= OWED_FROM else None
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return None


def recent(found: Sequence[Report], last: date) -> list[Report]:
    """The reports for the twelve months until a day, and those without a date."""
    return [each for each in found if each.end is None or within_year(each.end, last)]


def fields_lacking(report: Report) -> tuple[str, ...]:
    """What the words of a report and of its files do not tell at all."""
    text = whole_text(report.page).replace(squeeze(report.page.title), "")
    return tuple(name for name, words in _FIELDS if not words.search(text))
