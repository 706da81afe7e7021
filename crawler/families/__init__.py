"""Where a page leads: what every page has, and what each content system does in its own way.

A family is recognised by its fingerprint in the page, never by configuration; a
page of an unknown system still has its plain links.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from crawler.families.hidden import Hidden
from crawler.families.menus import Menus
from crawler.families.page import Kind, Lead, Seen, kind_of
from crawler.families.pagers import Pagers
from crawler.families.pictures import pictures
from crawler.families.plain import Plain
from crawler.families.platforms import Catalogue, Jpaas, Lonsun, Ucap
from crawler.families.scripted import Scripted
from crawler.families.systems import Gkmlpt, Hanweb, Listed, Vsb
from crawler.families.trs import Counted, Trs

__all__ = ["FAMILIES", "Kind", "Lead", "Seen", "kind_of", "leads", "pictures"]


class Family(Protocol):
    """A content system."""

    def recognises(self, page: Seen) -> bool:
        """Whether the page bears its fingerprint."""

    def links(self, page: Seen) -> Iterator[Lead]:
        """The leads that it knows to find."""


EVERYWHERE = (Plain(), Hidden(), Scripted(), Menus())
FAMILIES: tuple[Family, ...] = (
    *EVERYWHERE, Trs(), Counted(), Hanweb(), Catalogue(), Jpaas(), Ucap(), Lonsun(), Vsb(), Gkmlpt(), Listed(),
    Pagers(),  # last: it asks whether another one knew how to turn the page
)  # fmt: skip


def leads(page: Seen) -> Iterator[Lead]:
    """Everything that a page leads to, without its pictures. The same address may come more than once."""
    for family in FAMILIES:
        if family in EVERYWHERE and family.recognises(page):
            yield from family.links(page)
        elif family.recognises(page):
            for lead in family.links(page):
                page.is_turned |= lead.pager and not lead.barred
                yield lead
