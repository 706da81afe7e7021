"""Whether an indicator of a scheme fits its rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from checker.indicator import Sort, deduction, number
from checker.onsite import Complaint, standing_faults
from crawler.roster import KINDS
from crawler.snapshot import Place
from rules.rule import Rule

DIAL_TYPES: Mapping[str, type] = {"int": int, "Decimal": Decimal, "str": str, "date": date, "bool": bool}
KEYS = frozenset(
    "id title rule sort group points places applies_to dials deduct veto explained rectify_in source whole stated unverified".split()
)


def indicator_faults(entry: Mapping[str, Any], catalogue: Mapping[str, Rule]) -> Iterator[Complaint]:
    """What is wrong with the table of an indicator: what, remedy, and the values of both."""
    yield from _entry_faults(entry)
    yield from _fit_faults(entry, catalogue)
    yield from standing_faults(entry)


def _entry_faults(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    for key in sorted(set(entry) - KEYS):
        yield "不认识的项“{key}”", "请删除或改正拼写", {"key": key}
    if not isinstance(entry.get("title"), str):
        yield "缺少标题 title", "请写上指标名称", {}
    yield from _sort_faults(entry)
    places = entry.get("places")
    if (
        not isinstance(places, list)
        or not places
        or set(map(str, places)) - set(Place)
        or len(set(map(str, places))) < len(places)
    ):
        yield "检查位置 places 不对", '可用 ["own", "portal"] 或其中之一', {}
    kinds = entry.get("applies_to")
    if not isinstance(kinds, list) or not kinds or set(map(str, kinds)) - KINDS:
        yield "适用类别 applies_to 不对", "可用的类别：{known}", {"known": " ".join(sorted(KINDS))}
    if not isinstance(entry.get("whole", False), bool) or (entry.get("whole") and places != [Place.PORTAL]):
        yield "整个门户 whole 不对", '只用于 places = ["portal"] 的指标，写 whole = true 或删去', {"key": "whole"}
    if type(entry.get("rectify_in", 0)) is not int or not 0 <= entry.get("rectify_in", 0) <= 366:
        yield "整改期限 rectify_in 应是整数", "请写工作日数", {}
    if not isinstance(entry.get("group", ""), str):
        yield "“{key}”应是文字", "请写明一级指标的名称，或删去", {"key": "group"}
    if not isinstance(entry.get("source", ""), str):
        yield "“{key}”应是文字", "请写明依据，或删去", {"key": "source"}


def _sort_faults(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    sort, points = entry.get("sort", Sort.DEDUCT), number(entry.get("points"))
    if sort not in tuple(Sort):
        yield "指标的种类 sort 不对", "可用的种类：{known}", {"known": " ".join(Sort)}
    elif sort == Sort.VETO:
        for key in ("points", "deduct", "explained"):
            if key in entry:
                yield "单项否决的指标不能有 {key}", "请删去，否决的条件写在 veto 中", {"key": key}
    elif points is None or points <= 0:
        yield "分值 points 应是正数", "请写正数，例如 points = 10", {}
    if sort != Sort.VETO and "veto" in entry:
        yield "只有单项否决的指标才有 veto", '请删去，或写明 sort = "veto"', {}


def _fit_faults(entry: Mapping[str, Any], catalogue: Mapping[str, Rule]) -> Iterator[Complaint]:
    rule = catalogue.get(str(entry.get("rule")))
    if rule is None:
        values = {"rule": str(entry.get("rule")), "known": list(catalogue)}
        yield "没有规则“{rule}”", "可用的规则：{known}", values
        return
    yield from _dial_faults(entry.get("dials", {}), rule)
    if entry.get("sort") == Sort.VETO:
        yield from _veto_faults(entry.get("veto"), rule)
    else:
        yield from _deduct_faults(entry, rule)
        yield from _explained_faults(entry, rule)


def _veto_faults(vetoes: Any, rule: Rule) -> Iterator[Complaint]:
    known = {"known": " ".join(rule.problems)}
    if not isinstance(vetoes, list) or not vetoes:
        yield (
            "单项否决的指标要写明 veto",
            '例如 veto = [{{ problems = ["stale"], count = 5 }}]，可用的问题：{known}',
            known,
        )
        return
    for each in vetoes:
        table = each if isinstance(each, dict) else {}
        problems, count = table.get("problems"), table.get("count")
        if set(table) != {"problems", "count"} or not isinstance(problems, list) or type(count) is not int or count < 1:
            yield (
                "否决的条件 veto 不对",
                '例如 veto = [{{ problems = ["stale"], count = 5 }}]，可用的问题：{known}',
                known,
            )
        elif not problems or set(map(str, problems)) - set(rule.problems):
            names = " ".join(sorted(set(map(str, problems)) - set(rule.problems)))
            yield "规则不会指出问题 {names}", "可用的问题：{known}", {**known, "names": names}


def _explained_faults(entry: Mapping[str, Any], rule: Rule) -> Iterator[Complaint]:
    given, prices = entry.get("explained", {}), entry.get("deduct", {})
    if not isinstance(given, dict):
        yield "有情况说明时的扣分 explained 不对", "请写成 explained = {{ empty = 0 }}", {}
        return
    for name, value in given.items():
        left, price = number(value), deduction(prices.get(name)) if isinstance(prices, dict) else None
        if name not in rule.problems:
            yield (
                "规则不会指出问题 explained.{name}",
                "可用的问题：{known}",
                {"name": name, "known": " ".join(rule.problems)},
            )
        elif left is None or left < 0 or (price is not None and left > price.each):
            yield "explained.{name} 不对", "请写从 0 到该问题扣分之间的数", {"name": name}


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
