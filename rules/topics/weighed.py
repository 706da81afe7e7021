"""What a page is, with confidences and reasons: title, column, form and content weighed, mentions told from disclosures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from crawler.snapshot import Document, Page
from rules.flowcharts import shows_chart
from rules.money import NAMES, Judgement, judge, shows_figures
from rules.phrases import squeeze
from rules.remembered import remembered
from rules.topics.bodies import Held, held_among
from rules.topics.genres import NEWS_COLUMN, Genre, genre_of, is_mention, is_newsy, is_paper
from rules.topics.lexicon import contents_in, lexicon, pairs_of, patterns_in
from rules.topics.look import Look, looked_at
from rules.topics.overruled import IN_FORCE, ORDERS, is_document, is_no_account, is_overruled
from rules.topics.topic import Topic, classes, topics
from rules.topics.weights import (
    BESIDE,
    COLUMN,
    CONTENT,
    LAST,
    LEAD,
    LIKELY,
    MOST,
    TELLING,
    TITLE,
    TOLD,
    Confidences,
    Reasons,
    Weights,
)
from rules.topics.within import by_body

TELLS, SUPPORTS = 1000, 400  # characters of a text whose words count, and where a title was telling
MONEY = frozenset(NAMES.values())
CHART, INDEX = "power-flowchart", "column-index"
BOUND = {  # topics that one is by standing in their column
    "interview": re.compile("在线访谈|领导访谈|访谈$|访谈直播|访谈实录"),
    "opinion-box": re.compile("信箱|来信|留言|意见箱|咨询投诉|信件"),
}
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".zip", ".rar", ".ofd", ".jpg", ".png", ".txt")
_BODY = re.compile(  # what only names an office says nothing of a page
    "(?:预算|国库|财务|收费|招生)(?:股|科(?![目学])|处(?!罚))|(?:便民服务|政务服务|行政服务|食品药品(?:和工商)?|食品安全|药品|安全生产|安全|住房保障(?:和房[产屋])?|公共资源交易|政府采购|招标投标|招标|价格|房屋征收(?:与补偿)?|征收|征地"
    "|拆迁|招生考试|招生|人事|教育收费|保障性住房|保障房|市场)(?:监督|监察|管理|服务|检查|工作|保障|执法|考试|监管|办公|建设|领导)*"
    "(?:局|委员会|办公室|办(?![理法公事])|中心|所(?![有属需])|大队|支队|分局|领导小组|科|站)"
)
_MONEY = re.compile("预算|决算|三公|经费|公务|接待|收支|預|決|經費|财务|財務")
_PRESS = re.compile("媒体|聚焦|报道|简报|播报")
BY_TITLE = (  # whose disclosures have titles of their own; one that speaks of meetings, requests or trends is none
    "air-quality-daily air-quality-period pollution-source-monitoring power-flowchart power-list approval-change service-guide"
).split()


def topics_of(document: Document) -> Confidences:
    """The topics of a page or document with confidences between 0 and 1, most likely first."""
    return _weighed_once(document).confidences


def reasons_of(document: Document) -> Reasons:
    """Why each topic of `topics_of` was found."""
    return _weighed_once(document).reasons


def weights_of(document: Document) -> Weights:
    """What speaks for each topic of a page or document."""
    title, text, published = document.title, document.text, document.published
    columns = document.columns if isinstance(document, Page) else document.reading.columns
    links = document.reading.links
    labels = tuple([link.text for link in links if link.text and not link.url.lower().endswith(_FILES)])
    drawn = shows_chart(document)
    look = looked_at(title, columns, text, labels)
    own = squeeze(title)
    held = held_among(look.body, look.pairs)
    named, sure = _named(look, own, held)
    weights = _weighed(look, named, sure)
    other = named and look.is_titled and not _MONEY.search(_BODY.sub("", look.name))
    judged = Judgement() if other else judge(title, text, published, squeeze(document.issuer))
    genre = genre_of(own if own and look.name.endswith(own) else look.name, look.lead, look.parts, look.is_tabled)
    if genre is not None and judged.types and is_no_account(genre, look):
        judged = Judgement()
    if genre is not None and is_overruled(genre, held, look):
        genre = None
    if judged.types:
        _as_judged(judged.types, weights)
    elif judged.instead and not any(name in sure or _ranks()[name] == 0 for name in named if name not in BY_TITLE):
        weights.lower(weights.topics(), judged.instead)
        weights.raise_to(genre.topic if genre else judged.instead, "mention", genre.words if genre else "", TOLD)
    else:
        _by_kind(look, genre, sure, held, weights)
    _as_shaped(look, weights)
    if not judged.types:
        _as_spoken(look, genre, held, weights)
    if (NEWS_COLUMN.search(look.path) or _PRESS.search(look.path)) and not is_document(genre, held, look):
        weights.raise_to("news", "column", look.last, LIKELY)
    _as_list(look, published, judged.types, weights)
    if drawn is not None:
        _as_drawn(drawn, weights)
    if genre is None and weights.foremost == "news" and is_paper(look.name):
        weights.raise_to("other", "title", "", LIKELY + CONTENT)
    if not judged.types:
        by_body(look, named, sure, held, genre, weights)
    if not weights.is_likely:
        topic = genre.topic if genre else "news" if is_newsy(look.name, look.lead) else "other"
        weights.raise_to(topic, "content", genre.words if genre else "", LIKELY)
    if weights.weight("service-guide") >= LIKELY:  # which the public names of topics do not have
        weights.raise_to("other", "title", "service-guide", weights.weight("service-guide"))
    return weights


def _named(look: Look, own: str, held: list[Held]) -> tuple[dict[str, str], dict[str, str]]:
    """What the title names; a title of few letters that stands with its column names what it says by itself, if anything."""
    name = _BODY.sub("", look.name)
    if own and look.name != own and look.name.endswith(own):
        found = titles_in(_BODY.sub("", own))
        if found[0] or (held and held[0].beyond > 0 and held[0].topic not in titles_in(name)[0]):
            return found
    return titles_in(name)


def titles_in(name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The topics of which a squeezed title has the words, and those of which it surely is; money aside, judged with the text."""
    pairs = pairs_of(name)
    sure = patterns_in(lexicon().sure, name, pairs)
    named = patterns_in(lexicon().titles, name, pairs) | sure
    return {topic: words for topic, words in named.items() if topic not in MONEY}, sure


