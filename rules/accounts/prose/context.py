"""What the words of a sentence depend on: the heading above, the head that is spoken of, what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.accounts.heads import OPERATION, PARTS, PURCHASE, TOTAL, VEHICLES

ABOVE = {PURCHASE: (VEHICLES, TOTAL), OPERATION: (VEHICLES, TOTAL), **dict.fromkeys(PARTS, (TOTAL,))}
LAST, THIS, EARLIER = -1, 0, -9


@dataclass
class Frame:
    """What a heading or a paragraph sets for the sentences below it."""

    head: str = ""
    year: int | None = None
    kind: str = ""


@dataclass
class Subject:
    """Of what the words speak; kept aside while a bracket is open.

    `linked` while nothing but words of accounting have stood since the head or the beginning of the clause; `named`
    when this clause names the head, `seen` when it has a word of accounting; `mode` is reason or usage when heads
    are only mentioned; in a `skip`ped clause sums mean something else; `inherited` from the sentence before; `counted` when
    groups, guests or cars of it were told last.
    """

    heads: list[str] = field(default_factory=list)
    linked: bool = True
    named: bool = False
    seen: bool = False
    mode: str = ""
    year: int | None = None
    kind: str = ""
    skip: bool = False
    inherited: bool = False
    counted: bool = False


@dataclass
class Base:
    """What a change is measured against; `general` when it was said before any head."""

    year: int | None = None
    kind: str = ""
    known: bool = False
    general: bool = False
