"""Where a place shows its air without words that can be read: widgets, pictures, links to platforms, files that are shut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.snapshot import Document, Page, Reason, Snapshot, Unreached
from rules.air.bulletin import Elsewhere
from rules.air.reading.titled import is_other, on_air
from rules.phrases import squeeze
from rules.topics import pages_on

TOPIC = "air-quality-daily"
_PLATFORM = re.compile(
    "空气质量.{0,8}(?:发布|平台|系统|实时|查询)|环境监测(?:中心|总站)|AQI|实时发布|空气质量(?:日报|状况|指数)?$|环境质量.{0,4}(?:发布|平台|查询)"
)
_NUMBERED = re.compile(
    r"\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?/?"
)  # the platforms of the ministry and of provinces have no names
_HOST = re.compile(r"aqi|air|cnemc|hbj|epb|hjjc|kqzl|pm25|pm2_5|sthj|envi|weather", re.IGNORECASE)
_PATH = re.compile(r"(?<![a-z])air|aqi|kqzl|kongqi|pm2[._]?5|emc|publish", re.IGNORECASE)
_FURNITURE = re.compile(
    "微博|微信|党政机关|备案|公安|百度|国务院|人民政府|分享|事业单位|标识|QQ|地图|邮箱|无障碍|统计|CNZZ|51la",
    re.IGNORECASE,
)
_WAY_IN = re.compile("点击|进入|查[看询]|链接|详见|详情|更多|http")
_AIR_COLUMN = re.compile("空气|AQI|API|大气")


def elsewhere(site: Snapshot) -> list[Elsewhere]:
    """The widgets, the pictures without words and the links to platforms that stand on pages about air.

    A picture is told of a page on which no word about the air itself can be read; a link of one that leads to another host
    and is called a platform of air quality, or whose address is; a widget of a page of the columns of air that needs scripts.
    """
    found: dict[tuple[str, str], Elsewhere] = {}
    for page in _pages(site):
        for each in (*_links(page, site), *_pictures(page)):
            found.setdefault((each.way, each.url), each)
    for each in _shells(site):
        found.setdefault((each.way, each.url), each)
    return list(found.values())


def unreadable(site: Snapshot) -> list[Document]:
    """The files on pages of bulletins that could not be read, or not all of them."""
    return [file for page in _pages(site) for file in page.documents if file.reading.unread or not file.text.strip()]


def _pages(site: Snapshot) -> Iterator[Page]:
    known = {page.url for page in pages_on(site, TOPIC)}
    for page in (*site.pages, *site.commons):
        if (page.url in known or on_air(page)) and not is_other(squeeze(page.title)):
            yield page


def _links(page: Page, site: Snapshot) -> Iterator[Elsewhere]:
    lost = {each.url: each for each in site.unreached}
    own = urlsplit(page.url).netloc
    for link in page.links:
        parts, label = urlsplit(link.url), squeeze(link.text)
        host = parts.netloc
        if not host or host == own or _FURNITURE.search(label):
            continue
        is_platform = _HOST.search(host) or _PATH.search(parts.path) or _NUMBERED.fullmatch(host + parts.path)
        is_way = not label and is_platform is not None
        if _PLATFORM.search(label) or is_way or (_WAY_IN.match(label) and not _says_index(page)):
            way = "link" if label else "widget"
            yield Elsewhere(way, link.url, link.text, page, lost.get(link.url) or _dead(page, link.url))


def _says_index(page: Page) -> bool:
    return re.search(r"(?:指数|AQI|API)\D{0,12}\d{1,3}", squeeze(page.text)) is not None or bool(page.tables)


def _dead(page: Page, url: str) -> Unreached | None:
    return next((each for each in page.dead if each.url == url), None)


def _pictures(page: Page) -> Iterator[Elsewhere]:
    """The pictures of a page that says nothing of the air in words: those that were fetched, else those that it shows."""
    if _says_index(page):
        return
    for file in page.documents:
        if file.reading.media_type.startswith("image/") and not file.text.strip():
            yield Elsewhere("picture", file.url, file.label, page)
    shown = {file.url for file in page.documents}
    for image in page.images if len(page.text) < 200 else ():
        if image.url not in shown and not _FURNITURE.search(image.text):
            yield Elsewhere("picture", image.url, image.text, page)


def _shells(site: Snapshot) -> Iterator[Elsewhere]:
    """Addresses of the columns of air that need scripts or lead to another host."""
    pages = {page.url: page for page in site.pages}
    for lost in site.unreached:
        source = pages.get(lost.seen_on)
        said = squeeze(lost.label + ">".join(lost.columns))
        if source is not None and lost.reason in (Reason.NEEDS_JS, Reason.OFFSITE) and _AIR_COLUMN.search(said):
            way = "widget" if lost.reason is Reason.NEEDS_JS else "link"
            yield Elsewhere(way, lost.url, lost.label, source, lost)
