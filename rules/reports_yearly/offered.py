"""The yearly reports on disclosure that a place shows: on pages, or as files of a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from crawler.snapshot import Document, Page, Snapshot, Unreached
from rules.bodies import is_body, is_place, may_mean, means
from rules.dates import plain_years, year_of
from rules.phrases import squeeze
from rules.reports_yearly.chapters import chapters, leads_to
from rules.reports_yearly.chapters import unread as unread_chapters
from rules.reports_yearly.forms import is_government
from rules.shown import all_pages, called, documents, is_index
from rules.topics import topics

TOPIC = "disclosure-report"
OPENING = 1500  # characters of a text in which it says for which year it is
_ASKS = re.compile(
    "(?:做好|报送|上报|编制|开展|组织|抓紧|认真|加强|督促).{0,40}(?:通知|函|工作)$|征求意见|(?:检查|督查|考核|评估|培训|会议|情况)(?:的)?通[知报]"
    "|编制说明|填报|政府网站(?:工作|监管)|财务|统计报表制度"
)
_SHOWS = re.compile("^(?!.*(?:做好|编制|报送|上报|填报|组织|开展)).*(?:公布|印发|发布)")
_HOLDS = re.compile("主动公开")
_SENT = re.compile("(?:报送|上报).{0,40}函$")
_COUNTS = re.compile("公开[^。]{0,12}信息[^。]{0,6}\\d")
_BARE = re.compile(r"(?:\d{4}年?度?)?(?:年度报告|年报|工作报告|政务公开年报)(?:\(?\d{4}年?度?\)?)?")
_SPAN = re.compile(
    r"(?:统计)?(?:期限|时限|时间|范围)[^。]{0,16}?(20\d\d)年?[.-]?0?1(?:月|[.-])?0?1|(20\d\d)年1月1日(?:起)?[至到—-]"
)
_OF_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?[^。;,]{0,30}?(?:政府|政务)?信息公开[^。;,]{0,8}(?:报告|年报)")
_ANY_YEAR = re.compile(r"(?<![\d〔\[(])(20\d\d)年(?!\d{1,2}月)")
_HEAD = re.compile("^(?:关于)?(?:公布|公开|发布|印发)?(?:关于)?")
_LED_BY_YEAR = re.compile(r"^(?:19|20)\d\d(?:年度?|-)?(?:关于)?")
_STOP = re.compile(
    r"(?P<whole>人民政府(?=信息公开))|政府信息|政务信息|(?:信息|政务)公开(?!中心|办公室|服务)|(?:19|20)\d\d年?|公开年|年度|关于|工作报告"
)


@dataclass(frozen=True)
class Report:
    """A report: the page that shows it, the documents that it consists of, its title, year and the body that it names.

    `year` is None where neither title nor text says for which year it is. `certain` is False where the body that it names
    may be another one. `apart` are chapters on pages of their own that could not be read.
    """

    page: Page
    parts: tuple[Document, ...]
    called: str
    year: int | None
    owner: str
    certain: bool = True
    apart: tuple[Unreached, ...] = ()

    @cached_property
    def text(self) -> str:
        """The words of all its documents, line by line; of a document that repeats another, once."""
        texts: list[str] = []
        for part in self.parts:
            if part.text and not any(squeeze(part.text[:4000]) in squeeze(other) for other in texts):
                texts.append(part.text)
        return "\n".join(texts)

    @property
    def is_report(self) -> bool:
        """Whether its title calls it a report, and not a summary of work or a table only."""
        return re.search("报告|年报", self.called) is not None

    @property
    def is_called_work_report(self) -> bool:
        """Whether its title says 工作报告 and not 年度报告."""
        return "工作报告" in self.called and not re.search("年度报告|年报|年度工作报告", self.called)


def reports(site: Snapshot, pages: Iterable[Page] | None = None) -> list[Report]:
    """The reports of the body itself, the newest year first, those without a year last; those that may be another's behind."""
    every = tuple(all_pages(site) if pages is None else pages)
    found = (_whole(each, every, site) for page in every for each in _on(page, every))
    own = [each for report in found if (each := _judged(report, site)) is not None]
    return sorted(own, key=lambda each: (not each.certain, -(each.year or 0), -len(each.text)))


def _whole(report: Report, every: Sequence[Page], site: Snapshot) -> Report:
    """A report with its chapters on pages of their own."""
    if report.page not in report.parts:
        return report
    nobodys = {page.url for page in site.commons}
    found = chapters(report.page, report.year, every)
    mine = (page for page in found if page.url not in nobodys or leads_to(report.page, page))
    more = (each for page in mine for each in documents(page))
    return replace(report, parts=(*report.parts, *more), apart=unread_chapters(report.page, site))


