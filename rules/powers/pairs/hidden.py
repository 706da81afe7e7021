"""Pictures and files in which a chart may stand although nothing calls them one: in guides, and under words for other drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Page, Snapshot
from rules.flowcharts import ICON, is_chart
from rules.phrases import squeeze
from rules.powers.item import Item
from rules.powers.naming.names import core
from rules.remembered import remembered
from rules.shown import pictures
from rules.topics import is_mention, speaks_of

SHORTEST = 3  # characters of an item's name that a title is searched for
NOTE = "“{title}”中有图片或附件，可能就是流程图，请人工查看"
_DRAWING = re.compile("(?:运行|程序|办理|审批|许可|职权|权力)(?:示意)?图(?:[(].{1,12}[)])?$")
_GUIDING = re.compile("指南|须知|程序|流程|步骤|怎么办|如何办")


def of_any(site: Snapshot, items: list[Item]) -> Page | None:
    """The first page on which a chart of any power may stand: a guide, a page that names an item, or a drawing of another name."""
    return next(
        (page for page in may_show(site) if _is_drawing(page) or _guides(page) or _names_any(page, items)), None
    )


def of_item(site: Snapshot, item: Item) -> Page | None:
    """The first page that guides to an item, or is called like it, on which its chart may stand."""
    return next((page for page in may_show(site) if _names(page, item)), None)


def _guides(page: Page) -> bool:
    return _GUIDING.search(squeeze(page.title)) is not None and speaks_of(page, "service-guide")


def _is_drawing(page: Page) -> bool:
    return _DRAWING.search(squeeze(page.title)) is not None


def _names_any(page: Page, items: list[Item]) -> bool:
    return any(_names(page, item) for item in items)


def _names(page: Page, item: Item) -> bool:
    """Whether a page is called by an item, or by it and a word for how it is done; news that only name it are not."""
    own, title = core(item.name), squeeze(page.title)
    if len(own) < SHORTEST or is_mention(title):
        return False
    told = bool(_GUIDING.search(title)) or _is_drawing(page) or speaks_of(page, "service-guide")
    return own == core(title) or (own in core(title) and told)


@remembered
def may_show(site: Snapshot) -> tuple[Page, ...]:
    """The pages with a picture, or an unread file, that may be a chart and that no more than half of the others show too."""
    shown = [(page, tuple(_shown(page))) for page in site.pages]
    times: dict[str, int] = {}
    for url in (url for _, urls in shown for url in urls):
        times[url] = times.get(url, 0) + 1
    most = max(1, len(site.pages) // 2)
    return tuple(page for page, urls in shown if page.published and any(times[url] <= most for url in urls))


def _shown(page: Page) -> Iterator[str]:
    """The addresses of the pictures and files of a page that were not read and may be a chart, or look like one."""
    for file in page.documents:
        reading = file.reading
        is_picture = reading.media_type.startswith("image/")
        is_small = is_picture and min(reading.width or ICON, reading.height or ICON) < ICON
        if (is_picture or reading.unread) and not is_small and is_chart(file) is not False:
            yield file.url
    known = {file.url for file in page.documents}
    yield from (url for url in pictures(page) if url not in known)
