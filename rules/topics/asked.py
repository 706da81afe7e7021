"""What rules ask of a place: its pages on a topic, what promises or may hold one, and where one looked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from crawler.reading.value import Image
from crawler.snapshot import Citation, Document, Page, Place, Reason, Snapshot, Unreached
from rules.adorning import adorns
from rules.money import NAMES, promised
from rules.phrases import squeeze
from rules.remembered import remembered
from rules.topics.genres import NEWS_COLUMN, is_mention
from rules.topics.topic import topics
from rules.topics.weighed import topics_of
from rules.topics.weights import ENOUGH

MONEY_TOPICS = tuple(NAMES.values())
GENERAL = re.compile(  # columns in which anything may be disclosed
    r"(?:政府|政务|部门|单位|主动|本[局委办级])*(?:信息|政务)?公开(?:目录|专栏|平台|栏目?|网|信息|内容)?"
    r"|(?:通知|公示|公告)+|(?:信息|资料)?(?:目录|下载)(?:中心|专区)?|政务信息"
)

_UNTOLD = re.compile(  # the words of a link that says nothing of where it leads
    r"\d+|下一?页|尾页|末页|更多.*|more.*|>+|»|附件\d*|下载|点击.*|详细.*|查看.*", re.IGNORECASE
)
FURNITURE = 3  # pages of other titles with one picture: it stands for the list of none of them
PICTURED = 60  # characters beside its links that a page with a picture in place of its list may show
_BLIND = (Reason.GARBLED, Reason.CUT)
ENTRY = 10  # characters of a link from which it is the title of a paper and no name of a column
_NOTHING = re.compile("暂无|没有|建设中|尚无|无相关")
BRIEF = 8  # characters of a label that may be a column's name
_NUMBERED = re.compile(r"\d{5}[^/]*$")  # the end of an article's address
_LIST = re.compile(
    r"(?:list|channel|column|col|class|node|lanmu)\w*/?[^/]*$", re.IGNORECASE
)  # a column's number, and no article's
_OTHER = re.compile(  # columns in which nothing that is owed is looked for, and what is no column at all
    "党建|党务|廉政|廉洁|文明|群团|工会|图片|影像|视频|音频|专题|学习|教育活动|招商|旅游|概况|简介|领导|机构|信箱|留言|投诉|举报|咨询"
    "|调查|征集|访谈|互动|友情|链接|地图|导航|搜索|检索|登录|注册|邮箱|English|手机|客户端|微博|微信|天气|联系|关于我们|版权|声明"
    r"|首页|收藏|繁体|简体|无障碍|关怀|打印|关闭|分享|RSS|常见问题|知识|风采|历史|文化|[?？!！。,，:：]|20\d\d",
    re.IGNORECASE,
)
_FAMILIES = tuple(  # matters that lie in each other's columns
    frozenset(line.split())
    for line in (
        "three-public-budget three-public-final department-budget department-final-accounts",
        "power-list power-flowchart approval-change service-guide",
        "disclosure-guide own-guide disclosure-application application-channel disclosure-catalogue own-catalogue annual-report"
        " disclosure-report numbered-documents disclosure-systems",
        "air-quality-daily air-quality-period air-forecast pollution-source-monitoring key-polluters environmental-assessment"
        " water-quality",
        "housing-plan housing-projects affordable-housing",
        "food-supervision food-standards food-safety",
        "safety-supervision accident-results work-safety",
        "fee-relief fee-list price-cases price-and-fees price-enforcement",
        "price-cases price-enforcement penalties enforcement-result food-supervision safety-supervision",
        "tenders tender-credit bidding",
        "admissions school-finances education",
        "expropriations land-expropriation",
    )
)


def speaks_of(document: Document, topic: str) -> bool:
    """Whether a document is a disclosure on a topic, not only a mention of it."""
    return any(name == topic and confidence >= ENOUGH for name, confidence in topics_of(document))


def pages_on(site: Snapshot, *names: str) -> Iterator[Page]:
    """The pages that are disclosures on any of these topics."""
    for page in site.pages:
        if any(speaks_of(page, name) for name in names):
            yield page


def is_titled(label: str, *names: str) -> bool:
    """Whether the words of a link promise one of these topics, and not only news of it."""
    text = squeeze(label)
    titled = any(topics()[name].titled(text) for name in names if name not in MONEY_TOPICS)
    money = [name for name in names if name in MONEY_TOPICS]
    return (titled and not is_mention(text)) or (bool(money) and any(name in money for name in promised(label)))


def may_hold(lost: Unreached, *names: str) -> bool:
    """Whether an address that could not be read might have held one of these topics.

    Its link promises the topic or one of its columns, names disclosure as such,
    says nothing at all, or only turns a page of a list.
    """
    if lost.reason.proves_absence:
        return False
    text = squeeze(lost.label)
    if not text or _UNTOLD.fullmatch(text) or GENERAL.fullmatch(text):
        return True
    wanted = [topics()[name] for name in names]
    return any(topic.titled(text) or any(word in text for word in topic.columns) for topic in wanted)


def obstacle(site: Snapshot, *names: str) -> Unreached | None:
    """The first address of a place that could not be read and might have held one of these topics."""
    return next((lost for lost in unseen(site) if may_hold(lost, *names) or may_list(site, lost, *names)), None)


@remembered
def unseen(site: Snapshot) -> tuple[Unreached, ...]:
    """All that could not be read of a place, and once more under every other name that a link of its pages gives it."""
    pages = (*site.pages, *site.commons)
    lost = (*site.unreached, *_blinds(pages))
    called: dict[str, dict[str, None]] = {each.url: {} for each in lost}
    for link in (link for page in pages for link in page.links) if called else ():
        if (names := called.get(link.url.partition("#")[0])) is not None:
            names[link.text] = None
    others = (
        replace(each, label=text)
        for each in lost
        for text in called[each.url]
        if text != each.label and (said := squeeze(text)) and not _UNTOLD.fullmatch(said)
    )
    return (*lost, *others)


def _blinds(pages: Sequence[Page]) -> Iterator[Unreached]:
    """The pages of which nobody can see what they list; not where the picture is the site's furniture, or articles lie in the column."""
    hidden = [(page, lost) for page in pages if (lost := blind(page)) is not None]
    shown = {image.url: set[str]() for page, lost in hidden if lost.reason is Reason.PICTURE for image in page.images}
    for page in pages if shown else ():
        for image in page.images:
            shown.get(image.url, set()).add(page.title)
    holding = {_way(page.columns) for page in pages if page.published is not None} if shown else set()
    for page, lost in hidden:
        is_own = any(_is_shown(each) and len(shown.get(each.url, ())) < FURNITURE for each in page.images)
        if lost.reason is not Reason.PICTURE or (is_own and _way((*page.columns, page.title)) not in holding):
            yield lost


