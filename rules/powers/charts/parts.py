"""A file or page that holds many charts, taken apart: by headings, by members of an archive, by where one ends and one begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from crawler.reading.value import Box
from crawler.snapshot import Document
from rules.bodies import is_body
from rules.flowcharts import ARROW, SHORT
from rules.phrases import squeeze
from rules.powers.charts.part import Line, Part, is_mark, steps_in
from rules.powers.charts.waiting import Waiting
from rules.powers.naming.filed import member_name, says_something
from rules.powers.naming.names import bare, core

ARCHIVES = frozenset(
    (
        "application/zip",
        "application/vnd.rar",
        "application/x-7z-compressed",
        "application/x-tar",
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/vnd.microsoft.portable-executable",
    )
)
BEGINS = re.compile(
    r"^(?:\d{1,2}[、.]|[(]?[一1①][)、.])?(?:开始|申请人?|申报|咨询|接件|收件|受理|立案|案件来源|案源|受案|发现|线索|检查准备|制定|核定|提出|提交|登记|准备|投诉举报)"
)
ENDS = re.compile("送达|办结|归档|领证|领取|发证|制证|颁证|结案|执行|缴库|公告|给付|备案|结束|反馈|公示")
_HEADING = re.compile(r"(?:流程(?:示意)?图?|程序图|运行图|风险防控图)(?:[(][^()]*[)]|[\d一二三四五六七八九续])*$")
_NO_HEADING = re.compile(
    r"[>〉:]|附件|见|\.{3}|…|通知|[。;]$|^(?:进入|转入?|按|启动|执行|同|参照|适用|走|符合|依照|根据|由)"
)
_POWER = re.compile(
    "(?:许可证?|审批|核准|核发|处罚|登记|备案|确认|给付|征收|检查|强制|奖励|裁决|认定|注册|年检|年审|审核|批准|发放|资质|资格)(?:[(][^()]*[)])?$"
)
_OPEN = re.compile(r"(?:流程(?:示意)?图?|程序图)[(][^()]*$")  # a bracket that the next line closes
_NUMBERED = re.compile(
    r"^(?:附件|附图|附表|附|图|流程图)\s*[\d一二三四五六七八九十]{1,3}(?:[-.]\d{1,2})?\s*[:：、.\s]?\s*(?P<name>.*)$"
)


def lines_of(document: Document) -> list[Line]:
    """The lines of a document with its boxes put together again, in the order in which they are read."""
    return list(_lines(document.text.split("\n"), document.reading.boxes))


def _lines(rows: Sequence[str], boxes: Sequence[Box]) -> Iterator[Line]:
    waiting = Waiting(boxes)
    at = 0
    while at < len(rows):
        found, used = waiting.at(rows, at)
        if used:
            yield from map(_box, found)
            at += used
            continue
        for cell in (cells := rows[at].split("\t")):
            key = squeeze(cell)
            held = waiting.take(key)
            if key:
                yield Line(cell.strip(), held is not None, bool(held and held.framed), len(cells) > 1)
        at += 1


def _box(box: Box) -> Line:
    place = (box.left, box.top, box.right, box.bottom)
    return Line(box.text, True, box.framed or not box.confidence, page=box.page, place=place)


def parts_of(document: Document, known: Collection[str] = (), text: str | None = None) -> list[Part]:
    """The charts that a document holds. `known` are the bare names of items, `text` what of a page's text is its own."""
    if document.reading.media_type in ARCHIVES:
        return list(_members(document, known))
    lines = lines_of(document) if text is None else list(_lines(text.split("\n"), ()))
    return _split(lines, known)


def _members(document: Document, known: Collection[str]) -> Iterator[Part]:
    """One part or more for each member of an archive; a member without text has only its name."""
    rows = document.text.split("\n")
    names = rows[: rows.index("")] if "" in rows else rows
    heads = {f"{name}：": name for name in names}
    held: dict[str, list[str]] = {name: [] for name in names if not name.endswith("/")}
    current = ""
    for row in rows[len(names) :]:
        current = heads.get(row, current)
        if current in held and row not in heads:
            held[current].append(row)
    for name, body in held.items():
        stem = member_name(name)
        parts = _split(list(_lines(body, document.reading.boxes)), known) or [Part("")]
        for part in parts:
            part.heading = part.name
            part.name = part.name if len(parts) > 1 or not says_something(stem) else stem
            part.name, part.where = part.name or stem, name
            yield part


