"""Whether what is published can be found and used: near enough to the home page, and text instead of a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.reading.doubts import NO_TEXT, PICTURE
from crawler.snapshot import Document, Place, Snapshot
from rules.accounts.offers import Offer
from rules.accounts.standards import Standard
from rules.adorning import telling
from rules.finding import Finding, cant_tell, failed

PICTURES = frozenset((PICTURE, NO_TEXT))


def deep(site: Snapshot, now: Sequence[Offer], clicks: int) -> Iterator[Finding]:
    """A finding when every entry lies more than so many clicks from the body's own home page."""
    ways = [offer.clicks for offer in now if offer.clicks is not None]
    if site.place is not Place.OWN or not ways or min(ways) <= clicks:
        return
    offer = next(offer for offer in now if offer.clicks == min(ways))
    note = "从首页要点击 {clicks} 次，多于 {most} 次"
    yield failed("deep", *offer.cited, note=note, clicks=str(min(ways)), most=str(clicks))


def pictured(now: Sequence[Offer], standard: Standard) -> Iterator[Finding]:
    """A finding when all that is shown of the year is pictures or scans, where the year's rules ask for usable text."""
    if not standard.machine_readable or any(
        read.filled and not read.source.is_recognised for offer in now for read in offer.read
    ):
        return
    for offer in now:
        scans = [document for document in offer.files if _is_picture(document)]
        if scans and offer.page is not None and not offer.dead:
            note = "只以图片或扫描件公开，不能检索和复制"
            yield failed("picture", offer.page.cite(), note=note)
            return
        if offer.page is not None and telling(offer.page) and not offer.files and not offer.dead:
            yield cant_tell("picture", offer.page.cite(), note="可能只以图片公开，请人工查看")
            return


def _is_picture(document: Document) -> bool:
    return document.is_recognised or document.reading.unread in PICTURES
