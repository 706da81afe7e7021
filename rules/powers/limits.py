"""Time limits of powers: what the law allows (法定办结时限) and what the office promises (承诺办结时限)."""

from __future__ import annotations

from dataclasses import dataclass

WORKDAY, DAY = "workday", "day"


@dataclass(frozen=True)
class Limit:
    """A time limit: `days` of a `unit` ("workday" for 工作日, "day" for 日 and 天), 0 for at once; `text` is how it is written.

    A month counts as 30 days: so does no law, but so do the lists that write 60日 for 两个月.
    """

    days: int
    unit: str
    text: str = ""


@dataclass(frozen=True)
class Limits:
    """The limits that a text states; None for one that it does not state."""

    legal: Limit | None = None
    promised: Limit | None = None
