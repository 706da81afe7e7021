"""A piece of information, as it was seen and as it is counted: each once, however many channels show it.

国办发〔2014〕32号 counts 主动公开政府信息数: what is published on different channels or in different ways and is the same counts
as one (不同渠道和方式公开相同信息计1条).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from crawler.period import Period
from crawler.snapshot import Place


class Level(StrEnum):
    """Whose information it is, as annual reports divide it."""

    CITY = "city"  # 市政府本级
    DEPARTMENTS = "departments"  # 市政府各部门, with their subordinate units
    COUNTIES = "counties"  # 县（市）区, with their townships
    ENTERPRISES = "enterprises"  # 市级公共企事业单位


class DayFrom(StrEnum):
    """What says on which day an item was published."""

    PAGE = "page"
    LIST = "list"  # the list that leads to it
    SIGNED = "signed"  # only the day of its signing (成文日期) stands there
    NONE = ""


class Same(StrEnum):
    """Why two items are one piece of information."""

    ADDRESS = "address"  # one address, the same day
    TEXT = "text"  # the same text, but for what a site puts around it
    NUMBER = "number"  # one document number under one title
    NEARLY = "nearly"  # one title and day on two sites, most sentences the same
    TITLE = "title"  # the only ones of one title, day and body on two sites, and the title or some words say more
    UNREAD = "unread"  # one title, day and body on two sites, of which one shows only a picture or a file


@dataclass(frozen=True)
class Item:
    """One page as it was seen in a month, which is a piece of information: an article with what hangs on it.

    `department` is the id of the body whose site it is, or to which the portal gives it, and "" for the portal's own;
    `body` that of the body that issued it, where the roster has it, "" where nothing says so. `number` is its document
    number (文号). `text` is a digest of its words without what a site puts around them, and `length` says how many characters
    they are; `figures` is a digest of the figures among them, `sketch` some of its sentences, each as a short code. What
    `stands_alone` tells by its words which piece of information it is, whatever day it bears. `is_file` says that the words are
    those of its files. `sha256` and `fetched` are those of the page, for whoever looks again.
    """

    department: str
    place: Place
    url: str
    title: str
    day: date | None
    day_from: DayFrom
    issuer: str
    body: str
    number: str
    text: str
    length: int
    figures: str
    sketch: tuple[str, ...]
    stands_alone: bool
    is_file: bool
    sha256: str
    fetched: datetime


@dataclass(frozen=True)
class Seen:
    """An item with the months in whose archive it is."""

    item: Item
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Counted:
    """One piece of information, counted once: the items that are the same, the first published one first.

    `body` is whose it is, "" for the city's own without a body; `same` says why the items are one. `period` is the month in
    which it counts; `is_first_seen` that nothing dates it, and that it is the month in whose archive it appeared.
    """

    seen: tuple[Seen, ...]
    body: str
    level: Level
    period: Period | None
    is_first_seen: bool = False
    same: frozenset[Same] = frozenset()

    @property
    def item(self) -> Item:
        """The item that speaks for it."""
        return self.seen[0].item


@dataclass(frozen=True)
class Looked:
    """How far a site could be read in a month: `reason` is "" when it could, else a `Reason`. `department` is "" for the portal's own."""

    period: Period
    department: str
    place: Place
    reason: str = ""


@dataclass(frozen=True)
class Gap:
    """A site that could not be read in a month, or not to its end, and the next month of the year in which it could.

    What was still there then is counted; without such a month nothing of it is.
    """

    looked: Looked
    later: Period | None = None


@dataclass(frozen=True)
class Count:
    """A year's pieces of information.

    `pieces` are those of the year and are what `total` counts. `undated` bear no day and stood there when their site was
    looked at first, so that no year can be told; `before` and `after` were published in other years. With `gaps`, or months
    `missing` that were never checked, the total is a minimum: what was published, and taken away again, while nobody could look
    is in none.
    """

    year: int
    pieces: tuple[Counted, ...]
    undated: tuple[Counted, ...] = ()
    before: tuple[Counted, ...] = ()
    after: tuple[Counted, ...] = ()
    gaps: tuple[Gap, ...] = ()
    missing: tuple[Period, ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.pieces)

    @property
    def is_minimum(self) -> bool:
        """Whether there may be more, because not every month of every site could be read."""
        return bool(self.gaps or self.missing)

    @cached_property
    def numbers(self) -> Mapping[tuple[Level, Period], int]:
        """How many of each level there are in each month; every level and month is there."""
        found = Counter((each.level, each.period) for each in self.pieces)
        return {(level, month): found[level, month] for level in Level for month in self.months}

    @property
    def months(self) -> tuple[Period, ...]:
        """The twelve months."""
        return tuple(Period(self.year, month) for month in range(1, 13))

    def of_level(self, level: Level) -> int:
        """How many of a level there are."""
        return sum(self.numbers[level, month] for month in self.months)

    def of_month(self, month: Period) -> int:
        """How many of a month there are."""
        return sum(self.numbers[level, month] for level in Level)

    @cached_property
    def by_body(self) -> Mapping[str, int]:
        """How many each body has, "" for the city's own without one; only bodies that have any."""
        return dict(Counter(each.body for each in self.pieces))

    @property
    def first_seen(self) -> int:
        """How many of them bear no day and count in the month in which they appeared."""
        return sum(each.is_first_seen for each in self.pieces)
