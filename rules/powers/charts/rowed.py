"""Charts that a power list links from an item's own row, in its column 流程图: paired by the row, whatever the link says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from crawler.reading.value import RowLink
from crawler.snapshot import Document, Page, Reason, Snapshot, Unreached
from rules.flowcharts import is_chart
from rules.phrases import squeeze
from rules.powers.charts.part import Part
from rules.powers.charts.parts import lines_of
from rules.powers.charts.shown import Chart, chart_of
from rules.powers.lists.listed import list_pages
from rules.powers.naming.names import bare

_CHART = re.compile("流程|运行图")


def rowed(site: Snapshot, known: Collection[str]) -> Iterator[Chart]:
    """The charts linked from rows of the lists of a place; `known` are the bare names of its items.

    A link that was never followed counts as not visited: it says that there is a chart, and nothing of it.
    """
    lost = {each.url: each for each in site.unreached}
    pages = {page.url: page for page in site.pages}
    for page in list_pages(site):
        files = {file.url: file for file in page.documents}
        pictures = {image.url for image in page.images}
        for link in page.reading.row_links:
            item = next((cell for cell in link.row if bare(cell) in known), "")
            if item and (_CHART.search(squeeze(link.head)) or _CHART.search(squeeze(link.text))):
                yield from _linked(link, item, page, {**pages, **files}, lost, is_picture=link.url in pictures)


def _linked(
    link: RowLink,
    item: str,
    page: Page,
    known: Mapping[str, Document],
    lost: Mapping[str, Unreached],
    *,
    is_picture: bool,
) -> Iterator[Chart]:
    source = known.get(link.url)
    if source is not None:
        shown = is_chart(source) if not isinstance(source, Page) else None
        if source.url != page.url and (shown is not False or not is_picture):
            chart = chart_of(source, Part("", lines_of(source)), source if isinstance(source, Page) else page, item)
            yield replace(chart, row=item, where=page.url)
    elif link.url in lost:
        yield Chart(item, None, replace(lost[link.url], label=item), row=item)
    elif not is_picture:
        yield Chart(
            item, None, Unreached(link.url, page.place, Reason.NOT_VISITED, item, fetched=page.fetched), row=item
        )
