"""What the entries of a year hold of a whole budget or of final accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crawler.reading.value import Table
from crawler.snapshot import Citation
from rules.accounts.offers import Offer
from rules.accounts.schedules.recounted import recounted
from rules.accounts.schedules.roles import attached, schedules
from rules.accounts.schedules.schedule import STANDS_IN, Schedule
from rules.accounts.schedules.stretches import nameless
from rules.adorning import telling
from rules.phrases import squeeze

_GIVEN = re.compile(r"\d(?:亿|万|千)?元")


@dataclass(frozen=True)
class Whole:
    """The schedules that the entries of a year hold together."""

    now: tuple[Offer, ...]
    schedules: tuple[Schedule, ...]

    @cached_property
    def nameless(self) -> tuple[Table, ...]:
        """Tables of the form of a schedule that bear no name."""
        return tuple(table for offer in self.now for document in offer.documents for table in nameless(document))

    @classmethod
    def of_entries(cls, now: Iterable[Offer]) -> Whole:
        """What entries hold: the schedules of their documents, and what their sentences say of the sums."""
        entries = tuple(now)
        documents = [document for offer in entries for document in offer.documents]
        return cls(entries, tuple(each for one in documents for each in (*schedules(one), *recounted(one))))

    @property
    def is_here(self) -> bool:
        """Whether anything of it was read: schedules, sums, or at least a list of contents with nothing unread beside it."""
        read = any(each.shown or each.told or each.declared for each in self.schedules)
        if read or self.nameless or _GIVEN.search(squeeze(self.text)):
            return True
        return bool(self.schedules) and not any(offer.unread or offer.dead for offer in self.now)

    @property
    def is_without_attachments(self) -> bool:
        """Whether it is sums in words with schedules said to be attached, kept without any link, so that none can be looked for."""
        pages = [offer.page for offer in self.now if offer.page]
        kept = len(pages) == len(self.now) and not any(page.links or telling(page) or page.documents for page in pages)
        told = _GIVEN.search(squeeze(self.text)) is not None
        return kept and told and any(map(attached, pages)) and not any(each.shown for each in self.schedules)

    @property
    def text(self) -> str:
        """All that the entries say."""
        return "\n".join(document.text for offer in self.now for document in offer.documents)

    def cited(self, *words: str) -> tuple[Citation, ...]:
        """Its entries, or those of its documents that hold the words."""
        documents = [document for offer in self.now for document in offer.documents]
        holding = [(document, word) for word in words if word for document in documents if word in document.text]
        found = tuple(document.cite(word) for document, word in dict.fromkeys(holding))
        return found or tuple(cited for offer in self.now for cited in offer.cited)

    def of(self, role: str) -> list[Schedule]:
        """The schedules that play a part, or stand in for it."""
        return [each for each in self.schedules if each.role in (role, STANDS_IN.get(role))]
