"""Whether the numbers of one bulletin follow from each other: partial indexes and the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from crawler.snapshot import Citation
from rules.air.bulletin import NOT_VALID, Bulletin
from rules.air.daily.printed import allowed, amount, basis, between, name, other_roundings
from rules.air.daily.reckoning import View, sums, views
from rules.air.index import EXCESS, partial, pollutant
from rules.air.standards import MOST, Item, Standard, possible
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze

ALWAYS = 5  # so many values of a month, and none otherwise, show how a place rounds


def cited(bulletin: Bulletin) -> Citation:
    """The row or line of a bulletin; where its quote is cut too short to hold the index, the line that does."""
    words = bulletin.quote
    if bulletin.printed and bulletin.printed not in words:
        lines = (line.strip() for line in bulletin.source.text.splitlines() if bulletin.printed in line)
        words = next((line for line in lines if not bulletin.grade or bulletin.grade in line), words)
    return bulletin.source.cite(words, bulletin.where)


def of_area(bulletin: Bulletin) -> str:
    """The area of a bulletin that does not speak for the city, as a beginning of a note; else ""."""
    return "" if bulletin.is_whole or not bulletin.area else f"{bulletin.area}："


def wrong_partials(bulletin: Bulletin, standard: Standard) -> Iterator[Finding]:
    """A finding for each partial index that no rounding of the printed concentration gives."""
    for item, part in bulletin.partials().items():
        value, spans = bulletin.measured[item].value, allowed(standard, bulletin, item)
        if value is None or not spans or any(low <= part <= high for low, high in spans):
            continue
        yield failed(
            "wrong-partial",
            cited(bulletin),
            note="{area}{item} {amount} → 分指数 {right}，公布 {part}（{basis}）",
            subject=f"{bulletin.day} {pollutant(item)}",
            area=of_area(bulletin),
            item=name(item),
            amount=amount(item, value),
            right=between(*spans[0]),
            part=str(part),
            basis=basis(standard),
        )


def wrong_index(bulletin: Bulletin, standard: Standard) -> Iterator[Finding]:
    """A finding when the index is none that the stated concentrations or partial indexes give.

    Where a pollutant that may be the greatest is not shown, only an index that is too low is surely wrong.
    """
    stated, found = bulletin.index, views(bulletin, standard)
    if stated is None or not found:
        return
    if any(view.low <= stated <= view.high for view in found):
        yield from _without_valid(bulletin, standard, found[0])
        return
    if any(view.low < stated for view in found) and found[0].lacking:
        return
    say = cant_tell if stated > MOST <= found[0].high else failed
    former = _former(bulletin, standard)
    note = "{area}{sums}；最大为 {right}，公布的{index}为 {stated}（{basis}）"
    if former:
        note = "{area}{sums}；最大为 {right}，公布的{index}为 {stated}（{basis}）；按 {former} 才是如此"
    yield say(
        "wrong-index",
        cited(bulletin),
        note=note,
        former=former,
        subject=str(bulletin.day),
        area=of_area(bulletin),
        sums=sums(bulletin, found[0]),
        right=between(found[0].low, found[0].high),
        index=standard.name,
        stated=str(stated),
        basis=basis(standard),
    )


def _former(bulletin: Bulletin, standard: Standard) -> str:
    """The name of the standard before this one, when the index follows it; else ""."""
    before = next(iter(possible(standard.first - timedelta(days=1), standard.index)), None)
    found = views(bulletin, before) if before is not None else []
    follows = bulletin.index is not None and any(view.low <= bulletin.index <= view.high for view in found)
    return before.id if before is not None and follows else ""


def is_recomputed(bulletin: Bulletin, standard: Standard) -> bool:
    """Whether the index of a bulletin could be made again from its concentrations or partial indexes, none lacking."""
    found = views(bulletin, standard)
    return bulletin.index is not None and bool(found) and not found[0].lacking


def _without_valid(bulletin: Bulletin, standard: Standard, view: View) -> Iterator[Finding]:
    """A doubt when the index was published though a pollutant has no valid value and no other exceeds the standard."""
    invalid = [
        name(item)
        for item, each in bulletin.measured.items()
        if item in standard.asked and squeeze(each.printed).upper() == NOT_VALID
    ]
    if standard.by_hour is None or not invalid or view.high > EXCESS:
        return
    yield cant_tell(
        "wrong-index",
        cited(bulletin),
        note="{items} 为 NA，其余各项分指数不超过 100，仍公布了指数 {stated}（HJ 633-2026 5.3.1）",
        subject=str(bulletin.day),
        items="、".join(invalid),
        stated=str(bulletin.index),
    )


@dataclass(frozen=True)
class Rounded:
    """A stated index or partial index where rounding up and another way part: what is right, and what the others give."""

    bulletin: Bulletin
    standard: Standard
    item: Item
    stated: int
    others: tuple[int, int]
    of_day: bool = False

    @property
    def problem(self) -> tuple[str, str]:
        """The problem and subject under which a deviation would be told by itself."""
        day = str(self.bulletin.day)
        return ("wrong-index", day) if self.of_day else ("wrong-partial", f"{day} {pollutant(self.item)}")


def habitual_rounding(judged: Sequence[tuple[Bulletin, Standard]]) -> tuple[list[Finding], frozenset[tuple[str, str]]]:
    """One finding where a place never rounds up: always down, or always to the nearest; and what it tells in one.

    Told by values at which it makes a difference, when there are enough and none shows the contrary; by the index of the day
    where no partial indexes are stated.
    """
    for found in ([*_partials(judged)], [*_indexes(judged)]):
        for way, word in ((0, "舍去小数"), (1, "四舍五入")):
            deviating = [each for each in found if each.stated == each.others[way] != each.others[0] + 1]
            if len(deviating) >= ALWAYS and all(each.stated == each.others[way] for each in found):
                return [_habit(deviating, word)], frozenset(each.problem for each in deviating)
    return [], frozenset()


def _partials(judged: Sequence[tuple[Bulletin, Standard]]) -> Iterator[Rounded]:
    for bulletin, standard in judged:
        for item, part in bulletin.partials().items():
            value = bulletin.measured[item].value
            others = other_roundings(standard, item, value) if value is not None else None
            if others is not None:
                yield Rounded(bulletin, standard, item, part, others)


def _indexes(judged: Sequence[tuple[Bulletin, Standard]]) -> Iterator[Rounded]:
    """The indexes of bulletins without partial indexes, each with the pollutant that surely makes it."""
    for bulletin, standard in judged:
        parts = {item: part for item, part in _exact(bulletin, standard).items() if item in standard.daily}
        first = [item for item, part in parts.items() if part == max(parts.values())]
        if bulletin.index is None or bulletin.partials() or len(first) != 1:
            continue
        others = other_roundings(standard, first[0], bulletin.concentrations()[first[0]])
        if others is not None:
            yield Rounded(bulletin, standard, first[0], bulletin.index, others, of_day=True)


def _exact(bulletin: Bulletin, standard: Standard) -> dict[Item, int]:
    found = {item: partial(standard, item, value) for item, value in bulletin.concentrations().items()}
    return {item: part for item, part in found.items() if part is not None}


def _habit(deviating: Sequence[Rounded], way: str) -> Finding:
    first = deviating[0]
    problem, subject = first.problem
    return failed(
        problem,
        *(cited(each.bulletin) for each in deviating[:3]),
        note="有小数的应一律进位，而全月 {count} 处都是{way}：如 {item} {amount} → {right}，公布 {stated}（{basis}）",
        subject=subject,
        count=str(len(deviating)),
        way=way,
        item=name(first.item),
        amount=amount(first.item, first.bulletin.concentrations()[first.item]),
        right=str(first.others[0] + 1),
        stated=str(first.stated),
        basis=basis(first.standard),
    )
