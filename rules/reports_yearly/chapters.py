"""The chapters of a yearly report that stand on pages of their own: linked from its page, or put up beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from crawler.snapshot import Page, Snapshot, Unreached
from rules.dates import year_of
from rules.phrases import squeeze
from rules.reports_yearly.forms import PARTS_2008, PARTS_2019

LONGEST = 40  # characters of the heading of a chapter
TOGETHER = timedelta(days=31)  # between the days on which the chapters of one report are put up
_NUMERALS = "[一二三四五六七八九十]{1,2}"
_NUMBERED = re.compile(
    rf"(?:^|[:_—-]|报告|年报)(?:第{_NUMERALS}(?:部分|章|节)[:、]?|{_NUMERALS}[、.]|[(]{_NUMERALS}[)])(.{{2,}})$"
)
_NAMED = re.compile(
    "概述|概况|总体情况|(?:主动公开|依申请公开|公开申请|收费|.{0,8}复议|.{0,8}诉讼).{0,16}情况|.{0,8}问题.{0,6}(?:改进|措施|打算|建议).{0,8}"
    "|其[他它]需要报告的(?:事项|情况)|.{0,8}统计表"
)
_OTHER = re.compile("概述|概况|附表|统计表|需要说明")


def is_chapter(words: str, alone: bool = False) -> bool:
    """Whether words head a chapter: numbered and named by a part of a report; without a number (`alone`) by its whole name."""
    text = squeeze(words)
    if len(text) > LONGEST:
        return False
    if (match := _NUMBERED.search(text)) is not None:
        return any(part.words.search(match[1]) for part in (*PARTS_2008, *PARTS_2019)) or bool(_OTHER.search(match[1]))
    return alone and _NAMED.fullmatch(text) is not None


def _addresses(page: Page) -> set[str]:
    """The other addresses to which a page leads as to its chapters."""
    return {link.url for link in page.links if is_chapter(link.text, alone=True)} - {page.url}


def leads_to(page: Page, chapter: Page) -> bool:
    """Whether a page leads to another as to a chapter of its own."""
    return chapter.url in _addresses(page)


def chapters(page: Page, year: int | None, every: Sequence[Page]) -> Iterator[Page]:
    """The pages of a report besides its own: those that it links to, and those put up beside it under its column."""
    led = _addresses(page)
    yield from (each for each in every if each.url in led or (each.url != page.url and _is_beside(each, page, year)))


def _is_beside(chapter: Page, page: Page, year: int | None) -> bool:
    if not page.columns or chapter.columns != page.columns or not is_chapter(chapter.title):
        return False
    if chapter.published is None or page.published is None or year_of(squeeze(chapter.title)) not in (None, year):
        return False
    return abs(chapter.published - page.published) <= TOGETHER


def unread(page: Page, site: Snapshot) -> tuple[Unreached, ...]:
    """The chapters to which a page leads and that could not be read."""
    led = _addresses(page)
    return tuple(lost for lost in site.unreached if lost.url in led and not lost.reason.proves_absence)
