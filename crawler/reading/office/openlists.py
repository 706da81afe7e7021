"""The numbers before the paragraphs of lists and headings in OpenDocument files (OpenDocument 1.3 part 3, 16.30 and 19.880)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from crawler.reading.office import wordlists

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OUTLINE = f"{TEXT}outline-style"
LEVELS = 10
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "一": "chineseCounting",
         "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle", "甲": "ideographTraditional", "子": "ideographZodiac",
         "１": "decimal"}  # fmt: skip


@dataclass(frozen=True)
class Level:
    """One level: the form of its number ("" for none), what stands around it, how many levels are said, the first number."""

    form: str
    before: str
    after: str
    said: int
    start: int


@dataclass
class Lists:
    """The list styles of a document, counting while its paragraphs are read in order."""

    styles: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def begin(self, style: str) -> None:
        """A list begins that goes on with no other."""
        self.counts.pop(style, None)

    def label(self, style: str, level: int, start: str = "") -> str:
        """What stands before the next paragraph of a list at a level from 1 on; counts it."""
        levels = self.styles.get(style, {})
        here = levels.get(level)
        if here is None or not here.form:
            return ""
        counts = self.counts.setdefault(style, [None] * (LEVELS + 1))
        before = counts[level]
        counts[level] = int(start) if start.isdecimal() else here.start if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level)
        figures = []
        for at in range(max(1, level - here.said + 1), level + 1):
            other, count = levels.get(at), counts[at]
            if other is not None and other.form:
                figures.append(wordlists.written(other.start if count is None else count, other.form))
        return wordlists.spaced(here.before + ".".join(figures) + here.after)


def read(*roots: etree._Element | None) -> Lists:
    """The list styles that the parts of a document define; the style of headings is named "outline"."""
    lists = Lists()
    for root in roots:
        if root is not None:
            for node in root.iter(f"{TEXT}list-style", OUTLINE):
                name = "outline" if node.tag == OUTLINE else node.get(f"{STYLE}name") or ""
                lists.styles[name] = _levels(node)
    return lists


def _levels(node: etree._Element) -> dict[int, Level]:
    found = {}
    for level in node:
        at = (level.get(f"{TEXT}level") or "") if isinstance(level.tag, str) else ""
        if at.isdecimal() and 1 <= int(at) <= LEVELS:
            found[int(at)] = Level(
                FORMS.get((level.get(f"{STYLE}num-format") or "")[:1], ""),
                level.get(f"{STYLE}num-prefix") or "",
                level.get(f"{STYLE}num-suffix") or "",
                _number(level.get(f"{TEXT}display-levels")),
                _number(level.get(f"{TEXT}start-value")),
            )
    return found


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 5 else 1
