"""How a stored page looked, as far as its own markup says so: harmless declarations, each set of them as a class of ours.

Nothing of a site's style sheet is kept as it is written. Its rules are matched here, and of what they say only what is listed, with
plain values, goes on: no address, no layer above others, nothing that hides words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from turbohtml import Element, SelectorSyntaxError
from turbohtml.cssom import StyleDeclaration, StyleSheet

SIZE = r"(?:\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|ex|%)?|thin|medium|thick|auto)"
COLOUR = r"(?:#[0-9a-f]{3,8}|[a-z]{3,24}|rgba?\([\d\s.,%]{5,40}\))"
LINE = r"(?:none|hidden|solid|dotted|dashed|double|groove|ridge|inset|outset)"
SIDES = ("top", "right", "bottom", "left")
PLAIN: Mapping[str, str] = {
    "color": COLOUR,
    "background-color": COLOUR,
    "background": COLOUR,
    "font-weight": r"bold|bolder|lighter|normal|[1-9]00",
    "font-style": r"italic|oblique|normal",
    "font-size": r"(?:9|[1-5]\d)(?:\.\d+)?(?:px|pt)|(?:0\.[6-9]\d*|[1-4](?:\.\d+)?)r?em|(?:[6-9]\d|[1-3]\d\d)%|"
    r"(?:xx?-)?(?:small|large)|medium",
    "font-family": r"""[\w\s,'"-]{1,120}""",
    "text-align": r"left|right|center|justify|start|end",
    "text-decoration": r"underline|none|line-through",
    "text-indent": r"\d(?:\.\d+)?em|\d{1,2}(?:\.\d+)?(?:px|pt)",
    "line-height": r"normal|[1-3](?:\.\d+)?(?:em)?|1[0-9]0%|2[0-9]0%|(?:1[5-9]|[2-5]\d)(?:\.\d+)?(?:px|pt)",
    "vertical-align": r"top|middle|bottom|baseline|sub|super",
    "width": SIZE,
    "max-width": SIZE,
    "float": r"left|right|none",
    "clear": r"left|right|both|none",
    "display": r"inline|inline-block|block|list-item|table|table-row|table-cell",
    "list-style": r"none|disc|circle|square|decimal",
    "list-style-type": r"none|disc|circle|square|decimal",
    "white-space": r"pre-wrap|pre-line|normal",
    "border-collapse": r"collapse|separate",
    "border-spacing": SIZE,
    **{f"{side}": rf"(?:{SIZE}\s*){{1,4}}" for side in ("padding", "margin", "border-width")},
    **{f"{name}-{side}": SIZE for name in ("padding", "margin") for side in SIDES},
    **dict.fromkeys(
        ("border", *(f"border-{side}" for side in SIDES)),
        rf"(?:{SIZE}\s+)?{LINE}(?:\s+{COLOUR})?|(?:{SIZE}\s+)?{COLOUR}\s+{LINE}|none|0(?:px)?",
    ),
    "border-style": rf"(?:{LINE}\s*){{1,4}}",
    "border-color": rf"(?:{COLOUR}\s*){{1,4}}",
}  # fmt: skip
ALLOWED = {name: re.compile(rf"(?:{value})\s*", re.IGNORECASE) for name, value in PLAIN.items()}
LONGEST = 160
RULES, MATCHES = 600, 40_000  # rules of a page's sheets that are matched, and elements that they reach
WEIGHT = re.compile(r"(#)|([.\[])|[a-z*]", re.IGNORECASE)
PAPER = re.compile(r"print|speech|aural|handheld", re.IGNORECASE)
LIGHT = re.compile(
    r"white|whitesmoke|snow|ivory|#[ef]{3,4}|#(?:[ef][0-9a-f]){3,4}|rgba?\((?:\s*2[2-5]\d\s*,){2}\s*2[2-5]\d.*",
    re.IGNORECASE,
)
GROUND = ("background-color", "background")

Declared = Mapping[str, str]


def harmless(style: StyleDeclaration) -> dict[str, str]:
    """The declarations of a block that are listed and have plain values."""
    values = ((name.lower(), style[name].strip()) for name in style)
    return {name: value.lower() for name, value in values if len(value) <= LONGEST and _is_plain(name, value)}


def _is_plain(name: str, value: str) -> bool:
    allowed = ALLOWED.get(name)
    return allowed is not None and allowed.fullmatch(value) is not None


class Styles:
    """The looks of a page's elements, as classes that stand for sets of harmless declarations."""

    def __init__(self, root: Element, prefix: str = "s") -> None:
        self._prefix = prefix
        self._inline: dict[str, Declared] = {}
        self._sheet: dict[Element, dict[str, str]] = {}
        self._classes: dict[tuple[tuple[str, str], ...], str] = {}
        for declared, elements in _matched(root):
            for element in elements:
                self._sheet.setdefault(element, {}).update(declared)

    def dress(self, element: Element) -> str:
        """The name of the class for what is said of an element, "" for nothing."""
        declared = self._of(element)
        if not declared:
            return ""
        if LIGHT.fullmatch(declared.get("color", "")) and not self._has_ground(element):
            declared = {name: value for name, value in declared.items() if name != "color"}
        key = tuple(declared.items())
        return self._classes.setdefault(key, f"{self._prefix}{len(self._classes)}") if key else ""

    @property
    def css(self) -> str:
        """The rules of all classes that were given."""
        rules = (f".stored .{name}{{{';'.join(f'{a}:{b}' for a, b in key)}}}" for key, name in self._classes.items())
        return "".join(rules)

    def _of(self, element: Element) -> Declared:
        text = element.attr("style") or ""
        if text and text not in self._inline:
            self._inline[text] = harmless(StyleDeclaration.parse(text[:4000]))
        own = self._inline.get(text, {})
        sheet = self._sheet.get(element)
        return own if not sheet else {**sheet, **own}

    def _has_ground(self, element: Element) -> bool:
        """Whether light words stand on a colour: pictures that lay behind them are not shown."""
        for each in (element, *element.ancestors):
            if isinstance(each, Element) and (each.attr("bgcolor") or any(name in self._of(each) for name in GROUND)):
                return True
        return False


def _matched(root: Element) -> Iterator[tuple[Declared, list[Element]]]:
    """What a page's own sheets say, the most particular rules last, with the elements that they speak of."""
    sheets = (each for each in root.select("style") if not PAPER.search(each.attr("media") or ""))
    rules = [rule for sheet in sheets for rule in StyleSheet(sheet.text).rules][:RULES]
    said = [(_weight(part), part, harmless(rule.style)) for rule in rules for part in rule.selector_text.split(",")]
    left = MATCHES
    for _, selector, declared in sorted(said, key=lambda each: each[0]):
        if not declared or ":" in selector or left <= 0:
            continue
        try:
            elements = root.select(selector.strip())[:left]
        except (SelectorSyntaxError, ValueError):
            continue
        left -= len(elements)
        yield declared, elements


def _weight(selector: str) -> tuple[int, int]:
    signs = WEIGHT.findall(selector)
    return sum(bool(name) for name, _ in signs), sum(bool(other) for _, other in signs)
