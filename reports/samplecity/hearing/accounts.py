"""Which accounts in micro-blogs and messaging services a body names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.dice import number
from reports.samplecity.documents import Paper, html

RULE = "social-accounts"
TURNS = (Turns(RULE, ("", "", "", "missing", "", "", ""), Period(2014, 1)),)
COLUMNS = (("政务微博", "政务新媒体", "政务微博微信"),)
MESSAGING = Period(2014, 3)  # from here on there are messaging accounts too


def is_below(desk: Desk) -> bool:
    """Whether the accounts are named at the foot of every page, and not on one of their own."""
    return number(desk.seed, desk.body.id, "accounts") % 2 == 0


def words(desk: Desk) -> str:
    """The accounts by name."""
    name = desk.city[:2] + desk.body.name.removeprefix(desk.city)[:4]
    told = f"新浪微博：@{name}发布"
    return told + (f"　微信公众号：{name}发布" if desk.period >= MESSAGING else "")


def below(desk: Desk) -> str:
    """What the foot of every page says of them, "" for nothing."""
    return words(desk) if is_below(desk) and not desk.fault(TURNS[0]) else ""


def papers(desk: Desk) -> Iterator[Article]:
    """The page that names them, where there is one."""
    if not is_below(desk) and not desk.fault(TURNS[0]):
        lines = (f"{desk.body.name}开通政务微博、微信，及时发布政务信息，欢迎关注。", *words(desk).split("　"))
        day = date(2012, 3, 5) + timedelta(days=number(desk.body.id) % 20)
        yield desk.shelf(COLUMNS[0]).article(f"{desk.body.name}政务微博", html(Paper("", lines)), day)


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    if wrong := desk.fault(turns):
        yield "failed", wrong, ""
