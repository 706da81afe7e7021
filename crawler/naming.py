"""What the bodies of a city are called besides what a roster writes: with their city before it, with 市, or without either."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from crawler.roster import Department

_AREA = re.compile("[一-龥]{2,12}?(?:地区|[市州盟县区旗])")
_LEVEL = re.compile("地区|市(?!场|容|民|政(?!府|协|务|法))|[省州盟]|县(?!域)|区(?!划)|旗|镇|乡(?!村|镇)")
_ABROAD = re.compile("中国|中共|全国|中央")
_ORGAN = re.compile("(?:[局委办厅院会部处所站队馆校社台团联署司府]|中心)$")
_ALONE = re.compile("(?!人民|国家)[一-龥]{2,}(?:局|委员会|办公室)")  # without its city still a body's and of one city


def city_of(departments: Sequence[Department]) -> str:
    """The city with whose name most full names of a roster begin; "" for none, or several that are as frequent."""
    areas = (found[0] for each in departments if (found := _AREA.match(each.name)))
    (city, most), (_, next_most), *_ = (*Counter(areas).most_common(2), ("", 0), ("", 0))
    return city if most > next_most else ""


def also_called(department: Department, city: str) -> Iterator[str]:
    """A body's names as others write them: 铁山市人社局 for 市人社局, 物价局 for 铁山市物价局.

    The name of a body of another place makes none, and what could be of any city is not said without this one's.
    """
    level = "地区" if city.endswith("地区") else city[-1:]
    for name in department.names if city else ():
        rest = _rest(name, city, level)
        if not _ORGAN.search(rest) or any(beginning.match(rest) for beginning in (_AREA, _LEVEL, _ABROAD)):
            continue
        yield from (city + rest, level + rest)
        if _ALONE.fullmatch(rest):
            yield rest


def _rest(name: str, city: str, level: str) -> str:
    """A name without its city, or without the 市 that stands for it."""
    found = _LEVEL.match(name)
    return name.removeprefix(city) if found is None or found[0] != level else name[len(level) :]
