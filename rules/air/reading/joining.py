"""One bulletin in two tables: the index with its words in one, the concentrations in another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.air.reading.draft import Draft


def joined(tables: Iterable[Sequence[Draft]]) -> list[Draft]:
    """The drafts of all tables in order, those joined that can only speak of the same day and area."""
    numbered = [(number, draft) for number, drafts in enumerate(tables) for draft in drafts]
    rated = [(number, draft) for number, draft in numbered if _is_rated(draft) and not draft.measured]
    bare = [(number, draft) for number, draft in numbered if draft.measured and not _is_rated(draft)]
    taken: set[int] = set()
    for number, values in bare:
        near = [draft for other, draft in rated if other != number and _may_be_one(draft, values)]
        if len(near) == 1 and sum(_may_be_one(near[0], each) for _, each in bare) == 1:
            near[0].complete(values)
            taken.add(id(values))
    return [draft for _, draft in numbered if id(draft) not in taken]


def _is_rated(draft: Draft) -> bool:
    """Whether a draft has a place for an index or its words, filled or not."""
    return bool(draft.printed or draft.level or draft.grade or draft.primary is not None or "index" in draft.offers)


def _may_be_one(one: Draft, other: Draft) -> bool:
    same_day = one.day == other.day or not one.day or not other.day
    return same_day and (one.area == other.area or not one.area or not other.area)
