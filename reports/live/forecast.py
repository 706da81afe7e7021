"""When a crawl will end, as far as that can honestly be said: not before what is known is read, not after the budgets."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.settings import CrawlSettings
from reports.live.tally import Site, Stage, Tally

ENOUGH = 20  # answers of a crawl before anything is said


@dataclass(frozen=True)
class Forecast:
    """Seconds in which sites may be visited: at least so many (for what is known now), and at most (by the settings)."""

    least: float
    most: float


def forecast(tally: Tally) -> Forecast | None:
    """When it will end; None while too little is known of how fast the sites answer."""
    open_ = [site for site in tally.sites.values() if site.stage is not Stage.DONE]
    paces = [pace for site in tally.sites.values() if (pace := site.brought.pace) is not None]
    if not paces or sum(site.brought.ended for site in tally.sites.values()) < ENOUGH:
        return None
    usual = max(sorted(paces)[len(paces) // 2], tally.settings.delay)
    spans = [_span(site, usual, tally.settings) for site in open_]
    slots = max(tally.settings.concurrency, 1)
    least = max([low for low, _ in spans], default=0.0)
    most = max([*(high for _, high in spans), sum(high for _, high in spans) / slots], default=0.0)
    return Forecast(least, max(most, least))


def _span(site: Site, usual: float, settings: CrawlSettings) -> tuple[float, float]:
    """The least and the most seconds that one site still takes."""
    pace = site.brought.pace
    pace = usual if pace is None else pace
    left = max(settings.max_pages_per_site - site.brought.ended, 0)
    most = min(left * pace, max(settings.max_minutes_per_site * 60 - site.brought.ended * pace, 0.0))
    return min(min(site.queued, left) * pace, most), most