def _on(page: Page, every: Sequence[Page]) -> Iterator[Report]:
    """The reports of one page: files that each name a year of their own, or the page with its files."""
    topic = topics()[TOPIC]
    files = [each for each in page.documents if topic.titled(title := _label(each)) and not _ASKS.search(title)]
    named = {year_of(_label(each)) for each in files} - {None}
    title = _title(page)
    if len(named) > 1 or (files and not title):
        for each in files:
            yield _report(page, (each,), _label(each))
    elif title and (not is_index(page) or any(chapters(page, year_of(title), every))):
        yield _report(page, documents(page), title)
    elif not files and _SENT.search(sent := called(page, topic.name)) and _COUNTS.search(squeeze(page.text)):
        yield _uncertain(
            _report(page, documents(page), sent)
        )  # with a letter its own, or that for which others are asked


def _label(document: Document) -> str:
    label = squeeze(document.label)
    return label if topics()[TOPIC].titled(label) or not document.reading.title else squeeze(document.reading.title)


def _title(page: Page) -> str:
    """The title of a page that is a report, "" for any other page."""
    topic, title = topics()[TOPIC], called(page, TOPIC)
    bare = squeeze(page.title)
    if topic.titled(title) and not _ASKS.search(title):
        return title
    if topic.titled(title):
        shows = len(page.text) > OPENING and _SHOWS.search(title) is not None
        return title if shows and _HOLDS.search(squeeze(page.text)) else ""
    if not _BARE.fullmatch(bare) or not _HOLDS.search(squeeze(page.text)):
        return ""
    within = any("年报" in column or "年度报告" in column for column in map(squeeze, page.columns))
    return bare if within or "信息公开" in squeeze(page.text[:OPENING]) else ""


def _report(page: Page, parts: tuple[Document, ...], title: str) -> Report:
    opening = "\n".join(each.text[:OPENING] for each in parts)
    return Report(page, parts, title, year_told(title, opening, page.published), owner_of(title))


def year_told(title: str, opening: str, published: date | None) -> int | None:
    """The year that a report is for: its squeezed title says so, else the text with which it opens, else the day on which it came."""
    told = year_of(title)
    text = plain_years(opening)
    for pattern in () if told else (_OF_YEAR, _SPAN, _ANY_YEAR):
        match = pattern.search(text)
        if match:
            return int(next(group for group in match.groups() if group))
    return published.year - 1 if told is None and published and published.month <= 6 else told


def owner_of(title: str) -> str:
    """The body whose report a squeezed title announces; "" where it names none."""
    rest = _LED_BY_YEAR.sub("", _HEAD.sub("", plain_years(title)))
    stop = _STOP.search(rest)
    if stop is None:
        return ""
    head = rest[: stop.start()] + (stop["whole"] or "")
    return head.strip("的:,、-(") if len(head) > 1 else ""


def _judged(report: Report, site: Snapshot) -> Report | None:
    """A report as that of the body itself, or as one that may be; None for that of another body."""
    names, owner = tuple(map(squeeze, site.department.names)), report.owner
    is_common = report.page in site.commons
    if owner and is_body(owner) and (means(owner, names) or _ends_with(owner, names)):
        return report
    whole = is_government(site)
    if owner and (is_place(owner) or owner in ("市政府", "市人民政府", "全市", "县政府", "区政府")):
        return report if whole and _same_place(owner, names) else None
    if owner and is_body(owner):
        stray = is_common or is_government(site)  # a portal shows the reports of many
        return _uncertain(report) if may_mean(owner, names) or not stray else None
    if not is_common:
        return report
    return report if any(name in squeeze(report.text[:OPENING]) for name in names) else None


def _ends_with(owner: str, names: tuple[str, ...]) -> bool:
    """Whether a body is named without the place that it lies in: 建新镇 of 遂溪县建新镇人民政府."""
    short = owner.removesuffix("人民政府")
    return len(short) > 2 and any(name.removesuffix("人民政府").endswith(short) for name in names)


def _same_place(owner: str, names: tuple[str, ...]) -> bool:
    """Whether a place is that of the body: 伊春市 of 伊春市人民政府; a place that no name tells is taken to be it."""
    areas = [name for name in names if is_place(name) or name.endswith("政府")]
    bare = re.sub("人民政府$|政府$", "", owner)
    return not areas or bare in ("市", "全市", "县", "区") or any(bare in name or name in owner for name in areas)


def _uncertain(report: Report) -> Report:
    return replace(report, certain=False)
