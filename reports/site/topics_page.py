"""The report's pages of topics: all of them beside all departments, and one page for each."""

from __future__ import annotations

from collections.abc import Iterator

from reports.history import Past
from reports.marks import rate_words
from reports.site.cells import Grid, cell, doubts_of, failures, rules_of
from reports.site.compared import has_other_scheme, open_share, points_change, small_percent
from reports.site.topic_page import topic_data
from reports.site.values import Data, Leaf, Month
from reports.standing import Standing, shown
from reports.themes import theme_words, themes_of
from reports.wording import DASH, Wording, plain
from rules.themes import Theme


def topics(month: Month) -> Data:
    """Every topic of the month's scheme: what the city earned of it, and what each department did."""
    grid, last = Grid(Past(month.results)), month.before
    then = Grid(last) if last and not has_other_scheme(month) else None
    themes = list(grid.parts)
    groups = list(enumerate(shown(list(month.standings.values())), 1))
    return {
        "topics": [{"id": each.id, "words": theme_words(each, month.wording)} for each in themes],
        "totals": [_total(each, grid, then, month.wording) for each in themes],
        "has_change": then is not None,
        "groups": [{"at": at, "name": month.wording.say(name)} for at, (name, _) in groups],
        "whole": [_city(each, grid, month.wording) for each in themes],
        "rows": [
            {"group": at, **_row(each, themes, grid, month.wording)} for at, (_, members) in groups for each in members
        ],
    }


def topic_leaves(month: Month) -> Iterator[Leaf]:
    """A page for each topic."""
    grids = [Grid(past) for past in month.past or (Past(month.results),)]
    for theme in themes_of(month.results.scheme):
        yield Leaf(f"topic/{theme.id}.html", theme_words(theme, month.wording), topic_data(theme, grids, month))


def _row(each: Standing, themes: list[Theme], grid: Grid, wording: Wording) -> Data:
    department = each.assessment.department
    cells = [{"id": theme.id, **cell(grid.owed(theme).get(department.id), wording)} for theme in themes]
    parts = [part for theme in themes if (part := grid.owed(theme).get(department.id))]
    states = [
        name
        for name, holds in (
            ("problems", any(failures(part) for part in parts)),
            ("open", any(doubts_of(part) for part in parts)),
        )
        if holds
    ]
    return {
        "id": department.id,
        "name": plain(department.name),
        "names": " ".join((department.id, *map(plain, department.aliases))),
        "mark": wording.mark(each.mark.total) if each.is_rankable else DASH,
        "states": " ".join(states),
        "cells": cells,
    }


def _city(theme: Theme, grid: Grid, wording: Wording) -> Data:
    score = grid.score(theme)
    if not grid.owed(theme):
        return {"id": theme.id, "words": "", "tone": "blank"}
    if score.rate is None:
        return {"id": theme.id, "words": wording.say("未评"), "tone": "open"}
    return {"id": theme.id, "words": rate_words(score, wording).removesuffix(" %"), "tone": ""}


def _total(theme: Theme, grid: Grid, then: Grid | None, wording: Wording) -> Data:
    owed, score = grid.owed(theme), grid.score(theme)
    failing = [part for part in owed.values() if failures(part)]
    earlier = then.score(theme).rate if then else None
    by = score.rate - earlier if score.rate is not None and earlier is not None else None
    scheme = grid.past.results.scheme
    seen = score.rate is not None or bool(failing)
    return {
        "id": theme.id,
        "words": theme_words(theme, wording),
        "rules": len(rules_of(theme, scheme)),
        "owed": len(owed),
        "rate": rate_words(score, wording),
        "value": "" if score.rate is None else f"{score.rate:.6f}",
        "share": None if score.rate is None else f"{score.rate * 100:.2f}",
        "change": points_change(by, wording),
        "by": "" if by is None else f"{by:.6f}",
        "failing": len(failing) if seen else DASH,
        "problems": sum(len(failures(part)) for part in failing) if seen else DASH,
        "open": small_percent(open_share(score)),
        "open_value": "" if (share := open_share(score)) is None else f"{share:.6f}",
    }
