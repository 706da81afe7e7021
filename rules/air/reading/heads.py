"""What the head of a column, or the label of a row, asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rules.air.reading.amounts import MG, UG, UNIT, UNSAID, Units, units
from rules.air.reading.names import item_of, pollutants, with_average
from rules.air.standards import Item

LONGEST = 40  # characters of a label
_ASIDE = re.compile(r"[(（\[【][^()（）\[\]]{0,30}[)）\]】]")
_OF_UNITS = re.compile(
    rf"[(（][^()（）]{{0,12}}(?:{MG}|{UG})[^()（）]{{0,20}}[)）]",
    re.IGNORECASE,
)
_KINDS = (
    (
        "other",
        r"综合(?:质量)?指数|排名|名次|序号|备注|温度|湿度|气压|风向|风速|降水|天气|建议|措施|影响|电话|百分位|比例|天数|环比|同比|有效率|标准|限值|倍数|注意|来源",
    ),
    ("posted", r"(?:发布|更新|公布|上传|发稿|填报|制表)(?:日期|时间)"),
    ("exceeding", r"超标(?:污染物?|项目|因子|指标)"),
    (
        "primary",
        r"首要(?:污染物?|污染因子|因子|空气污染物)|主要污染(?:物|因子)|首要?污(?:染|物)?$|^首要$|^primary(?:pollutant)?s?$",
    ),
    ("partial", r"分指数|IAQI|IAPI|单项指数|污染物指数"),
    ("level", r"级别|等级|^级$"),
    (
        "grade",
        r"类别|状况|描述|污染程度|评价结果|评价$|质量情况|状态|定性|类型|空气质量$|质量$"
        r"|^(?:air)?quality(?:level|grade|category)?$|^(?:level|grade|category)$",
    ),
    ("colour", r"颜色|色标"),
    ("index", r"AQI|API|指数|AQl"),
    ("periods", r"(?:评价|监测|统计)时段|^时段$"),
    ("hour", r"^(?:小时|时次|时刻|监测小时|时|hour)$"),
    ("month", r"^月份?$"),
    ("day", r"日期|时间|月日|^日$|年月日|监测日|报告日|^日/月$|^日数$|^date$"),
    ("conc", r"浓度|日均值|平均值|监测值|监测结果|24小时平均|日平均|小时平均|滑动平均|监测数据|数值|含量|均值|实测"),
    ("items", r"污染物|监测项目|项目|指标|因子|参数|污染因子"),
    (
        "area",
        r"城市|区域|地区|县区|区县|县市|市县|点位|测点|站点|监测点|站名|监测站|测站|子站|^名称$|位置|行政区|区\(县\)|县\(市|旗县|^市$|^地点$|地名|^区$|辖区|所在|^city$|^station$",
    ),
)
_LABELS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


@dataclass(frozen=True)
class Head:
    """What a head asks for: `kind` as named above, or "value" with an item, or "partial" with one; "" for nothing known."""

    kind: str
    item: Item = ""
    units: Units = UNSAID
    letters: str = ""

    @property
    def own(self) -> str:
        """The unit that it states itself of its item."""
        return self.units.of(self.item)


NONE = Head("")


@lru_cache(maxsize=8192)
def head(text: str) -> Head:
    """What one squeezed cell asks for as a head; NONE for a cell that is none."""
    if not text or len(text) > LONGEST or text[-1] in "。;" or re.fullmatch(r"[\d.,:/\-~%]+", text):
        return NONE
    if re.fullmatch(rf"[\d.]+(?:{MG}|{UG})", text, re.IGNORECASE):
        return NONE
    stated = units(text)
    bare = UNIT.sub("", _OF_UNITS.sub("", text))
    item = item_of(bare)
    if item is None and len(pollutants(bare)) > 1:
        return NONE
    letters = _letters(bare)
    if item is not None:
        return _of_item(item, bare, stated)
    if re.fullmatch(r"(?:计量|浓度)?单位", bare):
        return Head("unit", units=stated)
    if re.search(r"(?:指数|AQI|API)[)）]?[/及和与、](?:空气质量)?(?:级别|等级|类别|状况)", bare):
        return Head("index", units=stated, letters=letters)
    if re.search(r"空气质量[(](?:AQI|API|指数)[)]$", bare):
        return Head("index", units=stated, letters=letters)
    short = _ASIDE.sub("", bare) or bare
    for kind, pattern in _LABELS:
        if pattern.search(short) or (kind in ("index", "partial") and pattern.search(bare)):
            return Head(kind, units=stated, letters=letters)
    return Head("unit", units=stated) if stated.every or stated.co else NONE


def _of_item(item: Item, bare: str, stated: Units) -> Head:
    if re.search(r"首要|超标", bare):
        return Head("primary" if "首要" in bare else "exceeding")
    if re.search(r"分指数|IAQI|IAPI|指数|[(]AQI[)]", bare):
        return Head("partial", item, stated)
    if re.search(r"综合|百分位|比例|排名|标准|限值|同比|环比|超标率|倍", bare):
        return Head("other")
    return Head("value", item, stated)


def _letters(text: str) -> str:
    """API or AQI, by the letters of a label, else by its words."""
    if re.search("AQI|AQl", text):
        return "AQI"
    if "API" in text:
        return "API"
    return "AQI" if "质量指数" in text else "API" if "污染指数" in text else ""


def joined(cells: Sequence[str]) -> Head:
    """What a column asks for, by the heads above it from the top to the one over its cells."""
    distinct = [cell for n, cell in enumerate(cells) if cell and cell != (cells[n - 1] if n else "")]
    heads = [each for cell in distinct if (each := head(cell)).kind]
    if not heads:
        return NONE
    item = next((each.item for each in reversed(heads) if each.item), "")
    if item:
        item = with_average(item.partition(":")[0], " ".join(distinct))
    kinds = [each.kind for each in heads]
    stated = UNSAID
    for each in heads:
        stated = each.units.over(stated)
    kind = _kind(kinds, bool(item), "".join(distinct[:-1]))
    letters = next((each.letters for each in reversed(heads) if each.letters), "")
    return Head(kind, item if kind in ("value", "partial") else "", stated, letters)


def _kind(kinds: Sequence[str], has_item: bool, above: str) -> str:
    """The kind of a column from those of its heads; the lowest that says something counts."""
    last = next((kind for kind in reversed(kinds) if kind != "unit"), "")
    if not has_item:
        return last
    if "other" in kinds:
        return "other"
    if last in ("primary", "exceeding", "level", "grade", "colour", "day", "area"):
        return last
    if "partial" in kinds:
        both = "浓度" in above and "partial" not in kinds[-1:] and "partial" not in kinds[-2:-1]
        return "value" if both or last == "conc" else "partial"
    if "index" in kinds and "浓度" not in above and last != "conc":
        return "partial"
    return "value"
