"""What is said between whoever keeps a crawl and the machines of a cluster: an order, and parts that come back.

A scheduler loads this with every task that it hands on, so it loads nothing of the crawl itself.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.frontier import Row
    from crawler.leads import Pieces
    from crawler.line import Share
    from crawler.standing import Standing

PARTS = "parts"
LENT = "order"


@dataclass(frozen=True)
class Order:
    """A share with all that its machine needs to know.

    `standings` tell where each visit stands, `leads` hold the records of earlier months that say where pages lead, and
    `machines` name the hosts and addresses that answer for each site. `life` is a semaphore that is held as long as
    whoever keeps wants the share to be worked on.
    """

    share: Share
    standings: dict[str, Standing]
    leads: Pieces
    machines: dict[str, frozenset[str]]
    life: str


@dataclass(frozen=True)
class Begun:
    """Part 1: which machine works on the share, and after how many seconds its hold on sites lapses."""

    worker: str
    lease: float


@dataclass(frozen=True)
class Read:
    """Readings of what was kept, as an edition of the readers made them: (sha256, url or "", JSON) each."""

    edition: str
    rows: tuple[tuple[str, str, bytes], ...]


@dataclass(frozen=True)
class Ended:
    """The last that is said: how it ended, which site was read then, and which address by one alone with its site.

    `is_blameless` when the reason lies in none of the sites.
    """

    what: str
    site: str = ""
    trying: Row | None = None
    is_blameless: bool = False


@dataclass(frozen=True)
class Part:
    """Messages that were put together, numbered from 1 in each share."""

    messages: tuple[object, ...] = field(default_factory=tuple)


def packed(value: object) -> bytes:
    """A value as it is put into the store."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Any:
    """The value. Only the machines of the cluster write into the store: who can, can run programs on them anyway."""
    return pickle.loads(data)  # noqa: S301


def part_name(place: str, number: int) -> str:
    """Where a part lies."""
    return f"{place}/{PARTS}/{number:08}"


def order_name(place: str) -> str:
    """Where an order lies."""
    return f"{place}/{LENT}"
