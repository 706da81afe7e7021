"""Whose are the articles that name nobody: the body's on whose place of the portal alone they are listed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from crawler.clicks import Ways

NEIGHBOURS = 2  # articles that lead to another one as the one before it and the one behind it in a column of all


def listed(
    owners: Mapping[str, str], placed: Mapping[str, str], dated: Collection[str], led: Mapping[str, Ways]
) -> dict[str, str]:
    """By address, whose the dated pages of nobody are to which the place of one body leads and no other's.

    `placed` are the pages that lie in a body's place. What other bodies' pages lead to, or articles of all sorts, stands
    beside them as news do, and is nobody's still.
    """
    given: dict[str, set[str]] = {}
    for url, place in placed.items():
        for other in led.get(url, ()):
            if other in dated and not owners.get(other):
                given.setdefault(other, set()).add(place)
    alone = {url: next(iter(bodies)) for url, bodies in given.items() if len(bodies) == 1}
    beside = dict.fromkeys(alone, 0)
    for url, ways in led.items() if alone else ():
        if (owner := owners.get(url) or alone.get(url, "")) or url in dated:
            for other in _of_others(ways, alone, owner):
                beside[other] += 1
    return {url: body for url, body in alone.items() if beside[url] <= NEIGHBOURS}


def _of_others(ways: Ways, alone: Mapping[str, str], owner: str) -> Iterator[str]:
    return (other for other in ways if other in alone and alone[other] != owner)
