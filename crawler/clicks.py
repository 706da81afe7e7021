"""How many clicks from the home page a page lies."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Mapping

from crawler.reading.value import Reading

_TURNS = re.compile(r"\d{1,4}|[上下]一?页|[首尾末]页|[<>«»]{1,2}", re.IGNORECASE)
Ways = Mapping[str, int]  # the addresses to which a page leads, each with the clicks that this takes


def clicks(readings: Mapping[str, Reading], depths: Mapping[str, int]) -> dict[str, int]:
    """The length of the shortest way from the home page to each address, in clicks.

    Turning over the pages of a list is no click of its own. `depths` are the ways that the crawl went: never longer
    than these, and the answer where links do not tell (frames, menus that a script writes).
    """
    return shortest({url: ways(reading, depths) for url, reading in readings.items()}, depths)


def ways(reading: Reading, known: Collection[str]) -> Ways:
    """The known addresses to which a page's links lead, with the clicks that each takes."""
    found: dict[str, int] = {}
    for link in reading.links:
        if link.url in known and found.get(link.url) != 0:
            found[link.url] = 0 if _TURNS.fullmatch(link.text.strip()) else 1
    return found


def shortest(led: Mapping[str, Ways], depths: Mapping[str, int]) -> dict[str, int]:
    """The same of pages of which only the ways are known that lead from them."""
    found = dict(depths)
    left = deque(sorted((url for url in found if url in led), key=lambda url: found[url]))
    while left:
        url = left.popleft()
        for other, more in led.get(url, {}).items():
            if found[url] + more < found[other]:
                found[other] = found[url] + more
                left.append(other)
    return found
