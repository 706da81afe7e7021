"""How letters write days, months, counts and what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from checker.ledger.events import Matter
from checker.scoring import Weighed
from crawler.period import CHINA, Period
from crawler.snapshot import Citation
from reports.grounds import basis_in
from reports.wording import FIXED, Wording, plain
from rules.rule import catalogue

ZH = Wording("zh")
LIST = "清单.xlsx"
OFFICE = "{city}政务公开办公室"
NUMBERS: Mapping[str, str] = {
    "notice": "{city}政务公开办整改〔{year}〕{serial}号",
    "circular": "{city}政务公开办通报〔{year}〕{serial}号",
}
TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "notice": ("整改通知书.docx", "notice.docx"),
    "circular": ("通报.docx", "circular.docx"),
}
Row = dict[str, str]
ORDINALS = "一二三四五六七八九十"
LONGEST, QUOTED, CITED = 160, 60, 2  # characters of a text, of a quote, and how many proofs are shown
FEW = 3  # titles that are named one by one


def day(value: date | None) -> str:
    """A day as official documents write it; empty where there is none."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def month(value: Period) -> str:
    """A month as official documents write it."""
    return f"{value.year}年{value.month}月"


def moment(value: datetime | None) -> str:
    """A moment in China to the minute; empty where there is none."""
    if value is None:
        return ""
    here = value.astimezone(CHINA)
    return f"{day(here.date())}{here:%H:%M}"


def cut(text: str, most: int = LONGEST) -> str:
    """A text from outside on one line, no longer than that."""
    line = plain(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def ordinals(names: Iterable[str]) -> Row:
    """The Chinese ordinal of each part of a letter that is there."""
    return dict(zip(names, ORDINALS, strict=False))


def listed(names: Iterable[str]) -> str:
    """Names one after the other."""
    return "、".join(names)


def counted(counts: Mapping[str, int], unit: str) -> str:
    """Names with how many there are of each."""
    return listed(f"{name}{count}{unit}" for name, count in counts.items())


def numbered(rows: Sequence[Mapping[str, Any]]) -> str:
    """The numbers of cases as runs, with what they are about, unless that is too much to say."""
    titles: dict[str, list[int]] = {}
    for row in rows:
        titles.setdefault(row["title"], []).append(int(row["case"]))
    if len(titles) > FEW:
        return f"第{listed(_runs(each for found in titles.values() for each in found))}号"
    return listed(f"第{listed(_runs(found))}号（{title}）" for title, found in titles.items())


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers in order, those that follow each other as one run."""
    for _, run in groupby(enumerate(sorted(numbers)), lambda each: each[1] - each[0]):
        found = [number for _, number in run]
        yield f"{found[0]}至{found[-1]}" if len(found) > 2 else listed(map(str, found))


def what(matter: Matter, item: Weighed | None) -> str:
    """What is wrong, of what, and what the check noted of it."""
    problem = ZH.problem(matter.rule, matter.problem)
    note = cut(ZH.finding(item.finding)) if item else ""
    about = f"：{cut(matter.subject)}" if matter.subject else ""
    return f"{problem}{about}" + (f"（{note}）" if note else "")


def proof(citation: Citation) -> Row:
    """One proof: address, time, what is written there."""
    quote = citation.quote
    return {
        "url": plain(citation.url),
        "fetched": moment(citation.fetched),
        "quote": cut(ZH.reason(quote) if quote in FIXED else quote, QUOTED),
        "where": cut(citation.where, QUOTED),
    }


def evidence(cited: Iterable[Citation]) -> tuple[list[Row], str]:
    """The proofs, and those that are shown as lines."""
    proofs = [proof(each) for each in dict.fromkeys(cited)]
    lines: list[str] = []
    for each in proofs[:CITED]:
        lines.append(each["url"])
        said = f"“{each['quote']}”" if each["quote"] else ""
        when = f"{each['fetched']}取得" if each["fetched"] else ""
        lines += [part for part in (" ".join(part for part in (when, each["where"], said) if part),) if part]
    if len(proofs) > CITED:
        lines.append(f"另有{len(proofs) - CITED}处")
    return proofs, "\n".join(lines)


def duty(rule: str, period: Period) -> tuple[str, str]:
    """What a rule asks, and where the law of a month said so; its title where it does not say."""
    known = catalogue().get(rule)
    return (known.duty or known.title, basis_in(known.basis, period.year)) if known else ("", "")
