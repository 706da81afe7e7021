"""Sites on which everything that is owed is there and right: one body's own, and the portal as far as it is that body's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache, cached_property
from unittest.mock import patch

from crawler.period import Period
from crawler.roster import Department
from reports.samplecity import powerplan, sites, standing
from reports.samplecity.air import bulletins, cycles
from reports.samplecity.air.plan import faultless
from reports.samplecity.bodies import bodies
from reports.samplecity.content import SiteContent, Trouble
from reports.samplecity.desk import Desk
from reports.samplecity.dice import number
from reports.samplecity.faults import Flaw, Rota, Slot, Stream, rota
from reports.samplecity.month import Month
from reports.samplecity.pollution import plan as pollution
from reports.samplecity.portalsite import portal

SEED = 7
PERIOD = Period(2013, 12)  # when all that a year asks for is owed
NEWEST = 14  # of the news and notices that fill a site
FILLING = 14  # titles of which more than so many lie in one column are news


class Sound(Month):
    """A month of the sample city in which nothing is wrong anywhere."""

    @cached_property
    def rota(self) -> Rota:
        """The rota without any fault."""
        known = rota(self.seed, self.departments)
        return replace(known, powers=(), lists=(), guides=(), unlisted=Stream("unlisted", (("nobody", ""),)))

    @cached_property
    def money(self) -> dict[bool, dict[Slot, Flaw]]:  # type: ignore[override]
        """No budget and no final account is at fault."""
        return {False: {}, True: {}}

    @cached_property
    def troubles(self) -> dict[str, Trouble]:  # type: ignore[override]
        """No site is in trouble."""
        return {}


def month() -> Sound:
    """The month of which all scenes are."""
    return Sound(SEED, False, PERIOD, bodies(SEED, full=False))


@contextmanager
def nothing_wrong() -> Iterator[None]:
    """While it lasts, the sample city plants no fault."""
    quiet = [
        patch.object(Desk, "fault", lambda self, turns: ""),
        patch.object(standing, "lapses", lambda *about: ()),
        patch.object(powerplan, "lapses", lambda *about: ()),
        patch.object(bulletins, "plan", faultless),
        patch.object(bulletins, "settled", lambda seed, body, place, period, by: faultless(seed, body, place, period)),
        patch.object(cycles, "plan", faultless),
        patch.object(cycles, "turn", lambda seed, period: ""),
        patch.object(pollution, "TURNS", ("",)),
    ]
    with ExitStack() as stack:
        for each in quiet:
            stack.enter_context(each)
        yield


@cache
def departments() -> dict[str, Department]:
    """The bodies by id, without addresses."""
    return {each.id: each for each in month().departments}


@cache
def own(body: str, system: str) -> SiteContent:
    """A body's own site in a content system, with little news."""
    with nothing_wrong():
        found = sites._own(month(), departments()[body])
    return trimmed(replace(found, system=system, prefix="", extra={}, seed=number(SEED, body, system)))


@cache
def _portal() -> SiteContent:
    with nothing_wrong():
        return portal(month())


@cache
def gate(body: str, system: str) -> SiteContent:
    """The portal as far as it holds what is one body's, in a content system."""
    whole, unit = _portal(), departments()[body]
    mine = [each for each in whole.articles if each.issuer in unit.names or unit.name in each.column]
    others = [each for each in whole.articles if each.column[0] == "新闻中心"][:NEWEST]
    kept = tuple(sorted((*mine, *others), key=lambda each: (each.published, each.title), reverse=True))
    return trimmed(replace(whole, system=system, articles=kept, listings=(), seed=number(SEED, body, system, "portal")))


def trimmed(site: SiteContent) -> SiteContent:
    """A site with no more than the newest of what only fills it."""
    shown: dict[tuple[str, ...], int] = {}
    kept = []
    for article in site.articles:
        count = shown[article.column] = shown.get(article.column, 0) + 1
        filler = not article.attachments and len(article.column) <= 2 and is_filling(article.column)
        if not filler or count <= NEWEST:
            kept.append(article)
    there = {article.id for article in kept}
    listings = (replace(each, rows=tuple(row for row in each.rows if row[0].id in there)) for each in site.listings)
    return replace(site, articles=tuple(kept), listings=tuple(listings))


def is_filling(column: tuple[str, ...]) -> bool:
    """Whether a column holds news and notices."""
    return any(word in column[-1] for word in ("动态", "新闻", "通知", "公告", "要闻", "通告"))
