"""Whose sums a sentence tells: those of one body, or of a whole city whose finance bureau added them up."""

from __future__ import annotations

import re

_ADDED_UP = re.compile(r"经[^,。;]{0,20}财政[局厅部所]?[^,。;]{0,6}汇总")
_CITY = re.compile(
    r"(?:全[市县区省州国旗](?!面|体)|(?:中央|[省市县区州])本级(?!财政|预算)|中央部门|[省市县区州]级(?:各)?(?:行政|机关|部门|单位)|各部门|各单位|乡镇政府)"
    r"[^,。;]{0,60}三公"
)
_OWN = re.compile(
    r"[我本](?:局|委|办|院|厅|部门|单位|处|所|站|馆|校|镇|乡|会|中心|街道)"
    r"|[一-龥]{2,16}(?:局|委员会|办公室|中心|学院|学校|医院|支队|大队|站|所|馆|院|协会|联合会)(?:机关|本级)?(?:20\d\d年|财政拨款三公|三公)"
)


def of_the_city(text: str, *, city: bool) -> bool:
    """Whether a squeezed sentence tells the sums of a whole city; `city` when the one before it does."""
    if "三公" not in text and "出国" not in text:
        return city
    if _ADDED_UP.search(text):
        return True
    return _OWN.search(text) is None and (city or _CITY.search(text) is not None)
