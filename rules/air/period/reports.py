"""The reports of a place: pages and files that speak of a week, a month, a quarter or more of the city's air."""

from __future__ import annotations

from crawler.snapshot import Document, Snapshot
from rules.air.period.value import Report


def reports(site: Snapshot) -> list[Report]:
    """Every report that a place shows, the oldest first, of pages and of the files that hang on them."""
    raise NotImplementedError


def of_document(document: Document, site: Snapshot) -> list[Report]:
    """The reports in one page or file; none for dailies, forecasts, news and rankings."""
    raise NotImplementedError
