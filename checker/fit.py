"""Whether a scheme fits the rules: every fault, with the line where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.fit_indicator import indicator_faults
from checker.indicator import number
from checker.matrix import Matrix
from checker.onsite import Complaint, on_site_faults
from crawler.period import Period
from crawler.refusal import Fault
from rules.rule import Rule

OPTIONS = ("inapplicable", "grades", "bonus_above", "at_most", "year_end_crawl", "escalation", "stated", "unverified")
SCHEME_KEYS = frozenset(("title", "year", "source", "matrix", "indicator", "on_site", *OPTIONS))
NAMED = ("matrix", "grades", "bonus_above", "at_most", "year_end_crawl", "escalation", "inapplicable", "marginals")
OWN_ID = "编号用字母、数字和连字符，不与其他指标和事项相同"
SHARINGS = ("scale", "spread")
LONGEST = 366  # workdays beyond the time set after which a step may be taken


def faults(text: str, data: Mapping[str, Any], file: str, catalogue: Mapping[str, Rule]) -> Iterator[Fault]:
    """Everything that is wrong with a scheme; `text` is the file as written, `data` the same as parsed."""
    for near, complaints in (("", _scheme_faults(data)), ("[matrix]", _matrix_faults(data))):
        for what, remedy, values in complaints:
            yield Fault(what, remedy, file, _line(text, str(values.get("key", near))), values)
    seen: set[str] = set()
    for at, entry in enumerate(_tables(data, "indicator")):
        id = str(entry.get("id", ""))
        where, line = f"{file} [{id}]", _entry_line(text, "[[indicator]]", at, id)
        if id in seen or not _is_id(entry.get("id")):
            yield Fault("指标编号“{id}”重复或不合规", OWN_ID, where, line, {"id": id})
        seen.add(id)
        for what, remedy, values in indicator_faults(entry, catalogue):
            yield Fault(what, remedy, where, line, values)
    yield from _on_site_faults(text, data, file, seen)


def _on_site_faults(text: str, data: Mapping[str, Any], file: str, seen: set[str]) -> Iterator[Fault]:
    """The faults of what is looked at on site; ids are part of keys that stay for ever, and no indicator's."""
    for at, entry in enumerate(_tables(data, "on_site")):
        id = str(entry.get("id", ""))
        where, line = f"{file} [{id}]", _entry_line(text, "[[on_site]]", at, id)
        if id in seen or not _is_id(entry.get("id")):
            yield Fault("实地事项编号“{id}”重复或不合规", OWN_ID, where, line, {"id": id})
        seen.add(id)
        for what, remedy, values in on_site_faults(entry):
            yield Fault(what, remedy, where, line, values)


def _is_id(value: Any) -> bool:
    """Whether it can be part of the names of findings and lines, which people send back (checker.identity)."""
    return isinstance(value, str) and bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value))


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
    for key, kind in (("title", str), ("year", int), ("indicator", list)):
        if not isinstance(data.get(key), kind) or (kind is list and not _are_tables(data[key])):
            yield "缺少“{key}”或类型不对", "请参照内置方案补上", {"key": key}
    if type(data.get("year", 2013)) is not int or not 1949 <= data.get("year", 2013) <= 9999:
        yield "年度 year 不对", "请写四位数的年份", {"key": "year"}
    if not isinstance(data.get("source", ""), str):
        yield "“{key}”应是文字", "请写明依据，或删去", {"key": "source"}
    if data.get("indicator") == []:
        yield "方案没有一个指标", "请参照内置方案补上", {"key": "indicator"}
    if not _are_tables(data.get("on_site", [])):
        yield "“on_site”类型不对", "请写成 [[on_site]] 表，没有就删去", {"key": "on_site"}
    for key in sorted(set(data) - SCHEME_KEYS):
        yield "不认识的项“{key}”", "请删除或改正拼写", {"key": key}
    yield from _option_faults(data)
    yield from _bonus_faults(data)
    yield from _escalation_faults(data.get("escalation", []))


