"""Whether a place's list and charts follow a change (清单和流程图随之调整)."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from crawler.snapshot import Citation, Page, Snapshot
from rules.powers.changes.change import GONE, Change, What
from rules.powers.changes.renewed import Listed
from rules.powers.changes.wording import tells_change
from rules.powers.charts.chart import Chart, charts_of
from rules.powers.item import Item
from rules.powers.naming.names import bare, spelt
from rules.topics import pages_on

Shown = tuple[str, Page, Chart]


def shown_charts(site: Snapshot) -> list[Shown]:
    """The charts that a place shows, each with its bare name and its page."""
    return [(bare(chart.name), page, chart) for page in pages_on(site, "power-flowchart") for chart in charts_of(page)]


def still_listed(lists: Sequence[Listed], names: Container[str], change: Change) -> Citation | None:
    """Where a list still has an item that was cancelled or devolved, or None; a newer list without it counts.

    `names` are the bare names of all that the lists have.
    """
    name = bare(change.name)
    if change.what not in GONE or name not in names:
        return None
    for page, items in lists:
        held = next((item for item in items if bare(item.name) == name and not _is_marked(item)), None)
        if held and not any(_replaces(other, (page, items), name) for other in lists):
            return held.source.cite(held.name)
    return None


def chart_left(charts: Sequence[Shown], names: Container[str], change: Change) -> Citation | None:
    """A chart that does not follow a change: of an item that is gone, or older than what was adjusted; None for none."""
    name = bare(change.name)
    named = [(page, chart) for own, page, chart in charts if _is_of(chart, own, name) and not tells_change(chart.name)]
    sources = [(page, chart.source) for page, chart in named if chart.source is not None]
    days = [page.published for page, _ in sources]
    gone = change.what in GONE and name not in names
    old = change.what is What.ADJUSTED and change.day and all(day is not None and day < change.day for day in days)
    return next((source.cite(change.name) for _, source in sources if gone or old), None)


def _is_of(chart: Chart, own: str, name: str) -> bool:
    """Whether a chart is an item's: 地名命名审批流程图 is that of a 地名命名, or of a 地名命名审批."""
    return name in (own, spelt(chart.name))


def _is_marked(item: Item) -> bool:
    """Whether its row itself says that it is cancelled, devolved or the like."""
    return any(re.search("取消|下放|停止实施|暂停|移交|承接", value) for value in (item.where, *item.fields.values()))


def _replaces(other: Listed, held: Listed, name: str) -> bool:
    """Whether another list is a newer state of one that has the item: no older, without it, and mostly of the same items."""
    days = (other[0].published, held[0].published)
    newer = days[0] is None or days[1] is None or days[0] > days[1]  # without a day nothing says which is in force
    own, theirs = ({bare(item.name) for item in items} for _, items in (held, other))
    return newer and name not in theirs and len(own & theirs) * 2 >= min(len(own), len(theirs)) > 0
