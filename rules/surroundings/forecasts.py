"""Forecasts of the air that a place shows: the day on which each was made, the days that it is for, and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawler.reading.value import Table
from crawler.snapshot import Document, Page, Snapshot
from rules.air.standards import Standard
from rules.dates import days
from rules.phrases import squeeze
from rules.shown import documents, pages_called, whole_text
from rules.surroundings.sentences import sentences
from rules.tables import data_tables

TOPIC = "air-forecast"
OWED_FROM = date(2026, 3, 1)  # HJ 633-2026 5.2.3
_OTHER = re.compile(
    "平台|系统|会商|启动|解除|预案|培训|会议|技术|招标|采购|方案|准确率|评估|规范|通知$|工程|项目|回顾|能力|标准|解读|科普|工作"
)
_WORDS = "优|良|轻(?:度)?(?:污染)?|中(?:度)?(?:污染)?|重(?:度)?(?:污染)?|严重(?:污染)?"
_GRADE = re.compile("优|良|轻度污染|中度污染|重度污染|严重污染")
_SPAN = re.compile(rf"({_WORDS})(?:至|到|或|-|—|~|～|、)({_WORDS})")
_ONE = re.compile("优|良(?!好)|轻度|中度|重度|严重")
_INDEX = re.compile(
    r"(?:AQI|空气质量指数|空气指数|质量指数)[^\d。;]{0,14}(\d{1,3})(?:[-—~～至到]+(\d{1,3}))?|^(\d{1,3})[-—~～至到]+(\d{1,3})$"
)
_VAGUE = re.compile(
    r"未来[三3五5七7]|今明|明后|(?:24|48|72)小时|(?<![月\d-])\d{1,2}日(?!均)|星期|周[一二三四五六日]|第[一二三]天"
)
_FROM_NOW = {"大后": 3, "后": 2, "明": 1, "今": 0}
_FROM_TODAY = re.compile("(大后|后|明|今)[天日]")
_TOLD = re.compile("空气|AQI|污染|优|良")
_FIRST_LETTERS = {"优": 0, "良": 1, "轻": 2, "中": 3, "重": 4, "严": 5}
_AHEAD = timedelta(days=20)
EDGE = 1  # points of the index by which a range may reach into the next grade without being named so


@dataclass(frozen=True)
class Outlook:
    """What is said of one coming day: the range of its index, None for none, and its grades as places in the standard's order."""

    day: date
    low: int | None
    high: int | None
    grades: tuple[int, int] | None
    words: str


@dataclass(frozen=True)
class Forecast:
    """A page with a forecast; `made` is the day on which it was, None where neither title nor date tells."""

    page: Page
    made: date | None
    outlooks: tuple[Outlook, ...]

    @property
    def tells(self) -> bool:
        """Whether it says anything of a coming day that was understood."""
        return any(each.grades is not None or each.low is not None for each in self.outlooks)

    @property
    def is_vague(self) -> bool:
        """Whether it names coming days otherwise than by month and day, or grades of days that it does not name."""
        title, text = squeeze(self.page.title), whole_text(self.page)
        rest = text.replace(title, "")
        return _VAGUE.search(rest) is not None or (not self.tells and _ONE.search(rest) is not None)


def forecasts(site: Snapshot) -> list[Forecast]:
    """The forecasts that a place shows, of whatever month."""
    return [
        _forecast(page, title, site.period.year)
        for page, title in pages_called(site, TOPIC)
        if not _OTHER.search(title)
    ]


def _forecast(page: Page, title: str, year: int) -> Forecast:
    titled = next(days(title, page.published.year if page.published else year), None)
    made = page.published or titled
    around = made.year if made else year
    outlooks = [
        each for document in documents(page) for each in (*_told(document, made, around), *_tabled(document, around))
    ]
    ahead: dict[date, Outlook] = {}
    for each in (_in_time(outlook, made) for outlook in outlooks):
        if made is None or made - timedelta(days=1) <= each.day <= made + _AHEAD:
            ahead[each.day] = max(ahead.get(each.day, each), each, key=_says)
    return Forecast(page, made, tuple(ahead[day] for day in sorted(ahead)))


def _in_time(outlook: Outlook, made: date | None) -> Outlook:
    """An outlook for January, made in December, in the year to come."""
    if made is None or made - outlook.day < timedelta(days=180) or (outlook.day.month, outlook.day.day) == (2, 29):
        return outlook
    return replace(outlook, day=outlook.day.replace(year=outlook.day.year + 1))


