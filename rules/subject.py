"""What a document is about: which year, whose it is, budget or final accounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from crawler.snapshot import Document
from rules.bodies import bare, is_body, may_mean, means, named, trimmed
from rules.dates import plain_years, year_of
from rules.lookalikes import is_someone_elses, lists_bodies
from rules.money import FINAL, kinds_of, tells_of_money
from rules.phrases import squeeze
from rules.titles import opening_title, simplified, title_of

_WORDS = {"final": "决算|执行|支出|使用|开支", "budget": "预算(?!执行)|安排"}
_AGAINST = {"final": "预算(?!执行)", "budget": "决算|执行数"}
_ANY = re.compile(r"(?<![\d〔\[(])((?:19|20)\d\d)(?:(?=年|-20\d\d年|-\d{1,2}年)|(?!\d|[-./]\d{1,2}[-./]\d|[〕\])]))")
_SHORT = re.compile(r"(?<!\d)(1\d)年度?(?=.{0,12}(?:预算|决算|三公))")
_TOLD = re.compile(r"(?<![\d〔\[(])((?:19|20)\d\d)年度?(?!\d{1,2}月)")
_PASSING = re.compile(r"(?:成立于|始建于|建于|自|从|截[至止]|于|经)$")
_ROW = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_PART_OF_YEAR = re.compile("[上下]半年|季度?|\\d月")
_SEEN = 4000
_LABEL = re.compile(
    r"(?:编制|填报|编报|公开|预算|填表)?(?:单位|部门)[(]?(?:名称|全称|盖章|公章|章)?[)]?(?:[(](?:盖章|公章)[)])?:(?![万千亿]?元)(.{2,40}?)(?=[(]?(?:金额)?单位:|预算0|公开\d|金额|20\d\d|日期|编制|填报|[|;,。]|$)"
)
_OPENS = (
    re.compile(
        r"(?:第[一1]部分[:]?|(?<!\d)[一1][、.])([一-龥、()]{3,40}?)(?:部门|单位)?(?:概况|情况|基本情况)", re.MULTILINE
    ),
    re.compile(
        r"(?:^|[。;:,、|]|现将|关于|纳入|\d{4}年度?)([一-龥()]{3,36}?)(?:机关|[(]?本级[)]?|部门|系统|及[\d所下直][^,。]{0,30})?(?:财政拨款|(?:20\d\d年度?)?三公经费|20\d\d年度?(?:三公|部门|决算|预算|财政拨款)|部门(?:预|决)算)",
        re.MULTILINE,
    ),
    re.compile(
        r"(?:^|[。;:|])([一-龥()]{3,36}?)(?:的?主要职[责能][:是为]|是[^,。]{0,16}(?:部门|机关|单位|机构))", re.MULTILINE
    ),
)
_CONTACT = re.compile("联系(?:方式|单位|部门):([一-龥]{4,30}?)(?=政务公开|办公室|电子|电话|[^一-龥])")
_BY_DAY = re.compile(
    r"(?:20\d\d|二[〇○零0Oo]\S{2})年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日?)?"
)


def document_year(document: Document, kind: str = "") -> int | None:
    """The year that a document is about, for documents of two years that of its `budget` or its `final` accounts.

    The title says so, else captions and text; a year of founding, of a law or of a day is none. The year of
    publication comes last: for final accounts the year before it.
    """
    called = plain_years(title_of(document.title, document.text))
    asked = kind or kinds_of(document.title, document.text, document.published)[0]
    stated = _stated(called, asked)
    against = re.search(_AGAINST[asked], called) and not re.search(_WORDS[asked], called)
    if stated is not None and not (kind and against):
        return stated - _is_of_year_before(document, called, stated)
    captions = " ".join(table.caption for table in document.tables)
    told = _told_year(captions, asked) or _newest_row(document) or _told_year(document.text[:_SEEN], asked)
    if told is not None or stated is not None or document.published is None:
        return told or stated
    late = asked == FINAL and tells_of_money(document.title, document.text)
    return document.published.year - late


def _is_of_year_before(document: Document, called: str, stated: int) -> bool:
    """Whether the year of a title is that in which final accounts appeared, so that they are those of the year before."""
    if (
        "决算" not in called
        or _PART_OF_YEAR.search(called)
        or document.published is None
        or document.published.year != stated
    ):
        return False
    told = _told_year(document.text[:_SEEN].replace(document.title, ""), FINAL)
    return told in (None, stated - 1)


def kind_of(document: Document) -> str:
    """`final` for 决算, else `budget`; the title decides, then the text, then the day of publication."""
    return kinds_of(document.title, document.text, document.published)[0]


def organisation(document: Document) -> str | None:
    """The body whose figures these are: of the title, a label such as 编制单位, the opening, the signature, else the issuer."""
    return next(_named_bodies(document), "") or document.issuer or None


def whose(document: Document, names: tuple[str, ...]) -> str:
    """Whose document it is for the body of these names: `own`, `other`, `whole` for a city's total, "" when it does not say."""
    called, text = title_of(document.title, document.text), simplified(document.text[:_SEEN])
    if is_someone_elses(called, text, squeeze(document.issuer)) and not lists_bodies(document.text):
        return "whole"
    wanted = tuple(squeeze(name) for name in names)
    in_title = named(called)
    if in_title and not may_mean(in_title, wanted):
        return "own" if means(in_title, wanted) else "other"
    bodies = list(_named_bodies(document))
    if any(means(body, wanted) for body in (*bodies, squeeze(document.issuer))):
        return "own"
    return "other" if bodies and not in_title and not any(may_mean(body, wanted) for body in bodies) else ""


