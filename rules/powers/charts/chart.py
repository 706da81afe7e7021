"""Charts: pictures, files, headings in files and pages, links in a list's rows, and links that led nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.snapshot import Document, Page, Snapshot
from rules.flowcharts import ARROW, ICON, STEPS, is_office_work, names_chart, shows_nothing_drawn
from rules.phrases import squeeze, unnumbered
from rules.powers.charts.drawn import is_chart
from rules.powers.charts.part import Line, Part
from rules.powers.charts.parts import heading_of, lines_of, parts_of
from rules.powers.charts.rowed import rowed
from rules.powers.charts.shown import Chart, chart_of
from rules.powers.lists.listed import items
from rules.powers.naming.classwide import tells
from rules.powers.naming.filed import file_name, says_something
from rules.powers.naming.names import bare
from rules.topics import is_mention, is_titled, speaks_of

TOPIC = "power-flowchart"

__all__ = ["Chart", "charts", "charts_of", "headings", "links_away"]


def charts(site: Snapshot) -> Iterator[Chart]:
    """Every chart of a place, each name of a source once."""
    known = frozenset(name for item in items(site) if len(name := bare(item.name)) >= 4)
    found = tuple(_charts(site, known))
    of_rows = {chart.source.url for chart in found if chart.row and chart.source is not None}
    seen = set()
    for chart in found:
        if chart.source is not None and chart.source.url in of_rows and not chart.row and not tells(chart.name):
            continue  # the row in which it stands says whose it is
        key = (chart.name, chart.row, chart.where, chart.source.url if chart.source else chart.lost and chart.lost.url)
        if key not in seen:
            seen.add(key)
            yield chart


def _charts(site: Snapshot, known: Collection[str]) -> Iterator[Chart]:
    for page in site.pages:
        if _shows_charts(page):
            yield from charts_of(page, known)
    yield from rowed(site, known)
    there = {page.url: page for page in site.elsewhere.pages} if site.elsewhere is not None else {}
    for _, url in links_away(site):
        if url in there and (target := there[url]).published is not None:
            yield from charts_of(target, known)
    for lost in site.unreached:
        if "流程" in squeeze(lost.label):
            yield Chart(lost.label, None, lost)


def links_away(site: Snapshot) -> list[tuple[Page, str]]:
    """The links of a place's pages to charts on another site, with the page on which each stands."""
    return [
        (page, link.url)
        for page in site.pages
        for link in page.links
        if "流程" in link.text and is_titled(link.text, TOPIC) and _host(link.url) not in ("", _host(page.url))
    ]


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _shows_charts(page: Page) -> bool:
    """Whether charts may hang on a page: by its topic; by its column, where its title only names a power; or of office work."""
    if speaks_of(page, TOPIC):
        return True
    title = squeeze(page.title)
    if "流程" in title:
        return is_office_work(title) and not is_mention(title)
    columned = any("流程" in squeeze(column) for column in page.columns)
    shown = page.published is not None and (page.documents or page.images or page.dead or ARROW.search(page.text))
    return bool(columned and shown and names_chart(title) is None and not is_mention(title))


def charts_of(page: Page, known: Collection[str] = ()) -> Iterator[Chart]:
    """The charts that a page and its files hold; `known` are the bare names of items, which head a chart too."""
    files = [file for file in page.documents if file.label or file.text or file.reading.media_type.startswith("image/")]
    shown = [(file, said) for file in files if (said := is_chart(file)) is not False or _is_office_chart(file)]
    own = _own_text(page)
    if not shown and names_chart(page.title) and not _is_drawn(own):
        shown = [(file, None) for file in files if _may_show(file)]
    for file, said in shown:
        yield from _of_file(file, page, known, sure=said is not None)
    for lost in page.dead:
        yield Chart(lost.label if _names_a_chart(lost.label, page) else page.title, None, lost)
    if _is_drawn(own):
        parts = parts_of(page, known, own)
        named = [part for part in parts if part.name] or parts
        for part in named or [Part("", list(lines_of(page)))]:
            yield chart_of(page, part, page, part.name or page.title)
    elif page.published and _is_pictured(page) and not shown and not page.dead:
        captions = [image.text for image in page.images if names_chart(image.text)]
        heads = [line for line in own.splitlines() if _heads(line)]
        for name in dict.fromkeys((page.title, *captions, *heads)):
            yield chart_of(page, Part(name), page, name)


def _of_file(file: Document, page: Page, known: Collection[str], *, sure: bool) -> Iterator[Chart]:
    parts = parts_of(file, known)
    labelled = _names_a_chart(file.label, page)
    named = [part for part in parts if part.name]
    if labelled and (not named or (len(named) == 1 and (file.is_recognised or not says_something(named[0].name)))):
        named = [replace(part, name="", heading=part.name or part.heading) for part in named or parts]
    fallback = _called(file, page, labelled=labelled)
    for part in named or parts[:1] or [Part("", lines_of(file))]:
        is_told = bool(part.name) and (tells(part.name) or not tells(fallback))
        chart = chart_of(file, part, page, part.name if is_told else fallback)
        recognised = file.is_recognised and (is_told or not labelled)
        yield replace(chart, recognised=recognised, sure=sure)


def _called(file: Document, page: Page, *, labelled: bool) -> str:
    """What a file is called by its link, else by its page; by its own name where these name neither a power nor a class."""
    said = file.label if labelled else page.title
    name = next((each for each in (said, page.title) if tells(each)), "")
    return name or file_name(file.url) or said


def _may_show(file: Document) -> bool:
    """Whether a picture on a page that is called a chart may be the chart after all, although it does not look like one."""
    reading = file.reading
    is_picture = reading.media_type.startswith("image/") and min(reading.width or ICON, reading.height or ICON) >= ICON
    return is_picture and names_chart(file.label) is not False and not shows_nothing_drawn(file)


def _is_pictured(page: Page) -> bool:
    """Whether a page has a picture that may show a chart: one that was not fetched, or is not surely anything else."""
    told = {file.url for file in page.documents if shows_nothing_drawn(file)}
    return any(image.url not in told for image in page.images)


def _is_office_chart(file: Document) -> bool:
    """Whether a file shows the chart of office work, which some list as a power."""
    return "流程" in squeeze(file.label) and is_office_work(file.label)


def _names_a_chart(label: str, page: Page) -> bool:
    """Whether a file's label says more than its page: 附件1 and a bare file name do not."""
    return says_something(re.sub(r"\.\w{2,4}$", "", label)) or squeeze(label) == squeeze(page.title)


def headings(text: str) -> Iterator[str]:
    """Lines that name a chart."""
    for line in text.splitlines():
        if _heads(line):
            yield line.strip()


def _heads(line: str) -> bool:
    return bool(heading_of(Line(line))) and "流程" in unnumbered(line)


def _is_drawn(text: str) -> bool:
    """Whether a text draws a chart: by its arrows, or by naming at least four steps."""
    return len(ARROW.findall(text)) >= 2 or sum(step in text for step in STEPS) >= 4


def _own_text(page: Page) -> str:
    """The lines of a page that are neither links to other pages nor its breadcrumb."""
    linked = {squeeze(link.text) for link in page.links if len(squeeze(link.text)) > 3}
    lines = ((line, squeeze(line)) for line in page.text.splitlines() if "位置" not in line[:12])
    return "\n".join(line for line, plain in lines if not any(text in plain for text in linked))
