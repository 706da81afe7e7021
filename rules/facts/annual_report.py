"""The figures of a yearly report on disclosure: whose, of which year, how much was published, asked for and disputed."""

from __future__ import annotations

from decimal import Decimal

from crawler.snapshot import Document
from rules.bodies import is_body, is_place
from rules.phrases import squeeze
from rules.reports_yearly.figures import figures_of
from rules.reports_yearly.offered import OPENING, owner_of, year_told
from rules.subject import organisation


def facts(document: Document) -> dict[str, object] | None:
    """The facts of contracts.md; a figure that is not stated is None, a declared nil "0".

    `requests` are those received in the year; `carried_over` came from the year before and `carried_forward` is left to the
    next; `handled` is what was done in the year; `reviews` and `lawsuits` are about disclosure.
    """
    title, stated = squeeze(document.title), figures_of(document)
    owner = owner_of(title)
    return {
        "org": owner if is_body(owner) or is_place(owner) else organisation(document),
        "year": year_told(title, document.text[:OPENING], document.published),
        "proactive": _printed(stated.published),
        "requests": _printed(stated.new if stated.new is not None else stated.asked),
        "carried_over": _printed(stated.carried_over),
        "handled": _printed(stated.handled),
        "carried_forward": _printed(stated.carried_forward),
        "reviews": _printed(stated.reviews),
        "lawsuits": _printed(stated.lawsuits),
    }


def _printed(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
