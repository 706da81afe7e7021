"""Numbers that two different documents of a catalogue bear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from rules.finding import Finding, failed
from rules.institutions.entries import Entry
from rules.institutions.fields import FULL_NUMBER, NUMBER
from rules.phrases import squeeze

ALIKE = 0.6  # likeness of two titles from which they may be one document
MOST = 20  # entries with one number that are compared
_ABOUT = re.compile("解读|图解|问答|说明|附件|起草|征求意见|草案|一图读懂|转发|废止|失效|修改|修订|更正")
_COMMON = re.compile("关于|印发|的|通知|市|人民政府|办公室|办公厅")


def doubled(entries: Sequence[Entry]) -> Iterator[Finding]:
    """A finding for each full number that stands on two documents with different titles."""
    bearing: dict[str, list[Entry]] = {}
    for entry in entries:
        number = squeeze(entry.told(NUMBER.name))
        if FULL_NUMBER.fullmatch(number) and not _ABOUT.search(squeeze(entry.title)):
            bearing.setdefault(_one_form(number), []).append(entry)
    for number, same in bearing.items():
        pair = next((pair for pair in combinations(same[:MOST], 2) if _differ(*pair)), None)
        if pair is not None:
            cited = tuple(entry.source.cite(entry.title, entry.where) for entry in pair)
            values = {"number": number, "one": pair[0].title, "other": pair[1].title}
            yield failed("doubled", *cited, note="“{one}”和“{other}”都是{number}", subject=number, **values)


def _one_form(number: str) -> str:
    return re.sub(r"[\[(【﹝]", "〔", re.sub(r"[\])】﹞]", "〕", number)).replace("第", "")


def _differ(one: Entry, other: Entry) -> bool:
    """Whether two titles surely are those of two documents: neither holds the other, and they are not alike."""
    first, second = (_COMMON.sub("", squeeze(entry.title)) for entry in (one, other))
    if not first or not second or first in second or second in first:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() < ALIKE
