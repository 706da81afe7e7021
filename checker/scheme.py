"""A year's rulebook (考核方案) as data, refused with every fault in one message when it does not fit the rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checker.fit import Deduction, deduction, faults
from checker.onsite import OnSite, on_site
from checker.year import Matrix
from crawler.refusal import Fault, Refusal
from crawler.snapshot import Place
from rules.rule import Rule


@dataclass(frozen=True)
class Indicator:
    """One line of the rulebook (指标). `rectify_in` counts workdays; `source` says where the numbers come from.

    `whole` says that on the portal all of it is judged as one site, and not only what it shows of one body.
    """

    id: str
    title: str
    rule: str
    points: Decimal
    places: tuple[Place, ...]
    applies_to: frozenset[str]
    deduct: Mapping[str, Deduction]
    dials: Mapping[str, Any] = field(default_factory=dict)
    rectify_in: int = 0
    source: str = ""
    whole: bool = False

    @property
    def share(self) -> Decimal:
        """The points that each place carries."""
        return self.points / len(self.places)

    def binds(self, kinds: frozenset[str]) -> bool:
        """Whether a department of these kinds owes this."""
        return bool(self.applies_to & kinds)


@dataclass(frozen=True)
class Scheme:
    """A year's rulebook: the only home of numbers, and of what inspectors look at on site."""

    id: str
    title: str
    year: int
    source: str
    matrix: Matrix
    indicators: tuple[Indicator, ...]
    on_site: tuple[OnSite, ...] = ()


def open_scheme(name: str, folder: Path, catalogue: Mapping[str, Rule]) -> Scheme:
    """The scheme of that name: the workspace's own in `folder`, else a built-in one.

    Raises Refusal when there is none, or when it does not fit the rules.
    """
    values = {"name": name, "known": "、".join(built_in_schemes())}
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        raise Refusal(Fault("考核方案名“{name}”不合规", "名称只用字母、数字和连字符", "gongkai.toml", None, values))
    own, built_in = folder / f"{name}.toml", resources.files("checker") / "schemes" / f"{name}.toml"
    source = own if own.is_file() else built_in
    if not source.is_file():
        remedy = "可用的内置方案：{known}；自己的方案放进 schemes/"
        raise Refusal(Fault("没有考核方案“{name}”", remedy, "gongkai.toml", None, values))
    return read_scheme(source.read_text("utf-8"), f"{name}.toml", catalogue)


def built_in_schemes() -> list[str]:
    """Names of the schemes that come with the program."""
    files = (resources.files("checker") / "schemes").iterdir()
    return sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))


def read_scheme(text: str, file: str, catalogue: Mapping[str, Rule]) -> Scheme:
    """The scheme written in a TOML text. Raises Refusal with every fault that it has."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        fault = Fault("不是合格的 TOML：{error}", "请按提示位置改正", file, None, {"error": str(error)})
        raise Refusal(fault) from None
    found = list(faults(text, data, file, catalogue))
    if found:
        raise Refusal(*found)
    return Scheme(
        id=file.removesuffix(".toml"),
        title=data["title"],
        year=data["year"],
        source=data.get("source", ""),
        matrix=Matrix.of(data["matrix"]),
        indicators=tuple(_indicator(entry) for entry in data["indicator"]),
        on_site=tuple(on_site(entry) for entry in data.get("on_site", [])),
    )


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    prices = {name: deduction(value) for name, value in entry["deduct"].items()}
    return Indicator(
        id=entry["id"],
        title=entry["title"],
        rule=entry["rule"],
        points=Decimal(entry["points"]),
        places=tuple(Place(place) for place in entry["places"]),
        applies_to=frozenset(entry["applies_to"]),
        deduct=MappingProxyType({name: price for name, price in prices.items() if price is not None}),
        dials=MappingProxyType(dict(entry.get("dials", {}))),
        rectify_in=entry.get("rectify_in", 0),
        source=entry.get("source", ""),
        whole=entry.get("whole", False),
    )
