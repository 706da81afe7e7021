"""Everything that a text says of the heads, with the headings and the scope under which it says so."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from rules.accounts.prose import Paragraph, about_expenses
from rules.accounts.scanner import Scanner
from rules.accounts.subjects import Frame
from rules.accounts.tokens import names, tokens
from rules.dates import years
from rules.phrases import unnumbered

_CITY = re.compile(
    r"经[^,。;]{0,20}(?:财政[局厅部所]|财政)[^,。;]{0,6}汇总|全[市县区省州国旗](?!面|体)|(?:中央|[省市县区州])本级(?!财政|预算)|中央部门"
    r"|[省市县区州]级(?:各)?(?:行政|机关|部门及|部门,包括|部门(?:汇总|[(]单位))|各部门|各单位[^,]{0,4}(?:汇总|合计)|乡镇政府|各乡"
)
_OWN = re.compile(
    r"[我本](?:局|委|办|院|厅|部门|单位|处|所|站|馆|校|镇|乡|会|中心|街道)"
    r"|[一-龥]{2,16}(?:局|委员会|办公室|中心|学院|学校|医院|支队|大队|站|所|馆|院|协会|联合会|法院)(?:机关|本级)?(?:20\d\d年(?!.{0,20}汇总)|财政拨款三公|三公)"
)
_FUNDS = re.compile(r"预算法|预决算|(?:公共|财政|基金|经营)预算|(?:年初|调整|完成)预算|预算(?:对比|比较|差异)")
_CELL = 14


@lru_cache(maxsize=16)
def scanned(text: str) -> Scanner:
    """All statements of a text, read once."""
    scanner = Scanner()
    for paragraph, frame in framed(text):
        scanner.frame = frame
        scanner.paragraph(paragraph)
    return scanner


@lru_cache(maxsize=16)
def framed(text: str) -> tuple[tuple[Paragraph, Frame], ...]:
    """The paragraphs of a text that may speak of the expenses, each with what its headings set."""
    kept = about_expenses(text)
    frame = Frame()
    found: list[tuple[Paragraph, Frame]] = []
    for above, paragraph, below in zip([None, *kept], kept, [*kept[1:], None], strict=False):
        frame = _framed(frame, paragraph, above, below)
        found.append((paragraph, frame))
    return tuple(found)


def _framed(frame: Frame, paragraph: Paragraph, above: Paragraph | None, below: Paragraph | None) -> Frame:
    """The frame that holds for a paragraph, given the one above."""
    frame = replace(frame, city=_is_of_the_city(paragraph.text, city=frame.city))
    if not paragraph.is_heading:
        lead = _lead(paragraph) if paragraph.level is not None else ""
        return replace(frame, head=lead or (frame.head if paragraph.level is None else ""))
    if paragraph.level is None and not _is_loose_heading(paragraph, above, below):
        return replace(frame, head="") if len(paragraph.text) <= _CELL else frame
    heads = list(dict.fromkeys(token.head for token in tokens(paragraph.text) if token.head))
    parts = [head for head in heads if head != "total"] or heads
    named = set(years(paragraph.text))
    kind = kind_of_words(paragraph.text)
    return replace(
        frame,
        head=parts[0] if len(parts) == 1 else "",
        year=named.pop() if len(named) == 1 else frame.year if not named else None,
        kind=kind or (frame.kind if not named else ""),
    )


def _is_loose_heading(paragraph: Paragraph, above: Paragraph | None, below: Paragraph | None) -> bool:
    """Whether a line without a number heads the prose below it, and is no cell of a table."""
    after_prose = above is None or len(above.text) > _CELL
    if "三公" in paragraph.text and ("预算" in paragraph.text or "决算" in paragraph.text):
        return True
    return after_prose and below is not None and len(below.text) > _CELL


def kind_of_words(text: str) -> str:
    """`budget` or `final` when squeezed words speak of one and not of the other, else ""."""
    plain = _FUNDS.sub("", text)
    final, budget = plain.count("决算"), plain.count("预算")
    return "" if (final and budget) or final == budget else "final" if final else "budget"


def _lead(paragraph: Paragraph) -> str:
    """The head with which a numbered paragraph begins."""
    text = unnumbered(paragraph.raw[:80])
    for token in tokens(text):
        if token.head:
            return token.head if names(text, token) else ""
        if token.kind not in ("fill", "year", "budget", "final", "item"):
            return ""
    return ""


def _is_of_the_city(text: str, *, city: bool) -> bool:
    """Whether what follows are the sums of a whole city, not of one body."""
    if "三公" not in text and "出国" not in text:
        return city
    if _CITY.search(text):
        return True
    return city and _OWN.search(text) is None
