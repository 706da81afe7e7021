"""Everything that a text says of the heads, with the headings and the scope under which it says so."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from rules.accounts.prose.context import Frame
from rules.accounts.prose.numerals import SPOKEN
from rules.accounts.prose.paragraphs import ROW, Paragraph, about_expenses
from rules.accounts.prose.scanner import Scanner
from rules.accounts.prose.tokens import names, tokens
from rules.dates import years
from rules.phrases import unnumbered

_FUNDS = re.compile(r"预算法|预决算|(?:公共|财政|基金|经营)预算|(?:年初|调整|完成)预算|预算(?:对比|比较|差异)")
_SAYS = re.compile(
    r"[\d０-９一二三四五六七八九][^，,。]{0,6}[万萬亿億元%％人批辆輛台次]|[无無没沒未零不〇]|原因|主要|全部|均|由于|由於|因|同|平|其中|[增减減]"
)
_NOTHING = re.compile("[无無零]|[没沒]有|未安排|未[发發]生")
_WHOLE_BUDGET = re.compile('收入|收支|基本支出|机关运行|政府采购|部门[预决]算(?!(?:公开)?[“"「『]?三公)')
_SUM = re.compile(r"\d\s*(?:[万萬亿億千]?元|[万萬亿億])")
_TOGETHER = re.compile(
    rf"(?:以上|上述)?(?:[三各四]项)?(?:支出|经费|费用)?(?:总?合计|共计|总计)[为是:]?(?:\d|{SPOKEN}+万)"
)
_CELL = 14
_MOST = 200_000


@lru_cache(maxsize=16)
def scanned(text: str) -> Scanner:
    """All statements of a text, read once.

    In a text about nothing but the three public expenses a note without a head is about their total; in one that
    prints no sum with a unit, numbers alone are sums.
    """
    about = "三公" in text and _WHOLE_BUDGET.search(text) is None
    scanner = Scanner(about=about, bare=_SUM.search(text) is None)
    for paragraph, frame in framed(text):
        scanner.frame = frame
        scanner.paragraph(paragraph)
    return scanner


@lru_cache(maxsize=16)
def framed(text: str) -> tuple[tuple[Paragraph, Frame], ...]:
    """The paragraphs of a text that say something and may speak of the expenses, each with what its headings set."""
    kept = about_expenses(text)
    frame = Frame()
    found: list[tuple[Paragraph, Frame]] = []
    room = _MOST
    for above, paragraph, below in zip([None, *kept], kept, [*kept[1:], None], strict=False):
        frame = _framed(frame, paragraph, above, below)
        if _SAYS.search(paragraph.raw) and room > 0:
            found.append((paragraph, frame))
            room -= len(paragraph.raw)
    return tuple(found)


def _framed(frame: Frame, paragraph: Paragraph, above: Paragraph | None, below: Paragraph | None) -> Frame:
    """The frame that holds for a paragraph, given the one above."""
    if paragraph.level is None and _TOGETHER.match(paragraph.text):
        return replace(frame, head="")
    if paragraph.level is None and (paragraph.raw.endswith("。") or _NOTHING.fullmatch(paragraph.raw)):
        return frame
    if paragraph.level is None and len(paragraph.raw) <= _CELL // 2:
        return replace(frame, head="") if frame.head else frame
    if paragraph.is_heading and (paragraph.is_cell or ROW.search(paragraph.raw)):
        return replace(frame, head="")
    if not paragraph.is_heading:
        lead = _lead(paragraph) if paragraph.level is not None else ""
        return replace(frame, head=lead or (frame.head if paragraph.level is None else ""))
    if paragraph.level is None and not _is_loose_heading(paragraph, above, below):
        return replace(frame, head="") if len(paragraph.text) <= _CELL else frame
    heads = list(dict.fromkeys(token.head for token in tokens(paragraph.text) if token.head))
    parts = [head for head in heads if head != "total"] or heads
    named = set(years(paragraph.text))
    kind = kind_of_words(paragraph.text) if named or paragraph.level is not None else ""
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
