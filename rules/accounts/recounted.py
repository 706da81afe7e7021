"""The sums of a budget or of final accounts as its sentences state them: 收入总计…万元，其中：本年收入合计…万元。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Document
from rules.accounts import schedule as named
from rules.accounts.schedule import Schedule
from rules.accounts.value import Figure
from rules.amounts import NUMBER, amount
from rules.phrases import squeeze

_STATED = re.compile(rf"([^\d,;:。!?]{{2,40}}?)(?:为|是|共计?|约)?({NUMBER})(亿元|万元|元)")
_KEYS = (
    (
        named.INCOME_TOTAL,
        re.compile(r"(?:收入总计|总收入|收入总额|收入(?:预算|决算)总计|收入总预算|收支总(?:计|预算))$"),
    ),
    (named.EXPENDITURE_TOTAL, re.compile(r"(?:支出总计|总支出|支出总额|支出(?:预算|决算)总计|支出总预算)$")),
    (named.INCOME, re.compile(r"本年(?:度)?收入(?:合计)?$")),
    (named.EXPENDITURE, re.compile(r"本年(?:度)?支出(?:合计)?$")),
    (named.USED, re.compile(r"(?:使用非财政拨款结余(?:[(].{0,12}[)])?|用事业基金弥补收支差额)$")),
    (named.OPENING, re.compile(r"(?:年初|上年)(?:结转|结余)(?:[和及与、]?结余)?$")),
    (named.SHARED_OUT, re.compile(r"结余分配$")),
    (named.CLOSING, re.compile(r"(?:(?:年末|年终)(?:结转|结余)(?:[和及与、]?结余)?|结转下年)$")),
    (named.BASIC, re.compile(r"基本支出$")),
    (named.PROJECT, re.compile(r"项目支出$")),
    (named.UPWARD, re.compile(r"上缴上级支出$")),
    (named.BUSINESS, re.compile(r"经营支出$")),
    (named.SUBSIDY, re.compile(r"对附属单位补助支出$")),
)
_HEADS = (named.INCOME_TOTAL, named.EXPENDITURE_TOTAL, named.EXPENDITURE)
_TOTALS = (named.INCOME_TOTAL, named.EXPENDITURE_TOTAL)
_PARTS = {
    named.INCOME_TOTAL: (named.INCOME, named.USED, named.OPENING),
    named.EXPENDITURE_TOTAL: (named.EXPENDITURE, named.SHARED_OUT, named.CLOSING),
    named.EXPENDITURE: (named.BASIC, named.PROJECT, named.UPWARD, named.BUSINESS, named.SUBSIDY),
}
_NARROW = re.compile(r"财政拨款|公共预算|公共财政|基金|国有资本|专户|上年度?收|去年")
_MOVED = re.compile(r"增加|减少|增长|下降|相比|增减|同比|较|比上年|占")
_COMPOSED = re.compile(r"其中|包括|包含|[:]")
_NEAR = 3


def recounted(document: Document) -> tuple[Schedule, ...]:
    """What sentences say of the whole: each total with its parts, and the two totals that stand by each other; all `told`."""
    found: list[tuple[int, str, Figure]] = []
    composed: list[Schedule] = []
    for place, sentence in enumerate(_sentences(document.text)):
        figures = list(_figures(sentence))
        head = figures[0] if figures else None
        for key, figure in figures:
            if key in _TOTALS and figure.where.endswith(("总计", "总预算")):  # 总收入 may be this year's alone
                found.append((place, key, figure))
        if head is not None and head[0] in _HEADS and _COMPOSED.search(sentence):
            composed += _composed(figures, sentence)
    return (*composed, *_totals(found))


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if "元" in line and len(line) > 12:
            yield from (part for part in re.split("[。!?]", squeeze(line)) if "元" in part)


def _figures(sentence: str) -> Iterator[tuple[str, Figure]]:
    """(sum, figure) of each amount in a sentence; "" for amounts that are no sum of the whole, changes left out."""
    for match in _STATED.finditer(sentence[:4000]):
        label = match[1]
        if _MOVED.search(label):
            continue
        key = "" if _NARROW.search(label.replace("非财政拨款结余", "")) else _key(label)
        yield key, Figure(amount(match[2] + match[3]), f"文字：{label[-12:]}", sentence[:200])


def _key(label: str) -> str:
    return next((key for key, pattern in _KEYS if pattern.search(label)), "")


def _composed(figures: list[tuple[str, Figure]], sentence: str) -> Iterator[Schedule]:
    """A total and the parts that its own sentence lists; amounts without a known name between them stand beside."""
    head, whole = figures[0]
    parts = {key: figure for key, figure in reversed(figures[1:]) if key in _PARTS[head]}
    if len(parts) < 2 or len(parts) < sum(key in _PARTS[head] for key, _ in figures[1:]):
        return
    last = max(place for place, (key, _) in enumerate(figures) if key in parts)
    beside = tuple(figure for key, figure in figures[1 : last + 1] if key not in parts)
    yield _told({head: whole, **parts}, {head: beside}, sentence)


def _totals(found: list[tuple[int, str, Figure]]) -> Iterator[Schedule]:
    """The first total of income and of expenditure, when they stand by each other."""
    first = {key: (place, figure) for place, key, figure in reversed(found)}
    income, expenditure = first.get(named.INCOME_TOTAL), first.get(named.EXPENDITURE_TOTAL)
    if income and expenditure and abs(income[0] - expenditure[0]) <= _NEAR:
        both = {named.INCOME_TOTAL: income[1], named.EXPENDITURE_TOTAL: expenditure[1]}
        yield _told(both, {}, income[1].quote)


def _told(figures: dict[str, Figure], others: dict[str, tuple[Figure, ...]], sentence: str) -> Schedule:
    return Schedule(named.BALANCE, "文字说明", sentence[:40], figures=figures, others=others, told=True)
