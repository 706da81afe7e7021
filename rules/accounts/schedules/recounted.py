"""The sums of a budget or of final accounts as its sentences state them: 收入总计…万元，其中：本年收入合计…万元。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from crawler.snapshot import Document
from rules.accounts.schedules import schedule as named
from rules.accounts.schedules.schedule import Schedule
from rules.accounts.value import Figure
from rules.amounts import NUMBER, amount
from rules.phrases import squeeze

Stated = tuple[str, str, Figure]  # which sum, the words before it, its figure
_STATED = re.compile(rf"([^\d,;:。!?]{{2,40}}?)(?:[为是约]|共计?)?({NUMBER})(亿元|万元|元)")
_KEYS = (
    (
        named.INCOME_TOTAL,
        re.compile(r"(?:收入总计|总收入|收入总额|收入(?:预算|决算)总计|收入总预算|收支总(?:计|预算))$"),
    ),
    (named.EXPENDITURE_TOTAL, re.compile(r"(?:支出总计|支出(?:预算|决算)总计)$")),
    (named.INCOME, re.compile(r"本年(?:度)?收入(?:合计)?$")),
    (named.USED, re.compile(r"(?:使用非财政拨款结余(?:[(].{0,12}[)])?|用事业基金弥补收支差额)$")),
    (named.OPENING, re.compile(r"(?:年初|上年)(?:结转|结余)(?:[和及与、]?结余)?$")),
    (named.SHARED_OUT, re.compile(r"结余分配$")),
    (named.CLOSING, re.compile(r"(?:(?:年末|年终)(?:结转|结余)(?:[和及与、]?结余)?|结转下年)$")),
    (named.BASIC, re.compile(r"基本支出(?:预算|决算)?$")),
    (named.PROJECT, re.compile(r"项目支出(?:预算|决算)?$")),
    (named.UPWARD, re.compile(r"上缴上级支出$")),
    (named.BUSINESS, re.compile(r"经营支出$")),
    (named.SUBSIDY, re.compile(r"附属单位补助支出$")),
    (named.PERSONNEL, re.compile(r"人员(?:经费|支出)$")),
    (named.RUNNING, re.compile(r"(?:日常)?公用(?:经费|支出)$")),
    (named.SUPPORT, re.compile(r"对个人和家庭的?补助(?:支出)?$")),
    (
        named.EXPENDITURE,
        re.compile(
            r"(?:^|[年度局委办院所校站会厅心门位关处队馆]|公共预算|财政拨款|公共财政)(?:本年|当年|拨款)?"
            r"(?:总支出|支出(?:合计|总额|总预算|预算|决算)?)$"
        ),
    ),
)
_TOTALS = (named.INCOME_TOTAL, named.EXPENDITURE_TOTAL)
_WHOLES = (*_TOTALS, named.EXPENDITURE, named.INCOME)
_CARRIED = {
    named.INCOME_TOTAL: (named.INCOME, named.USED, named.OPENING),
    named.EXPENDITURE_TOTAL: (named.EXPENDITURE, named.SHARED_OUT, named.CLOSING),
}
_SPENT = (named.BASIC, named.PROJECT, named.UPWARD, named.BUSINESS, named.SUBSIDY)
_WITHIN = (named.PERSONNEL, named.RUNNING, named.SUPPORT)
_NARROW = re.compile(r"财政拨款|公共预算|公共财政|基金|国有资本|专户|去年")
_MOVED = re.compile(r"增加|减少|增长|下降|相比|增减|同比|较|比上年|占")
_COMPOSED = re.compile(r"其中|包括|包含|[:(]")
_SHARE = re.compile(r"占[^\d,;]{0,16}(\d{1,3}(?:\.\d+)?)%")
_NEAR = 3
LINE, HEADING = 4000, 40  # characters
_WHOLE_YEAR = re.compile(
    rf"(?:^|[。;]|20\d\d年度?|[我本](?:部门|单位|局|院|校|委))本年(收入|支出)合计(?:为)?({NUMBER})(亿元|万元|元)"
)


def recounted(document: Document) -> tuple[Schedule, ...]:
    """What sentences say: each total with its parts, and the two totals that stand by each other; all `told`."""
    totals: list[tuple[int, str, Figure]] = []
    composed: list[Schedule] = []
    for place, sentence in enumerate(_sentences(document.text)):
        stated = list(_stated(sentence))
        for key, words, figure in stated:
            if key in _TOTALS and words.endswith(("总计", "总预算")) and not _is_narrow(words):
                totals.append((place, key, figure))  # 总收入 may be this year's alone
        if len(stated) > 2 and _COMPOSED.search(sentence):
            composed += [*_carried(stated), *_spent(stated, sentence), *_within(stated)]
    return (*composed, *_facing(totals), *_alone(document.text))


def _alone(text: str) -> Iterator[Schedule]:
    """The first 本年收入合计 and 本年支出合计 that sentences state, under a heading that limits them to no source of money."""
    heading, found = "", dict[str, Figure]()
    for line in text.splitlines():
        words = squeeze(line) if len(line) <= LINE else ""
        if words and "元" not in words and len(words) <= HEADING:
            heading = words
        for match in _WHOLE_YEAR.finditer(words) if "合计" in words and not _is_narrow(heading) else ():
            key = named.INCOME if match[1] == "收入" else named.EXPENDITURE
            figure = Figure(amount(match[2] + match[3]), f"文字：{match[0][:8]}", words[:200])
            found.setdefault(key, figure)
    for key, figure in found.items():
        yield Schedule(named.BALANCE, "文字说明", figure.quote[:40], figures={key: figure}, told=True)


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if "元" in line and len(line) > 12:
            joined = squeeze(line).replace("。其中", ",其中")
            yield from (part for part in re.split("[。!?]", joined) if "元" in part)


def _stated(sentence: str) -> Iterator[Stated]:
    """Each amount of a sentence with the sum that it is ("" for another); changes left out."""
    for match in _STATED.finditer(sentence[:4000]):
        words = match[1].lstrip("(")
        if not _MOVED.search(words):
            key = next((key for key, pattern in _KEYS if pattern.search(words)), "")
            yield key, words, Figure(amount(match[2] + match[3]), f"文字：{words[-14:]}", sentence[:200])


def _is_narrow(words: str) -> bool:
    """Whether words limit a sum to one source of money."""
    return _NARROW.search(words.replace("非财政拨款结余", "")) is not None


def _carried(stated: Sequence[Stated]) -> Iterator[Schedule]:
    """A total at the head of its sentence, with this year's sum and what was carried over."""
    head, words, whole = stated[0]
    if head in _CARRIED and not _is_narrow(words):
        yield from _composed(named.BALANCE, head, whole, stated[1:], _CARRIED[head], least=2)


