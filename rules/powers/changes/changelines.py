"""Items that a change notice names outside tables: in numbered lines under a heading, in quotes, and by names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from crawler.snapshot import Document
from rules.bodies import is_body
from rules.phrases import squeeze, unnumbered
from rules.powers.changes.change import What
from rules.powers.changes.changetables import Row, is_mine, is_row
from rules.powers.changes.wording import ITEM, VERBS, is_kept, tells_change, what_of

LONGEST = 60  # characters of an item's name in a line
SHORTEST = 4  # characters of a known name that is looked for in sentences
LINE = 3000  # characters of a line that is still one of prose
NEAR = 200  # characters before a name among which its verb stands
_ADVICE = re.compile("加强|切实|做好|各级|各部门|应当|认真|严格|建立|落实|推进|确保|不得|贯彻|要求|[:。]")
_STOPS = "。;,、"
_TITLED = re.compile(
    "(?:取消|下放|停止实施|停止受理|停止办理|暂停|冻结)(?:对)?([^,。;]{4,40}?)的(?:决定|通知|公告|通告|公示|批复|函)$"
)
_GENERAL = re.compile(
    r"一批|部分|批次|第.{1,3}批|\d+[项个]|[一二三四五六七八九十]+项|等|(?:审批|许可|职权|权力|核准)(?:服务)?(?:项目|事项)|取消|下放|调整"
)
_PHRASE = f"((?:部分|委托)?(?:{VERBS})(?:[、和及与](?:部分|委托)?(?:{VERBS})){{0,4}})"
_LEADING = re.compile(f"{_PHRASE}(?:以下|下列|原有)?[对了、和及与]{{0,40}}$")
_ENDS = re.compile(  # what may follow a name, so that it is no part of a longer one
    rf"$|[、和及与等(的中\d自]|行政审批|行政许可|审批(?:项目|事项)|项目|事项|予以|已|被|依法|一律|全部|{VERBS}"
)
_STARTS = re.compile(r"(?:^|[、和及与对将把原)])$|^[(]?[\d一二三四五六七八九十]+[)、.]+$")
_AFTER = re.compile(
    rf"(?:等)?(?:\d+[项个])?(?:行政)?(?:审批|许可)?(?:项目|事项)?(?:自[^,。]{{2,16}}起)?(?:予以|已经|已|被|依法|一律|全部)?{_PHRASE}"
)
_NARROWED = re.compile("中|的(?!行政(?:审批|许可)?(?:项目|事项)|决定|通[知告]|公告)")
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
                yield _item(plain, what_of(heading) or head, group)
        elif tells_change(plain):
            quoted = {squeeze(name): name for name in _QUOTED.findall(line) if ITEM.search(name)}
            yield from _governed(plain, quoted, None)


def row_in_title(title: str) -> Iterator[Row]:
    """The one item that a squeezed title names itself (关于取消公共场所卫生许可的通告); the text may narrow what becomes of it."""
    found = _TITLED.search(title)
    if found and ITEM.search(found[1]) and not _GENERAL.search(found[1]):
        yield Row(found[1], None)


def named_in(document: Document, known: Mapping[str, str]) -> Iterator[Row]:
    """The items, by names that are known, of which a sentence tells a change."""
    names = {name: listed for name, listed in known.items() if len(name) >= SHORTEST}
    title = squeeze(document.title)
    for plain in map(squeeze, _prose(document)):
        if plain != title:
            yield from _governed(plain, names, True)


def _governed(plain: str, names: Mapping[str, str], mine: bool | None) -> Iterator[Row]:
    """The names that a verb of change governs: 取消甲、乙 or 甲自某日起取消, and not whatever else the sentence names."""
    for clause in filter(tells_change, re.split("[,。;:]", plain)):
        held = {name: at for name in names if (at := clause.find(name)) >= 0 and _ENDS.match(clause, at + len(name))}
        for name, at in held.items():
            led, end = _before(clause[:at], held), at + len(name)
            verb = led or _AFTER.match(clause, end)
            if verb:
                narrow = _NARROWED.match(clause, end) or not (led or _STARTS.search(clause[:at]))
                yield Row(names[name], None if narrow else what_of(verb[1]), mine)


def _before(words: str, names: Iterable[str]) -> re.Match[str] | None:
    """The verb before a name, with nothing but other names between them."""
    words = words[-NEAR:]
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "")
    return _LEADING.search(words)


def _prose(document: Document) -> Iterator[str]:
    """The lines of a text that are no rows of tables, and not endless."""
    return (line for line in document.text.splitlines() if len(line) <= LINE and not is_row(line))


def _is_heading(plain: str) -> bool:
    """Whether a line heads items: it names what becomes of them, and is short or ends with a colon."""
    if len(plain) > 90:
        return False
    heads = re.search(r"(?:目录|项目|事项|职权|许可|审批)(?:[(].*[)]|\d+项)*[:]?$|为:$|如下:$", plain) is not None
    return heads and (tells_change(plain) or is_kept(plain))


def _is_item(plain: str) -> bool:
    numbered = unnumbered(plain) != plain or plain.endswith(";")
    name = plain.rstrip(_STOPS)
    return numbered and 4 < len(name) <= LONGEST and ITEM.search(name) is not None and not _ADVICE.search(name)


def _item(plain: str, what: What | None, mine: bool | None) -> Row:
    """The item of a line; what follows its name after a comma may say what becomes of it."""
    name, _, told = unnumbered(plain).rstrip(_STOPS).partition(",")
    return (
        Row(name, what_of(told) or what, mine)
        if tells_change(told)
        else Row(unnumbered(plain).rstrip(_STOPS), what, mine)
    )
