"""What a number format shows of a number: its percent, its scale, its zeros in front and the words beside it.

Number formats are those of ECMA-376 part 1, 18.8.30 and 18.8.31; .xls, .xlsb and Excel 2003 XML have the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|\[[^\]]*\]|_.|\*.')
CONDITION = re.compile(r"\[[<>=]")
CHINESE = re.compile("[\u4e00-\u9fff％]")
DATES = re.compile(r"[ymdhsb]", re.IGNORECASE)
ZEROS = re.compile(r"[#,]*(0[0,]*)(?:\.[0#?]*)?$")
NAMED = {"Percent": "0.00%"}  # the name in Excel 2003 XML of a format that shows another number
PERCENTS = {9: "0%", 10: "0.00%"}  # the built-in formats that show another number than the one that is kept
FORMATS = 5_000  # a workbook that was pasted together over years has some 4,000
SHOWN = re.compile(r"([^\d.-]*)(-?[\d,]*\.?\d+(?:[Ee][+-]?\d+)?)([^\d.]*)")


@dataclass(frozen=True)
class Format:
    """How a number is shown: divided, with zeros in front up to a width, with words before and behind it."""

    divisor: Decimal = Decimal(1)
    before: str = ""
    behind: str = ""
    width: int = 1

    def show(self, value: str) -> str:
        """The number as it is shown, but with all its digits; "" for what is no number."""
        try:
            exact = Decimal(f"{float(value):.15g}") / self.divisor
        except (ValueError, InvalidOperation):
            return ""
        text = format(exact, "f") if exact.is_finite() else ""
        text = text.rstrip("0").rstrip(".") if "." in text else text
        if text and self.width > 1:
            whole, point, part = text.removeprefix("-").partition(".")
            text = f"{'-' * text.startswith('-')}{whole.zfill(self.width)}{point}{part}"
        return f"{self.before}{text}{self.behind}" if text else ""


PLAIN = Format()
PERCENT = Format(Decimal("0.01"), behind="%")


def as_format(code: str) -> Format | None:
    """The format of a code, or None when it shows the number itself or a day, or each range of numbers in its own way."""
    literals: list[str] = []
    text = LITERAL.sub(lambda each: _kept(each, literals), NAMED.get(code, code)[:255])
    sections = text.split(";")[:3] if CONDITION.search(code) else text.split(";")[:1]
    found = {_section(section, literals) for section in sections}
    return found.pop() if len(found) == 1 else None


def by_style(numbers: Iterable[int], codes: Mapping[int, str]) -> dict[int, Format]:
    """By the place of a style among the numbers of their formats, the formats that show more than the plain number."""
    known = {number: as_format(code) for number, code in (PERCENTS | dict(codes)).items()}
    return {place: meant for place, number in enumerate(numbers) if (meant := known.get(number))}


def as_shown(value: str, text: str) -> str:
    """A number with all its digits on the scale on which a rounded text shows it; "" where the text shows it as it is."""
    match = SHOWN.fullmatch(text)
    try:
        shown = abs(Decimal(match[2].replace(",", ""))) if match else Decimal()
        exact = abs(Decimal(f"{float(value):.15g}"))
    except (ValueError, InvalidOperation):
        return ""
    if not match or not shown or not exact or not exact.is_finite():
        return ""
    power = round((exact / shown).log10())
    before, behind = (part.strip() if CHINESE.search(part) else "" for part in (match[1], match[3]))
    behind = behind or "%" * ("%" in match[3])
    whole = match[2].lstrip("-").partition(".")[0]
    width = len(whole) if whole.startswith("0") and whole.isdigit() else 1
    meant = Format(Decimal(10) ** power, before, behind, width)
    return meant.show(value) if meant != PLAIN else ""


def _section(section: str, literals: list[str]) -> Format | None:
    if DATES.search(section):
        return None
    first, last = (
        min((section.find(each) for each in "0#?" if each in section), default=-1),
        max(map(section.rfind, "0#?")),
    )
    if last < 0:
        return None
    divisor = Decimal(1000) ** len(re.match(r",*", section[last + 1 :])[0])  # type: ignore[index]
    if "%" in section:
        divisor /= 100
    core = section[first : last + 1]
    for place, literal in enumerate(literals):
        if literal == "." and chr(0xE000 + place) in core:
            core, _, part = core.rpartition(chr(0xE000 + place))
            divisor *= Decimal(10) ** sum(each in "0#?" for each in part)
    zeros = ZEROS.fullmatch(core)
    before, behind = (_words(part, literals) for part in (section[:first], section[last + 1 :]))
    behind += "%" if "%" in section else ""
    found = Format(divisor, before, behind, zeros[1].count("0") if zeros else 1)
    return found if found != PLAIN else None


def _kept(match: re.Match[str], literals: list[str]) -> str:
    """A mark that stands for a literal text, so that no letter of it is taken for a sign of the format."""
    text = match[1] if match[1] is not None else match[2]
    if text is None:
        return ""
    literals.append(text)
    return chr(0xE000 + len(literals) - 1)


def _words(part: str, literals: list[str]) -> str:
    text = "".join(
        literals[ord(each) - 0xE000] if 0xE000 <= ord(each) < 0xE000 + len(literals) else each for each in part
    )
    return text.strip(" ,%") if CHINESE.search(text) else ""
