"""Areas that bulletins speak of: the whole city, or a county, a district, a station of it."""

from __future__ import annotations

import re

_WHOLE = re.compile(
    r"(?:全|我|本)?[市区县州盟]|(?:全|我|本)?(?:市|区|县)?(?:中心|主|建成)?(?:市区|城区|城市|县城|城内)|(?:全|我|本)[市区县州盟](?:市区|城区)"
    r"|(?:全市|城市|市区|城区|全区|全县|各点位?|点位|区域)?(?:日)?(?:均值|平均值?|总体|合计|综合)|市(?:均值|平均)|全部|总计|城市空气|中心城区|主城区|主城"
)
_WORDS = re.compile("环境|空气|大气|质量|污染|城市|日报|当日|昨日|今日|日均|的|为|其中|实时|平均")
_PLACE = re.compile(
    r"[一-龥]{1,10}(?:市区|城区|市|县|区|旗|州|盟|镇|局|站|点位|测点|监测点|公园|学校|小学|中学|医院|大学|监测站|园区|开发区|新区|高新区)"
)
OURS = frozenset(("我市", "本市", "我县", "本县", "我区", "本区", "我州", "我盟", "我旗", "该市"))
_OUR = re.compile("^(?:我|本|该)[市县区州盟旗](?=市区|城区|中心|主城)")
_UNITS = "市县区州盟旗"
_DATES = re.compile(
    r"(?:[\d〇○零一二三四五六七八九十]+年)?(?:[\d一二三四五六七八九十]+月份?)?(?:[\d一二三四五六七八九十]+[日号])?(?:[上中下]旬|第.季度|上半年|[（(].*?[)）])?"
)
_IN_TITLE = re.compile(
    r"^([一-龥]{2,8}?[市县区州盟旗](?:市区|城区|主城区|中心城区|区(?!域))?)(?=[环空城大\d(（AP每今昨]|地区)"
)
_SEVERAL = re.compile("各|全|重点|及|和|关于|印发|部分")
_BREAK = re.compile(r"[,。;:\n()、日时号]")


def before_index(text: str, place: int) -> str:
    """The area that the words before an index name, "" for none."""
    clause = _BREAK.split(text[max(0, place - 24) : place])[-1]
    bare = _WORDS.sub("", clause)
    match = _PLACE.search(bare)
    if match:
        return "" if match[0] in OURS else _OUR.sub("", match[0])
    return bare if bare not in OURS and _WHOLE.fullmatch(bare) else ""


def root(area: str) -> str:
    """An area without the word for what it is: 伊春 of 伊春市区."""
    bare = re.sub(r"[(（][^()（）]*[)）]|(?:市区|城区|中心城区|主城区|全市|全区|均值|平均值?|城市)$", "", area)
    bare = re.sub(r"^.{2,8}省|^.{2,8}自治区(?=.{2})", "", bare)
    return bare[:-1] if len(bare) > 2 and bare[-1] in _UNITS else bare


def is_whole(area: str, city: str) -> bool:
    """Whether an area is the whole city: named so, or by the city's own name; `city` is that without 市, "" for not known."""
    if not area or _WHOLE.fullmatch(area):
        return True
    if city and root(area) == city:
        return not (area.endswith(("区", "县")) and not area.endswith(("市区", "城区")) and area != city)
    return (
        bool(city)
        and re.sub(rf"^{re.escape(city)}市?", "", area) != area
        and bool(_WHOLE.fullmatch(re.sub(rf"^{re.escape(city)}市?", "", area)))
    )


def city_of(names: tuple[str, ...]) -> str:
    """What the city of a department is called, without 市: the last place that begins one of its names; "" for not known."""
    for name in names:
        match = re.match(
            r"(?:.{2,7}?(?:省|自治区|市|州|盟|地区)(?=.{2,6}(?:市|县|区|旗)))?(.{2,7}?)(?:市|县|区|州|盟|地区|旗|自治[州县])(?:生态|环境|环保|人民)",
            name,
        )
        if match and not match[1].startswith(("市", "县", "区")):
            return match[1]
    return ""


def in_title(title: str) -> str:
    """The area that a squeezed title names, "" for none."""
    match = _IN_TITLE.search(_DATES.sub("", title))
    return match[1] if match and match[1] not in OURS and not _SEVERAL.search(match[1]) else ""
