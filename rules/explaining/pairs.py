"""The documents of policy that a place shows, its interpretations, and which interprets which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.snapshot import Page, Snapshot
from rules.bodies import is_body, is_place, means
from rules.phrases import squeeze
from rules.shown import all_pages, called, is_index, pages_called
from rules.topics import topics

TOPIC = "policy-interpretation"
_NUMBERED = re.compile(r"[〔\[（(【]20\d\d[〕\]）)】]\s?第?\d{1,4}\s?号")
_FILES = re.compile("规范性文件|政策文件|法规文件|部门文件|政府文件|公文|文件$|政策法规")
_KIND = re.compile(
    r"(?:办法|规定|细则|规则|实施意见|若干意见|指导意见|意见|措施|实施方案|行动方案|行动计划|规划|条例|决定|政策)(?:\((?:试行|暂行|修订|修正|20\d\d-?\d{0,4}年?版?)\))?"
    r"(?:的)?(?:通知|通告|公告|决定|批复)?$"
)
_NOT_OWN = re.compile(
    "^(?:中共中央|国务院|国家|全国|财政部|[一-龥]{2,3}省|省|自治区|中华人民共和国)|转发|国办发|征求意见|意见的函|解读|图解|会议|废止|失效|清理结果"
)
_OPENS = re.compile("关于|印发")
_QUOTED = re.compile("[《〈]([^《》〈〉]{4,80})[》〉]")
_TITLE = re.compile(r"^.{0,40}?关于(?:印发|公布|发布|修订|修改|批转)?|的(?:通知|通告|公告|决定|批复)$|\([^()]{0,20}\)")
_LEADS = re.compile("原文|文件全文|全文|相关文件|政策文件|解读文件|查看文件|关联文件|文件链接|政策原文")
_EXPLAINS = re.compile("解读|图解|一图|问答|起草说明")
HEAD = 600  # characters of a document in which its number stands
SEEN = 3000  # characters of an interpretation in which it names what it interprets
GRAM, ALIKE = 3, 7  # of ten pieces of a document's name so many must stand in the title of its interpretation
SHORTEST = 5  # squeezed characters of a name by which a document is known


@dataclass(frozen=True)
class Policy:
    """A document of policy: its page and the name by which others speak of it, squeezed."""

    page: Page
    name: str


@dataclass(frozen=True)
class Interpretation:
    """A page that explains, and its squeezed title."""

    page: Page
    title: str

    @cached_property
    def words(self) -> str:
        """The squeezed words with which it opens."""
        return squeeze(self.page.text[:SEEN])

    def explains(self, policy: Policy) -> bool:
        """Whether it is about a document: it names it in its title or opening, or one leads to the other."""
        if policy.name in self.title or policy.name in self.words or _alike(policy.name, self.title):
            return True
        return policy.page.url in _addresses(self.page) or self.page.url in _addresses(policy.page)

    def leads_to(self, policy: Policy) -> bool:
        """Whether it has a link to the document, or a file of it."""
        labels = [
            *(squeeze(link.text) for link in self.page.links),
            *(squeeze(each.label) for each in self.page.documents),
        ]
        named = any(policy.name in label or _LEADS.search(label) or _is_cut(label, policy.name) for label in labels)
        return named or policy.page.url in _addresses(self.page)

    def is_led_to_from(self, policy: Policy) -> bool:
        """Whether the page of the document has a link to it, or to any interpretation."""
        return self.page.url in _addresses(policy.page) or interpreted_on(policy)


def interpretations(site: Snapshot) -> list[Interpretation]:
    """The interpretations that a place shows, the newest first, those without a day last."""
    names = topics()[TOPIC].columns
    found = [
        Interpretation(page, title)
        for page, title in pages_called(site, TOPIC)
        if page.clicks != 0
        and not (page.published is None and title in names)  # a column's page, however short its list
    ]
    return sorted(found, key=lambda each: -(each.page.published or date.min).toordinal())


def policies(site: Snapshot, after: date, until: date) -> Iterator[Policy]:
    """The body's own documents of policy that were published after a day and until another."""
    names = tuple(map(squeeze, site.department.names))
    for page in all_pages(site):
        if page.published is None or not after < page.published <= until or not _is_filed(page):
            continue
        title = called(page, TOPIC)
        if not _KIND.search(title) or _NOT_OWN.search(title) or topics()[TOPIC].titled(title) or is_index(page):
            continue
        if _is_own(title, names) and len(name := name_of(page.title)) >= SHORTEST:
            yield Policy(page, name)


def _is_filed(page: Page) -> bool:
    """Whether a page stands among documents, or bears a document's number."""
    return (
        any(_FILES.search(squeeze(column)) for column in page.columns) or _NUMBERED.search(page.text[:HEAD]) is not None
    )


def _is_own(title: str, names: tuple[str, ...]) -> bool:
    """Whether a title names no other body as the one that issues."""
    stop = _OPENS.search(title)
    issuer = title[: stop.start()] if stop else ""
    return not is_body(issuer) or is_place(issuer) or means(issuer, names)


def name_of(title: str) -> str:
    """The squeezed name of a document: what its title quotes, else what it is about."""
    quoted = _QUOTED.search(title)
    name = squeeze(quoted[1] if quoted else title)
    return _TITLE.sub("", name) or name


def interpreted_on(policy: Policy) -> bool:
    """Whether the page of a document itself leads to an interpretation, or has one as a file."""
    labels = (*(link.text for link in policy.page.links), *(each.label for each in policy.page.documents))
    own = [label for label in map(squeeze, labels) if _EXPLAINS.search(label)]
    return any(len(label) > 6 or policy.name[:6] in label for label in own if label not in topics()[TOPIC].columns)


def _alike(name: str, title: str) -> bool:
    pieces = {name[at : at + GRAM] for at in range(len(name) - GRAM + 1)}
    return len(pieces) >= 4 and sum(piece in title for piece in pieces) * 10 >= len(pieces) * ALIKE


def _is_cut(label: str, name: str) -> bool:
    """Whether a label is the beginning of a name that a list cuts."""
    bare = label.rstrip(".…")
    return len(bare) >= 10 and bare != label and bare in name


def _addresses(page: Page) -> set[str]:
    return {link.url.split("#", 1)[0] for link in page.links}


def pairs(shown: Sequence[Interpretation], policy: Policy) -> list[Interpretation]:
    """The interpretations of a document."""
    return [each for each in shown if each.explains(policy)]
