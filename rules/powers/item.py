"""One power of a department, as its list states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.snapshot import Document


@dataclass(frozen=True)
class Item:
    """One power: its name as listed, its class in its plain name and its code, each "" when the list does not give it.

    `fields` are the other contents of its row by role: basis, office, chart, supervision, legal, promised, limit, duty,
    accountability, object, fee, level, note …, and `other` for what stands in columns that ask for nothing known; "" where the
    list has the column and the cell is blank, absent where it has no such column. `where` is the page, sheet or table and the
    row. `parent` is the item whose part it is, `body` the department under whose heading it stands in a list of several.
    """

    name: str
    kind: str
    code: str
    source: Document
    fields: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
    parent: str = ""
    body: str = ""
