"""What to say of a place on which no item of a list of powers was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.reading.doubts import NO_TEXT, PICTURE
from crawler.snapshot import Document, Page, Reason, Snapshot
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.phrases import squeeze
from rules.powers.classes import class_in
from rules.powers.lists.bases import gives_bases, is_of_approvals
from rules.powers.lists.headers import announces, tells_changes
from rules.powers.lists.listed import is_of_whole_city, items, items_of
from rules.powers.lists.listing import Listing, listing, words_unread
from rules.shown import pictures
from rules.topics import is_titled, searched, speaks_of

TOPIC = "power-list"
HANGING = ("power-flowchart", "service-guide")
SHORT = 600  # characters of a page that declares that there are no powers
LITTLE = 60  # characters beside its title that a page without any list may show
DECLARED = "声明没有行政职权事项"
_ITSELF = "(?:本(?:单位|部门|局|委|办)|我(?:局|委|办|单位|部门))"
_NONE = re.compile(
    r"(?:本(?:单位|部门|局|委|办)|我(?:局|委|办|单位))?(?:无|没有|不具有|不承担|不行使|不涉及)(?:任何)?(?:对外)?行政(?:职权|权力|审批|许可|执法权?)(?:和|及|、)?[^。;]{0,16}"
)


def unlisted(listed: Listing) -> Finding:
    """Why there is no list: declared, unread, dead, a picture, elsewhere, empty, or not there at all."""
    return (
        _broken(listed)
        or next(_shown(listed), None)
        or _elsewhere(listed)
        or _hindered(listed)
        or _empty(listed)
        or _nameless(listed.site)
        or _not_understood(listed.site)
        or _alike(listed.site)
        or failed("missing", *searched(listed.site, TOPIC), note="在所列栏目中没有找到")
    )


def _shown(listed: Listing) -> Iterator[Finding]:
    """What the pages that are called lists show instead of one."""
    if (page := _declaring(listed)) is not None:
        yield passed(page.cite("行政"), note=DECLARED)
    for document in listed.unread:
        if words_unread(document) not in (PICTURE, NO_TEXT):
            note = "清单无法读取（{doubt}）"
            yield untested("missing", document.cite(), note=note, doubt=words_unread(document))
    for page in listed.bare:
        for drawn in _drawn(page):
            yield cant_tell("picture", drawn.cite(), note="清单可能只有图片，内容没有识别")


def declared(site: Snapshot) -> Finding | None:
    """That nothing which hangs on powers is owed: either place declares that there are none, and neither lists any."""
    if items(site):
        return None
    places = [place for place in (site, site.elsewhere) if place is not None]
    pages = [*(_declaring(listing(place)) for place in places), *(_of_itself(place) for place in places)]
    page = next((page for page in pages if page is not None), None)
    is_bare = page is not None and not (page.documents or page.dead)
    return passed(page.cite("行政"), note=DECLARED) if page is not None and is_bare else None


def _declaring(listed: Listing) -> Page | None:
    """The page that is called a list and declares that there are no powers."""
    short = (page for page in listed.bare if len(squeeze(page.text)) < SHORT)
    return next((page for page in short if _NONE.search(squeeze(page.text))), None)


def _of_itself(site: Snapshot) -> Page | None:
    """A page called by what hangs on powers, on which the body says in few words that it has none."""
    names = (squeeze(name) for name in (site.department.name, *site.department.aliases) if name)
    says = re.compile(f"(?:{'|'.join((_ITSELF, *map(re.escape, names)))})[^。;]{{0,6}}{_NONE.pattern}")
    for page in site.pages:
        called = any(speaks_of(page, topic) for topic in HANGING) and not pictures(page)
        text = squeeze(page.text)
        if called and len(text) < SHORT and says.search(text):
            return page
    return None


def _drawn(page: Page) -> Iterator[Document]:
    """The pictures of a page, or the page itself where these were not fetched."""
    yield from (each for each in page.documents if words_unread(each) in (PICTURE, NO_TEXT) or each.is_recognised)
    if page.images and page.published and not page.documents:
        yield page


def _broken(listed: Listing) -> Finding | None:
    """A list, or a file of one, whose link leads nowhere."""
    titled = (lost for lost in listed.site.unreached if is_titled(lost.label, TOPIC))
    for lost in (*listed.lost, *titled):
        if lost.reason is Reason.OFFSITE:
            continue
        if lost.reason.proves_absence:
            return failed("broken", lost.cite(), note="链接“{label}”打不开", label=lost.label or lost.url)
        return untested("missing", lost.cite(), note="未能打开：{reason}", reason=lost.reason)
    return None


def _elsewhere(listed: Listing) -> Finding | None:
    """A link to a list on another site: never missing, and passed where that list was read."""
    site, links = listed.site, list(_leading_out(listed))
    for page, url in links:
        target = next((each for each in _other_pages(site) if each.url == url), None)
        if target is not None and next(items_of(target), None) is not None:
            return passed(page.cite(), target.cite(), note="以链接公开：{url}", url=url)
    offsite = [lost for lost in site.unreached if lost.reason is Reason.OFFSITE and is_titled(lost.label, TOPIC)]
    for cited, url in [(lost.cite(), lost.url) for lost in offsite] + [(page.cite(), url) for page, url in links]:
        return cant_tell("missing", cited, note="清单登载在其他网站，请人工查看：{url}", url=url)
    return None


def _leading_out(listed: Listing) -> Iterator[tuple[Page, str]]:
    """Links to other sites whose words promise a list; on a page that is called a list also those that name a class."""
    called = {page.url for page in listed.bare}
    for page in listed.site.pages:
        host = urlsplit(page.url).hostname
        for link in page.links:
            promises = is_titled(link.text, TOPIC) or (page.url in called and class_in(link.text))
            if promises and urlsplit(link.url).hostname not in (host, None):
                yield page, link.url


def _other_pages(site: Snapshot) -> tuple[Page, ...]:
    return site.elsewhere.pages if site.elsewhere is not None else ()


def _hindered(listed: Listing) -> Finding | None:
    lost = next(iter(listed.hidden), None)
    if lost is None:
        return None
    return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)


def _not_understood(site: Snapshot) -> Finding | None:
    """Pages in a column of lists from which no item was read."""
    for page in site.pages:
        in_column = re.search("[权职](?:力|责)?(?:清单|目录)|行政职权", squeeze(">".join(page.columns)))
        if page.published and in_column and not announces(page.title) and not tells_changes(page.title):
            note = "没有从“{title}”中读出职权事项，请人工查看"
            return cant_tell("empty", page.cite(), note=note, title=page.title)
    return None


def _alike(site: Snapshot) -> Finding | None:
    """A page of approvals with a table of bases that may be the list, although nothing says that its rows are powers."""
    for page in site.pages:
        if is_of_approvals(page.title) and any(map(gives_bases, (page, *page.documents))):
            note = "没有从“{title}”中读出职权事项，请人工查看"
            return cant_tell("missing", page.cite(), note=note, title=page.title)
    return None


def _empty(listed: Listing) -> Finding | None:
    """A page that is called a list and shows nothing, or nothing that was understood."""
    called = (page for page in listed.bare if page.published and speaks_of(page, TOPIC))
    shown = [page for page in called if not tells_changes(page.title)]
    for page in shown:
        text = squeeze(page.text).replace(squeeze(page.title), "")
        if page.documents or len(text) > LITTLE:
            return cant_tell("empty", page.cite(), note="没有从“{title}”中读出职权事项，请人工查看", title=page.title)
    if not shown:
        return None
    return failed("empty", shown[0].cite(), note="“{title}”没有任何职权事项", title=shown[0].title)


def _nameless(site: Snapshot) -> Finding | None:
    """A list on the portal that does not say whose it is."""
    for page in site.commons:
        if is_of_whole_city(page) or announces(page.title) or tells_changes(page.title):
            continue
        if speaks_of(page, TOPIC) and any(not item.body for item in items_of(page)):
            note = "页面“{title}”没有写明是哪个单位的，请人工核实"
            return cant_tell("missing", page.cite(), note=note, title=page.title)
    return None
