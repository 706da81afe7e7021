"""How a report says that its numbers changed, where both numbers stand beside it: 96.8%，同比2023年（90.3%）上升6.5个百分点。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from crawler.reading.value import Table
from rules.air.period.headers import header_depth, stacked
from rules.air.period.spans import plain
from rules.air.period.value import Change
from rules.phrases import squeeze

_UNIT = r"(?:%|个?百分点|天|微克/立方米|毫克/立方米|[μuµ]g/m3|mg/m3)"
_N = r"(?<![\d.])-?\d{1,4}(?:\.\d{1,3})?(?![\d.])"
_RISES = "上升|增加|提高|升高|增长|增多|上涨|多"
_FALLS = "下降|减少|降低|降|减|少"
_VERB = rf"(?P<verb>{_RISES}|{_FALLS}|改善|变好|恶化|变差)(?:了|幅度?为)?"
_BY = rf"{_VERB}(?P<by>-?\d{{1,4}}(?:\.\d{{1,3}})?)(?P<unit>{_UNIT})"
_EARLIER = r"(?:去年|上年|上一年|20\d\d年|上个?月|上周|上季度|同期|前一周)"
_FORMS = (
    # 96.8%,同比2023年(90.3%)上升6.5个百分点
    rf"(?P<now>{_N})(?P<u1>{_UNIT})?[,(]?(?:同比|环比|较|比|与){{1,2}}[^。;,\d(]{{0,6}}(?:20\d\d年)?[^。;,\d(]{{0,8}}\([^()\d]{{0,8}}(?P<before>{_N})(?P<u2>{_UNIT})?\)(?:相比)?[^。;,\d]{{0,4}}{_BY}",
    # 2.63,较上年同期下降9.0%(上年同期为2.89)
    rf"(?P<now>{_N})(?P<u1>{_UNIT})?[,(](?:同比|环比|较|比|与)[^。;,\d]{{0,8}}?{_BY}\({_EARLIER}[^()\d]{{0,10}}(?P<before>{_N})(?P<u2>{_UNIT})?\)",
    # 28天,去年同期24天,同比增加4天
    rf"(?P<now>{_N})(?P<u1>{_UNIT})[,;(](?:而)?{_EARLIER}(?:同期)?(?:优良天数|优良率|达标率)?(?:为|是)?(?P<before>{_N})(?P<u2>{_UNIT})\)?,?(?:同比|环比)?{_BY}",
    # 由46.5%上升为58.0%,升高11.5个百分点
    rf"由[^,。;\d]{{0,8}}(?P<before>{_N})(?P<u2>{_UNIT})?(?:{_RISES}|{_FALLS})(?:到|为|至)[^,。;\d]{{0,6}}(?P<now>{_N})(?P<u1>{_UNIT})?,[^,。;\d]{{0,8}}?{_BY}",
)
_RANK, _TURNED = re.compile("排名|名次|位次"), re.compile("改善|好转|下降|降低|减少|降幅|升降")
_WORSE = re.compile("改善|变好")
_CHANGED = re.compile(r"同比|环比|变化|增减|升降|增幅|变幅|降幅|本月较|较上|较去|与上|与去|比上|比去")
_CELL = re.compile(
    rf"(?P<verb>{_RISES}|{_FALLS}|[↑↓])?(?P<by>[-+]?\d{{1,4}}(?:\.\d{{1,3}})?)(?P<unit>{_UNIT})?(?P<arrow>[↑↓])?"
)
_BEFORE = re.compile(r"(?:去年|上年|上一年|前一年|20\d\d年?|上个?月|上周|上季度?|同期)")
_MONTHLY, _YEARLY = (
    re.compile("环比|较上(?:个?月|周|季)|(?:与|比)上(?:个?月|周|季)"),
    re.compile("同比|较(?:上年|去年)|(?:与|比)(?:上年|去年)|上年同期|去年同期"),
)


def told(text: str) -> Iterator[Change]:
    """The changes that sentences tell with both numbers."""
    for line in text.splitlines():
        squeezed = plain(line)
        for form in _FORMS:
            for match in re.finditer(form, squeezed):
                change = _told(match, line.strip())
                if change is not None:
                    yield change


def _told(match: re.Match[str], quote: str) -> Change | None:
    if _WORSE.search(match["verb"]) or match["verb"] in ("恶化", "变差"):
        return None  # of a concentration it is a fall, of good days a rise
    if match["u2"] and match["u1"] != match["u2"]:
        return None
    by = Decimal(match["by"])
    falls = re.fullmatch(_FALLS, match["verb"]) is not None
    return Change(
        "", Decimal(match["now"]), Decimal(match["before"]), -by if falls else by, unit_of(match["unit"]), "", quote
    )


def unit_of(text: str | None) -> str:
    """%, 点 or "" for that of the numbers themselves."""
    return "点" if text and "百分点" in text else "%" if text == "%" else ""


def tabled(table: Table) -> Iterator[Change]:
    """The changes of a table that has a column for this span, one for the other span, and one for how much it changed."""
    depth = header_depth(table)
    if not depth:
        return
    width = max(map(len, table.rows))
    stacks = _continued([stacked(table, at, depth) for at in range(width)])
    for now, before, change in _triples(stacks):
        for row in table.rows[depth:]:
            found = _of_row(row, now, before, change, stacks[change], table.where)
            if found is not None:
                yield found


def _continued(stacks: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The heads of columns; one without a head behind one of changes has the same head: 同比 变好 下降21.2%."""
    pairs = zip(stacks, [(), *stacks], strict=False)
    return [left if not stack and any(map(_CHANGED.search, left)) else stack for stack, left in pairs]


