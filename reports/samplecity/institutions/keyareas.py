"""The columns of the key areas on the portal, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.layout import Column

RULE = "key-area-columns"
TURNS = (Turns(RULE, ("", "no-column", "", "", "", "")),)
COLUMNS: tuple[tuple[str, ...], ...] = ()
MONEY, ENVIRONMENT, APPROVALS = "财政信息", "环境保护", "行政审批"
# what the columns of the other areas are called, and whose papers lie in them
SHARED = {
    "housing": "保障性住房", "food": "食品药品安全", "safety": "安全生产", "land": "征地拆迁", "price": "价格和收费",
    "bidding": "招投标", "education": "教育",
}  # fmt: skip
GONE = "招投标"  # the area whose column is now and then not there


def papers(desk: Desk) -> Iterator[Article]:
    """Nothing of its own: the columns hold what the bodies have published."""
    return iter(())


def columns(desk: Desk, key: Column) -> tuple[Column, ...]:
    """The columns of these areas."""
    return tuple((*key, name) for name in SHARED.values())


def shared(desk: Desk, kind: str, key: Column, papers: Iterator[Article]) -> Iterator[Article]:
    """A body's own papers, in the column of their area."""
    name, wrong = SHARED[kind], desk.fault(TURNS[0])
    if not (wrong == "no-column" and name == GONE):
        yield from (replace(each, column=(*key, name)) for each in papers)


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    if wrong := desk.fault(turns):
        yield "failed", wrong, GONE
