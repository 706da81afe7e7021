"""Which of the numbers that a table prints for a head is the year's, last year's, the plan beside it, or a change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rules.accounts.tables.senses import Sense
from rules.accounts.value import Change, Figure
from rules.amounts import Amount, amount
from rules.phrases import squeeze

UNPLACED = "（列不明）"
_FUND_ORDER = ("all", "", "fiscal")
_SAME = re.compile(r"(?:基本)?持平|无(?:变化|增减|变动)|不变|一致|相同")
_MEASURED = re.compile(r"(\d[\d,]*)(?:个|人次?|[辆台次家批]次?)")
_PERCENTAGE = re.compile(r"([(]?)([-+−]?)(\d[\d,]{0,12}(?:\.\d{1,9})?)%?[)]?")
_MORE, _FEWER = re.compile(r"^(?:增加|增长|上升|提高|[↑])(?=[\d.])"), re.compile(r"^(?:减少|下降|降低|[↓])(?=[\d.])")


@dataclass(frozen=True)
class Printed:
    """A number as a table prints it: of which head or count, what its labels say, where it stands.

    `text` is None when a blank cell was dropped from its row; `placed` is False when its column is not known.
    """

    key: str
    label: str
    text: str | None
    sense: Sense
    row: int
    where: str
    quote: str
    unit: str = ""
    placed: bool = True

    @property
    def name(self) -> str:
        """The last word of its label."""
        return self.label.rpartition(" ")[2]

    @property
    def amount(self) -> Amount | None:
        """Its amount, in the unit that its own label states where the cell states none; None when blank or not known."""
        found = None if self.text is None or not self.placed else amount(self.text) or _counted(self.text)
        return Amount(found.value, self.unit, found.raw) if found and self.unit and not found.unit else found

    @property
    def figure(self) -> Figure:
        """The number as a figure."""
        unknown = self.text is None or not self.placed
        return Figure(self.amount, self.where + (UNPLACED if unknown else ""), self.quote)


def _counted(text: str) -> Amount | None:
    match = _MEASURED.fullmatch(squeeze(text))
    found = amount(match[1]) if match else None
    return Amount(found.value, "", text.strip()) if found else None


@dataclass(frozen=True)
class Years:
    """The year that figures are wanted of, and the year that a table is of by its title."""

    wanted: int | None
    own: int | None

    def distance(self, sense: Sense) -> int | None:
        """How far from the wanted year labels set their figures; a table's own year stands where labels name none."""
        if sense.years:
            return sense.distance(self.wanted)
        shift = None if self.own is None or self.wanted is None else self.own - self.wanted
        named = sense.distance(None)
        return shift if named is None else named + (shift or 0)


def of_the_year(printed: Sequence[Printed], years: Years) -> list[Printed]:
    """Those that are figures of the year, by kind: accounts before the budget, then what names no kind."""
    pool = [each for each in printed if not each.sense.change and years.distance(each.sense) in (0, None)]
    kinds = [each.sense.kind for each in pool if each.key]
    kind = "final" if "final" in kinds else "budget" if "budget" in kinds else ""
    mine = [each for each in pool if each.sense.kind == kind] or pool
    near = [each for each in mine if each.sense.years or (each.sense.when and years.distance(each.sense) == 0)]
    return [*(near or mine), *_mute(pool, near or mine)]


def _mute(pool: Sequence[Printed], chosen: Sequence[Printed]) -> list[Printed]:
    """Figures that name neither year nor kind, of heads of which none was chosen: 三公经费预算数, then the heads alone."""
    keys = {each.key for each in chosen}
    plain = [each for each in pool if not (each.sense.kind or each.sense.years or each.sense.when)]
    return [each for each in plain if each.key and each.key not in keys]


def of_last_year(printed: Sequence[Printed], years: Years, kind: str, measured: bool) -> list[Printed]:
    """Those of the year before: of the same kind or of none; of another only when changes are `measured` from them."""
    pool = [each for each in printed if not each.sense.change and years.distance(each.sense) == -1]
    same = [each for each in pool if kind in ("", each.sense.kind)] or [each for each in pool if not each.sense.kind]
    return same or (pool if measured else [])


def planned(printed: Sequence[Printed], years: Years) -> list[Printed]:
    """The budget of the year beside its accounts."""
    return [
        each
        for each in printed
        if each.sense.kind == "budget" and not each.sense.change and years.distance(each.sense) in (0, None)
    ]


def first_of_each(found: Sequence[Printed]) -> dict[str, Printed]:
    """The number for each head or count among equals."""
    chosen = {key: one(each for each in found if each.key == key) for key in dict.fromkeys(each.key for each in found)}
    return {key: each for key, each in chosen.items() if each is not None}


def one(found: Iterable[Printed]) -> Printed | None:
    """The number among equals: of all money before that of the treasury, a number before a blank, the first row first.

    None without any; one without amount when a row, or rows of one name, print different numbers that nothing tells
    apart, or when it is less than nothing and no label says what it is.
    """
    ordered = sorted(
        found, key=lambda each: _FUND_ORDER.index(each.sense.fund) if each.sense.fund in _FUND_ORDER else 9
    )
    usable = [each for each in ordered if each.sense.fund != "other"]
    if not usable:
        return None
    best = next((each for each in usable if each.amount is not None), usable[0])
    rivals = [each for each in usable if each.sense.fund == best.sense.fund and _is_rival(each, best)]
    values = {each.amount.value for each in rivals if each.amount is not None}
    negative = best.amount is not None and best.amount.value < 0 and best.sense.is_mute
    unknown = len(values) > 1 or any(each.text is None for each in rivals) or negative
    return replace(best, text=None) if unknown else best


def _is_rival(item: Printed, best: Printed) -> bool:
    """Whether a number stands in the same row, or in a row of the same name: a list of single payments has many."""
    return item.row == best.row or (item.name == best.name and item.amount is not None)


def changed(found: Sequence[Printed]) -> Change | None:
    """The change that the cells of a head state together, in money and in percent; None when they state nothing."""
    money: Amount | None = None
    percent = None
    same, quote = False, ""
    for each in found:
        text = squeeze(each.text or "")
        if not text or not each.placed:
            continue
        quote = quote or each.quote
        same = same or _SAME.search(text) is not None
        value = _signed(text, each.sense.less)
        if value is None:
            continue
        if text.endswith("%") or each.sense.change == "percent":
            percent = percent if percent is not None or not any(map(str.isdigit, text)) else value.value
        else:
            money = money or value
    if money is None and percent is None and not same:
        return None
    return Change(money, percent, same, quote)


def _signed(text: str, less: bool) -> Amount | None:
    plain = _FEWER.sub("-", _MORE.sub("", text))
    match = _PERCENTAGE.fullmatch(plain)
    found = (
        amount(plain.rstrip("%"))
        if match is None
        else amount(match[1] + match[2] + match[3] + (")" if match[1] else ""))
    )
    if found is None:
        return None
    return Amount(-abs(found.value) if less and found.value else found.value, found.unit, text)