def _triples(stacks: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int, int]]:
    """The columns of this span, of another one, and of the change between them; only where there is no doubt which these are."""
    if any(_RANK.search(cell) for stack in stacks for cell in stack):
        return
    changes = [at for at, stack in enumerate(stacks) if stack and any(_CHANGED.search(cell) for cell in stack)]
    for change in changes:
        kinds = [kind for kind in (_MONTHLY, _YEARLY) if any(kind.search(cell) for cell in stacks[change])]
        earlier = [
            at
            for at in range(len(stacks))
            if at not in changes
            and any(_BEFORE.match(cell) for cell in stacks[at])
            and _fits(stacks[at], kinds, stacks)
        ]
        parents = set(stacks[earlier[0]][:-1]) if len(earlier) == 1 else set()
        current = [
            at
            for at in range(len(stacks))
            if at not in (*changes, *earlier) and stacks[at] and _is_now(stacks[at]) and set(stacks[at][:-1]) == parents
        ]
        if len(earlier) == 1 and len(current) == 1 and len(changes) <= 2:
            yield current[0], earlier[0], change


def _is_now(stack: Sequence[str]) -> bool:
    return re.match(r"本月|本期|本周|本季|今年|20\d\d年|当月|\d{1,2}月", stack[-1]) is not None


def _fits(stack: Sequence[str], kinds: Sequence[re.Pattern[str]], stacks: Sequence[Sequence[str]]) -> bool:
    """Whether an earlier column is the one that a kind of change (环比, 同比) compares with."""
    last = stack[-1]
    if len(kinds) != 1:
        return False
    years = [int(each) for other in stacks for cell in other for each in re.findall(r"^(20\d\d)年", cell)]
    if kinds[0] is _MONTHLY:
        return re.match("上个?月|上周|上季", last) is not None
    named = re.match(r"(20\d\d)年", last)
    return re.match("去年|上年|同期", last) is not None or bool(
        named and len(set(years)) == 2 and int(named[1]) == min(years)
    )


def _of_row(row: Sequence[str], now: int, before: int, change: int, stack: Sequence[str], where: str) -> Change | None:
    if max(now, before, change) >= len(row):
        return None
    numbers = [re.fullmatch(r"(-?\d{1,4}(?:\.\d{1,3})?)(?:%|天)?", squeeze(row[at])) for at in (now, before)]
    match = _CELL.fullmatch(squeeze(row[change]))
    if match is None or numbers[0] is None or numbers[1] is None:
        return None
    by, verb = Decimal(match["by"]), f"{match['verb'] or ''}{match['arrow'] or ''}"
    if verb:
        by = -by if verb == "↓" or re.fullmatch(_FALLS, verb) else by
    heading = "".join(stack)
    if _TURNED.search(heading) and not verb:
        return None  # whether a fall is printed as less than nothing, no one can tell
    unit = unit_of(match["unit"]) or (
        "点" if "百分点" in heading else "%" if "%" in heading else "?" if not match["unit"] else ""
    )
    label = next((cell.strip() for cell in row if re.search("[一-龥A-Z]", cell)), "")
    quote = " ".join(cell.strip() for cell in row if cell.strip())
    return Change(label, Decimal(numbers[0][1]), Decimal(numbers[1][1]), by, unit, where, quote)
