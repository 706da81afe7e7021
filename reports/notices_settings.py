"""What gongkai.toml says of letters: the office, how its letters are numbered, whom to call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from crawler.refusal import Fault, Refusal
from reports.letters.words import NUMBERS, OFFICE
from reports.wording import plain
from reports.workspace import FILE, Workspace

FIELDS = frozenset(("city", "year", "serial"))
NEEDED = frozenset(("year", "serial"))
FIELD = re.compile(r"\{(city|year|serial)\}")
LONGEST = 60


@dataclass(frozen=True)
class Letterhead:
    """The office that writes, whom to call, and how its letters are numbered."""

    city: str
    office: str
    contact: str
    numbers: dict[str, str]

    def number(self, kind: str, year: int, serial: int) -> str:
        """The number of a letter, "" where its kind has none."""
        values = {"city": self.city, "year": str(year), "serial": str(serial)}
        return plain(FIELD.sub(lambda field: values[field[1]], self.numbers[kind]))


def letterhead(workspace: Workspace) -> Letterhead:
    """The letterhead of a workspace. Raises Refusal with every fault of its settings."""
    section = workspace.sections.get("notice", {})
    city = plain(workspace.city)
    numbers = {
        "notice": section.get("number", NUMBERS["notice"]),
        "circular": section.get("circular", NUMBERS["circular"]),
    }
    faults = [*_faults("notice.number", numbers["notice"]), *_faults("notice.circular", numbers["circular"])]
    if not numbers["notice"].strip():
        faults.append(Fault("“{key}”是空的", "请写出编号的格式，或删去这一项", FILE, None, {"key": "notice.number"}))
    if numbers["notice"].strip() == numbers["circular"].strip():
        values = {"key": "notice.circular"}
        faults.append(Fault("“{key}”与 notice.number 相同，同一文号会用两次", "请改成不同的格式", FILE, None, values))
    office = plain(section.get("office", "")) or OFFICE.replace("{city}", city)
    if faults:
        raise Refusal(*faults)
    return Letterhead(city, office, plain(section.get("contact", "")), numbers)


def _faults(key: str, template: str) -> Iterator[Fault]:
    """What is wrong with the form of a number; one that is empty numbers nothing."""
    if not template.strip():
        return
    values = {"key": key, "value": template}
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        yield Fault("“{key}”的花括号不成对：{value}", "请写成 {{city}}、{{year}}、{{serial}}", FILE, None, values)
        return
    fields = {name for _, name, _, _ in parts if name is not None}
    shaped = any(shape or turn for _, _, shape, turn in parts)
    if fields - FIELDS or shaped:
        yield Fault("“{key}”中只能有三种项：{value}", "请只写 {{city}}、{{year}}、{{serial}}", FILE, None, values)
    elif NEEDED - fields:
        yield Fault("“{key}”中要有年份和序号：{value}", "请写上 {{year}} 和 {{serial}}", FILE, None, values)
    elif len(template) > LONGEST or plain(template) != template.strip():
        yield Fault("“{key}”太长，或不在一行上", "请缩短到一行", FILE, None, values)
