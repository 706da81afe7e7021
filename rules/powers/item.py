"""One power of a department, as its list states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.snapshot import Document


@dataclass(frozen=True)
class Item:
    """One power: its name as listed, its class and code when the list gives them.

    `fields` are the other contents of its row by role: basis, office, chart, supervision, legal, promised, duty, accountability.
    """

    name: str
    kind: str
    code: str
    source: Document
    fields: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
