"""Lists that only a script fills: a column whose entries are not in the page, so that it looks empty and need not be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.drawn import is_drawn, tells
from crawler.families import Kind, Lead, Seen
from crawler.outcome import GOOD, Verdict
from crawler.promise import INDEX
from crawler.scope import parts
from crawler.snapshot import Reason

ENTRY = 10  # characters of a label from which it is a title and no name of a column
ARTICLE = re.compile(r"\d{5}[^/]*$|/20\d{2}[/-]?[01]?\d/")
COLUMN = re.compile(rf"{INDEX.pattern}|/column/", re.IGNORECASE)
MOST_SOURCE = 300_000  # characters of a page in which a list is looked for
SPOKEN = 300  # characters beside links; a head, a path and a foot need no more
PLACEHOLDER = re.compile(r"\{\{[^{}]{1,80}\}\}|\{%[^%]{1,80}%\}|\$\{[\w.]+\}|<%=|<\?=")
REPEATED = re.compile(r"\s(?:v-for|ng-repeat|ms-for|ms-repeat|wx:for|x-for)\s*=", re.IGNORECASE)
TEMPLATE = re.compile(r"<a\b[^>]{0,200}?(?:\{\{|<%=|<\?=|\$\{|['\"]\s*\+)", re.IGNORECASE)
ASKS = re.compile(r"\$\.(?:post|ajax|get|getJSON)\s*\(|axios|fetch\s*\(|XMLHttpRequest|\.load\s*\(")
ROOT = re.compile(
    r"<div\b[^>]{0,120}?(?<![\w-])id\s*=\s*[\"']?(?:app|root|vue-?app|main-?app)\b[^>]{0,120}>\s*</div>", re.IGNORECASE
)
EMPTY = re.compile(
    r"<(ul|ol|dl|tbody|table|div)\b[^>]{0,120}?(?<![\w-])id\s*=\s*[\"']?([\w-]*(?:list|data|result|news|gkml|xxgk|aqi|kqzl|chart|table)[\w-]*)[^>]{0,120}>\s*</\1>",
    re.IGNORECASE,
)
CHARTED = re.compile(r"echarts\.init\s*\(|\.highcharts\s*\(|new\s+Highcharts\.|Highcharts\.chart\s*\(|new\s+Chart\s*\(")
SOURCE = re.compile(r"<script\b[^>]{0,500}?\bsrc\s*=\s*[\"']?([^\"'\s>?]+)", re.IGNORECASE)
LIBRARY = re.compile(
    r"jquery|bootstrap|swiper|slide|layer|layui|common|base|share|respond|html5|ie\d|tongji|gov\.govwza|wza|analytics",
    re.IGNORECASE,
)
ANSWERED = re.compile(r"暂无|没有(?:相关|符合|找到|任何)|无(?:相关)?(?:记录|数据|信息)|共\s*0\s*[条页篇]")
UNASKED = "a script asks for its list in another way"
UNANSWERED = (Reason.GONE, Reason.SOFT_404, Reason.HTTP_ERROR, Reason.EMPTY)
SERVED = ("createPageHTML", "<datastore", "ArticleTitle")  # what the system writes itself is there or not there


def by_list(page: Seen, found: Sequence[Lead]) -> Verdict:
    """What a page says that came whole, but for a list that only a browser would fill. `found` is where it leads."""
    if (page.is_turned and not page.is_posted) or not page.has_script or any(_is_entry(page, lead) for lead in found):
        return GOOD
    here = parts(page.url)
    if here is None or _spoken(page, found) > SPOKEN:
        return GOOD
    if ARTICLE.search(here.path) and not COLUMN.search(here.path):
        is_bare = (
            not page.is_turned
            and tells(page)
            and is_drawn(page)
            and not page.tree.select_one("img[src], embed, object")
        )
        return Verdict(Reason.NEEDS_JS, "its text is written by a script") if is_bare else GOOD
    if any(sign in page.source for sign in SERVED):
        return GOOD
    return Verdict(Reason.NEEDS_JS, "its list is filled by a script") if _is_open(page) else GOOD


def heard(lead: Lead, verdict: Verdict) -> Verdict:
    """What the status of an answer is worth: that there is nothing is not said to a question that was not put as a script puts it."""
    return Verdict(Reason.NEEDS_JS, UNASKED) if lead.is_interface and verdict.reason in UNANSWERED else verdict


def by_answer(page: Seen, found: Sequence[Lead]) -> Verdict:
    """What the answer says that a script gets for a list: a list with entries or without, or that it was not asked as it should be."""
    is_list = not page.is_data or bool(found) or "[" in page.source or "<record" in page.source.lower()
    return GOOD if is_list else Verdict(Reason.NEEDS_JS, UNASKED)


def _is_entry(page: Seen, lead: Lead) -> bool:
    """Whether a lead is an entry of a list, or a file, and no column of a menu."""
    if lead.pager or lead.hop or lead.kind is Kind.PICTURE:
        return False
    if lead.kind is Kind.DOCUMENT:
        return True
    if len(lead.label) < ENTRY and (lead.barred or not ARTICLE.search(lead.url)):
        return False
    here, there = parts(page.url), parts(lead.url)
    return here is not None and there is not None and here.host == there.host and not COLUMN.search(there.path)


def _spoken(page: Seen, found: Sequence[Lead]) -> int:
    """How much a page says beside its links."""
    return len(page.text) - sum(len(lead.label) for lead in found)


def _is_open(page: Seen) -> bool:
    """Whether there is a place that waits to be filled: a row to be repeated, the root of an application, an empty list, a chart."""
    source = page.source[:MOST_SOURCE]
    if PLACEHOLDER.search(page.text) or REPEATED.search(source):
        return True
    if (
        CHARTED.search(page.scripts)
        or ROOT.search(source)
        or (TEMPLATE.search(page.scripts) and ASKS.search(page.scripts))
    ):
        return True
    if ANSWERED.search(page.text):
        return False
    if is_drawn(page):
        return True
    empty = EMPTY.search(source)
    if not empty:
        return False
    own = any(not LIBRARY.search(name.rpartition("/")[2]) for name in SOURCE.findall(source))
    return own or bool(re.search(rf"['\"#]{re.escape(empty[2])}['\"\s]", page.scripts))
