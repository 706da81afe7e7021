"""The townships that a county's site links to, and whether their sites link back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.scope import Scope, address_key, parts
from crawler.snapshot import Page, Reason, Snapshot, Unreached
from rules.phrases import squeeze
from rules.sites.hosts import home_address
from rules.sites.layout import Layout, layout

LONGEST = 18  # squeezed characters of a township's name
TOWN = re.compile(
    "^(?:[一-龥]{2,5}[县区市旗])?[一-龥]{1,8}(?:镇|乡|苏木|街道|街道办|办事处|街道办事处|林场|农场|经营所|牧场)"
    "(?:党委)?(?:人民)?(?:政府)?(?:信息|政务|门户|公众)?(?:网站|网|子站|站)?$"
)
NO_TOWN = re.compile(
    "^(?:各|全县|全区|全市|我县|我区|所有|美丽|特色|魅力|历史|文化|旅游|生态|最美|重点|中心|示范|建制|贫困|边境|民族)?"
    "(?:乡镇|城镇|村镇|集镇|镇乡|镇街|街镇|街道|办事处|林场|农场|牧场|场所)"
    "|小镇$|^古镇$|[名强重集]镇$|[下返还回故家老异他同思]乡$|[水侨城]乡$|乡村|驻.{0,6}办事处|收费|场所码|之乡$|景区|动态|工作"
    "|(?:娱乐|经营|活动|公共|宗教|营业|服务|体育|文化|教学)(?:活动)?场所"
)
COLUMN = re.compile(
    "^(?:乡镇|镇乡|镇街|乡镇街道|街道乡镇|乡镇场所?|场镇|林场所|镇办)(?:办)?(?:网站|之窗|链接|导航|站点|子站|政府|网站群|网站链接|网站导航|风采)?$"
)
HOME = re.compile("首页|主页|政府网|门户网|返回")
WRITTEN = 3  # links of a page that no script writes


@dataclass(frozen=True)
class Town:
    """A township that is linked to: its name, its address, where, and what lies behind it as far as it was asked for."""

    name: str
    url: str
    seen_on: Page
    page: Page | None
    lost: Unreached | None

    @property
    def is_untried(self) -> bool:
        """Whether nobody went there: it lies on another site."""
        return self.page is None and (self.lost is None or self.lost.reason is Reason.OFFSITE)


def towns(site: Snapshot) -> list[Town]:
    """The townships to whose pages or sites the undated pages of a place link, each address once."""
    place, found = layout(site), dict[str, Town]()
    for page in site.pages:
        if page.published is not None:
            continue  # in an article a name may lead anywhere
        for link in page.links:
            key, name = address_key(link.url), squeeze(link.text)
            if key in found or len(name) > LONGEST or TOWN.search(name) is None or NO_TOWN.search(name) is not None:
                continue
            target = place.page(link.url)
            if target is None or target.published is None:
                found[key] = Town(name, link.url, page, target, place.unread(link.url))
    return list(found.values())


def columns_of_towns(site: Snapshot) -> Iterator[tuple[str, Page, Page | None]]:
    """What a place calls by the townships: the words, the page with the link, the page behind it as far as it was read."""
    place, seen = layout(site), set[str]()
    for page in site.pages:
        for link in page.links:
            name, key = squeeze(link.text), address_key(link.url)
            if key not in seen and COLUMN.search(name) is not None:
                seen.add(key)
                yield name, page, place.page(link.url)


def way_back(town: Town, site: Snapshot) -> bool | None:
    """Whether the site of a township at a path of its own leads back to the county's.

    None where that does not arise: it has no site of its own there, or too little of its page was read.
    """
    address, there = home_address(site), parts(town.url)
    if town.page is None or not address or there is None or not Scope(address).same_host(town.url):
        return None
    home = Scope(address)
    path = _folder(there.path)
    if path in ("", "/") or not _is_site(town, layout(site)):
        return None
    inside = [page for page in site.pages if page.url == town.page.url or _path(page.url).startswith(path)]
    if any(_leads_back(page, path, home) for page in inside):
        return True
    return (
        False if len(town.page.links) >= WRITTEN and not town.page.reading.unread and not _is_mute(town.page) else None
    )


def _is_site(town: Town, place: Layout) -> bool:
    """Whether a page is the first one of a site: no menu of the county's hangs on it."""
    if town.page is None:
        return False
    menu = {address_key(way.url) for way in place.menu}
    own = {address_key(link.url) for link in town.page.links}
    return any(link.text.strip() for link in town.page.links) and len(own & menu) < WRITTEN


def _leads_back(page: Page, path: str, home: Scope) -> bool:
    """Whether a page links out of its own path: to the first page of the host, or by its name."""
    for link in page.links:
        found = parts(link.url)
        if found is not None and home.same_host(link.url) and not found.path.startswith(path):
            return True
    return False


def _is_mute(page: Page) -> bool:
    return any(not link.text.strip() for link in page.links)


def _folder(path: str) -> str:
    return (
        path if path.endswith("/") else path.rpartition("/")[0] + "/" if "." in path.rpartition("/")[2] else path + "/"
    )


def _path(url: str) -> str:
    found = parts(url)
    return found.path if found is not None else ""
