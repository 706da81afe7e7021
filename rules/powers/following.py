"""Whether a place's list and charts follow a change (清单和流程图随之调整)."""

from __future__ import annotations

import re

from crawler.snapshot import Citation, Page, Snapshot
from rules.powers.change import GONE, Change, What
from rules.powers.chart import charts_of
from rules.powers.item import Item
from rules.powers.names import bare
from rules.powers.renewed import lists
from rules.powers.wording import tells_change
from rules.topics import pages_on


def still_listed(site: Snapshot, change: Change) -> Citation | None:
    """Where a place's list still has an item that was cancelled or devolved, or None; a newer list without it counts."""
    if change.what not in GONE:
        return None
    name = bare(change.name)
    shown = list(lists(site))
    holding = [
        (page, item) for page, items in shown for item in items if bare(item.name) == name and not _is_marked(item)
    ]
    for page, item in holding:
        if not any(_replaces(other, items, page, shown, name) for other, items in shown if other is not page):
            return item.source.cite(item.name)
    return None


def chart_left(site: Snapshot, change: Change) -> Citation | None:
    """A chart that does not follow a change: of an item that is gone, or older than what was adjusted; None for none."""
    named = [
        (page, chart)
        for page in pages_on(site, "power-flowchart")
        for chart in charts_of(page)
        if chart.source is not None and bare(chart.name) == bare(change.name) and not tells_change(chart.name)
    ]
    sources = [(page, chart.source) for page, chart in named if chart.source is not None]
    days = [page.published for page, _ in sources]
    listed = any(bare(item.name) == bare(change.name) for _, items in lists(site) for item in items)
    gone = change.what in GONE and not listed
    old = change.what is What.ADJUSTED and change.day and all(day is not None and day < change.day for day in days)
    return next((source.cite(change.name) for _, source in sources if gone or old), None)


def _is_marked(item: Item) -> bool:
    """Whether its row itself says that it is cancelled, devolved or the like."""
    return any(re.search("取消|下放|停止实施|暂停|已移交|承接", value) for value in (item.where, *item.fields.values()))


def _replaces(
    other: Page, items: tuple[Item, ...], page: Page, shown: list[tuple[Page, tuple[Item, ...]]], name: str
) -> bool:
    """Whether another list is a newer state of a page's: no older, without the item, and mostly of the same items."""
    days = (other.published, page.published)
    newer = days[0] is None or days[1] is None or days[0] > days[1]  # without a day nothing says which is in force
    own = {bare(item.name) for each, held in shown if each is page for item in held}
    theirs = {bare(item.name) for item in items}
    return newer and name not in theirs and len(own & theirs) * 2 >= min(len(own), len(theirs)) > 0