def _stated(called: str, kind: str) -> int | None:
    """The year of a title: of several the last before the word for the kind, else the first."""
    found = [(match.start(), int(match[1])) for match in _ANY.finditer(called)]
    if not found:
        short = _SHORT.search(called)
        return 2000 + int(short[1]) if short else year_of(called)
    word = re.search(_WORDS[kind], called)
    before = [year for at, year in found if word and at < word.start()]
    return before[-1] if before else found[0][1]


def _newest_row(document: Document) -> int | None:
    """The newest year of a table that has a row for each of several years."""
    found = [
        [int(year[1]) for row in table.rows if row and (year := _ROW.fullmatch(squeeze(row[0])))]
        for table in document.tables
    ]
    return max((max(each) for each in found if len({*each}) > 1), default=None)


def _told_year(text: str, kind: str) -> int | None:
    """The year of a text: the first that it names with the word for the kind, else the one that it names most."""
    plain = plain_years(simplified(text))
    found = [match for match in _TOLD.finditer(plain) if not _PASSING.search(plain[: match.start()][-4:])]
    for words in (_WORDS[kind], "三公"):
        near = re.compile(rf"(?:(?!{_AGAINST[kind]})[^。;\d]){{0,24}}?(?:{words})")
        with_kind = [int(match[1]) for match in found if near.match(plain, match.end())]
        if with_kind:  # what a year is compared with lies before it, and so do those of a table of several years
            newest = with_kind[0]
            while newest + 1 in with_kind[:8]:
                newest += 1
            return newest
    counted = Counter(int(match[1]) for match in found[:12])
    return max(counted, key=lambda year: counted[year]) if counted else None


def _named_bodies(document: Document) -> Iterator[str]:
    """The bodies that a document names as its own, the surest first."""
    text = document.text
    lines = [line for line in map(simplified, text[:_SEEN].splitlines()) if line]
    found = [named(title_of(document.title, text))]
    found += [bare(match[1]) for line in lines[:120] for match in [_LABEL.match(line.strip("|"))] if match]
    found.append(named(opening_title(text)))
    opening = "\n".join(lines)[:1500]
    found += [trimmed(match[1]) for pattern in _OPENS for match in pattern.finditer(opening)]
    found.append(_signature(text))
    found += [match[1] for match in _CONTACT.finditer(simplified(text[-300:]))]
    yield from (name for name in found if is_body(bare(name)) and not re.match(r"[\d我本各全该]|根据|按照|依据", name))


def _signature(text: str) -> str:
    """The body that signs at the end: a line of its own, before a day or as the last."""
    lines = [line for line in map(simplified, text[-400:].splitlines()) if line][-6:]
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        signed = re.sub(rf"{_BY_DAY.pattern}$", "", line)
        if is_body(signed) and (signed != line or not after or _BY_DAY.fullmatch(after)):
            return signed
    return ""
