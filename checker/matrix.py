"""How daily and year-end, online and on-site combine (日常80/年终20, 网上70/实地30).

The city's report states two marginals of a table with two rows and two columns,
not its four cells. Any matrix that meets both marginals fits; by default the
product: 56, 24, 14, 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from checker.indicator import number

DAILY, YEAR_END = Decimal(80), Decimal(20)
ONLINE, ON_SITE = Decimal(70), Decimal(30)


@dataclass(frozen=True)
class Matrix:
    """Points of the four cells; rows sum to 80 and 20, columns to 70 and 30."""

    daily_online: Decimal
    daily_on_site: Decimal
    year_end_online: Decimal
    year_end_on_site: Decimal

    @classmethod
    def product(cls) -> Matrix:
        """The matrix in which when and where are independent."""
        cells = (row * column / 100 for row in (DAILY, YEAR_END) for column in (ONLINE, ON_SITE))
        return cls(*cells)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Matrix:
        """The matrix written in a scheme, the product when none is; `faults` must have found nothing."""
        return cls(**{name: Decimal(value) for name, value in data.items()}) if data else cls.product()

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, str]]]:
        """What is wrong with a matrix as a scheme writes it: message, remedy, values."""
        names = [cell.name for cell in fields(cls)]
        if sorted(data) != sorted(names) or any(number(data[name]) is None for name in names):
            yield "权重矩阵要有四格数字：{names}", "请补齐四格", {"names": " ".join(names)}
            return
        cells = cls.of(data)
        if any(Decimal(value) < 0 for value in data.values()):
            yield "权重矩阵有负数", "四格都不能小于 0", {}
        for what, stated, got in cells._marginals():
            if stated != got:
                values = {"what": what, "stated": str(stated), "got": str(got)}
                yield (
                    "权重矩阵的{what}之和是 {got}，应为 {stated}",
                    "四格要使日常80、年终20、网上70、实地30 都成立",
                    values,
                )

    def _marginals(self) -> Iterator[tuple[str, Decimal, Decimal]]:
        yield "日常", DAILY, self.daily_online + self.daily_on_site
        yield "年终", YEAR_END, self.year_end_online + self.year_end_on_site
        yield "网上", ONLINE, self.daily_online + self.year_end_online
        yield "实地", ON_SITE, self.daily_on_site + self.year_end_on_site
