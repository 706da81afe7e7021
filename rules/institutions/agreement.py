"""Whether a guide's contact data are those that the same place gives elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.snapshot import Page, Snapshot
from rules.finding import Finding, cant_tell, failed
from rules.institutions.contacts import lines, phones, postcodes, streets
from rules.institutions.found import found
from rules.institutions.guides import Guide
from rules.institutions.owners import stranger
from rules.phrases import squeeze
from rules.shown import documents

CONTACT = re.compile("联系我们|联系方式|联系电话|通[讯信]地址")
APPLICATION = "application-channel"


@dataclass(frozen=True)
class Other:
    """Another page with contact data: whether it speaks of applications, as the guide does, and its squeezed lines."""

    page: Page
    is_application: bool
    text: str


def disagreements(site: Snapshot, guide: Guide) -> Iterator[Finding]:
    """Where another page surely gives another address, number or code for the same office; a doubt where it may be another office."""
    told: set[str] = set()
    for other in _others(site, guide):
        for element, ours, theirs, is_sure in _differences(guide.text, other):
            if element in told:
                continue
            told.add(element)
            say = failed if is_sure else cant_tell
            note = "指南写“{ours}”，“{title}”写“{theirs}”"
            values = {"ours": ours, "theirs": theirs, "title": other.page.title}
            cited = (guide.page.cite(ours), other.page.cite(theirs))
            yield say("differs", *cited, note=note, subject=element, **values)


def _others(site: Snapshot, guide: Guide) -> Iterator[Other]:
    """The pages that tell where to apply, then those that tell how to reach the body."""
    mine = {page.url for page in guide.pages}
    for page in found(site, APPLICATION).pages:
        if page.url not in mine and page in site.pages and not stranger(site, page, page.title):
            yield Other(page, True, _text(page))
    for page in site.pages:
        if page.url not in mine and CONTACT.search(squeeze(page.title)) and not stranger(site, page, page.title):
            yield Other(page, False, _text(page))


def _text(page: Page) -> str:
    return lines("\n".join(each.text for each in documents(page)))


def _differences(ours: str, other: Other) -> Iterator[tuple[str, str, str, bool]]:
    """What differs: the element, our value, theirs, and whether both surely speak of one office."""
    here, there = streets(ours), streets(other.text)
    if here and there and not here & there:
        one = len(here) == len(there) == 1
        yield "办公地址", _street(here), _street(there), other.is_application and one
    for element, read in (("联系电话", phones), ("邮政编码", postcodes)):
        mine, theirs = read(ours), read(other.text)
        if not mine or not theirs or mine & theirs:
            continue
        one = len(mine) == len(theirs) == 1
        same_house = bool(here & there)
        if other.is_application or same_house or element == "邮政编码":
            yield (
                element,
                min(mine),
                min(theirs),
                one and (other.is_application if element == "联系电话" else same_house),
            )


def _street(found_there: frozenset[tuple[str, str]]) -> str:
    street, number = min(found_there)
    return f"{street}{number}号"
