"""The formulas that count the year's numbers anew from the sheets of lines, in what Excel 2010, WPS and LibreOffice all know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from checker.counted.told import Standing, What
from checker.counted.value import Level
from crawler.snapshot import Place
from reports.annual_lines import BUDGETS, PIECES, TOLD, Sheet
from reports.annual_tables import (
    ALL,
    GROUP_WORDS,
    MET_STATES,
    MISSING,
    OWN,
    PORTAL,
    PUBLISHED,
    RATE,
    UNCHECKED,
    Name,
)
from reports.annual_words import LEVELS, MET, STANDINGS, share_title
from reports.formulas import quoted, tab
from reports.wording import Wording

AT = 1  # rows above the first line
STATES = {PUBLISHED: Standing.PUBLISHED, MISSING: Standing.NOT_PUBLISHED, UNCHECKED: Standing.UNCHECKED}
PLACES = {OWN: Place.OWN, PORTAL: Place.PORTAL}


@dataclass(frozen=True)
class Counting:
    """Writes the formula of a number by its name. `years` has the year of each share, `places` where numbers of the summary stand."""

    sheets: Mapping[str, Sheet]
    years: Mapping[str, int]
    places: Mapping[Name, tuple[int, int]]
    wording: Wording

    def formula(self, name: Name) -> str:
        """The formula; "" for a number that is none."""
        sort, rest = name[0], name[1:]
        if sort == "items":
            return self._items(*rest)
        if sort == "share":
            return self._share(*rest)
        if sort == "told":
            return self._told(What(rest[0]), rest[1])
        return self._pair(*rest) if sort == "pair" else ""

    def _items(self, level: str, month: str) -> str:
        """Pieces of a level and a month; sums of what stands beside or above them."""
        if month == ALL:
            first, last = (self._at("items", level, each) for each in (self._months[0], self._months[-1]))
            return f"=SUM({first}:{last})"
        if level == ALL:
            first, last = (self._at("items", each, month) for each in (next(iter(Level)), tuple(Level)[-1]))
            return f"=SUM({first}:{last})"
        sheet = self.sheets[PIECES]
        return self._countifs(sheet, {"级别": self.wording.say(LEVELS[Level(level)]), "月份": month})

    @property
    def _months(self) -> list[str]:
        return sorted({name[2] for name in self.places if name[0] == "items" and name[2] != ALL})

    def _share(self, rule: str, group: str, what: str) -> str:
        if what == RATE:
            published, missing = (self._at("share", rule, group, each) for each in (PUBLISHED, MISSING))
            return f'=IF({published}+{missing}=0,"",ROUND({published}/({published}+{missing})*100,2))'
        if group == ALL:
            return "=" + "+".join(self._at("share", rule, each, what) for each in GROUP_WORDS if each != ALL)
        say = self.wording.say
        where: dict[str, str | int] = {
            "文件": share_title(rule, self.years[rule], self.wording),
            "类别": say(GROUP_WORDS[group]),
        }
        if what in PLACES:
            where |= {"位置": self.wording.place(PLACES[what]), "这一处": say(STANDINGS[Standing.PUBLISHED])}
        else:
            where["计数行"] = 1
        if what in STATES:
            where["任一处"] = say(STANDINGS[STATES[what]])
        return self._countifs(self.sheets[BUDGETS], where)

    def _told(self, what: What, state: str) -> str:
        words = MET[what][MET_STATES.index(state)]
        return self._countifs(self.sheets[TOLD[what]], {"状态": self.wording.say(words)})

    def _pair(self, row: str, column: str, which: str) -> str:
        """The difference of what stands to the left of it; the two themselves are links, which the book writes."""
        if which != "more":
            return ""
        stated, counted = (self._at("pair", row, column, each) for each in ("stated", "counted"))
        return f"={stated}-{counted}"

    def _countifs(self, sheet: Sheet, where: Mapping[str, str | int]) -> str:
        parts = []
        for words, value in where.items():
            letter, last = xl_col_to_name(sheet.at(words)), max(len(sheet.rows), 1) + AT
            span = f"{tab(self.wording.say(sheet.name))}${letter}${AT + 1}:${letter}${last}"
            parts.append(f"{span},{quoted(value) if isinstance(value, str) else value}")
        return f"=COUNTIFS({','.join(parts)})"

    def _at(self, *name: str) -> str:
        return str(xl_rowcol_to_cell(*self.places[name]))
