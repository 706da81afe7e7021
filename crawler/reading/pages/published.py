"""When a page says that it was published, and when its document was signed. Unsure means None: lateness hangs on it.

Trusted in this order: a label that readers see (发布日期 in the document's card, in the line under the title or
elsewhere), meta tags, an unlabelled day under the title, a day in a script, the day in the address. A page that is
one of a list's or is a home page has no day of its own. What a server says of a file's age is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from crawler.reading import limits
from crawler.reading.pages import flow, labels, lines
from crawler.reading.pages.said import Said, days
from crawler.reading.text import dates

META = (
    "pubdate", "publishdate", "publish_date", "publish-date", "pub_date", "publishtime", "firstpublishedtime",
    "article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "date", "dc.date",
)  # fmt: skip
NEAR = 6  # lines under a title among which its date stands
MOST_TIMES = 200  # a page with more lists others
PROSE = 15  # characters; a longer line that ends a sentence belongs to the text
SENTENCE = re.compile(r"[。；！？：:]\s*$")
# Names that content systems give a day of publication in scripts and hidden fields. Each pattern is linear: bounded gaps.
SCRIPTED = re.compile(
    r"(?:pub(?:lish(?:ed)?)?_?(?:time|date)|docreltime|docpub(?:time|date)|release_?time|fbsj|fbrq)[\"']?"
    r"(?:\s{0,5}[:=]|\s{1,5}value\s{0,3}=)\s{0,5}[\"']?([^\"'<>;,}]{8,40})",
    re.IGNORECASE,
)
OF_SCRIPTED = ("pub", "docre", "rele", "fb")  # one of these is a part of each
PUBLISHED_LD = re.compile(r"\"datePublished\"\s{0,5}:\s{0,5}\"([^\"]{8,40})\"")
FAR = timedelta(days=31)  # a content system's address is some days older than what it prints, not months
APART = timedelta(days=1)  # a day's slack between meta and print: time zones
SIGNED_LINES = 8  # a signature stands among the last lines of a document
NUMBERED = re.compile(r"[〔\[（(](?:19|20)\d\d[〕\]）)]\s?第?\d+\s?号$")
SHORT = 8  # characters of buttons and values in lines of their own
ORGAN = re.compile(r"(?:局|委|办|厅|院|处|所|站|会|府|中心|公司|集团|学校|支队|大队)$")


@dataclass(frozen=True)
class Evidence:
    """What a page offers. `lower` is its source in lower case.

    `heading` is the title's line or -1; `latest` the last day that can have come.
    """

    tree: LexborHTMLParser
    page: flow.Flow
    source: str
    lower: str
    url: str
    meta: dict[str, str]
    said: Sequence[Said]
    heading: int
    latest: date

    @cached_property
    def head(self) -> range:
        """The lines under the title, to the end of those of date and source: what the article says is not said of it."""
        return range(self.heading + 1, _end_of_head(self.page, self.heading + 1)) if self.heading >= 0 else range(0)


def published(page: Evidence) -> tuple[date | None, str]:
    """The day of publication and where it was found: label, meta, line, script or url."""
    for look, found_in in ((_labelled, "label"), (_in_meta, "meta")):
        if day := look(page):
            return day, found_in
    if _without_day(page, empty=False):
        return None, ""
    if day := _under_title(page):
        return day, "line"
    for day, found_in in (*_machine_days(page), (dates.in_address(page.url), "url")):
        if day and day <= page.latest:
            return day, found_in
    return None, ""


def unreadable(page: Evidence, day: date | None) -> bool:
    """Whether a label of publication stands before what is no day, or before nothing where no other day was found."""
    if any(where.card or where.line in page.head for _, where in days(page.said, labels.PUBLISHED, page.url)):
        return False
    return (day is None and bool(_without_day(page, empty=True))) or bool(_without_day(page, empty=False))


def differs(page: Evidence, day: date | None, found_in: str) -> bool:
    """Whether the page gives other days too: in its address by months, in labels and meta tags by more than one day."""
    if day is None:
        return False
    address, stated = dates.in_address(page.url), _in_meta(page)
    far = address is not None and found_in != "url" and abs(address - day) > FAR
    near = range(page.heading + 1, page.heading + 1 + NEAR) if page.heading >= 0 else ()
    told = (each for each, where in days(page.said, labels.PUBLISHED, page.url) if where.card or where.line in near)
    if any(abs(each - day) > APART for each in told if each <= page.latest):
        return True
    return far or (stated is not None and found_in == "label" and abs(stated - day) > APART)


def signed(page: Evidence, main: Sequence[int]) -> date | None:
    """The day of signing in the last lines of the main text, alone or after an organ's name."""
    for index in reversed(main[-SIGNED_LINES:]):
        line = page.page.lines[index]
        if index <= page.heading or page.page.items[index] or labels.in_line(line):
            continue
        head = index in page.head or page.heading < 0
        before = page.page.lines[max(page.heading + 1, main[0]) : index]
        if head and not any(map(_is_prose, before)) and not _is_signed(page, index):
            continue
        if day := _signature(line):
            return day if day <= page.latest else None
    return None


