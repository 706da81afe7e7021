"""食品安全标准 — what food must meet.

The standards for the safety of food can be read by everyone without a fee: national and local ones,
those that enterprises filed, or where they all stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding
from rules.foods import standards
from rules.ongoing.items import files_lost
from rules.rule import rule


@rule(
    title="食品安全标准",
    theme="food",
    duty="公布食品安全标准或备案的企业标准，供公众免费查阅。",
    basis="《中华人民共和国食品安全法》（2009年）第二十六条、（2015年）第三十一条",
    reads=[standards.TOPIC],
    problems={
        "missing": "没有公开食品安全标准",
        "broken": "食品安全标准或其附件打不开",
        "empty": "食品安全标准没有内容",
    },
    anchored=("broken",),
)
def food_standards(site: Snapshot) -> Iterator[Finding]:
    """Standards for the safety of food, or a way to them, are shown and open."""
    found = standards.standards(site)
    if not found:
        yield standards.not_shown(site)
        return
    wrong = [*files_lost(found), *standards.empties(found)]
    yield from wrong or [standards.shown(found)]
