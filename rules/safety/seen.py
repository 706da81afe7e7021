"""That every kind of information about safety at work is shown."""

from __future__ import annotations

from collections.abc import Sequence

from rules.finding import Finding, passed
from rules.ongoing.items import Item
from rules.safety.kinds import KINDS


def shown(found: Sequence[Item], now: Sequence[Item], accidents: Sequence[Item]) -> Finding:
    """The newest page of each kind; `accidents` are those that tell of accidents under whatever title."""
    newest = [next((each for each in found if kind.is_shown(each)), *accidents[:1]) for kind in KINDS]
    cited = tuple(dict.fromkeys(each.page.cite() for each in newest))
    note = "{kinds} 类信息都有公开，最新的是 {day} 的“{title}”"
    return passed(*cited, note=note, kinds=str(len(KINDS)), day=str(now[0].perhaps), title=now[0].page.title)
