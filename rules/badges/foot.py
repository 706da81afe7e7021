"""The foot of a site: what is seen of it on the home page and on lists, and which of its elements are there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.shown import home_pages

OWED_FROM = date(2017, 6, 8)  # 国办发〔2017〕47号公布之日
PAGES = 12  # pages besides the home page of which the foot is looked at
FEWEST = 3  # elements that must be seen before a missing one is sure: else a script or a frame may write the foot
NUMBERS = frozenset(("网站标识码", "ICP备案编号", "公安机关备案标识"))  # of which one tells a foot from other words
TAIL = 1500  # characters at the end of a page's text
CODE = re.compile(r"(?:网站)?标识码[::]?((?:bm)?\d{4,14})", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<!\d)(?:\(?0\d{2,3}\)?[-—–]?)?[2-9]\d{6,7}(?!\d)|(?<!\d)1\d{10}(?!\d)")
_MAIL = re.compile(r"[\w.-]{1,40}@[\w-]{1,40}\.")
ELEMENTS: Mapping[str, re.Pattern[str]] = {
    "主办单位": re.compile("主办|承办|版权所有|主管单位|建设单位|运维单位"),
    "联系方式": re.compile("电话|联系我们|联系方式|邮箱|邮编|地址"),
    "网站标识码": re.compile("标识码"),
    "ICP备案编号": re.compile("icp备|icp证|icp", re.IGNORECASE),
    "公安机关备案标识": re.compile("公网安备|公安备案|网安备|beian.gov.cn|beian.mps.gov.cn"),
    "党政机关网站标识": re.compile("conac|党政机关(?:网站)?标识|网站标识(?!码)|机关事业单位标识|bszs"),
    "“我为政府网站找错”入口": re.compile("jiucuo|找错|纠错|zfwzgl"),
    "站点地图": re.compile("(?:站点|网站)(?:地图|导航)|sitemap", re.IGNORECASE),
}


@dataclass(frozen=True)
class Foot:
    """What is seen at the foot of a site: the pages looked at, the elements, the code printed and that of other badges."""

    pages: tuple[Page, ...]
    there: frozenset[str]
    printed: str
    others: tuple[tuple[str, str], ...]

    @property
    def is_seen(self) -> bool:
        """Whether enough of a foot is seen to say what it lacks."""
        return len(self.there) >= FEWEST and bool(self.there & NUMBERS)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The elements that are not there, in the order in which the law lists them."""
        return tuple(name for name in ELEMENTS if name not in self.there)


def foot(site: Snapshot) -> Foot | None:
    """The foot of a place; None where its home page was not read."""
    home = home_pages(site)
    if not home:
        return None
    lists = [page for page in site.pages if page.clicks != 0 and page.reading.foot][:PAGES]
    pages = (*home, *lists)
    words = squeeze("\n".join(part for page in pages for part in _said(page)))
    there = frozenset(name for name, sign in ELEMENTS.items() if sign.search(words) or _is_reached(name, words))
    code = CODE.search(words)
    return Foot(pages, there, code[1].lower() if code else "", tuple(dict.fromkeys(_codes(pages))))


def _is_reached(name: str, words: str) -> bool:
    return name == "联系方式" and (_TELEPHONE.search(words) or _MAIL.search(words)) is not None


def _said(page: Page) -> Iterable[str]:
    yield page.reading.foot
    yield page.text[-TAIL:]
    yield from (f"{link.text} {link.url}" for link in page.links[-60:])
    yield from (f"{image.text} {image.url}" for image in page.images[-20:])
    yield from (f"{name} {value}" for name, value in page.reading.metas if name in ("conac", "jiucuo", "siteidcode"))


def _codes(pages: Iterable[Page]) -> Iterable[tuple[str, str]]:
    """The site's code as other badges give it: the label of its pages, and the way to 找错."""
    for page in pages:
        for name, value in page.reading.metas:
            found = re.search(r"sitecode\W{1,4}((?:bm)?\d{6,12})", value, re.IGNORECASE) if name == "jiucuo" else None
            if found:
                yield "找错入口", found[1].lower()
            if name == "siteidcode" and re.fullmatch(r"(?:bm)?\d{6,12}", value.strip(), re.IGNORECASE):
                yield "页面标签", value.strip().lower()


def is_code(code: str) -> bool:
    """Whether a site's code has the form of one: ten digits, or bm and eight (政府网站标识码编制规则)."""
    return re.fullmatch(r"\d{10}|bm\d{8}", code) is not None
