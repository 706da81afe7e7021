"""What rules ask of a place: its pages on a topic, what promises or may hold one, and where one looked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Citation, Document, Page, Place, Snapshot, Unreached
from rules.money import NAMES, promised
from rules.phrases import squeeze
from rules.topics.genres import is_mention
from rules.topics.topic import topics
from rules.topics.weighed import topics_of
from rules.topics.weights import ENOUGH

MONEY_TOPICS = tuple(NAMES.values())
GENERAL = re.compile(  # columns in which anything may be disclosed
    r"(?:政府|政务|部门|单位|主动|本[局委办级])*(?:信息|政务)?公开(?:目录|专栏|平台|栏目?|网|信息|内容)?"
    r"|(?:通知|公示|公告)+|(?:信息|资料)?(?:目录|下载)(?:中心|专区)?|政务信息"
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
    if (
        not text
        or re.fullmatch(
            r"\d+|下一?页|尾页|末页|更多.*|more.*|>+|»|附件\d*|下载|点击.*|详细.*|查看.*", text, re.IGNORECASE
        )
        or GENERAL.fullmatch(text)
    ):
        return True
    wanted = [topics()[name] for name in names]
    return any(topic.titled(text) or any(word in text for word in topic.columns) for topic in wanted)


def obstacle(site: Snapshot, *names: str) -> Unreached | None:
    """The first address of a place that could not be read and might have held one of these topics."""
    return next((lost for lost in site.unreached if may_hold(lost, *names)), None)


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
