"""One measurement at a polluter, or one line about a polluter, as a table tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from crawler.snapshot import Citation, Document

NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Monitored:
    """What one row says of one pollutant at one enterprise; "" for what it does not say.

    `cells` are the texts by role (region, enterprise, point, day, pollutant, value, limit, verdict, multiple, reason, note,
    over …), `value_unit` and `limit_unit` the units that heads or cells state. `kind` is 废水, 废气, 污水处理厂 … where told,
    `carried` the roles whose cell was blank and was filled from the row above, `is_raw` that the value is one before
    it was converted to standard oxygen (实测浓度).
    """

    source: Document
    where: str
    cells: Mapping[str, str]
    kind: str = ""
    value_unit: str = ""
    limit_unit: str = ""
    carried: frozenset[str] = frozenset()
    is_raw: bool = False

    @property
    def enterprise(self) -> str:
        """The name of the enterprise."""
        return self.cells.get("enterprise", "")

    @property
    def pollutant(self) -> str:
        """The name of what was measured."""
        return self.cells.get("pollutant", "")

    def cite(self) -> Citation:
        """A citation of its line in the document."""
        told = [text for role in ("enterprise", "pollutant", "value") if (text := self.cells.get(role, ""))]
        lines = (line.strip() for line in self.source.text.splitlines() if line.strip())
        line = next((line for line in lines if all(text in line for text in told)), self.enterprise)
        return self.source.cite(line[:200], self.where)


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table about polluters: the roles of its columns and its rows; `caption` is what stands above it."""

    source: Document
    where: str
    caption: str
    roles: frozenset[str]
    rows: tuple[Monitored, ...]
    kind: str = ""
    notes: tuple[str, ...] = field(default=())
