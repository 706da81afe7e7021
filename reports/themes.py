"""Results by topic: which verdicts belong to which, in the order of a scheme, and what was earned of what in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from checker.indicator import Sort
from checker.scheme import Scheme
from checker.scoring import Assessment, Score, Verdict
from reports.wording import Wording
from rules.named import named
from rules.themes import Theme

OTHER = Theme("other", "其他", "Other")


@dataclass(frozen=True)
class Part:
    """A topic's verdicts of one assessment."""

    theme: Theme
    verdicts: tuple[Verdict, ...]

    @property
    def score(self) -> Score:
        """What is earned of what is possible and assessable, in points of the indicators before any sharing; without vetoes and bonuses."""
        return sum((verdict.score for verdict in self.verdicts if verdict.sort is Sort.DEDUCT), Score())


@cache
def theme_of(rule: str) -> Theme:
    """The topic of a rule; `OTHER` for one that is no longer known."""
    known = named(rule)
    return known.theme if known else OTHER


def themes_of(scheme: Scheme) -> tuple[Theme, ...]:
    """The topics of a scheme, in the order of its indicators."""
    return tuple(dict.fromkeys(theme_of(each.rule) for each in scheme.indicators))


def parts(assessment: Assessment, scheme: Scheme) -> tuple[Part, ...]:
    """An assessment by topics, in the order of the scheme; topics of which nothing is owed are left out."""
    found: dict[Theme, list[Verdict]] = {theme: [] for theme in themes_of(scheme)}
    for verdict in assessment.verdicts:
        found.setdefault(theme_of(verdict.rule), []).append(verdict)
    return tuple(Part(theme, tuple(verdicts)) for theme, verdicts in found.items() if verdicts)


def theme_words(theme: Theme, wording: Wording) -> str:
    """What a topic is called."""
    return wording.either(theme.chinese, theme.english)


def by_theme(rules: Iterable[str]) -> Mapping[Theme, tuple[str, ...]]:
    """Rules by topic, in the order given."""
    found: dict[Theme, list[str]] = {}
    for rule in rules:
        found.setdefault(theme_of(rule), []).append(rule)
    return {theme: tuple(those) for theme, those in found.items()}