def _option_faults(data: Mapping[str, Any]) -> Iterator[Complaint]:
    if data.get("inapplicable", SHARINGS[0]) not in SHARINGS:
        yield "不适用的分怎样处理 inapplicable 不对", "可写：scale 或 spread", {"key": "inapplicable"}
    if not _are_grades(data.get("grades", {"": 0})):
        remedy = '请写成 {{ "优秀" = 90, "合格" = 60, "不合格" = 0 }}，各不相同，最低一等从 0 起'
        yield "等次 grades 不对", remedy, {"key": "grades"}
    if "year_end_crawl" in data and not _is_period(data["year_end_crawl"]):
        yield "年终网上检查的月份 year_end_crawl 不对", '请写成 "2014-01" 的形式', {"key": "year_end_crawl"}
    for key in ("stated", "unverified"):
        given = data.get(key, [])
        if not isinstance(given, list) or not set(map(str, given)) <= set(NAMED):
            yield (
                "“{key}”中没有这样的数：{names}",
                "可写的有：{known}",
                {"key": key, "names": str(given), "known": " ".join(NAMED)},
            )
    both = [set(map(str, data[key])) for key in ("stated", "unverified") if isinstance(data.get(key), list)]
    if len(both) == 2 and both[0] & both[1]:
        values = {"key": "unverified", "names": " ".join(sorted(both[0] & both[1]))}
        yield "同一个数不能既是明文又未核实：{names}", "请从 stated 或 unverified 中删去", values


def _bonus_faults(data: Mapping[str, Any]) -> Iterator[Complaint]:
    above, most = number(data.get("bonus_above", 0)), number(data.get("at_most", 100))
    if above is None or not 0 <= above <= 100:
        yield "计加分的起点 bonus_above 不对", "请写从 0 到 100 的数", {"key": "bonus_above"}
    if most is None or most < 100:
        yield "满分加加分的上限 at_most 不对", "请写不小于 100 的数", {"key": "at_most"}


def _escalation_faults(given: Any) -> Iterator[Complaint]:
    """What follows when a problem stays: steps of different names, each later than the one before."""
    key, form = {"key": "escalation"}, '请写成 [{{ step = "督办", after = 5 }}, {{ step = "通报", after = 15 }}]'
    if not _are_tables(given) or any(set(each) != {"step", "after"} for each in given):
        yield "逾期后的步骤 escalation 写法不对", form, key
        return
    names: list[str] = []
    last = -1
    for each in given:
        name, after = each["step"], each["after"]
        if not isinstance(name, str) or not name.strip() or name in names:
            yield "逾期后的步骤名“{step}”为空或重复", "请给每一步一个自己的名称", {**key, "step": str(name)}
        names.append(str(name))
        if type(after) is not int or not last < after <= LONGEST:
            remedy = "after 是期限届满后的工作日数，写从 0 到 {most} 的整数，一步比一步晚"
            yield "步骤“{step}”的 after 不对", remedy, {**key, "step": str(name), "most": str(LONGEST)}
        last = after if type(after) is int else last


def _are_grades(value: Any) -> bool:
    least = [number(each) for each in value.values()] if isinstance(value, dict) else []
    known = [each for each in least if each is not None]
    return 0 in known and len(set(known)) == len(least) and all(0 <= each <= 100 for each in known)


def _is_period(value: Any) -> bool:
    try:
        return bool(Period.parse(value))
    except (TypeError, ValueError):
        return False


def _matrix_faults(data: Mapping[str, Any]) -> Iterator[Complaint]:
    if isinstance(data.get("matrix"), dict):
        yield from Matrix.faults(data["matrix"])
    elif "matrix" in data:
        yield "缺少“{key}”或类型不对", "请参照内置方案补上", {"key": "matrix"}