def _split(lines: Sequence[Line], known: Collection[str]) -> list[Part]:
    """The parts between headings; without any, between where one chart ends and the next begins."""
    parts = [Part("")]
    waits = False
    lines = list(_mended(lines, known))
    for line in lines:
        name = heading_of(line, known)
        if waits and not name and not line.box and 4 <= len(line.plain) <= 60 and not BEGINS.match(line.plain):
            parts[-1].name, waits = line.text, False
            continue
        if name:
            same = waits or (not parts[-1].lines and bare(parts[-1].name) in bare(name))
            if same and len(parts) > 1:
                parts[-1].name = name if waits or len(name) > len(parts[-1].name) else parts[-1].name
            else:
                parts.append(Part(name))
            waits = not says_something(name) and _NUMBERED.match(line.plain) is not None
        else:
            parts[-1].lines.append(line)
            waits = False
    if len(parts) == 1:
        parts = _by_ends(lines)
    return _once([part for part in parts if _is_shown(part)])


def _mended(lines: Sequence[Line], known: Collection[str]) -> Iterator[Line]:
    """The lines, with a heading that the width of a page broke in two put together again."""
    at = 0
    while at < len(lines):
        first, second = lines[at], lines[at + 1] if at + 1 < len(lines) else None
        if second is not None and not any(line.box or line.cell for line in (first, second)):
            whole = Line(first.text + second.text, page=first.page)
            open_ = _OPEN.search(first.plain) is not None and _HEADING.search(whole.plain) is not None
            if open_ or (bare(whole.text) in known and not heading_of(first, known) and heading_of(whole)):
                yield whole
                at += 2
                continue
        yield first
        at += 1


def _is_shown(part: Part) -> bool:
    """Whether a heading says that a chart follows, or steps do: the name of an item alone may stand in a list of them."""
    plain = squeeze(part.name)
    return _HEADING.search(plain) is not None or _NUMBERED.match(plain) is not None or bool(steps_in(part))


def _once(parts: Sequence[Part]) -> list[Part]:
    """The parts without those that only a table of contents names, and without heads above several of them."""
    drawn = {bare(part.name) for part in parts if part.lines}
    kept = [part for part in parts if part.lines or bare(part.name) not in drawn]
    stepped = any(steps_in(part) for part in kept)
    kept = [part for part in kept if len(kept) == 1 or not (_is_general(part) or (stepped and not part.lines))]
    for part in kept:
        part.where = part.where or (part.name if len(kept) > 1 else "")
    return kept


def _is_general(part: Part) -> bool:
    """Whether a heading without a chart names a body, or nothing, as above a collection."""
    text = core(part.name)
    return bool(part.name) and not steps_in(part) and (len(text) < 3 or is_body(text))


def heading_of(line: Line, known: Collection[str] = ()) -> str:
    """The name of the chart that a line heads, or ""."""
    plain = line.plain
    numbered = _NUMBERED.match(plain)
    if numbered is not None and len(plain) < 60 and not line.box:
        rest = numbered["name"]
        return line.text if not rest or _HEADING.search(rest) or bare(rest) in known else ""
    if not 4 < len(plain) < 60 or ARROW.search(plain):
        return ""
    if _HEADING.search(plain) and not _NO_HEADING.search(plain) and ("图" in plain or not line.box):
        return line.text
    return line.text if bare(line.text) in known and not line.framed and not line.cell else ""


def _by_ends(lines: Sequence[Line]) -> list[Part]:
    """Charts under names that do not say that they are any: a line before a first step, where nothing or a last step precedes."""
    parts = [Part("")]
    ended = True
    for number, line in enumerate(lines):
        following = next((each for each in lines[number + 1 : number + 4] if not is_mark(each)), None)
        begins = following is not None and BEGINS.match(following.plain) and len(following.plain) <= SHORT
        names = (
            not line.framed
            and _POWER.search(line.plain) is not None
            and 4 <= len(line.plain) <= 40
            and not re.search("[:。;>]", line.plain)
            and not ARROW.search(line.plain)
        )
        if ended and begins and names and not BEGINS.match(line.plain):
            parts.append(Part(line.text))
            ended = False
            continue
        parts[-1].lines.append(line)
        ended = bool(ENDS.search(line.plain)) or (ended and not BEGINS.match(line.plain))
    return parts if len(parts) > 2 else [Part("", list(lines))]
