"""Which pages speak of what, and which are only news of it.

A title decides, the column path and the content support it. A page whose title
tells of a meeting, a request to others or a trend only mentions its topic.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from crawler.snapshot import Citation, Document, Page, Place, Snapshot, Unreached
from rules.flowcharts import shows_chart
from rules.money import NAMES, judge, promised, shows_figures
from rules.phrases import squeeze
from rules.titles import opening_title

ENOUGH = Decimal("0.5")
GENERAL = re.compile(  # columns in which anything may be disclosed
    r"(?:政府|政务|部门|单位|主动|本[局委办级])*(?:信息|政务)?公开(?:目录|专栏|平台|栏目?|网|信息|内容)?"
    r"|(?:通知|公示|公告)+|(?:信息|资料)?(?:目录|下载)(?:中心|专区)?|政务信息"
)
TITLE, COLUMN, CONTENT = Decimal("0.6"), Decimal("0.2"), Decimal("0.1")
MONEY_TOPICS = tuple(NAMES.values())
MENTION = re.compile(
    r"召开|会议|培训|部署|推进|督查|督办|调研|学习|座谈|启动|举办|印发|转发|力争|加强|做好|要求|下降|减少|压缩|同比|新闻|动员"
    r"|全市[^,。]{0,12}(?:完成|公开)|各单位|各部门|(?:关于|公开).{0,20}(?:工作)?的?通知"
)
FORM = re.compile(r"流程图?(?:[(].*[)])?(?:\.\w+)?$|(?:清单|目录|一览表|情况表|预算表|决算表|日报)$")
_ASIDE, _CELL_END = re.compile(r"\([^()]{0,40}\)"), re.compile(r"[\t\n|：:]")
DECIDED = re.compile(  # a notice that itself tells what changed, and asks nobody for anything
    "(?:取消|下放|承接|调整|新增)[^,。]{0,30}(?:审批|许可|职权|权力)[^,。]{0,8}(?:项目|事项|目录|清单)(?:目录)?的(?:通知|通告|公告|决定)$"
)
NEWS_COLUMN = re.compile(r"动态|要闻|新闻|资讯|快讯")


@dataclass(frozen=True)
class Topic:
    """The words of one topic; each title pattern is (words that must stand, words that must not).

    Of each shape, all words stand in a text as whole cells or labels. A topic that is only `sought` is looked for by rules
    that read titles in their own way; what a page is called is never taken from it.
    """

    name: str
    titles: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    columns: tuple[str, ...]
    contents: tuple[str, ...]
    shapes: tuple[frozenset[str], ...] = ()
    sought: bool = False

    def titled(self, title: str) -> bool:
        """Whether a squeezed title has one of the patterns."""
        for must, must_not in self.titles:
            if must[0] in title and all(word in title for word in must) and not any(word in title for word in must_not):
                return True
        return False


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by name, from the files in `words`, in the order of their names."""
    folder = resources.files("rules") / "words"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    data = [tomllib.loads(file.read_text("utf-8")) for file in files]
    return {name: _topic(name, entry) for each in data for name, entry in each.items()}


def _topic(name: str, entry: Mapping[str, Any]) -> Topic:
    parts = [pattern.split("!") for pattern in entry["title"]]
    titles = tuple((tuple(must.split("&")), tuple(must_not)) for must, *must_not in parts)
    shapes = tuple(frozenset(shape.split("&")) for shape in entry.get("shape", []))
    return Topic(name, titles, tuple(entry["column"]), tuple(entry["content"]), shapes, entry.get("sought", False))


def promising_words() -> tuple[str, ...]:
    """Words in titles and columns that promise something to read; handed to the crawler as data."""
    found = [word for topic in topics().values() for must, _ in topic.titles for word in must]
    found += [word for topic in topics().values() for word in topic.columns]
    return tuple(dict.fromkeys(found))


def title_words(names: Iterable[str]) -> tuple[str, ...]:
    """The words of links behind which these topics may stand."""
    found = [word for name in names for must, _ in topics()[name].titles for word in must]
    return tuple(dict.fromkeys(word for word in found if len(word) > 1))


def column_words(names: Sequence[str]) -> tuple[str, ...]:
    """The words by which the columns of these topics are known."""
    return tuple(word for name in names if name in topics() for word in topics()[name].columns)


Confidences = tuple[tuple[str, Decimal], ...]


