"""Appeals (申诉): a department disputes a finding, hands in evidence, and is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checker.rulings import Ruling


@dataclass(frozen=True)
class Handed:
    """A file that a department handed in: its name as told, and the digest under which it is kept."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Appeal:
    """What a department says against a finding; `finding` and `seen` as in `checker.identity`, `answer` once there is one."""

    number: int
    finding: str
    seen: str
    says: str
    by: str
    on: date
    evidence: tuple[Handed, ...] = ()
    answer: Ruling | None = None