def _spent(stated: Sequence[Stated], sentence: str) -> Iterator[Schedule]:
    """Expenditure at the head of its sentence, as basic and project expenditure and further heads.

    Shares that do not make up a hundred, and a total that may hold what was carried over, say that parts are left out.
    """
    head, words, whole = stated[0]
    if head not in (named.EXPENDITURE, named.EXPENDITURE_TOTAL):
        return
    role, key = (named.GENERAL_TABLE, named.TOTAL) if _is_narrow(words) else (named.BALANCE, named.EXPENDITURE)
    shares = [Decimal(match[1]) for match in _SHARE.finditer(sentence)]
    partial = head == named.EXPENDITURE_TOTAL or (bool(shares) and abs(sum(shares, Decimal(-100))) > 1)
    yield from _composed(role, key, whole, stated[1:], _SPENT, least=2, partial=partial)


def _within(stated: Sequence[Stated]) -> Iterator[Schedule]:
    """Basic expenditure as that for staff and for running, where these follow it."""
    for place, (key, _, whole) in enumerate(stated):
        if key == named.BASIC:
            behind = list(_until(stated[place + 1 :], (named.BASIC, named.PROJECT, *_WHOLES)))
            yield from _composed(named.EXPENDITURE_TABLE, named.BASIC, whole, behind, _WITHIN, least=2)


def _until(stated: Sequence[Stated], ends: Sequence[str]) -> Iterator[Stated]:
    for each in stated:
        if each[0] in ends:
            return
        yield each


def _composed(
    role: str,
    key: str,
    whole: Figure,
    behind: Sequence[Stated],
    parts: Sequence[str],
    *,
    least: int,
    partial: bool = False,
) -> Iterator[Schedule]:
    """A whole with the parts behind it, when enough are there and none twice; other amounts among them stand beside."""
    read = {each: figure for each, _, figure in reversed(behind) if each in parts}
    if len(read) < least or len(read) < sum(each in parts for each, _, _ in behind):
        return
    beside = tuple(figure for each, _, figure in behind if each not in parts)
    name = whole.quote[:40]
    yield Schedule(
        role, "文字说明", name, figures={key: whole, **read}, others={key: beside}, told=True, partial=partial
    )


def _facing(found: Sequence[tuple[int, str, Figure]]) -> Iterator[Schedule]:
    """The first total of income and of expenditure, when they stand by each other."""
    first = {key: (place, figure) for place, key, figure in reversed(found)}
    income, expenditure = first.get(named.INCOME_TOTAL), first.get(named.EXPENDITURE_TOTAL)
    if income and expenditure and abs(income[0] - expenditure[0]) <= _NEAR:
        both = {named.INCOME_TOTAL: income[1], named.EXPENDITURE_TOTAL: expenditure[1]}
        yield Schedule(named.BALANCE, "文字说明", income[1].quote[:40], figures=both, told=True)
