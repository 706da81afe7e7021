"""What every place of a body keeps: its budgets, and the papers about its powers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from reports.samplecity import flowcharts, guides
from reports.samplecity.budgets import budget, final_account
from reports.samplecity.changenotices import change_notices
from reports.samplecity.content import Article
from reports.samplecity.dice import number
from reports.samplecity.flowcharts import power_charts
from reports.samplecity.guides import service_guides
from reports.samplecity.month import Month
from reports.samplecity.powerlists import power_list
from reports.samplecity.shelf import Shelf


@dataclass(frozen=True)
class Powers:
    """Where a place puts its power lists, charts, guides, and notices of changes."""

    lists: Shelf
    charts: Shelf
    guides: Shelf
    notices: Shelf


def budgets(month: Month, shelf: Shelf) -> Iterator[Article]:
    """The budgets and final accounts that a place shows."""
    nil = shelf.body in month.nil
    for final, publish in ((False, budget), (True, final_account)):
        for year in month.earlier(shelf.slot, final=final):
            yield from publish(shelf, year, None, nil=nil)
        entry = month.entry(shelf.slot, final=final)
        if entry.parts and entry.day <= month.last:
            yield from publish(shelf, entry.year, entry.flaw, nil=nil)


def power_papers(month: Month, shelves: Powers) -> Iterator[Article]:
    """Everything that a place shows of a department's powers: list, charts, guides, notices of changes."""
    plan, last = month.powers[shelves.lists.slot], month.last
    shown, listed, charted, guided = plan.standing, plan.listed, plan.charted, plan.guided
    yield from power_list(shelves.lists, shown.listed, listed, last)
    yield from power_charts(shelves.charts, shown.charted, charted)
    yield from service_guides(shelves.guides, shown.guided, guided, last)
    yield from change_notices(shelves.notices, shown, last)
    if not (listed and listed.kind == "unlisted") and not (charted and charted.kind == "no-chart"):
        yield from flowcharts.decoys(shelves.charts)
    yield from guides.decoys(shelves.guides)


def numbered(key: str, articles: Iterable[Article], last: date) -> tuple[Article, ...]:
    """The articles published so far, newest first, each with the number that it keeps in every month."""
    shown = sorted((each for each in articles if each.published <= last), key=lambda each: (each.published, each.title))
    taken: dict[int, Article] = {}
    for article in shown:
        id = number(key, article.title, article.published, *article.column)
        while id in taken:
            id += 1
        taken[id] = replace(article, id=id)
    return tuple(reversed(taken.values()))