def _says(outlook: Outlook) -> int:
    return (outlook.grades is not None) + (outlook.low is not None)


def _told(document: Document, made: date | None, year: int) -> Iterator[Outlook]:
    """What sentences say, each of the days that it names: in full, by the day of the month, or from today."""
    for clause in sentences(document.text):
        if not _TOLD.search(clause):
            continue
        named = list(days(_spread(clause), year)) or (_near(clause, made) if made else [])
        rest = re.sub(r"\d{1,2}月\d{1,2}日", "", clause).replace("优良", "优至良")
        for day in named[:1] if len(named) == 1 else _between(named):
            yield _outlook(day, rest, clause)


def _near(clause: str, made: date) -> list[date]:
    """The day that a sentence names without its month: 3日, 明天, 后天; seen from the day on which it was written."""
    if found := _FROM_TODAY.search(clause):
        return [made + timedelta(days=_FROM_NOW[found[1]])]
    if found := re.search(r"(?<![月\d-])(\d{1,2})日(?![均最])", clause):
        ahead = (made + timedelta(days=n) for n in range(15))
        return [day for day in ahead if day.day == int(found[1])]
    return []


def _spread(clause: str) -> str:
    """2月3-4日 as 2月3日-2月4日."""
    return re.sub(r"(\d{1,2})月(\d{1,2})日?[-—~～至到、和](\d{1,2})日", r"\1月\2日-\1月\3日", clause)


def _between(named: Sequence[date]) -> list[date]:
    """The days from the first to the last that are named together."""
    if not named:
        return []
    first, last = min(named), max(named)
    return [first + timedelta(days=n) for n in range(min((last - first).days, 10) + 1)]


def _tabled(document: Document, year: int) -> Iterator[Outlook]:
    for table in data_tables(document):
        for day, cells in _rows(table, year):
            yield _outlook(day, " ".join(cells), " | ".join(cells))


def _rows(table: Table, year: int) -> Iterator[tuple[date, list[str]]]:
    """The rows of a table that name a day in one of their first cells; else its columns, where its head names days."""
    upright = [[squeeze(cell) for cell in row] for row in table.rows]
    for rows in (upright, [list(column) for column in zip(*upright, strict=False)]):
        found = [(day, row[place + 1 :]) for row in rows for place, day in _dated(row, year)]
        if len(found) > 1 or (found and rows is not upright):
            yield from found
            return


def _dated(row: Sequence[str], year: int) -> list[tuple[int, date]]:
    named = ((place, next(days(cell, year), None)) for place, cell in enumerate(row[:3]))
    return [(place, day) for place, day in named if day is not None][:1]


def _outlook(day: date, rest: str, words: str) -> Outlook:
    index = next((found for part in rest.split(" ") if (found := _INDEX.search(part))), None)
    low = int(index[1] or index[3]) if index else None
    high = int(index[2] or index[4] or index[1]) if index else None
    return Outlook(day, low, high, _grades(rest), words)


def _grades(rest: str) -> tuple[int, int] | None:
    """The lowest and the highest grade that words name for a day; None where they name none, or more than one range."""
    spans = [
        tuple(sorted((_FIRST_LETTERS[found[1][0]], _FIRST_LETTERS[found[2][0]]))) for found in _SPAN.finditer(rest)
    ]
    alone = [_FIRST_LETTERS[found[0][0]] for found in _ONE.finditer(_SPAN.sub("", rest))]
    ranges = {(span[0], span[1]) for span in spans} | {(grade, grade) for grade in alone}
    return next(iter(ranges)) if len(ranges) == 1 else None


def disagrees(outlook: Outlook, standard: Standard) -> bool:
    """Whether the grades that are named are surely not those of the range of the index that is named with them."""
    if outlook.grades is None or outlook.low is None or outlook.high is None or outlook.low > outlook.high:
        return False
    limits = [grade.upto for grade in standard.grades]
    least, most = (_place(limits, outlook.low + EDGE), _place(limits, outlook.high - EDGE))
    widest = (_place(limits, outlook.low - EDGE), _place(limits, outlook.high + EDGE))
    low, high = outlook.grades
    is_short = low > least or high < most
    is_wide = low < widest[0] or high > widest[1]
    return is_wide or (is_short and least <= most)


def _place(limits: Sequence[int], index: int) -> int:
    return next((place for place, upto in enumerate(limits) if index <= upto), len(limits) - 1)
