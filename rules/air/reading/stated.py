"""Every statement about a day's air: of a place, and of one document."""

from __future__ import annotations

from crawler.period import Period
from crawler.snapshot import Document, Snapshot
from rules.air.bulletin import Bulletin


def bulletins(site: Snapshot) -> list[Bulletin]:
    """Every statement of a place about a day of the period or of the 40 days before it, in order of the days.

    Read from pages on the topic, common pages of the portal about air, and their files. A later day is told too where its
    bulletin was posted in the period. Of several areas in one table each is a bulletin; the department's own city, the
    whole of it, its mean or the only area is `is_whole`.
    """
    raise NotImplementedError


def of_document(document: Document, period: Period, city: str = "") -> list[Bulletin]:
    """Every statement of one page or file about a day; days without a year are taken to lie near its posting, else the period.

    `city` is what its city is called without 市, "" for not known.
    """
    raise NotImplementedError
