"""When an item was last changed, as far as the row of its list or a notice of the place says so with a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.snapshot import Citation, Page, Snapshot
from rules.dates import days
from rules.phrases import clauses, squeeze
from rules.powers.changes.notices import decided_on
from rules.powers.item import Item
from rules.powers.naming.names import core

_CHANGED = re.compile("修订|调整|变更|修改|更名|合并|下放|承接")
_TITLE = re.compile(
    "(?:审批|许可|职权|权力|权责|清单|事项).{0,20}(?:修订|调整|变更|下放|承接)|(?:修订|调整|变更|下放|承接).{0,40}(?:审批|许可|职权|权力|权责|清单|事项)"
)
_ENDED = re.compile("取消|废止|停止")
SHORTEST = 5  # characters of an item's name that a notice names; a shorter one may be part of another


@dataclass(frozen=True)
class Change:
    """The day on which an item was changed, and the words that say so."""

    day: date
    cited: Citation


def last_change(item: Item, told: Sequence[Page]) -> Change | None:
    """The item's last change that both says its day and names the item, in its row or in a notice; None where nothing is sure."""
    found = [*_in_row(item), *(change for page in told if (change := _in_notice(item, page)))]
    return max(found, key=lambda change: change.day, default=None)


def notices(site: Snapshot) -> list[Page]:
    """The notices of changes of a place that are dated for sure."""
    dated = (page for page in site.pages if page.published and page.reading.published_from != "url")
    return [page for page in dated if _TITLE.search(squeeze(page.title))]


def _in_row(item: Item) -> list[Change]:
    """Days beside words of change in the item's own row."""
    notes = [clause for text in item.fields.values() for clause in clauses(text) if len(clause) <= 60]
    told = [clause for clause in notes if _CHANGED.search(clause) and not _ENDED.search(clause)]
    return [
        Change(day, item.source.cite(clause, item.where)) for clause in told for day in days(clause, 1) if day.year > 1
    ]


def _in_notice(item: Item, page: Page) -> Change | None:
    name = core(item.name)
    day = decided_on(page)
    if len(name) < SHORTEST or name not in squeeze(page.text) or day is None:
        return None
    line = next((line for line in page.text.splitlines() if name in squeeze(line)), "")
    told = squeeze(page.title) + squeeze(line)
    if not _CHANGED.search(told) or _ENDED.search(told):
        return None
    return Change(day, page.cite(line.strip()))