@cache
def _ranks() -> dict[str, int]:
    return {topic.name: 2 * topic.rank for topic in classes()}


@cache
def _shaped() -> tuple[Topic, ...]:
    return tuple(topic for topic in classes() if topic.shapes)


@cache
def _shape_words() -> tuple[str, ...]:
    """One word of each shape: without any of them a text has none."""
    common: Counter[str] = Counter(word for topic in _shaped() for shape in topic.shapes for word in shape)
    return tuple({max(shape, key=lambda word: common[word]) for topic in _shaped() for shape in topic.shapes})


def _weighed(look: Look, named: Mapping[str, str], sure: Mapping[str, str]) -> Weights:
    """What title, columns and content say for every topic; of several that a title names, those of the lowest rank are meant."""
    weights = Weights()
    rank = {name: _ranks()[name] - (name in sure) for name in named}
    first = min(rank.values(), default=0)
    for name, words in named.items():
        weights.add(name, "title", words, TITLE if rank[name] == first else TITLE // 2)
    if not named and len(look.name) < 8:
        for name, words in titles_in(look.lead[:90])[0].items():
            if name not in BY_TITLE:
                weights.add(name, "content", words, LEAD)
    for name, word in _columned(look.path):
        own = not named and word in look.last and name not in BY_TITLE
        weights.add(name, "column", word, LAST if own else COLUMN)
    _by_content(look, named, weights)
    for name in named:
        if rank[name] > first:
            weights.cap(name, "title", "", BESIDE)
    return weights


@lru_cache(maxsize=4096)
def _columned(path: str) -> tuple[tuple[str, str], ...]:
    """The topics in whose column one stands, each with a word of it."""
    return tuple(patterns_in(lexicon().columns, path, pairs_of(path)).items())


def _by_content(look: Look, named: Mapping[str, str], weights: Weights) -> None:
    body = look.body[: SUPPORTS if named else TELLS]
    pairs = look.pairs if len(body) == len(look.body) else pairs_of(body)
    told = patterns_in(lexicon().telling, body, pairs)
    for name, words in told.items():
        weak = named or (look.name and name in BY_TITLE)
        own = look.is_titled and len(look.name) > 7
        weights.add(name, "content", words, CONTENT if weak else TELLING - CONTENT * 3 // 2 if own else TELLING)
    for name, found in contents_in(body, pairs).items():
        for word in sorted(found)[: 1 if name in told else 2]:
            weights.add(name, "content", word, CONTENT)


def _by_kind(look: Look, genre: Genre | None, sure: Mapping[str, str], held: list[Held], weights: Weights) -> None:
    """What speaks of a topic and is no disclosure on it: each that neither its title makes sure nor takes this kind keeps a quarter."""
    if genre:
        certain = sure if genre.kind in ("asking", "rule", "work") and not ORDERS.search(look.name) else {}
        kept = {name for name in weights.topics() if name in certain or genre.kind in topics()[name].takes}
        weights.lower([name for name in weights.topics() if name not in kept], genre.words)
        if not weights.is_likely or genre.topic == "news":
            weights.raise_to(genre.topic, "mention", genre.words, TOLD)
    elif is_mention(look.name) and not (held and held[0].beyond > 0):
        weights.lower(BY_TITLE, "")
        if not weights.is_likely:
            weights.raise_to("other", "mention", "", TOLD)


def _as_judged(types: tuple[str, ...], weights: Weights) -> None:
    """The money topics with what was judged foremost: each that the page is has enough, in order, and no other has."""
    first = min(TITLE + max(weights.weight(name) for name in types), MOST)
    for name in weights.topics():
        weights.cap(name, "title", "", first - TITLE if name in types else TITLE - COLUMN if name in MONEY else BESIDE)
    for place, name in enumerate(types):
        weights.raise_to(name, "title", "", first - CONTENT * place // 2)


def _as_shaped(look: Look, weights: Weights) -> None:
    """The topics whose shape a text has: each is a disclosure, unless its title says that it is a chart."""
    if "流程" in look.name or not any(word in look.parts for word in _shape_words()):
        return
    for topic in _shaped():
        for shape in topic.shapes:
            if shape <= look.cells:
                weights.raise_to(topic.name, "structure", "+".join(sorted(shape)), LIKELY + CONTENT)
                break


def _as_spoken(look: Look, genre: Genre | None, held: list[Held], weights: Weights) -> None:
    """A talk by who speaks, a letter by its answer, an explanation by its column."""
    spoken = "interview" if look.is_talk else "opinion-box" if look.is_letter else ""
    if spoken:
        weights.raise_to(spoken, "structure", "", TOLD)
        for name in weights.topics():
            if name != spoken:
                weights.cap(name, "structure", spoken, BESIDE)
    elif "解读" in look.last and any(each.topic == "interpretation" for each in held):
        for name in weights.topics():
            weights.cap(name, "structure", "interpretation", BESIDE)
        weights.raise_to("interpretation", "column", look.last, TOLD + CONTENT)
    elif re.search("解读|政策问答|政策咨询", look.last) and not (
        genre and (genre.topic == "news" or IN_FORCE.search(look.body))
    ):
        weights.raise_to("interpretation", "column", look.last, TOLD + 5 if genre and genre.kind == "advice" else TITLE)
    elif bound := next((name for name, words in BOUND.items() if words.search(look.last)), ""):
        explained = bound == "interview" and any(each.topic == "interpretation" and each.beyond > 1 for each in held)
        if explained:
            weights.raise_to("interpretation", "content", "", TITLE + CONTENT)
        elif genre is None or genre.kind == "advice":
            weights.raise_to(bound, "column", look.last, TITLE)
    elif look.is_dialogue:
        weights.raise_to("interpretation", "structure", "问+答", LIKELY if look.name else TITLE)


def _as_list(look: Look, published: date | None, types: tuple[str, ...], weights: Weights) -> None:
    """A page that lists others is the place of them all and none of them."""
    if look.listed and weights.weight("disclosure-catalogue") >= LIKELY and "索引号" in look.body:
        weights.raise_to("disclosure-catalogue", "structure", "索引号", TOLD)
    elif look.listed:
        weights.raise_to(INDEX, "structure", "", TOLD)
        for name in weights.topics():
            if name != INDEX:
                weights.cap(name, "structure", "", BESIDE)
    elif published is None and len(look.labels) >= 8 and len(look.body) < len(look.labels) * 4:
        weights.raise_to(INDEX, "structure", "", TITLE)
        if types and not shows_figures(look.body):  # a list of such documents is none
            weights.lower(types, "")


def _as_drawn(drawn: bool, weights: Weights) -> None:
    """What a document is once it is known whether it shows the chart of a power: that foremost, or anything but that."""
    if not drawn:
        weights.cap(CHART, "structure", "", COLUMN)
        return
    for topic in weights.topics():
        weights.cap(topic, "structure", "", TITLE)
    weights.raise_to(CHART, "structure", "", MOST)


_weighed_once = remembered(weights_of)
