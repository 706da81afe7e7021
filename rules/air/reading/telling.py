"""Which sentences of a page may tell of a day's air, and not of days to come, of an hour, of a longer time or of grades as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rules.air.reading.days import flat
from rules.air.reading.labels import joined
from rules.dates import plain_years
from rules.phrases import squeeze

LONGEST_HEADING, LONGEST_CARD = 40, 80  # characters
CARD = re.compile("来源:|作者:|编辑:|浏览|点击数|点击率|阅读|字[体号]:|发布人|打印")
_FORECAST = re.compile("预计|预测|预报|明[日天]|未来|后天|展望")
_PERIOD = re.compile("优良天数|优良率|达标率|达标天数|累计|本周|上周|本月|上月|月均|年均|今年以来|年初以来|去年|上年")
_COMPARED = re.compile("同比|环比|[较比与](?:前一|昨|上|去年|同期)|相比")
_DAY = re.compile(r"月\d{1,2}日|[今昨当][日天]")
_BEFORE = re.compile("前一[日天](?:的)?(?:空气|AQI|API|指数|市区|为)")
_NOTE = re.compile("^(?:注|备注|说明|附注|名词解释|小知识|知识|小贴士|温馨提示|健康提示|建议|解读|什么是)")
_SCALE = re.compile(r"(?:大于|小于|不超过|超过|介于|≤|≥|<|>)\d|0[-~～—–至到]+50|51[-~～—–至到]+100")
_GRADES = re.compile("轻微污染|轻度污染|中度污染|重度污染|严重污染|优|良")
_PART = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,2}[、.)）](?!\d)")
_ELSE = re.compile("实时|小时(?:值|浓度|数据|均值)|[时点](?:数据|实况|快报)|预报|预测|未来|知识|分级|标准")
_SENTENCE = re.compile(r"(?<=[。\n])")
_CLAUSE = re.compile(r"(?<=[,;])")


def told(lines: Iterable[str]) -> str:
    """The sentences that may tell of a day, squeezed, each line ended by a line end."""
    return "".join(kept for line in joined(_of_days(lines)) for each in _sentences(line) if (kept := _kept(each)))


def _of_days(lines: Iterable[str]) -> Iterator[str]:
    """The lines without parts whose headings promise a forecast, the readings of an hour or an explanation."""
    is_else = False
    for line in lines:
        text = squeeze(line)
        if len(text) <= LONGEST_HEADING and "。" not in text:
            if "日报" in text:
                is_else = False
            elif _ELSE.search(text) and (_PART.match(text) or not re.search(r"指数|AQI|API", text)):
                is_else = True
            elif _PART.match(text):
                is_else = False
        if not is_else and not (
            CARD.search(text) and len(text) <= LONGEST_CARD and not re.search(r"指数|AQI|API", text)
        ):
            yield line


def _sentences(line: str) -> list[str]:
    return _SENTENCE.split(plain_years(flat(line)) + "\n")


def _kept(sentence: str) -> str:
    """What a sentence tells of its day: nothing of it, all of it, or all but the comparisons."""
    bare = sentence.strip()
    if _FORECAST.search(bare) or _NOTE.match(bare) or _SCALE.search(bare) or len(set(_GRADES.findall(bare))) >= 4:
        return ""
    kept, is_longer = [], False
    for clause in _CLAUSE.split(sentence):
        compares = _COMPARED.search(clause) is not None or _BEFORE.search(clause) is not None
        if _PERIOD.search(clause) and not compares:
            is_longer = True
        elif _DAY.search(clause):
            is_longer = False
        if not is_longer and not compares:
            kept.append(clause)
        if clause.endswith(";"):
            is_longer = False
    return "".join(kept) + ("\n" if kept and not kept[-1].endswith(("\n", "。")) else "")
