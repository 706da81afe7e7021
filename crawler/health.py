"""Was this crawl good enough to judge by? Asked of each place, and of each column of it, before any rule runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.snapshot import Page, Reason, Snapshot, Unreached

LOST_SHARE = 2  # a place or a column is not judged when more than 1 in LOST_SHARE addresses tried could not be read
LEFT = (Reason.BUDGET, Reason.TRAP, Reason.OFFSITE)  # left by our own choice: no sign that the site failed


@dataclass(frozen=True)
class Column:
    """How well one column of a place was read: its path, pages read, addresses not read, and the first of these."""

    path: tuple[str, ...]
    read: int
    lost: int
    first: Unreached | None

    @property
    def is_weak(self) -> bool:
        """Whether it was read too badly to be judged."""
        return self.lost * LOST_SHARE > self.lost + self.read


@lru_cache(maxsize=4)
def hindrance(site: Snapshot) -> Unreached | None:
    """Why one place cannot be judged at all, or None when it can.

    Its first page was not read, or most of what it led to was not: a site that
    fails that widely says nothing about what it publishes. What a budget left
    unread is weighed column by column: the crawl reads first what matters.
    """
    return hindered(site.unreached, len(site.pages))


def hindered(unreached: Sequence[Unreached], read: int) -> Unreached | None:
    """The same of what a place did not show and the number of its pages that were read."""
    for lost in unreached:
        if lost.depth == 0:
            return lost
    unsure = [lost for lost in _unsure(unreached) if lost.reason not in LEFT]
    opened = [lost.url.partition("#")[0] for lost in unsure if "#" in lost.url]  # by scripts of pages that were read
    column = Column((), read, len(unsure) - len(opened) + len(set(opened)), unsure[0] if unsure else None)
    return column.first if column.is_weak else None


def weakness(site: Snapshot, words: Sequence[str]) -> Unreached | None:
    """Why the columns that these words name cannot be judged at one place, or None when they can."""
    names = _any(tuple(words)).search
    lost = [each for each in _unsure(site.unreached) if names(_joined((*each.columns, each.label)))]
    if not lost:
        return None
    read = sum(names(_joined((*page.columns, page.title))) is not None for page in site.pages)
    return lost[0] if Column((), read, len(lost), lost[0]).is_weak else None


def columns(site: Snapshot) -> tuple[Column, ...]:
    """Every column of a place with how well it was read, in the order in which they were met."""
    read: dict[tuple[str, ...], int] = {}
    lost: dict[tuple[str, ...], list[Unreached]] = {}
    for page in site.pages:
        read[_path(page)] = read.get(_path(page), 0) + 1
    for each in _unsure(site.unreached):
        lost.setdefault(_path(each), []).append(each)
    paths = dict.fromkeys((*read, *lost))
    return tuple(Column(p, read.get(p, 0), len(lost.get(p, ())), next(iter(lost.get(p, ())), None)) for p in paths)


def _unsure(lost: Iterable[Unreached]) -> Iterable[Unreached]:
    return (each for each in lost if not each.reason.proves_absence)


def _path(item: Page | Unreached) -> tuple[str, ...]:
    return tuple(name for name in item.columns if name != "首页")


@lru_cache(maxsize=1024)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of some words; nothing where there are none."""
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


@lru_cache(maxsize=16384)
def _joined(texts: tuple[str, ...]) -> str:
    return ">".join("".join(each.split()) for each in texts)
