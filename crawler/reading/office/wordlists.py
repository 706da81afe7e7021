"""The numbers that Word writes before the paragraphs of a list, which stand nowhere in its text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
SMALL = (("千", "仟", 1000), ("百", "佰", 100), ("十", "拾", 10))
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PLACE = re.compile(r"%([1-9])")
LEVELS = 9
LABEL = 100  # characters of a label as it is laid down; Word offers a line of some forty
MOST_LETTERS = 30  # after that Word begins with one letter again (ECMA-376, 17.18.59, lowerLetter)
HIGHEST = 9999
ANCESTORS = 20  # styles that a style is based on; Word itself allows some ten
NONE = ("", "")
NOT_BEGUN = -1


@dataclass(frozen=True)
class Level:
    """One level of a list: the first number, how numbers are written, the words around them, and the style that goes with it.

    `plain` writes the numbers of the levels above in digits, whatever their own form.
    """

    start: int = 1
    form: str = "decimal"
    words: str = ""
    plain: bool = False
    style: str = ""


@dataclass
class Lists:
    """The lists of a document, counting while its paragraphs are read in order.

    `abstract` are the levels of each kind of list, `numbers` the kind and own levels of each list, `anew` its levels that
    begin anew, and `styles` the list and level of each style.
    """

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    numbers: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    anew: dict[str, set[int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, str]] = field(default_factory=dict)
    default: str = ""
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def label(self, paragraph: etree._Element) -> str:
        """What stands before a paragraph: "一、", "（二）", "1.2 "; "" for one in no list. Counts it."""
        properties = paragraph.find(f"{W}pPr")
        number, level = self._place(properties)
        if number not in self.numbers or not level.isdecimal() or int(level) >= LEVELS:
            return ""
        return self._count(number, int(level))

    def _place(self, properties: etree._Element | None) -> tuple[str, str]:
        style = _value(properties, "pStyle") or self.default
        own = _numbering(properties)
        styled = self.styles.get(style, NONE)
        return own[0] or styled[0], own[1] or styled[1] or "0"

    def _count(self, number: str, level: int) -> str:
        name, overrides = self.numbers[number]
        levels = {**self.abstract.get(name, {}), **overrides}
        counts = self._counting(number, name)
        counts[level] = counts[level] + 1 if counts[level] != NOT_BEGUN else levels.get(level, Level()).start
        counts[level + 1 :] = [NOT_BEGUN] * (LEVELS - level - 1)
        return _written(levels, counts, level)

    def _counting(self, number: str, name: str) -> list[int]:
        """The numbers reached so far: of all lists of one kind together, but for those that begin anew."""
        shared = self._counts.setdefault(name, [NOT_BEGUN] * LEVELS)
        anew = self.anew.get(number)
        if not anew:
            return shared
        own = [NOT_BEGUN if at in anew else count for at, count in enumerate(shared)]
        return self._counts.setdefault(f"{name} {number}", own)


def read(numbering: etree._Element | None, styles: etree._Element | None) -> Lists:
    """The lists that a document's numbering and styles define."""
    lists = Lists()
    if numbering is not None:
        for node in numbering.iterfind(f"{W}abstractNum"):
            lists.abstract[node.get(f"{W}abstractNumId") or ""] = _levels(node)
        for node in numbering.iterfind(f"{W}num"):
            name = _value(node, "abstractNumId")
            number = node.get(f"{W}numId") or ""
            lists.numbers[number] = (name, _overrides(node, lists.abstract.get(name, {})))
            lists.anew[number] = _anew(node)
        lists.numbers.pop("0", None)
    if styles is not None:
        _read_styles(styles, lists)
        if numbering is not None:
            _join_links(numbering, lists)
    return lists


def chinese(number: int, legal: bool = False) -> str:
    """十二, 二十, 一百零五; with `legal` 壹拾贰."""
    digits = LEGAL if legal else DIGITS
    text, gap = "", False
    for small, large, unit in SMALL:
        figure, number = divmod(number, unit)
        if figure:
            text += ("零" if gap and text else "") + digits[figure] + (large if legal else small)
            gap = False
        else:
            gap = True
    if number:
        text += ("零" if gap and text else "") + digits[number]
    return text[1:] if text.startswith("一十") else text or digits[0]


def written(number: int, form: str) -> str:
    """A number in one of Word's forms (ST_NumberFormat); digits for forms that are not known."""
    if form in ("none", "bullet") or not 0 <= number <= HIGHEST:
        return ""
    if "Legal" in form:
        return chinese(number, legal=True)
    if form.startswith(("chinese", "japaneseCounting", "taiwaneseCounting", "koreanCounting")):
        return chinese(number)
    if form in ("ideographDigital", "japaneseDigitalTenThousand"):
        return "".join(DIGITS[int(figure)] for figure in str(number))
    if form in ("ideographTraditional", "ideographZodiac"):
        row = STEMS if form == "ideographTraditional" else BRANCHES
        return row[(number - 1) % len(row)]
    return _western(number, form)


