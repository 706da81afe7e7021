"""Which papers of a sample city its first three duties (money, powers, air) are about, as the model itself makes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from crawler.period import Period
from reports.samplecity import kept, portalsite, sites
from reports.samplecity.budgets import Shelf
from reports.samplecity.city import City
from reports.samplecity.content import Article, SiteContent

Mark = tuple[object, ...]  # title, day, column


@dataclass
class Owed:
    """The articles that the three duties are about, as the model makes them: site -> (title, day, column)."""

    period: Period
    papers: dict[str, set[Mark]] = field(default_factory=lambda: defaultdict(set))
    budgets: dict[tuple[str, ...], tuple[int, Mark]] = field(default_factory=dict)
    columns: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))

    def budget(self, shelf: Shelf, made: Sequence[Article], year: int, *_: object) -> None:
        """Keeps the newest budget of a place."""
        known = self.budgets.get(shelf.slot)
        if made and shelf.place != "parent" and (known is None or known[0] < year):
            self.budgets[shelf.slot] = year, mark(made[0])

    def power(self, shelf: Shelf, made: Iterable[Article], *_: object) -> None:
        """Keeps every list and chart."""
        self.papers[_site(shelf)].update(map(mark, made))

    def air(self, shelf: Shelf, made: Iterable[Article], *_: object) -> None:
        """Keeps the bulletins of the month's days; each is posted on the day after."""
        day = timedelta(days=1)
        self.papers[_site(shelf)].update(mark(each) for each in made if each.published - day in self.period)

    def of(self, key: str) -> set[Mark]:
        """Everything owed that lies on one site."""
        own = {
            paper for (body, place), (_, paper) in self.budgets.items() if key == (body if place == "own" else place)
        }
        return self.papers[key] | own


def _site(shelf: Shelf) -> str:
    return shelf.body if shelf.place == "own" else shelf.place


def mark(article: Article) -> Mark:
    """What tells an article from all others of its site."""
    return article.title, article.published, article.column


@contextmanager
def _watching(owed: Owed) -> Iterator[None]:
    """While a city is made, whatever its model makes for the duties is noted."""
    told = {"budget": owed.budget, "power_charts": owed.power, "power_list": owed.power, "bulletins": owed.air}
    told |= {"service_guides": owed.power, "change_notices": owed.power}
    with ExitStack() as stack:
        for model in (kept, portalsite, sites):
            for name in told.keys() & vars(model).keys():
                stack.enter_context(patch.object(model, name, _noted(owed, vars(model)[name], told[name])))
        yield


def _noted(owed: Owed, make: Any, tell: Any) -> Any:
    def made(shelf: Shelf, *rest: Any, **named: Any) -> list[Article] | Article:
        found = make(shelf, *rest, **named)
        found = found if isinstance(found, Article) else list(found)
        owed.columns[_site(shelf)].add(shelf.column)
        tell(shelf, [found] if isinstance(found, Article) else found, *rest)
        return found

    return made


def contents(city: City, period: Period) -> tuple[tuple[SiteContent, ...], Owed]:
    """The sites of a city, and what is owed on them."""
    owed = Owed(period)
    with _watching(owed):
        return city.content(period), owed
