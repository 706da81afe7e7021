"""Whether a guide's contact data are those that the same place gives elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from crawler.snapshot import Page, Snapshot
from rules.finding import Finding, cant_tell, failed
from rules.institutions.contacts import lines, phones, postcodes, receives, streets
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
    mine, here = {page.url for page in guide.pages}, {page.url for page in site.pages}
    for page in found(site, APPLICATION).pages:
        if page.url in here - mine and not stranger(site, page, page.title):
            yield Other(page, True, _text(page))
    for page in site.pages:
        if page.url not in mine and CONTACT.search(squeeze(page.title)) and not stranger(site, page, page.title):
            yield Other(page, False, _text(page))


def _text(page: Page) -> str:
    return lines("\n".join(each.text for each in documents(page)))


def _differences(ours: str, other: Other) -> Iterator[tuple[str, str, str, bool]]:
    """What differs: the element, our value, theirs, and whether both surely speak of those who receive applications."""
    here, there = streets(ours), streets(other.text)
    if here and there and not here & there:
        yield "办公地址", *_pair(set(map(_street, here)), set(map(_street, there)), ours, other)
    mine, theirs = phones(ours), phones(other.text)
    if mine and theirs and not mine & theirs and (other.is_application or here & there):
        yield "联系电话", *_pair(mine, theirs, ours, other)
    codes, others = postcodes(ours), postcodes(other.text)
    if codes and others and not codes & others:
        is_sure = bool(here & there) and len(codes) == len(others) == 1
        yield "邮政编码", min(codes), min(others), is_sure


def _pair(mine: Collection[str], theirs: Collection[str], ours: str, other: Other) -> tuple[str, str, bool]:
    """One value of each side; it is sure when each has no other, and both are of those who receive applications."""
    one, two = min(mine), min(theirs)
    is_sure = (
        other.is_application and len(mine) == len(theirs) == 1 and receives(ours, one) and receives(other.text, two)
    )
    return one, two, is_sure


def _street(named: tuple[str, str]) -> str:
    street, number = named
    return f"{street}{number}号"
