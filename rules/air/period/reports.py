"""The reports of a place: pages and files that speak of a week, a month, a quarter or more of the city's air."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawler.snapshot import Document, Page, Place, Snapshot
from rules.air.period import changes, prose, rows, tables
from rules.air.period.headers import NUMBER
from rules.air.period.spans import Mark, plain, titled, week_number
from rules.air.period.value import Change, Cycle, Daily, Report, Span, Tally
from rules.air.reading.areas import city_of
from rules.dates import days, years
from rules.phrases import squeeze
from rules.tables import tables_of
from rules.titles import opening_title

_AIR = re.compile(r"空气|大气环境|大气质量|AQI|API")
_ENVIRONMENT = re.compile(
    r"环境质量(?:状况|情况|信息|监测)?.{0,6}(?:[周月季年]报|通报|报告|公告|状况|情况|简报|信息)|环境监测(?:[周月季]报|简报)"
)
_REPORT = re.compile(
    r"[周月季年]报|简报|通报|报告|状况|情况|信息|公布|统计|质量(?:[(].*[)])?$|优良(?:天数|率)|结果|数据|评价"
)
_OTHER = re.compile(
    r"日报|日况|预报|预测|预警|展望|未来|明日|实时|小时|排行|方案|计划|办法|制度|规定|会议|公报|解读|质量标准|细则|招标|采购|监督性|污染源|应急|投诉"
    r"|访谈|做客|谈改善|网友|全国|全省|全自治区|\d+个?(?:重点)?城市|京津冀|长三角|珠三角|地表水|水质|噪声|酸雨|降尘|饮用水|征求|印发|通知"
)
_NEWS = re.compile(
    r"达到?\d|再创|持续|改善|好转|下降|上升|同比|位居|第[一二三\d]+名|最[好优差]|召开|力争|确保|保卫战|喜|创历史|突破"
)
_NAMED = re.compile(r"[周月季]报|通报|报告|简报|质量(?:状况|情况|信息)?(?:[(].*[)])?$")
_CYCLES: tuple[tuple[str, Cycle], ...] = (
    ("周报|第\\d+周|一周", "weekly"),
    ("月报", "monthly"),
    ("季报|季度", "quarterly"),
    ("半年", "half-yearly"),
    ("年报", "yearly"),
)
_FIGURE = re.compile(
    r"\d(?:\.\d+)?(?:天|%|[μuµ]g|mg|微克|毫克)|(?:指数|级别|质量)[^。\n]{0,12}?(?:\d|优|良|[一二三四五]级|[轻中重]度)|优良"
)

_NUMBERED = re.compile(r"\d(?:\.\d+)?(?:[天日]|%|[μuµ]g|mg|微克|毫克)(?!期)|(?:指数|浓度|均值|比例|率)[^。\n]{0,12}?\d")
ENOUGH = 4  # days by which a week is known
FEW = 3  # numbers with which a table says anything


@dataclass(frozen=True)
class Mention:
    """A page that speaks of the air of a span without being a report on it, as news do."""

    span: Span
    source: Document


def reports(site: Snapshot) -> list[Report]:
    """Every report that a place shows, the oldest first, of pages and of the files that hang on them."""
    city = city_of((site.department.name, *site.department.aliases))
    found = [replace(report, city=city) for page in _pages(site) for report in of_page(page, site.period.last)]
    return sorted(found, key=lambda report: (report.span.first, report.span.last))


def mentions(site: Snapshot) -> list[Mention]:
    """Every page that names the air of a span in its title and is no report on it."""
    found = []
    for page in _pages(site):
        title = title_of(page)
        if _AIR.search(title) and not re.search("日报|预报|实时", title) and not of_page(page, site.period.last):
            found += [Mention(mark.span, page) for mark in _marks(title, page.published, site.period.last)]
    return found


def _pages(site: Snapshot) -> Iterator[Page]:
    commons = [page for page in site.commons if page.issuer == "" or site.department.name in page.issuer]
    yield from (*site.pages, *(commons if site.place is Place.PORTAL else ()))


def _is_list(document: Document) -> bool:
    """Whether a page mostly leads to others."""
    links = len(document.reading.links)
    return document.published is None and links >= 8 and len(squeeze(document.text)) < links * 60


def title_of(document: Document) -> str:
    """The squeezed title by which a document is a report, else its first one: its own, that of its link, how its text opens."""
    titles = [title for each in (document.title, document.label) if (title := plain(each))]
    return next(filter(is_report, titles), titles[0] if titles else plain(opening_title(document.text)))


def of_page(page: Page, latest: date) -> list[Report]:
    """The reports of a page: its own, together with files that say no other span, and those of files about other spans.

    A span without a year is taken to have ended before the page was posted, else before `latest`.
    """
    own = span_of(page, page.published, latest)
    within: list[Document] = []
    apart: list[Report] = []
    for file in page.documents:
        mark = span_of(file, page.published, latest) if is_report(title_of(file)) else None
        if mark is None or (own is not None and mark.span == own.span):
            within.append(file)
        else:
            apart.append(_read(mark, (file,), page.published))
    if own is None:
        return apart
    report = _read(own, (page, *within), page.published)
    return [report, *_collected(report), *apart]


def _collected(report: Report) -> list[Report]:
    """The other reports of a page to which one is added after another, so that its title names the span of none."""
    cycle = next((cycle for word, cycle in _CYCLES if re.search(word, title_of(report.source))), None)
    named = _marks(title_of(report.source), report.posted, report.span.last)
    if cycle is None or any(mark.span.cycle == cycle for mark in named) or report.cycle != cycle:
        return []
    spans = dict.fromkeys(tally.span for tally in report.tallies if tally.is_named and tally.span.cycle == cycle)
    return [Report(span, report.source) for span in spans if span != report.span]


def is_report(title: str) -> bool:
    """Whether a squeezed title is that of a report on the air of more than a day, its span aside."""
    if not (_AIR.search(title) or _ENVIRONMENT.search(title)) or _OTHER.search(title):
        return False
    if "排名" in title and not re.search("[周月季]报|状况及", title):
        return False
    return _REPORT.search(title) is not None and (_NEWS.search(title) is None or _NAMED.search(title) is not None)


def span_of(document: Document, posted: date | None, latest: date) -> Mark | None:
    """The span that a report is on, by its title, else by how its text begins; None when it is no report or names no span."""
    title = title_of(document)
    if not is_report(title) or not (_AIR.search(title) or _AIR.search(document.text)):
        return None
    cycle = next((cycle for word, cycle in _CYCLES if re.search(word, title)), None)
    named = _marks(title, posted, latest)
    opening = plain(" ".join(document.text.splitlines())[:600])
    wanted = [mark for mark in named if cycle in (None, mark.span.cycle)]
    if cycle is not None and (not wanted or wanted[0].week is not None) and not _is_list(document):
        told = [mark for mark in _marks(opening, posted, latest) if mark.span.cycle == cycle and mark.week is None]
        near = [mark for mark in told if not wanted or abs((mark.span.first - wanted[0].span.first).days) <= 10]
        if near and (not wanted or not _has_days(title)):
            return near[0]
    if cycle == "weekly" and not wanted and not _is_list(document):
        return _of_days(document, posted or latest)
    return wanted[0] if wanted else None


def _of_days(document: Document, until: date) -> Mark | None:
    """The week of which a report lists the days, where its title has only a number: those that lie near its posting."""
    named = (day for line in document.text.splitlines() for day in days(line, until.year))
    listed = [day for day in named if timedelta(0) < until - day <= timedelta(days=40)]
    span = Span(min(listed), max(listed)) if listed else None
    return Mark(0, 0, span) if span is not None and span.cycle == "weekly" and len(set(listed)) >= ENOUGH else None


def _has_days(title: str) -> bool:
    return re.search(r"月\d{1,2}日?(?:-|—|~|至|到)", title) is not None


def _marks(text: str, posted: date | None, latest: date) -> list[Mark]:
    """The spans that a text names, none of them later than the day of posting where the year is not said."""
    until = posted or latest
    named = set(years(text))
    found = list(titled(text, named.pop() if len(named) == 1 else until.year))
    if any(mark.span.first > until for mark in found) and not re.search(r"20\d\d", text):
        found = list(titled(text, until.year - 1))
    return found


def _read(mark: Mark, sources: Sequence[Document], posted: date | None) -> Report:
    """Reads the page and the files that belong to one report."""
    tallies: list[Tally] = []
    dailies: list[Daily] = []
    changed: list[Change] = []
    of_air = _AIR.search(title_of(sources[0])) is not None
    for source in sources:
        said = _without_navigation(source.text)
        found = [*prose.tallies(said, mark.span)]
        dailies += rows.told(said, mark.span)
        changed += changes.told(said)
        for table in tables_of(source):
            rows_of_days = rows.dailies(table, mark.span)
            found += [] if rows_of_days else tables.tallies(table, mark.span, of_air)
            dailies += rows_of_days
            changed += changes.tabled(table)
        tallies += [replace(tally, source=source) for tally in found]
    filled = bool(tallies or dailies) or any(_says_anything(source) for source in sources)
    report = Report(
        mark.span,
        sources[0],
        posted,
        week_number(title_of(sources[0])),
        tuple(tallies),
        _once(dailies),
        tuple(dict.fromkeys(changed)),
    )
    return replace(report, others=tuple(sources[1:]), is_filled=filled)


def _says_anything(document: Document) -> bool:
    """Whether a document has a figure or a grade of air, or a table with numbers."""
    if any(_FIGURE.search(plain(line)) for line in document.text.splitlines()[1:]):
        return True
    cells = [squeeze(cell) for table in tables_of(document) for row in table.rows for cell in row]
    return sum(NUMBER.fullmatch(cell) is not None for cell in cells) >= FEW


def has_figures(report: Report) -> bool:
    """Whether a report says anything in numbers."""
    if report.tallies or report.dailies:
        return True
    lines = (plain(line) for source in report.sources for line in source.text.splitlines()[1:])
    cells = [
        squeeze(cell) for source in report.sources for table in tables_of(source) for row in table.rows for cell in row
    ]
    return any(map(_NUMBERED.search, lines)) or any(map(NUMBER.fullmatch, cells))


def _without_navigation(text: str) -> str:
    """The text without lines that lead to other pages: 上一篇, 下一篇, 相关链接."""
    lines = text.splitlines()
    end = next(
        (
            at
            for at, line in enumerate(lines)
            if at > 2 and re.match(r"\s*(?:上一篇|下一篇|相关(?:链接|文章|新闻|信息))", line)
        ),
        None,
    )
    return "\n".join(lines[:end])


def _once(found: Sequence[Daily]) -> tuple[Daily, ...]:
    """Each day of an area once, the fullest statement where all are of one index."""
    best: dict[tuple[date, str, int | None], Daily] = {}
    for daily in found:
        key = (daily.day, daily.area, daily.index)
        if key not in best or len(daily.grade) > len(best[key].grade):
            best[key] = daily
    return tuple(best[key] for key in sorted(best, key=lambda key: (key[0], key[1], key[2] or 0)))


def in_question(report: Report, first: date, last: date, publish_within: int) -> bool:
    """Whether a report is judged in a month: it ended then, was posted then, or, its day of posting unknown, was due then."""
    due = report.span.last + timedelta(days=publish_within)
    posted = report.posted
    if first <= report.span.last <= last or (posted is None and first <= due <= last):
        return True
    return posted is not None and first <= posted <= last and report.span.last >= first - timedelta(days=100)
