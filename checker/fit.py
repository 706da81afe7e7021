"""Whether a scheme fits the rules: every fault, with the line where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from checker.onsite import Complaint, on_site_faults
from checker.year import Matrix
from crawler.refusal import Fault
from crawler.roster import KINDS
from crawler.snapshot import Place
from rules.rule import Rule

DIAL_TYPES: Mapping[str, type] = {"int": int, "Decimal": Decimal, "str": str, "date": date, "bool": bool}
SCHEME_KEYS = frozenset(("title", "year", "source", "matrix", "indicator", "on_site"))
INDICATOR_KEYS = frozenset(
    ("id", "title", "rule", "points", "places", "applies_to", "dials", "deduct", "rectify_in", "source", "whole")
)


@dataclass(frozen=True)
class Deduction:
    """What one finding of a problem costs in one place, and the most that the problem can cost there."""

    each: Decimal
    at_most: Decimal


def faults(text: str, data: Mapping[str, Any], file: str, catalogue: Mapping[str, Rule]) -> Iterator[Fault]:
    """Everything that is wrong with a scheme; `text` is the file as written, `data` the same as parsed."""
    for near, complaints in (("", _scheme_faults(data)), ("[matrix]", _matrix_faults(data))):
        for what, remedy, values in complaints:
            yield Fault(what, remedy, file, _line(text, values.get("key", near)), values)
    seen: set[str] = set()
    for number, entry in enumerate(_tables(data, "indicator")):
        id = str(entry.get("id", ""))
        where, line = f"{file} [{id}]", _entry_line(text, "[[indicator]]", number, id)
        if id in seen or not id:
            yield Fault("指标编号“{id}”重复或为空", "每个指标用自己的编号", where, line, {"id": id})
        seen.add(id)
        for what, remedy, values in (*_entry_faults(entry), *_fit_faults(entry, catalogue)):
            yield Fault(what, remedy, where, line, values)
    yield from _on_site_faults(text, data, file, seen)


def _on_site_faults(text: str, data: Mapping[str, Any], file: str, seen: set[str]) -> Iterator[Fault]:
    """The faults of what is looked at on site; ids are part of keys that stay for ever, and no indicator's."""
    for number, entry in enumerate(_tables(data, "on_site")):
        id = str(entry.get("id", ""))
        where, line = f"{file} [{id}]", _entry_line(text, "[[on_site]]", number, id)
        if id in seen or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", id):
            remedy = "编号用字母、数字和连字符，不与其他指标和事项相同"
            yield Fault("实地事项编号“{id}”重复或不合规", remedy, where, line, {"id": id})
        seen.add(id)
        for what, remedy, values in on_site_faults(entry):
            yield Fault(what, remedy, where, line, values)


def _tables(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return data[name] if _are_tables(data.get(name)) else []


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _line(text: str, near: str, after: int = 0) -> int | None:
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if number > after and near and near in line), None)


def _entry_line(text: str, header: str, number: int, id: str) -> int | None:
    """Where a table names its id, else its header, else where the id is named at all."""
    heads = [at for at, line in enumerate(text.splitlines(), 1) if line.strip().startswith(header)]
    head = heads[number] if number < len(heads) else 0
    named = _line(text, f'"{id}"', head) if id else None
    return named or head or None


def _scheme_faults(data: Mapping[str, Any]) -> Iterator[Complaint]:
    for key, kind in (("title", str), ("year", int), ("matrix", dict), ("indicator", list)):
        if not isinstance(data.get(key), kind) or (kind is list and not _are_tables(data[key])):
            yield "缺少“{key}”或类型不对", "请参照内置方案补上", {"key": key}
    if not _are_tables(data.get("on_site", [])):
        yield "“on_site”类型不对", "请写成 [[on_site]] 表，没有就删去", {"key": "on_site"}
    for key in sorted(set(data) - SCHEME_KEYS):
        yield "不认识的项“{key}”", "请删除或改正拼写", {"key": key}


def _matrix_faults(data: Mapping[str, Any]) -> Iterator[Complaint]:
    if isinstance(data.get("matrix"), dict):
        yield from Matrix.faults(data["matrix"])