def _way(columns: Sequence[str]) -> tuple[str, ...]:
    """The columns to a place below the first page, none twice in a row: a list may name itself."""
    return tuple(name for name, _ in groupby(columns) if name != "首页")


@remembered
def blind(page: Page) -> Unreached | None:
    """What a page is worth that came and of which nobody can see what it lists: cut off, garbled, a picture in place of words."""
    if page.published is not None or page.clicks == 0:
        return None
    doubt = next((each for each in _BLIND if each in page.reading.doubts), None)
    lists = any(len(squeeze(link.text)) >= ENTRY for link in page.links)
    if doubt is None and not lists and all(map(_is_mute, page.documents)) and any(map(_is_shown, page.images)):
        said = squeeze(page.text)
        for label in {squeeze(link.text) for link in page.links} | {squeeze(page.title), *map(squeeze, page.columns)}:
            said = said.replace(label, "") if label else said
        doubt = Reason.PICTURE if len(said) < PICTURED and not _NOTHING.search(said) else None
    if doubt is None:
        return None
    return Unreached(
        page.url, page.place, doubt, page.label, page.columns, fetched=page.fetched, depth=page.clicks or 1
    )


def _is_shown(image: Image) -> bool:
    return not image.aside and not adorns(image.url)


def _is_mute(document: Document) -> bool:
    return document.reading.media_type.startswith("image/") and not document.text


def may_list(site: Snapshot, lost: Unreached, *names: str) -> bool:
    """Whether an address that could not be read seems to be a column of which nobody can say that these topics do not lie in it.

    It is the column of a body's own name, or one of its own site whose name promises neither another matter nor news; of the
    portal, which has columns for all the world, one below disclosure.
    """
    if lost.kind != "page" or lost.reason.proves_absence or not _is_own(lost):
        return False
    text = squeeze(lost.label)
    if any(text == squeeze(name) for name in site.department.names):
        return True
    address = urlsplit(lost.url).path
    if not 0 < len(text) <= BRIEF or (_NUMBERED.search(address) and not _LIST.search(address)):
        return False
    if _OTHER.search(text) or NEWS_COLUMN.search(text) or _is_of_others(text, names):
        return False
    return site.place is not Place.PORTAL or any("公开" in each for each in lost.columns)


def _is_own(lost: Unreached) -> bool:
    """Whether an address is the site's own: what another site holds is asked of nobody."""
    return lost.reason is not Reason.OFFSITE or urlsplit(lost.url).hostname == urlsplit(lost.seen_on).hostname


def _is_of_others(text: str, names: tuple[str, ...]) -> bool:
    """Whether a column is called by matters of which none is akin to what is asked for."""
    told = {topic for topic, known in topics().items() if any(word in text for word in known.columns)}
    akin = {*names, *(topic for family in _FAMILIES if not family.isdisjoint(names) for topic in family)}
    return bool(told) and told.isdisjoint(akin)


def searched(site: Snapshot, *names: str) -> tuple[Citation, ...]:
    """Where one looked: the column pages of these topics, else the first page of the place."""
    words = [word for name in names for word in topics()[name].columns]
    columns = [
        page
        for page in (*site.pages, *site.commons)
        if page.published is None and any(word in squeeze(page.title) for word in words)
    ]
    seen = columns[:3] or list(site.pages[:1])
    return tuple(page.cite(page.title) for page in seen)


def place_name(place: Place | None) -> str:
    """The place in the words of the handbook."""
    return "政府门户网站" if place is Place.PORTAL else "本单位网站"