def _signature(line: str) -> date | None:
    found = list(dates.spans(line)) if lines.HINT.search(line) and len(line) <= 2 * lines.BARE_DATE else []
    if len(found) != 1 or "\t" in line:
        return None
    day, start, end = found[0]
    rest = (line[:start] + line[end:]).strip("　 （()）")
    return day if not rest or (not line[end:].strip("　 ）)") and len(rest) <= 30 and ORGAN.search(rest)) else None


def _one(found: Iterable[date]) -> date | None:
    """The day that all agree on."""
    each = set(found)
    return each.pop() if len(each) == 1 else None


def _labelled(page: Evidence) -> date | None:
    """The day behind a label, when all agree; else when those in the card or under the title do, as beside side lists."""
    found = [
        (day, each) for day, each in days(page.said, labels.PUBLISHED, page.url) if day <= page.latest and not each.item
    ]
    near = [day for day, each in found if each.card or each.line in page.head]
    if near:
        return _one(near)
    return None if page.head and _under_title(page) else _one(day for day, _ in found)


def _without_day(page: Evidence, *, empty: bool) -> list[Said]:
    """The labels of publication in the card or under the title that have no value, or one that is no day; 暂无 is an answer."""
    return [
        each for each in page.said
        if each.label in labels.PUBLISHED and not each.item and (each.card or each.line in page.head)
        and (not each.value if empty else each.value not in labels.NOTHING and not labels.day(each.value, page.url))
    ]  # fmt: skip


def _in_meta(page: Evidence) -> date | None:
    for name in META:
        if name in page.meta and (day := dates.find(page.meta[name])) and day <= page.latest:
            return day
    return None


def _under_title(page: Evidence) -> date | None:
    """A day in the line of source and clicks, or a bare one, shortly below the title; without a title in the only such line."""
    near = [
        day for day, each in days(page.said, labels.PERHAPS_PUBLISHED, page.url)
        if not each.item and (each.line in page.head or page.heading < 0) and not lines.CLOCK.search(each.value)
    ]  # fmt: skip
    if near:
        day = _one(near)
        return day if day and day <= page.latest else None
    if page.heading < 0:
        return _one(
            day for index in range(min(len(page.page.lines), limits.PAGE_HEAD)) if (day := _day_of(page, index))
        )
    for index in page.head:
        if index >= len(page.page.lines):
            break
        if day := _day_of(page, index):
            return day
        if _is_prose(page.page.lines[index]):
            break
    return None


def _day_of(page: Evidence, index: int) -> date | None:
    """The one day in a line of date and source."""
    line = page.page.lines[index]
    if "\t" in line and not lines.has_info(line):
        return None
    if not lines.is_info(page.page, index) or lines.is_item(page.page, index) or lines.is_other_date(line):
        return None
    if _is_signed(page, index) or _is_sentence(line):
        return None
    found = [day for day, _, _ in dates.spans(line)]
    return found[0] if len(found) == 1 and found[0] <= page.latest else None


def _is_signed(page: Evidence, index: int) -> bool:
    """Whether a bare day stands as those of signing do: under an organ's name, a document's number or a sentence."""
    if index == 0 or index - 1 == page.heading or lines.has_info(page.page.lines[index]):
        return False
    above = page.page.lines[index - 1].strip()
    if NUMBERED.search(above):
        return "年" in page.page.lines[index]
    between = page.page.lines[page.heading + 1 : index] if page.heading >= 0 else ["。"]
    if "年" not in page.page.lines[index] and not any(line.endswith("。") for line in between):
        return False  # a content system writes 2014-03-05 under the office that it names
    return above.endswith("。") or bool(labels.ORGAN_END.search(above) and not labels.in_line(above))


def _end_of_head(page: flow.Flow, start: int) -> int:
    """The line after those of date and source under a title, no further than NEAR lines below it."""
    end = min(start + NEAR, len(page.lines))
    for index in range(start, end):
        if lines.is_info(page, index) and not lines.is_item(page, index):
            return next((n for n in range(index + 1, end) if not _goes_on(page.lines, n)), end)
    return end


def _goes_on(page: Sequence[str], index: int) -> bool:
    """Whether a line goes on with what the one above it says of the page: it begins with a label or is a label's value."""
    line = page[index]
    found = not _is_sentence(line) and labels.begins(line)
    return found or lines.is_bare_date(line) or page[index - 1].rstrip()[-1:] in ("：", ":") or len(line) <= SHORT


def _is_prose(line: str) -> bool:
    return len(line) > PROSE and bool(SENTENCE.search(line))


def _is_sentence(line: str) -> bool:
    return _is_prose(line) and line.rstrip()[-1] not in "：:"


def _machine_days(page: Evidence) -> list[tuple[date | None, str]]:
    """Days that only programs see: structured data, <time>, scripts and hidden fields; each where all of its kind agree."""
    structured = [dates.find(found[1]) for found in PUBLISHED_LD.finditer(page.source)]
    marked = page.tree.css("time[datetime]")[:MOST_TIMES] if "<time" in page.lower else ()
    times = [dates.find(node.attributes.get("datetime") or "") for node in marked]
    named = SCRIPTED.finditer(page.source) if any(part in page.lower for part in OF_SCRIPTED) else ()
    scripted = [dates.find(found[1]) or dates.from_epoch(found[1].strip()) for found in named]
    return [
        (_one(day for day in structured if day), "meta"),
        (_one(day for day in times if day), "meta"),
        (_one(day for day in scripted if day), "script"),
    ]
