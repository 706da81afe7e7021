"""What a report declares of reviews and of lawsuits: both are asked for, one sentence may serve for both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.snapshot import Document
from rules.phrases import squeeze
from rules.reports_yearly.disputes import AFTER, DIRECT, REVIEW, disputes_in
from rules.reports_yearly.statistics_form import LAWSUITS, REVIEWS, series_in

REVIEWED, SUED = "行政复议", "行政诉讼"
MATTERS = (REVIEWED, SUED)
_NAMES = {
    REVIEWED: re.compile("复议"),
    SUED: re.compile("诉讼|起诉|应诉|被诉|败诉|胜诉|涉诉|法院|复议、?[和及或与]?诉(?!求)|复议诉"),
}
_SAYS = re.compile(
    r"没有|未|无(?!关)|不存在|没发生|尚无|为?零|为?0|〇|[\d一二三四五六七八九十两]+[件起次宗例]|[件起次宗例]数?为?\d|均|维持|纠正|撤销|驳回|发生|产生|受理|收到|被申请|被提起|引发|暂无|从未"
)
_NOTHING = re.compile(
    r"^[^a-z]{0,12}?(?:无|没有|未发生|未出现|未产生|未收到|未接到|未涉及|未有|从未|暂无|尚未|不存在|没发生|为?零|0[件起次]?|没)"
)
_HEADING = re.compile(r"^[(]?(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})[)、.部章:,]+")
_CONTENTS = re.compile(
    "组成|全文包括|内容包括|主要包括|包括以下|编制|共分|等.{0,3}(?:部分|方面)|下载|根据中华|勾稽|现将|如下[:。]?$"
)
_DECLARES = re.compile(r"没有|未|无(?!关)|不存在|尚无|为零|[\d一二三四五六七八九十两][件起次宗例]")
_TITLE_ENDS = re.compile(
    r"(?:情况|事项|数量|统计|案件)(?:说明|统计|表)?(?:[:。;,]|$|(?=20\d\d|我[局委办市县区镇乡单]|本[局委办市县区镇乡单年]|全[年市县区]|[无未没]))|[:。]|(?:诉讼|复议|申诉)$"
)
_ASIDES = re.compile("进一步|加强|要求|条例|规定|办法|可以依法|有权|权利|培训|学习|应当|如对|不服|风险|防范|避免|减少")
_COUNTED = re.compile("[\\d一二三四五六七八九十两]+(?:件|起|宗)|案件")
_HEADS = re.compile("未经复议直接起诉|复议后起诉|尚未审结|结果(?:维持|纠正)|其他结果")  # of table four
SHORT = 46  # squeezed characters of a heading


@dataclass(frozen=True)
class Declared:
    """Which matters are declared, with the words; whether a section about them was found and holds anything."""

    words: dict[str, tuple[Document, str]]
    heading: str = ""
    is_empty: bool = False

    @property
    def lacking(self) -> list[str]:
        """The matters that are not declared."""
        return [matter for matter in MATTERS if matter not in self.words]


def declared(documents: Sequence[Document]) -> Declared:
    """What the documents of a report declare: in the tables of its form, in sentences, or under the heading for both."""
    found: dict[str, tuple[Document, str]] = {}
    heading, is_empty = "", False
    for document in documents:
        for matter, words in (*_in_tables(document), *_in_sentences(document.text)):
            found.setdefault(matter, (document, words))
        head, body = _section(document.text)
        if head:
            heading, is_empty = head, not body
        for matter, words in _under(head, body) if head else ():
            found.setdefault(matter, (document, words))
    return Declared(found, heading, is_empty)


def _in_tables(document: Document) -> Iterator[tuple[str, str]]:
    table = disputes_in(document)
    if table is not None and table.tells(REVIEW):
        yield REVIEWED, REVIEW
    if table is not None and table.tells(DIRECT, AFTER):
        yield SUED, DIRECT
    for entries in series_in(document):
        for matter, pattern in ((REVIEWED, REVIEWS), (SUED, LAWSUITS)):
            row = next((each for each in entries if pattern.search(each.label) and each.value is not None), None)
            if row is not None:
                yield matter, row.label


def _clauses(line: str) -> list[str]:
    return [part for part in re.split("[。;!]", _HEADS.sub("", squeeze(line[:6000]))) if part]


def _in_sentences(text: str) -> Iterator[tuple[str, str]]:
    """The matters that sentences outside headings and tables of contents name and say something of."""
    for line in text.splitlines():
        if "复议" not in line and "诉" not in line and "復議" not in line and "訴" not in line:
            continue
        for clause in _clauses(line):
            said = _without_heading(clause)
            if not said or _CONTENTS.search(clause) or not _SAYS.search(said):
                continue
            if _ASIDES.search(said) and not _NOTHING.search(said) and not re.search("没有|未|无|[\\d]件", said):
                continue
            titled = clause[: len(clause) - len(said)]
            for matter in _named(said) or (_named(titled) if len(_named(titled)) == 1 else ()):
                yield matter, clause


def _named(words: str) -> list[str]:
    return [matter for matter, names in _NAMES.items() if names.search(words)]


def _without_heading(clause: str) -> str:
    """A clause without the heading that it begins with, or that it is: what is numbered up to 情况, unless it says something."""
    numbered = _HEADING.match(clause)
    end = _TITLE_ENDS.search(clause[:80]) if numbered else None
    if numbered is None:
        return "" if len(clause) < SHORT and not _SAYS.search(clause) else clause
    if end is None:
        return "" if not _SAYS.search(clause) else clause
    title, rest = clause[: end.end()], clause[end.end() :]
    return clause if _DECLARES.search(title) else rest


def _section(text: str) -> tuple[str, list[str]]:
    """The heading that names reviews or lawsuits, and the clauses below it up to the next heading of its level."""
    head, level, body = "", "", list[str]()
    for line in text.splitlines():
        plain = squeeze(line[:6000])
        numbered = _HEADING.match(plain)
        is_named = bool(_named(plain[:60])) and not _CONTENTS.search(plain[:80])
        if numbered and is_named and not head and not _DECLARES.search(_title(plain)):
            head, level = _title(plain), _level(plain)
            rest = plain[len(head) :].strip(":。,")
            body += _clauses(rest)
        elif head and numbered and _level(plain) == level:
            break
        elif head and plain:
            body += _clauses(plain)
    return head, body


def _title(plain: str) -> str:
    end = _TITLE_ENDS.search(plain[:80])
    return plain[: end.end()] if end else plain[:80]


def _level(plain: str) -> str:
    return re.sub(
        r"[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", (_HEADING.match(plain) or re.match("", plain) or [""])[0])
    )


def _under(head: str, body: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The matters of a heading, or of one below it, to which a clause says that there was nothing, or how many, without naming any."""
    about = _named(head)
    for clause in body:
        named = _named(clause)
        if named and len(clause) < SHORT and not _SAYS.search(clause):
            about = named
        elif not named and (_NOTHING.search(clause) or _COUNTED.search(clause)):
            for matter in about:
                yield matter, clause