def topics_of(document: Document) -> Confidences:
    """The topics of a page or document with confidences between 0 and 1, most likely first."""
    columns = document.columns if isinstance(document, Page) else document.reading.columns
    links = len(document.reading.links)
    title, path, text, issuer = document.title, ">".join(columns), document.text, document.issuer
    return _topics_of(title, path, text, links, document.published, issuer, shows_chart(document))


@lru_cache(maxsize=200_000)
def _topics_of(
    title: str,
    columns: str,
    text: str,
    links: int,
    published: date | None,
    issuer: str,
    drawn: bool | None = None,
) -> Confidences:
    name, path, body = squeeze(title) or opening_title(text), squeeze(columns), squeeze(text[:3000])
    found = {topic.name: _confidence(topic, name, path, body) for topic in topics().values() if not topic.sought}
    judged = judge(title, text, published, squeeze(issuer))
    if judged.types:
        found |= _as_judged(judged.types, found)
    elif judged.instead or is_mention(name):
        found = {topic: confidence / 4 for topic, confidence in found.items()}
        found[judged.instead or "news"] = Decimal("0.8")
    found |= _as_shaped(name, text, found)
    if NEWS_COLUMN.search(path):
        found["news"] = max(found.get("news", ENOUGH), ENOUGH)
    if published is None and links >= 8 and len(body) < links * 60:
        found["column-index"] = max(found.get("column-index", Decimal(0)), Decimal("0.6"))
        if judged.types and not shows_figures(body):  # a list of such documents is none
            found |= {name: found[name] / 4 for name in judged.types}
    if drawn is not None:
        found |= _as_drawn(found, drawn)
    if all(confidence < ENOUGH for confidence in found.values()):
        found["other"] = ENOUGH
    likely = sorted((-value, topic) for topic, value in found.items() if value >= Decimal("0.2"))
    return tuple((topic, -value) for value, topic in likely)


def _as_judged(types: tuple[str, ...], found: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The money topics with what was judged foremost: each that the page is has enough, in order, and no other has."""
    first = min(TITLE + max(found[name] for name in types), Decimal("0.99"))
    after = {name: first - CONTENT * place / 2 for place, name in enumerate(types)}
    return {name: after.get(name, min(found[name], TITLE - COLUMN)) for name in MONEY_TOPICS}


def _as_shaped(title: str, text: str, found: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The topics whose shape a text has: each is a disclosure, unless its title says that it is a chart."""
    shaped = [topic for topic in topics().values() if topic.shapes]
    if "流程" in title or not any(word in text[:3000] for topic in shaped for shape in topic.shapes for word in shape):
        return {}
    cells = {_ASIDE.sub("", squeeze(cell)) for cell in _CELL_END.split(text[:3000]) if len(cell) < 40}
    named = [topic.name for topic in shaped if any(shape <= cells for shape in topic.shapes)]
    return {name: max(found[name], ENOUGH + CONTENT) for name in named}


def _as_drawn(found: Mapping[str, Decimal], drawn: bool) -> dict[str, Decimal]:
    """What a document is once it is known whether it shows the chart of a power: that foremost, or anything but that."""
    chart = "power-flowchart"
    if not drawn:
        return {chart: min(found[chart], COLUMN)}
    return {topic: min(confidence, TITLE) for topic, confidence in found.items()} | {chart: Decimal("0.99")}


def is_mention(title: str) -> bool:
    """Whether a squeezed title only speaks about a topic: a meeting, a request, a trend, and not a chart, a list or a decision."""
    if DECIDED.search(title) and not re.search("做好|印发|转发|开展|部署|加强|推进|督查|督办", title):
        return False
    return MENTION.search(title) is not None and FORM.search(title) is None


def _confidence(topic: Topic, title: str, columns: str, body: str) -> Decimal:
    """What title, columns and content say for a topic; the titles of money topics are judged elsewhere, with the text."""
    score = TITLE if topic.name not in MONEY_TOPICS and topic.titled(title) else Decimal(0)
    for word in topic.columns:
        if word in columns:
            score += COLUMN
            break
    hits = 0
    for word in topic.contents:
        if word in body:
            hits += 1
            if hits == 2:
                break
    return min(score + CONTENT * hits, Decimal("0.99"))


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
    return (titled and not is_mention(text)) or any(name in names for name in promised(label))


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
