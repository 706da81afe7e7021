"""Topics beside departments: what each earned of what in each, and how a cell of that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from checker.indicator import Sort
from checker.scheme import Scheme
from checker.scoring import DOUBTFUL, Score, Weighed
from reports.history import Past
from reports.site.compared import open_share, small_percent, whole_percent
from reports.site.values import Data
from reports.standing import Standing
from reports.themes import Part, by_theme, parts, themes_of
from reports.wording import Wording
from rules.finding import Outcome
from rules.themes import Theme

BANDS = tuple(map(Decimal, ("0.6", "0.8", "0.9", "0.95", "1")))  # from which rate on a cell is of the next colour


@dataclass(frozen=True)
class Grid:
    """A month by topics and departments."""

    past: Past

    @cached_property
    def parts(self) -> Mapping[Theme, Mapping[str, Part]]:
        """By topic in the order of the scheme, and by department in the order of the ranking; what is not owed is left out."""
        scheme = self.past.results.scheme
        found: dict[Theme, dict[str, Part]] = {theme: {} for theme in themes_of(scheme)}
        for id, each in self.past.standings.items():
            for part in parts(each.assessment, scheme):
                owed = (verdict for verdict in part.verdicts if verdict.sort is not Sort.BONUS)
                if any(item.outcome is not Outcome.INAPPLICABLE for verdict in owed for item in verdict.weighed):
                    found.setdefault(part.theme, {})[id] = part
        return found

    def owed(self, theme: Theme) -> Mapping[str, Part]:
        """The departments that owe anything of a topic."""
        return self.parts.get(theme, {})

    def score(self, theme: Theme) -> Score:
        """The city's points of a topic."""
        return sum((part.score for part in self.owed(theme).values()), Score())

    def standing(self, id: str) -> Standing:
        """Where a department stands."""
        return self.past.standings[id]


def failures(part: Part) -> list[Weighed]:
    """The problems of a topic, after rulings."""
    return [item for verdict in part.verdicts for item in verdict.problems]


def doubts_of(part: Part) -> list[Weighed]:
    """What of a topic is untested or left to a person."""
    return [item for verdict in part.verdicts for item in verdict.weighed if item.outcome in DOUBTFUL]


def cell(part: Part | None, wording: Wording) -> Data:
    """How a topic of a department is shown: a rate in its colour, what could not be assessed hatched, nothing for what is not owed."""
    if part is None:
        return {"tone": "blank", "words": "", "value": "", "told": ""}
    score, failed, doubted = part.score, failures(part), doubts_of(part)
    rate = score.rate
    if any(verdict.vetoes for verdict in part.verdicts):
        return {"tone": "h0", "words": wording.say("否决"), "value": "0", "told": ""}
    if rate is not None:
        return _rated(score, rate, wording, is_open=bool(doubted))
    if score.possible or doubted:
        return {"tone": "open", "words": wording.say("未评"), "value": "", "told": ""}
    # Nothing but vetoes, which have no rate.
    return {"tone": "h2" if failed else "h5", "words": "✗" if failed else "✓", "value": "", "told": ""}


def _rated(score: Score, rate: Decimal, wording: Wording, *, is_open: bool) -> Data:
    unassessed = open_share(score)
    told = wording.say("另有 {share} 未评", share=small_percent(unassessed)) if unassessed else ""
    if is_open and not told:
        told = wording.say("暂定")
    tone = f"h{sum(rate >= band for band in BANDS)}"
    return {
        "tone": f"{tone} partly" if told else tone,
        "words": whole_percent(rate),
        "value": f"{rate:.6f}",
        "told": told,
    }


def rules_of(theme: Theme, scheme: Scheme) -> tuple[str, ...]:
    """The rules of a topic that a scheme uses, in its order."""
    return by_theme(dict.fromkeys(each.rule for each in scheme.indicators)).get(theme, ())
