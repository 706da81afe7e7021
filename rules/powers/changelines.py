"""Items that a change notice names outside tables: in numbered lines under a heading, in quotes, and by names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from crawler.snapshot import Document
from rules.bodies import is_body
from rules.phrases import squeeze, unnumbered
from rules.powers.change import What
from rules.powers.changetables import Row, is_mine, is_row
from rules.powers.wording import ITEM, is_kept, tells_change, what_of

LONGEST = 60  # characters of an item's name in a line
SHORTEST = 5  # characters of a known name that is looked for in sentences
_ADVICE = re.compile("加强|切实|做好|各级|各部门|应当|认真|严格|建立|落实|推进|确保|不得|贯彻|要求|[:。]")
_QUOTED = re.compile('[“"「『]([^“”"「」『』]{4,60})[”"」』]')


def rows_in_lines(document: Document, names: tuple[str, ...], head: What | None) -> Iterator[Row]:
    """The items in numbered or listed lines under headings such as 取消的行政审批项目, and those in quotes."""
    known = tuple(squeeze(name) for name in names)
    heading: str | None = None
    group: bool | None = None
    for line in _prose(document):
        plain = squeeze(line)
        bodiless = unnumbered(re.sub(r"[(](?:共计?)?\d+[项个][)]|:$", "", plain))
        if is_body(bodiless):
            group = is_mine(bodiless, known)
        elif _is_heading(plain):
            heading, group = plain, None
        elif heading is not None and _is_item(plain):
            if not is_kept(heading):
                yield Row(unnumbered(plain).strip(";,、"), what_of(heading) or head, group)
        elif tells_change(plain):
            quoted = (name for name in _QUOTED.findall(line) if ITEM.search(name) and not tells_change(squeeze(name)))
            yield from (Row(name, what_of(plain) or head) for name in quoted)


def named_in(document: Document, known: Mapping[str, str], head: What | None) -> Iterator[Row]:
    """The items, by names that are known, of which a sentence tells a change."""
    told = [part for line in _prose(document) for part in re.split("[。;]", squeeze(line))]
    for sentence in filter(tells_change, told):
        for name, listed in known.items():
            if len(name) >= SHORTEST and name in sentence:
                yield Row(listed, what_of(sentence.replace(name, "")) or head, True)


def _prose(document: Document) -> Iterator[str]:
    """The lines of a text that are no rows of tables."""
    return (line for line in document.text.splitlines() if not is_row(line))


def _is_heading(plain: str) -> bool:
    """Whether a line heads items: it names what becomes of them, and is short or ends with a colon."""
    heads = re.search(r"(?:目录|项目|事项|职权|许可|审批)(?:[(].*[)]|\d+项)*[:]?$|为:$|如下:$", plain) is not None
    return heads and (tells_change(plain) or is_kept(plain)) and len(plain) <= 90


def _is_item(plain: str) -> bool:
    numbered = unnumbered(plain) != plain or plain.endswith(";")
    return numbered and 4 < len(plain) <= LONGEST and ITEM.search(plain) is not None and not _ADVICE.search(plain)
