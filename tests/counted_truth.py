"""What the sample city's sites hold, counted from what they were made of: each paper of a body once, however many sites show it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from checker.counted.words import core
from crawler.period import Period
from crawler.roster import Department
from reports.samplecity.city import City
from reports.samplecity.content import Article, Trouble

DAY = re.compile(r"\d{1,2}月\d{1,2}日")
Paper = tuple[str, str, date]  # body, title in letters, day


def called(title: str, body: Department | None) -> str:
    """A title in letters, without the name of whose it is: some sites put that before it."""
    said = core(title)
    return (
        next((said.removeprefix(core(name)) for name in body.names if said.startswith(core(name))), said)
        if body
        else said
    )


def papers(city: City, period: Period, departments: Iterable[Department]) -> Counter[Paper]:
    """How many different papers of each title and day every body has: as many as any one site shows."""
    bodies = {each.id: each for each in departments}
    owners = {name: each.id for each in bodies.values() for name in each.names}
    office = next(each.id for each in bodies.values() if "portal" in each.kinds)
    shown: dict[Paper, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    first: dict[object, date] = {}
    for site, article in _read(city, period):
        of_city = site == "portal" or article.issuer.endswith("人民政府")
        body = owners.get(article.issuer, office if of_city else site)
        title = called(article.title, bodies.get(body))
        said = article.html, tuple(file.body for file in article.attachments)
        dated = (body, title, *said) if DAY.search(article.html) else (body, title, *said, article.published)
        day = first.setdefault(dated, article.published)  # the same words of the same day, some days later
        shown[body, title, day][site].add(said)
    return Counter({paper: max(map(len, sites.values())) for paper, sites in shown.items()})


def _read(city: City, period: Period) -> list[tuple[str, Article]]:
    """The articles that can be read, by their sites, the first published first."""
    found = [
        (site.key, article)
        for site in city.content(period)
        for article in (site.articles if site.trouble is Trouble.NONE else ())
        if not article.dead and article.trouble is Trouble.NONE
    ]
    return sorted(found, key=lambda each: each[1].published)
