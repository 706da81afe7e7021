"""The parts of a guide: what stands under each heading, in running text and in tables of labels and contents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rules.guides.wording import LONGEST_HEADING, roles_of
from rules.phrases import squeeze

LONGEST_TEXT = 200_000
ROW, BARE, INNER = (
    6,
    0,
    9,
)  # levels: a row of a table; no number, which may mean a main heading or one within a numbered part
_TITLE, LONGEST_LABEL = 60, 14
_CHINESE, _DIGITS = "[一二三四五六七八九十]", "一二三四五六七八九"
_LEVELS = (
    (1, re.compile(rf"(?:{_CHINESE}{{1,3}}\s?[、.．,]|第{_CHINESE}{{1,3}}[条部章节项步]分?[、.:]?)\s*")),
    (2, re.compile(rf"[(]\s?{_CHINESE}{{1,3}}\s?[)][、.]?\s*")),
    (4, re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?[、.]?(?!\d)\s*")),
    (3, re.compile(r"\d{1,2}\s?[、.．](?!\d)\s*")),
    (4, re.compile(r"[(]\s?\d{1,2}\s?[)][、.]?\s*|\d{1,2}[)]\s*")),
)
_BRACKETS = re.compile(r"[【〔\[〖]([^】〕\]〗\n]{2,24})[】〕\]〗]\s*:?\s*(.*)", re.DOTALL)
_MARK = re.compile(r"^[\s★☆●○◆◇■□▲△►▶※·•\-—*>»#|]{1,6}")
_GLUED = re.compile(r"(?<=[^\n(第一二三四五六七八九十])(?=(?:[一二三四五六七八九]|十[一二三四五六七八九]?)、[^\d\n])")
_GLUED_BRACKET = re.compile(r"(?<=[^\n])(?=[【〖][^】〗\n]{2,16}[】〗])")
_GLUED_LABEL = re.compile(r"[ \u3000\t]+(?=([一-龥]{2,10})[:：])")
_AFTER_GLUED = re.compile(r"[(《\"“\d①无不免本凡自]|根据|依照|按照|[^一-龥、,]")
_WIDE = re.compile(r"(\S(?:[^\n:]{0,30}?\S)?)\s{2,20}(\S.*)")
_GAP = re.compile(r"(\S(?:[^\n:]{0,30}?\S)?)\s(\S.*)")


@dataclass
class Part:
    """A heading with the roles that it has, what stands under it, and the last short line that stood before it."""

    roles: tuple[str, ...]
    heading: str
    level: int
    ordinal: int = 0
    before: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def content(self) -> str:
        """What stands under the heading, a line each."""
        return "\n".join(line for line in self.lines if line.strip())


@dataclass(frozen=True)
class _Heading:
    level: int
    ordinal: int
    roles: tuple[str, ...]
    heading: str
    rest: str


def parts_of(text: str) -> list[Part]:
    """The parts of a text in order."""
    read = [(line, list(_headings(line))) for line in _lines(text)]
    found = [each for _, headings in read for each in headings]
    numbered = sum(0 < each.level < ROW for each in found)
    inner = INNER if numbered >= 3 and numbered > sum(each.level == BARE for each in found) else BARE
    return _joined(read, inner, frozenset(each.level for each in found))


def _joined(read: list[tuple[str, list[_Heading]]], inner: int, orders: frozenset[int]) -> list[Part]:
    parts: list[Part] = []
    opened: list[Part] = []
    before = ""
    for line, headings in read:
        if "\t" in line and _is_header(line):
            headings = _head_of_materials(headings, opened)
        if not headings:
            opened = _still_open(opened, line, orders)
            for part in opened:
                part.lines.append(line)
            before = _title(line)
            continue
        for each in headings:
            level = each.level or inner
            opened = [part for part in opened if part.level < level]
            for part in opened:
                if BARE < level < INNER or set(part.roles) & set(each.roles):
                    part.lines.append(line)
            part = Part(each.roles, each.heading, level, each.ordinal, before, [each.rest or _said_in(each.heading)])
            parts.append(part)
            opened.append(part)
            before = ""
    return parts


def _head_of_materials(headings: list[_Heading], opened: list[Part]) -> list[_Heading]:
    """Of a row that heads columns: the heading of a table of materials, where nothing above it says that it is one."""
    known = any({"materials", "process"} & set(part.roles) for part in opened)
    return [] if known else [replace(each, rest="") for each in headings if "materials" in each.roles][:1]


def unknown_labels(text: str) -> Iterator[str]:
    """What looks like a heading, behind a number, before a colon or in a cell, and is none that is known; squeezed."""
    for line in _lines(text):
        for cell in line.split("\t"):
            level, _, body = _level(cell)
            label, colon, _ = body.partition(":")
            short = squeeze(label)
            shown = (colon or level or "\t" in line) and not re.search("[。;,、]", short)
            if shown and 1 < len(short) <= LONGEST_LABEL and not roles_of(label):
                yield short


def _still_open(opened: list[Part], line: str, orders: frozenset[int]) -> list[Part]:
    """The parts that a line without a heading goes to: the next number of a part's own order, or of a higher one, ends it.

    `orders` are those of the headings; a number of any other is one of a list.
    """
    level, ordinal, body = _level(line)
    text = squeeze(body)
    if level not in orders or not level or len(text) > LONGEST_HEADING + 6 or re.search("[。;,:]", text):
        return opened
    for at, part in enumerate(opened):
        if part.ordinal and (part.level > level or (part.level == level and ordinal == part.ordinal + 1)):
            return opened[:at]
    return opened


def _said_in(heading: str) -> str:
    """What the brackets behind a heading say: 收费标准（不收费）, 办理时限（20个工作日）."""
    inner = re.search(r"[(]([^()]{2,20})[)]\s*$", heading)
    return inner[1] if inner and re.search(r"\d|[不无免]", inner[1]) else ""


def _title(line: str) -> str:
    """A line that may name what follows, without its number."""
    body = _level(line)[2].strip()
    return body if 2 < len(squeeze(body)) <= _TITLE and not re.search("[。;]|\t", body) else ""


def _lines(text: str) -> Iterator[str]:
    """The lines in one form of characters, those of several headings broken before each."""
    for line in text[:LONGEST_TEXT].splitlines():
        plain = unicodedata.normalize("NFKC", line.replace("①", "(1)").replace("②", "(2)"))
        if len(_GLUED.findall(plain)) >= 2:
            plain = _GLUED.sub("\n", plain)
        if len(_GLUED_BRACKET.findall(plain)) >= 1:
            plain = _GLUED_BRACKET.sub("\n", plain)
        if "\t" not in plain:
            plain = _GLUED_LABEL.sub(lambda gap: "\n" if roles_of(gap[1]) else gap[0], plain)
        yield from (each for each in plain.splitlines() if each.strip())


def _level(line: str) -> tuple[int, int, str]:
    """The order of a line's number (0 for none), the number, and the line without it."""
    text = _MARK.sub("", line).strip()
    for level, number in _LEVELS:
        if match := number.match(text):
            return level, _ordinal(match[0]), text[match.end() :]
    return BARE, 0, text