def _entry_faults(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    for key in sorted(set(entry) - INDICATOR_KEYS):
        yield "不认识的项“{key}”", "请删除或改正拼写", {"key": key}
    if not isinstance(entry.get("title"), str):
        yield "缺少标题 title", "请写上指标名称", {}
    points = number(entry.get("points"))
    if points is None or points <= 0:
        yield "分值 points 应是正数", "请写正数，例如 points = 10", {}
    places = entry.get("places")
    if not isinstance(places, list) or not places or set(places) - set(Place) or len(set(places)) < len(places):
        yield "检查位置 places 不对", '可用 ["own", "portal"] 或其中之一', {}
    kinds = entry.get("applies_to")
    if not isinstance(kinds, list) or not kinds or set(kinds) - KINDS:
        yield "适用类别 applies_to 不对", "可用的类别：{known}", {"known": " ".join(sorted(KINDS))}
    if not isinstance(entry.get("whole", False), bool) or (entry.get("whole") and places != [Place.PORTAL]):
        yield "整个门户 whole 不对", '只用于 places = ["portal"] 的指标，写 whole = true 或删去', {"key": "whole"}
    if not isinstance(entry.get("rectify_in", 0), int):
        yield "整改期限 rectify_in 应是整数", "请写工作日数", {}


def _fit_faults(entry: Mapping[str, Any], catalogue: Mapping[str, Rule]) -> Iterator[Complaint]:
    rule = catalogue.get(str(entry.get("rule")))
    if rule is None:
        values = {"rule": str(entry.get("rule")), "known": "、".join(catalogue)}
        yield "没有规则“{rule}”", "可用的规则：{known}", values
        return
    yield from _dial_faults(entry.get("dials", {}), rule)
    yield from _deduct_faults(entry, rule)


def _dial_faults(dials: Any, rule: Rule) -> Iterator[Complaint]:
    given = dials if isinstance(dials, dict) else {}
    for name in sorted(set(rule.dials) - set(given)):
        yield "没有设定 dials.{name}", "规则要求方案设定每一个参数", {"name": name}
    for name in sorted(set(given) - set(rule.dials)):
        yield "规则没有参数 dials.{name}", "请删除或改正拼写", {"name": name}
    for name in sorted(set(given) & set(rule.dials)):
        wanted = rule.dials[name]
        if not _fits(given[name], wanted):
            yield "dials.{name} 的类型不对", "应为 {wanted}", {"name": name, "wanted": wanted}


def _fits(value: Any, wanted: str) -> bool:
    if wanted == "Decimal":
        return number(value) is not None
    if wanted == "MonthDay":
        return value == "" or _is_month_day(value)
    return type(value) is DIAL_TYPES[wanted]


def _is_month_day(value: Any) -> bool:
    """Whether it is a day of every year, written MM-DD."""
    try:
        return bool(date.fromisoformat(f"2001-{value}")) and len(value) == len("MM-DD")
    except (TypeError, ValueError):
        return False


def _deduct_faults(entry: Mapping[str, Any], rule: Rule) -> Iterator[Complaint]:
    given = entry.get("deduct")
    deduct = given if isinstance(given, dict) else {}
    for name in sorted(set(rule.problems) - set(deduct)):
        yield "没有写明 deduct.{name} 扣几分", "规则能指出的每一个问题都要有扣分", {"name": name}
    for name in sorted(set(deduct) - set(rule.problems)):
        yield "规则不会指出问题 deduct.{name}", "可用的问题：{known}", {"name": name, "known": " ".join(rule.problems)}
    share = _share(entry)
    for name in sorted(set(deduct) & set(rule.problems)):
        price = deduction(deduct[name])
        if price is None or price.each < 0 or price.at_most < price.each:
            yield "deduct.{name} 不对", "请写数，或 {{ each = 1, at_most = 5 }}", {"name": name}
        elif share is not None and price.at_most > share:
            yield "deduct.{name} 超过每处的 {share} 分", "扣分不能多于分值", {"name": name, "share": str(share)}


def _share(entry: Mapping[str, Any]) -> Decimal | None:
    points, places = number(entry.get("points")), entry.get("places")
    return points / len(places) if points is not None and isinstance(places, list) and places else None


def number(value: Any) -> Decimal | None:
    """The decimal that a TOML value holds, or None when it is no number."""
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def deduction(value: Any) -> Deduction | None:
    """The price that a scheme writes as a number or as { each, at_most }; None when it is neither."""
    once = number(value)
    if once is not None:
        return Deduction(once, once)
    if isinstance(value, dict) and set(value) == {"each", "at_most"}:
        each, at_most = number(value["each"]), number(value["at_most"])
        return None if each is None or at_most is None else Deduction(each, at_most)
    return None
