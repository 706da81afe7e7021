"""Which accounts in micro-blogs and messaging services a body names, at the foot of every page."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns

RULE = "social-accounts"
TURNS = (Turns(RULE, ("", "", "", "missing", "", "", ""), Period(2014, 1)),)
COLUMNS: tuple[tuple[str, ...], ...] = ()
MESSAGING = Period(2014, 3)  # from here on there are messaging accounts too


def words(desk: Desk) -> tuple[str, ...]:
    """The accounts by name, nothing where a body forgot them."""
    if desk.fault(TURNS[0]):
        return ()
    name = desk.city[:2] + desk.body.name.removeprefix(desk.city)[:4]
    told = f"新浪微博：@{name}发布"
    return (told, f"微信公众号：{name}发布") if desk.period >= MESSAGING else (told,)


def papers(desk: Desk) -> Iterator[Article]:
    """No page of its own."""
    return iter(())


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    if desk.fault(turns):
        yield "cantTell", "missing", ""