def _ordinal(number: str) -> int:
    """The last number written in a piece of numbering, 1 for 一 and for 1."""
    digits = re.findall(r"\d+", number)
    if digits:
        return int(digits[-1])
    chinese = "".join(re.findall(_CHINESE, number))
    tens, _, ones = chinese.rpartition("十")
    if "十" not in chinese:
        return _DIGITS.find(chinese) + 1
    return 10 * (_DIGITS.find(tens) + 1 if tens else 1) + (_DIGITS.find(ones) + 1 if ones else 0)


def _headings(line: str) -> Iterator[_Heading]:
    """The headings that a line is or begins with: one in a line of text, several in a row of a table."""
    if "\t" in line:
        yield from _cells(line.split("\t"))
        return
    level, ordinal, body = _level(line)
    bracketed = _BRACKETS.match(body)
    if bracketed and (roles := roles_of(bracketed[1])):
        yield _Heading(level or 1, ordinal, roles, bracketed[1], bracketed[2])
        return
    for label, rest in _split(level, body):
        if roles := roles_of(label, marked=bool(level or rest or body.rstrip().endswith(":"))):
            yield _Heading(level, ordinal, roles, label, rest)
            return


def _split(level: int, body: str) -> Iterator[tuple[str, str]]:
    """The ways in which a line may be a heading and its contents."""
    label, colon, rest = body.partition(":")
    if colon and len(squeeze(label)) <= LONGEST_HEADING:
        yield label, rest
    if len(squeeze(body)) <= LONGEST_HEADING:
        yield body, ""
    gap = _WIDE.match(body) or _GAP.match(body)
    if gap and (level or not roles_of(gap[2].split()[0])):  # else a row of links
        yield gap[1], gap[2]
    if level == 1:
        for end in range(min(14, len(body) - 1), 3, -1):
            if body[end - 1] != "的" and _AFTER_GLUED.match(body[end:]) and roles_of(body[:end]):
                yield body[:end], body[end:]


def _cells(cells: list[str]) -> Iterator[_Heading]:
    """The headings in the cells of a row, each with the cells up to the next."""
    roles = [roles_of(_level(cell)[2]) for cell in cells]
    at = next((n for n, found in enumerate(roles) if found), None)
    while at is not None:
        after = next((n for n in range(at + 1, len(cells)) if roles[n] and n > at + 1), None)
        end = len(cells) if after is None else after
        beside = cells[at + 1 : end] if at + 1 < end and cells[at + 1].strip() else []
        yield _Heading(ROW, 0, roles[at], cells[at].strip(), "\t".join(beside).strip())
        at = after


def _is_header(line: str) -> bool:
    """Whether a row heads columns: it has three cells or more, and two headings side by side."""
    cells = line.split("\t")
    known = [bool(roles_of(cell)) for cell in cells]
    return sum(bool(cell.strip()) for cell in cells) >= 3 and any(one and two for one, two in pairwise(known))
