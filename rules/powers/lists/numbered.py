"""Powers typed as text: numbered lines under the headings of classes, each perhaps with its basis and office below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rules.flowcharts import STEPS
from rules.phrases import squeeze
from rules.powers.classes import class_in, is_class_heading, said
from rules.powers.item import Item
from rules.powers.lists.columns import FIELDS
from rules.powers.lists.headers import role_of
from rules.powers.lists.rows import NOTHING, Setting, add, clean_code, clean_name

LONGEST_NAME = 240
CODES = ("code", "number")
_STYLES = (
    ("chinese", re.compile(r"^\s*[一二三四五六七八九十百]{1,4}\s*[、.．]")),
    ("bracketed", re.compile(r"^\s*[(（]\s?[一二三四五六七八九十]{1,3}\s?[)）]")),
    ("decimal", re.compile(r"^\s*\d{1,3}[.-]\d{1,3}(?:[.、\s]|(?=[一-龥]))")),
    ("digit", re.compile(r"^\s*\d{1,4}\s*(?:[、.．)）]|\s+(?=[一-龥《“]))")),
    ("inner", re.compile(r"^\s*(?:[(（]\s?\d{1,3}\s?[)）]|[①-⑳])")),
)
_TOLD = re.compile(r"^\s*[(（【]?([^:：()（）】]{2,16})[)）】]?\s*[:：]\s*(.*)$", re.DOTALL)
_INLINE = re.compile(r"(?<=[；;：:。\s])(?=(?:\d{1,3}[、.．](?!\d)|[(（][一二三四五六七八九十\d]{1,3}[)）]))")
_SENTENCE = re.compile(r"。.|是指|如下|现将|根据.{0,40}(?:规定|精神|要求)[,，]")
_NOTE = re.compile(r"(?:备?注|说明)[:：]|.{0,6}位置(?:是|在)?[:：]")
_POWER = re.compile(
    r"(?:核发|审批|审核|审查|许可|处罚|备案|登记|征收|征缴|收缴|确认|检查|监督|奖励|表彰|裁决|给付|发放|强制|查封|扣押|扣留|冻结|拆除|认定|鉴定|批准|核准|核定"
    r"|办理|收取|验收|注册|变更|注销|延续|颁发|发证|换证|补证|年检|年审|证|调解|复议|仲裁|同意|评审|公证|罚款|没收|吊销|责令.{2,20}|认证|资格|资质|费)"
    r"(?:[(（].{1,40}[)）])?$"
)


@dataclass
class _Section:
    """The lines under one heading of a class."""

    kind: str
    lines: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class _Entry:
    """A power while its lines are read."""

    name: str
    line: int
    parent: str
    fields: dict[str, str] = field(default_factory=dict)

    def item(self, kind: str, setting: Setting) -> Item:
        fields = {"class" if role == "kind" else role: text for role, text in self.fields.items() if role not in CODES}
        codes = [self.fields[role] for role in CODES if role in self.fields]
        fields |= {"code": codes[0]} if codes else {}
        own = said(self.fields.get("kind", "")) or kind
        code = clean_code(codes[0]) if codes else ""
        return Item(self.name, own, code, setting.source, fields, f"第{self.line}行", self.parent, setting.body)


def numbered_items(setting: Setting) -> list[Item]:
    """The items of numbered text under headings of classes, or under a title that says that it lists powers."""
    sections = list(_sections(setting.source.text, setting.kind))
    if not (setting.is_titled or any(section.kind for section in sections)):
        return []
    is_classed = any(section.kind for section in sections)
    found = [item for section in sections if section.kind or not is_classed for item in _items(section, setting)]
    powers = sum(_is_power(item) for item in found)
    return found if powers * 10 >= len(found) * (6 if is_classed else 8) else []


def _is_power(item: Item) -> bool:
    """Whether an item looks like a power: by the end of its name, or because its basis or class is told."""
    told = any(item.fields.get(role) for role in ("class", "basis", "code"))
    return told or item.name.startswith("对") or _POWER.search(squeeze(item.name)) is not None


def _sections(text: str, kind: str) -> Iterator[_Section]:
    section = _Section(kind)
    for number, raw in enumerate(text.splitlines(), 1):
        for line in _INLINE.split(raw.strip()):
            heading, _, rest = re.sub("[:：]", "\n", line.strip(), count=1).partition("\n")
            if heading and is_class_heading(heading) and len(squeeze(heading)) < 30:
                yield section
                section = _Section(class_in(heading))
                line = rest
            if line.strip() and not NOTHING.fullmatch(squeeze(line)):
                section.lines.append((number, line.strip()))
    yield section


def _items(section: _Section, setting: Setting) -> list[Item]:
    """The items of one section: its numbered lines, or all its lines under a class where none is numbered."""
    styles = [_style(line) for _, line in section.lines]
    own = next(filter(None, styles), "")
    found: list[_Entry] = []
    whole, role = "", ""
    if not own and not section.kind:
        return []
    for (number, line), style in zip(section.lines, styles, strict=True):
        told, inner = _label(line), bool(style) and style != own
        if told and (found or not own):
            role = told[0]
            if found:
                found[-1].fields.setdefault(role, "")
                add(found[-1].fields, {role: told[1]})
        elif role and found and (inner or (not style and own)):
            add(found[-1].fields, {role: line})
        elif (style or not own) and _is_name(name := clean_name(line).rstrip("；;。，,")):
            role, whole = "", whole if inner else name
            found.append(_Entry(name, number, whole if inner and whole != name else ""))
    return [] if _are_steps(found) else [entry.item(section.kind, setting) for entry in found]


def _style(line: str) -> str:
    return next((name for name, pattern in _STYLES if pattern.match(line)), "")


def _label(line: str) -> tuple[str, str] | None:
    """The role and content of a line such as 设定依据：《…》."""
    told = _TOLD.match(clean_name(line))
    role = role_of(told[1]) if told else ""
    return (role, told[2].strip()) if told and role in (*FIELDS, *CODES, "kind") else None


def _is_name(name: str) -> bool:
    plain = squeeze(name)
    return (
        2 < len(plain) <= LONGEST_NAME
        and re.search("[一-龥]{2}", plain) is not None
        and not _SENTENCE.search(plain)
        and not _NOTE.match(plain)
        and not NOTHING.fullmatch(plain)
    )


def _are_steps(found: Sequence[_Entry]) -> bool:
    """Whether what stands in a section are the steps of a procedure: 立案, 调查, 决定."""
    return sum(len(item.name) <= 6 and any(step in item.name for step in STEPS) for item in found) * 2 > len(found)
