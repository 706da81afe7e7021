"""What a page says behind labels, and where: in the card of a document, under a heading, or in one item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from crawler.reading import limits
from crawler.reading.pages import flow, grids, labels, lines
from crawler.reading.text import dates

CARD_ABOVE = 3  # lines of a card before its first telling label
CARD_BELOW = 8
OFFICIAL = frozenset(labels.ISSUERS)
LONGEST_VALUE = 80  # characters of a line that is the value of the label above it
MOST_BESIDE_DAY = 20  # characters beside the day in such a line
ENDS = re.compile(r"[。；！？，、：:,;]\s*$")
LONGEST_BARE = 14  # characters of a label that has no colon and a line of its own


@dataclass(frozen=True, slots=True)
class Said:
    """A label and its value. `line` is where it stands in the page; `card` within a document's card; `item` within a list."""

    label: str
    value: str
    line: int
    card: bool = False
    item: bool = False


def everything(page: flow.Flow, tables: Sequence[grids.Grid]) -> list[Said]:
    """Every label with its value, those in tables first."""
    starts = {block.node.mem_id: block.first for block in page.blocks if block.tag == "table"} if tables else {}
    found = [
        Said(label, value, starts.get(each.node.mem_id, 0))
        for each in tables
        for label, value in labels.in_rows(each.table.rows)
    ]
    found = [*found, *islice(_in_lines(page), limits.PAGE_LABELS)]
    cards = _card_lines(found)
    return [
        Said(each.label, each.value, each.line, each.line in cards, lines.is_item(page, each.line)) for each in found
    ]


def days(found: Iterable[Said], wanted: Iterable[str], url: str) -> list[tuple[date, Said]]:
    """The days behind some labels, with what was said."""
    names = frozenset(wanted)
    return [
        (day, each) for each in found if each.label in names and each.value and (day := labels.day(each.value, url))
    ]


def written(found: Sequence[Said]) -> date | None:
    """The day of signing by the first label that has one; None where several differ, as in a list of documents."""
    signed: dict[str, set[date]] = {}
    for day, each in days(found, labels.WRITTEN, ""):
        if not each.item:
            signed.setdefault(each.label, set()).add(day)
    first = next((signed[label] for label in labels.WRITTEN if label in signed), set())
    return first.pop() if len(first) == 1 else None


def title(found: Sequence[Said]) -> tuple[str, int]:
    """The title in a document's card and its line, or ("", -1); several different ones are a list."""
    named = {each.value: each.line for each in found if each.card and each.label in labels.TITLES and not each.item}
    named = {value: line for value, line in named.items() if value not in labels.NOTHING}
    return named.popitem() if len(named) == 1 else ("", -1)


def issuer(found: Sequence[Said], head: range) -> str:
    """Who published, from the most official label down to 来源, in the card or under the heading, else anywhere.

    "" when nobody is named, or a list names many.
    """
    official = [each for each in found if each.label in OFFICIAL and not each.item]
    for part in ([each for each in official if each.card or each.line in head], official):
        names: dict[str, set[str]] = {}
        for each in part:
            if name := labels.name(each.value):
                names.setdefault(each.label, set()).add(name)
        for wanted in labels.ISSUERS:
            if len(names.get(wanted, ())) == 1:
                return names[wanted].pop()
    return ""


def _in_lines(page: flow.Flow) -> Iterator[Said]:
    bare: list[Said] = []
    ruled = _table_lines(page)
    for index, line in enumerate(page.lines):
        pairs = labels.in_line(line)
        if not pairs and line[0] not in labels.BEGINNINGS:
            continue
        after = page.lines[index + 1] if index + 1 < len(page.lines) else ""
        if (
            len(pairs) == 1
            and not pairs[0][1]
            and index not in ruled
            and _is_value(pairs[0][0], after)
            and _ends_with(line, pairs[0][0])
        ):
            pairs = ((pairs[0][0], after.strip(labels.EDGE)[: labels.LONGEST_VALUE]),)
        elif not pairs and after and len(line) <= LONGEST_BARE and (label := labels.squeeze(line)) in labels.KNOWN:
            bare.append(Said(label, after.strip(labels.EDGE)[: labels.LONGEST_VALUE], index))
        for label, value in pairs:
            yield Said(label, value, index)
    if len({each.label for each in bare} & labels.CATALOGUE) >= 2:
        yield from (each for each in bare if labels.squeeze(each.value) not in labels.KNOWN)


def _table_lines(page: flow.Flow) -> set[int]:
    """The lines of data tables: what has no value there has an empty cell for it."""
    blocks = (block for block in page.blocks if page.data and block.node.mem_id in page.data)
    return {line for block in blocks for line in range(block.first, block.last)}


def _ends_with(line: str, label: str) -> bool:
    return labels.squeeze(line).rstrip(":：∶﹕】])）").endswith(label)


def _is_value(label: str, line: str) -> bool:
    """Whether a line may be the value of the label that ends the line above; the first sentence of a text is none."""
    if not line or len(line) > LONGEST_VALUE or ENDS.search(line) or labels.in_line(line):
        return False
    if label in labels.DAYS:
        day = next(dates.spans(line), None)
        return len(line) - (day[2] - day[1] if day else 0) <= MOST_BESIDE_DAY
    return label not in OFFICIAL or bool(labels.name(line))


def _card_lines(found: Sequence[Said]) -> set[int]:
    telling = {each.line for each in found if each.label in labels.CARD}
    return {near for line in telling for near in range(line - CARD_ABOVE, line + CARD_BELOW + 1)}
