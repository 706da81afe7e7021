"""How many clicks from the home page a page lies."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping

from crawler.reading.value import Reading

_TURNS = re.compile(r"\d{1,4}|[上下]一?页|[首尾末]页|[<>«»]{1,2}", re.IGNORECASE)


def clicks(readings: Mapping[str, Reading], depths: Mapping[str, int]) -> dict[str, int]:
    """The length of the shortest way from the home page to each address, in clicks.

    Turning over the pages of a list is no click of its own. `depths` are the ways that the crawl went: never longer
    than these, and the answer where links do not tell (frames, menus that a script writes).
    """
    found = dict(depths)
    ways = deque(sorted((url for url in found if url in readings), key=lambda url: found[url]))
    while ways:
        url = ways.popleft()
        for link in readings[url].links if url in readings else ():
            step = found[url] + (0 if _TURNS.fullmatch(link.text.strip()) else 1)
            if step < found.get(link.url, 0):
                found[link.url] = step
                ways.append(link.url)
    return found
