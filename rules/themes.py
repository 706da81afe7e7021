"""The topics by which people look at results: finer than the areas of the rules where an area gathers several duties of the handbook.

A rule names its own by `theme`; one that names none belongs to the theme of its area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Theme:
    """A topic of duties: its id (lower-case ASCII, fit for a file's name), and what it is called in Chinese and English."""

    id: str
    chinese: str
    english: str


# After the fields of 国办发〔2013〕73号, as the city's report of 2013 lists them.
THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        theme.id: theme
        for theme in (
            Theme("budgets", "预算和决算", "Budgets and accounts"),
            Theme("three-public", "“三公”经费", "Three public expenses"),
            Theme("air", "空气质量", "Air quality"),
            Theme("pollution", "污染防治和环评", "Pollution and assessments"),
            Theme("housing", "保障性住房", "Affordable housing"),
            Theme("food", "食品安全", "Food safety"),
            Theme("safety", "安全生产", "Work safety"),
            Theme("land", "征地拆迁", "Land and demolition"),
            Theme("prices", "价格和收费", "Prices and fees"),
            Theme("bidding", "招标投标", "Bidding"),
            Theme("education", "教育", "Education"),
        )
    }
)
