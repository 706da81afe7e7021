"""Which of several areas speaks for the whole city."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rules.air.reading.areas import is_whole, root
from rules.air.reading.draft import Draft

_COUNTY = re.compile("[一-龥]{2,}(?:市|县|旗)$")
_NAMED, _URBAN = re.compile("[一-龥]{2,}(?:市|县|旗|区|州|盟)$"), re.compile("(?:主|中心)?(?:市区|城区)$")
_MEAN = re.compile("均值|平均")


def placed(drafts: Sequence[Draft], city: str, place: str) -> list[Draft]:
    """The drafts, with those marked that speak for the whole city; `place` is what the title names.

    Of a day that is one area, which no county is by its name; else the city's own name, the whole of it, its mean, its
    urban part, whichever comes first of these: another one beside it is a part.
    """
    other = _NAMED.search(_URBAN.sub("", place)) is not None
    elsewhere = bool(city) and other and not is_whole(place, city)
    for draft in drafts:
        if elsewhere and is_whole(draft.area, city):
            draft.area = draft.area or place
    for day in {draft.day for draft in drafts}:
        of_day = [draft for draft in drafts if draft.day == day]
        best = _best([draft.area for draft in of_day], city)
        for draft in of_day:
            draft.is_whole = not elsewhere and draft.area == best
    return list(drafts)


def _best(areas: Sequence[str], city: str) -> str | None:
    """The area that is the city among these, or None when none is."""
    if len(set(areas)) == 1:
        return None if city and _COUNTY.search(areas[0]) and not is_whole(areas[0], city) else areas[0]
    ranked = sorted({area for area in areas if is_whole(area, city)}, key=lambda area: (_rank(area, city), area))
    return ranked[0] if ranked else None


def _rank(area: str, city: str) -> int:
    if not area:
        return 0
    if _MEAN.search(area):
        return 2
    return 1 if root(area) == city or area in ("全市", "城市", "全区", "全县", "全州") else 3
