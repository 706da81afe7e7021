"""How the sums of a schedule are told: by the name of their row, in the column of the accounts' own year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rules.accounts.schedules import schedule as named
from rules.accounts.schedules.sheet import Segment, Sheet
from rules.accounts.value import Figure
from rules.amounts import Amount
from rules.phrases import unnumbered

Figures = dict[str, Figure]
_HEADED = re.compile(r"^(?:其中|加|减)[::]?|^[+-]")
_CARRIED = r"(?:财政(?:拨款|性资金)?)?(?:滚存)?(?:结转|结余|余额)"
_ROWS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (named.INCOME_TOTAL, re.compile(r"(?:部门|单位|本年|预算|决算)*(?:收入总计|收入总合计|收入预算总计)")),
    (named.EXPENDITURE_TOTAL, re.compile(r"(?:部门|单位|本年|预算|决算)*(?:支出总计|支出总合计|支出预算总计)")),
    (
        named.INCOME,
        re.compile(r"(?:本年|本年度|当年|20\d\d年)?(?:财政拨款)?收入(?:合计|小计)|(?:本年|本年度|当年)收入"),
    ),
    (
        named.EXPENDITURE,
        re.compile(r"(?:本年|本年度|当年|20\d\d年)?(?:财政拨款)?支出(?:合计|小计)|(?:本年|本年度|当年)支出"),
    ),
    (named.OPENING, re.compile(rf"(?:上年|年初|期初|上年度|以前年度|上年末)(?:未完)?{_CARRIED}.{{0,12}}")),
    (
        named.USED,
        re.compile(
            r"(?:动用|使用|用)(?:以前年度|历年|上年)?(?:非财政|事业基金|专用基金|专用结余|非同级).{0,24}|事业基金弥补.{0,10}"
        ),
    ),
    (
        named.CLOSING,
        re.compile(
            rf"(?:年末|年终|期末)(?:未完)?{_CARRIED}.{{0,12}}|(?:结转|结余)(?:至|到|转)?(?:下年|下一年|以后年度).{{0,10}}|年末结余"
        ),
    ),
    (named.SHARED_OUT, re.compile(r"(?:事业单位|非财政拨款)?结余分配")),
    (named.BASIC, re.compile(r"基本支出(?:合计|小计)?")),
    (named.PROJECT, re.compile(r"项目支出(?:合计|小计)?")),
    (named.UPWARD, re.compile(r"上缴上级(?:单位)?支出|对上级上缴支出")),
    (named.BUSINESS, re.compile(r"(?:事业单位)?经营支出")),
    (named.SUBSIDY, re.compile(r"对?(?:附属|下级)单位补助支出")),
    (named.PERSONNEL, re.compile(r"人员(?:经费|支出)(?:合计|小计)?")),
    (named.RUNNING, re.compile(r"(?:日常)?公用(?:经费|支出)(?:合计|小计)?")),
    (named.SUPPORT, re.compile(r"对个人和家庭的?补助(?:支出)?(?:合计|小计)?")),
)
TOTAL = re.compile(r"(?:总计|合计|总合计|本年(?:支出|收入)合计|(?:收入|支出)(?:合计|总计)|.{0,12}预算合计)")
GENERAL = re.compile(r"一般公共预算|公共财政预算|公共预算")
_EARLIER = re.compile(
    r"上年|上一年|去年|执行数|增减|增长|增加|减少|变动|差额|占比|比例|%|同比|与.{0,8}比|较.{0,8}[增减]|占.{0,8}比"
)
_COMPARED = re.compile(r"执行数|增减|增长|增加|减少|变动|差额|比例|占比|%|同比")
_PLANNED = re.compile(r"年初预算|调整预算|全年预算|预算数|上年")
_YEAR = re.compile(r"(20\d\d)")
_COLUMN = re.compile(
    r"(?:预算|决算|执行|调整)数$|^金额$|^(?:合计|小计)$|^20\d\d年(?:度?(?:预算|决算|执行|安排)[数额]?)?$"
)


@dataclass
class Sums:
    """What was read: figures by name, figures beside them that have no name here, names whose numbers could not be told apart."""

    figures: Figures = field(default_factory=dict)
    others: dict[str, tuple[Figure, ...]] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)

    def agreeing(self, other: Sums) -> Sums:
        """These sums without those that another reading of the same cells gives otherwise."""
        read = {key: figure.amount for key, figure in other.figures.items() if figure.amount is not None}
        apart = {key for key, value in read.items() if key in self.figures and self.figures[key].amount != value}
        figures = {key: figure for key, figure in self.figures.items() if key not in apart}
        return Sums(figures, self.others, self.unclear | apart)


@dataclass(frozen=True)
class Reader:
    """One schedule being read: what it is called and which year's column counts."""

    sheet: Sheet
    name: str
    kind: str
    year: int | None

    def key(self, label: str) -> str:
        """Which sum a row's label names, or ""."""
        text = _HEADED.sub("", unnumbered(label)).rstrip(":")
        return next((key for key, pattern in _ROWS if pattern.fullmatch(text)), "")

    def figure(self, segment: Segment, found: Amount | None) -> Figure:
        """A figure with its place."""
        return Figure(found, f"{self.name}：{segment.label}", segment.quote)

    def columns(self, among: Iterable[int]) -> list[int]:
        """The columns that state the accounts' own year and kind, among these; the best first."""
        scored = [(self.score("".join(self.sheet.paths[x])), x) for x in among if x < len(self.sheet.paths)]
        return [x for score, x in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score > -5]

    def is_compared(self, path: str) -> bool:
        """Whether a column states another year, or how this one differs: nothing of it belongs to this year's sums."""
        years = set(_YEAR.findall(path))
        return _COMPARED.search(path) is not None or bool(years and self.year and str(self.year) not in years)

    def score(self, path: str) -> int:
        """How well the words above a column fit the accounts' own year and kind; below -5 they are of something else."""
        years = set(_YEAR.findall(path))
        score = -9 if _EARLIER.search(path) else 0
        if self.year and years:
            score += 4 if str(self.year) in years else -9
        if self.kind == "final":
            score += 3 if "决算" in path else -2 if _PLANNED.search(path) else 0
        return score + ("决算" not in path if self.kind == "budget" else 0)

    def chosen(self, segment: Segment) -> Amount | None:
        """The figure of a row, from the column that counts; None when it is blank or cannot be told from others."""
        values = dict(segment.values)
        if self.sheet.is_stream:
            return self._of_stream(list(values.values()))
        filled = [x for x, value in values.items() if value is not None]
        if not any(self.sheet.paths[x] for x in values):
            several = [value for value in values.values() if value is not None]
            return several[0] if len(several) == 1 or (several and splits(several)) else None
        fitting = self.columns(values)
        blank = bool(fitting) and values[fitting[0]] is None and bool(self.sheet.paths[fitting[0]])
        best = [x for x in fitting if x in filled]
        return values[best[0]] if best and not blank else None

    def _of_stream(self, numbers: list[Amount | None]) -> Amount | None:
        """The figure among the numbers behind a label, where the header tells how many columns there are."""
        header = [word for word in self.sheet.header if _COLUMN.search(word)]
        halves = max(sum(word.startswith(("项目", "科目名称", "支出功能")) for word in self.sheet.header), 1)
        each = list(dict.fromkeys(header)) if len(header) > halves else header[:1]
        filled = [found for found in numbers if found is not None]
        if len(filled) == 1 and len(each) <= 1:
            return filled[0]
        if len(filled) != len(each) or not each:
            return filled[0] if len(filled) > 1 and splits(filled) else None
        scored = [(self.score(word), -place) for place, word in enumerate(each)]
        return filled[-max(scored)[1]]


def splits(filled: Sequence[Amount]) -> bool:
    """Whether the first number is the sum of the others: a total beside its funds."""
    return filled[0].value == sum(each.value for each in filled[1:])