def _western(number: int, form: str) -> str:
    if form.startswith("decimalEnclosedCircle") or form == "ideographEnclosedCircle":
        return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else str(number)
    if form.endswith("Letter") and number:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 % MOST_LETTERS + 1)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman"):
        roman = ""
        for value, sign in ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if form.startswith("upper") else roman
    return f"{number:02}" if form == "decimalZero" else str(number)


def _written(levels: dict[int, Level], counts: list[int], level: int) -> str:
    here = levels.get(level, Level())
    if here.form in ("bullet", "none") and not PLACE.search(here.words):
        return "" if here.form == "bullet" else spaced(here.words)

    def figure(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        form = levels.get(at, Level()).form
        count = counts[at] if counts[at] != NOT_BEGUN else levels.get(at, Level()).start
        return written(count, "decimal" if here.plain and at < level else form)

    return spaced(PLACE.sub(figure, here.words[:LABEL]))


def spaced(label: str) -> str:
    """A label as it stands before its paragraph: after a sign of Chinese width nothing, else a space."""
    label = label.strip()
    return label if not label or label[-1] in "、）．。：】〉》" else f"{label} "


def _levels(node: etree._Element) -> dict[int, Level]:
    found = {}
    for level in node.iterfind(f"{W}lvl"):
        at = level.get(f"{W}ilvl") or ""
        if at.isdecimal() and int(at) < LEVELS:
            found[int(at)] = Level(
                _number(_value(level, "start"), 1),
                _form(level),
                _value(level, "lvlText"),
                level.find(f"{W}isLgl") is not None,
                _value(level, "pStyle"),
            )
    return found


def _form(level: etree._Element) -> str:
    """The form of a level's numbers, also where it hides in an alternate content of later versions."""
    return next((node.get(f"{W}val") or "" for node in level.iter(f"{W}numFmt")), "decimal")


def _overrides(node: etree._Element, levels: dict[int, Level]) -> dict[int, Level]:
    found = {}
    for override in node.iterfind(f"{W}lvlOverride"):
        at = _number(override.get(f"{W}ilvl") or "", 0)
        level = _levels(override).get(at, levels.get(at, Level()))
        start = _number(_value(override, "startOverride"), level.start)
        if at < LEVELS:
            found[at] = replace(level, start=start)
    return found


def _anew(node: etree._Element) -> set[int]:
    overrides = node.iterfind(f"{W}lvlOverride")
    return {_number(over.get(f"{W}ilvl") or "", 0) for over in overrides if over.find(f"{W}startOverride") is not None}


def _read_styles(styles: etree._Element, lists: Lists) -> None:
    """What list a style's paragraphs belong to, its own or that of the style which it is based on."""
    nodes = {node.get(f"{W}styleId") or "": node for node in styles.iterfind(f"{W}style")}
    for name, node in nodes.items():
        if node.get(f"{W}default") in ("1", "true", "on") and node.get(f"{W}type") == "paragraph":
            lists.default = name
        number = level = ""
        at: etree._Element | None = node
        for _ in range(ANCESTORS):
            if at is None:
                break
            own = _numbering(at.find(f"{W}pPr"))
            number, level = number or own[0], level or own[1]
            at = nodes.get(_value(at, "basedOn"))
        if number:
            lists.styles[name] = (number, _linked(lists, number, name) or level or "0")


def _linked(lists: Lists, number: str, style: str) -> str:
    """The level that names a style as its own; it outweighs what the style says."""
    name = lists.numbers.get(number, NONE)[0]
    levels = lists.abstract.get(name, {})
    return next((str(at) for at, level in levels.items() if level.style == style), "")


def _join_links(numbering: etree._Element, lists: Lists) -> None:
    """Give a list that only refers to a style's list (numStyleLink) the levels of that list."""
    for node in numbering.iterfind(f"{W}abstractNum"):
        style = _value(node, "numStyleLink")
        number = lists.styles.get(style, NONE)[0]
        if style and number in lists.numbers:
            lists.abstract[node.get(f"{W}abstractNumId") or ""] = lists.abstract.get(lists.numbers[number][0], {})


def _numbering(properties: etree._Element | None) -> tuple[str, str]:
    holder = properties.find(f"{W}numPr") if properties is not None else None
    return (_value(holder, "numId"), _value(holder, "ilvl")) if holder is not None else NONE


def _value(node: etree._Element | None, name: str) -> str:
    found = node.find(f"{W}{name}") if node is not None else None
    return (found.get(f"{W}val") or "") if found is not None else ""


def _number(value: str, default: int) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else default
