"""What the head of a column in a table about polluters asks for: a role, a pollutant, a unit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rules.phrases import squeeze

ROLES = ("value", "converted", "raw", "limit", "verdict", "multiple")  # of what is told of one pollutant
LONGEST = 30  # characters of a head without what stands in brackets
_ASIDE = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
_UNIT = re.compile(
    r"(?:[μumn]?g|ng(?:-?teq)?|个|mpn|cfu|万个|度|倍|级|kg|吨|t|无量纲|稀释倍数|℃|%|㎎|㎍)(?:/(?:l|ml|m3|nm3|m³|立方米|升|h|d|天|a|㎥|100ml|kg))?"
    r"|毫克(?:/|每)(?:升|立方米|标立方米)|微克(?:/|每)(?:升|立方米)|个(?:/|每)升",
    re.IGNORECASE,
)
_TERM = re.compile(
    "^(?:20\\d\\d年)?(?:第?[一二三四1-4]季度|\\d{1,2}月份?|[上下]半年|20\\d\\d年)(?=.)"
)  # before what is told of it
_EDGE = ":、,。.;_-—/*#"


@lru_cache(maxsize=16384)
def role_of(head: str) -> str:
    """The role of a head such as `enterprise`, `limit` or `verdict`; "" for words that are none."""
    text = plain(head)
    if not text or len(text) > LONGEST:
        return ""
    return next((role for role, pattern in _roles().items() if pattern.fullmatch(text)), "")


def plain(head: str) -> str:
    """A head without spaces, brackets, units and marks at its ends, in small letters."""
    text = squeeze(head).lower()
    text = _ASIDE.sub("", text) or text.strip("()[]")
    return _TERM.sub("", _before_unit(text) or text).strip(_EDGE)


@lru_cache(maxsize=16384)
def pollutant_in(words: str) -> str:
    """The pollutant that a head or cell names and nothing else, squeezed; "" for anything else."""
    text = squeeze(words).lower().strip(_EDGE)
    for form in (text, _ASIDE.sub("", text), re.sub(r"[(].*$", "", text), _before_unit(text)):
        if form and len(form) < LONGEST and _pollutants().fullmatch(form.strip(_EDGE)):
            return form.strip(_EDGE)
    return ""


@lru_cache(maxsize=16384)
def measured_in(head: str) -> tuple[str, str]:
    """The pollutant and the role of a head that names both: 二氧化硫折算浓度, 烟尘超标倍数; ("", "") for any other."""
    text = plain(head)
    for found in _pollutants().finditer(text):
        rest = text[found.end() :].lstrip(_EDGE)
        if found.start() == 0 and len(found[0]) > 1 and rest and (role := role_of(rest)) in ROLES:
            return found[0], role
    return "", ""


def pollutants_in(words: str) -> frozenset[str]:
    """All pollutants that a sentence names."""
    return frozenset(match[0] for match in _pollutants().finditer(squeeze(words).lower()) if len(match[0]) > 1)


def _before_unit(text: str) -> str:
    """Words without a unit at their end; one letter such as 度 may belong to a word (浓度)."""
    found = re.search(rf"[,:/]?(?:{_UNIT.pattern})$", text, re.IGNORECASE)
    return text[: found.start()] if found and re.search("[/每]", found[0].lstrip(",:/")) else text


@lru_cache(maxsize=16384)
def unit_in(words: str) -> str:
    """The unit of concentration that a head or cell states, in one form, or ""."""
    text = squeeze(words).lower().replace("㎎", "mg").replace("㎍", "μg").replace("³", "3").replace("㎥", "m3")
    found = [match[0] for match in _UNIT.finditer(text) if "/" in match[0] or "每" in match[0]]
    if found:
        return one_form(found[-1])
    bare = re.search(r"[(](?:单位:)?(个|倍|级|度|无量纲|稀释倍数)[)]$", text)
    return bare[1] if bare else one_form(text) if _UNIT.fullmatch(text) else ""


def one_form(unit: str) -> str:
    """A unit in the one form in which units are compared."""
    text = (
        unit.replace("每", "/")
        .replace("毫克", "mg")
        .replace("微克", "μg")
        .replace("标立方米", "m3")
        .replace("立方米", "m3")
    )
    return text.replace("升", "l").replace("nm3", "m3").replace("ug", "μg").replace("稀释倍数", "倍")


def is_between(pollutant: str) -> bool:
    """Whether a pollutant must stay within a range, as pH must."""
    return str(_data()["between"]) in squeeze(pollutant).lower()


@cache
def _pollutants() -> re.Pattern[str]:
    return re.compile(str(_data()["pattern"]).replace("\n", ""))


@cache
def _roles() -> Mapping[str, re.Pattern[str]]:
    data = tomllib.loads((resources.files("rules.pollution") / "heads.toml").read_text("utf-8"))
    return {role: re.compile(pattern) for role, pattern in data["role"].items()}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("rules.pollution") / "pollutants.toml").read_text("utf-8"))
