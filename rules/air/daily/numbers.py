"""Whether the numbers of one bulletin follow from each other: partial indexes and the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.snapshot import Citation
from rules.air.bulletin import NOT_VALID, Bulletin
from rules.air.daily.printed import allowed, amount, between, name, other_roundings
from rules.air.daily.reckoning import View, sums, views
from rules.air.index import EXCESS, pollutant
from rules.air.standards import MOST, Standard
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze

ALWAYS = 5  # so many values of a month, and none otherwise, show how a place rounds


def cited(bulletin: Bulletin) -> Citation:
    """The row or line of a bulletin."""
    return bulletin.source.cite(bulletin.quote, bulletin.where)


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
            basis=standard.source,
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
    yield say(
        "wrong-index",
        cited(bulletin),
        note="{area}{sums}；最大为 {right}，公布的{index}为 {stated}（{basis}）",
        subject=str(bulletin.day),
        area=of_area(bulletin),
        sums=sums(bulletin, found[0]),
        right=between(found[0].low, found[0].high),
        index=standard.name,
        stated=str(stated),
        basis=standard.source,
    )


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


def habitual_rounding(judged: Sequence[tuple[Bulletin, Standard]]) -> Iterator[Finding]:
    """One finding where a place never rounds its partial indexes up: always down, or always to the nearest.

    Told by values at which it makes a difference, when there are enough and none shows the contrary.
    """
    found = [
        (bulletin, standard, item, value, part, others)
        for bulletin, standard in judged
        for item, part in bulletin.partials().items()
        if (value := bulletin.measured[item].value) is not None
        and allowed(standard, bulletin, item)[:1] != []
        and (others := other_roundings(standard, item, value)) is not None
    ]
    for way, word in ((0, "舍去小数"), (1, "四舍五入")):
        deviating = [each for each in found if each[4] == each[5][way] != each[5][0] + 1]
        if len(deviating) < ALWAYS or any(each[4] != each[5][way] for each in found):
            continue
        bulletin, standard, item, value, part, _ = deviating[0]
        yield failed(
            "wrong-partial",
            *(cited(each[0]) for each in deviating[:3]),
            note="分指数有小数的应一律进位，而全月 {count} 处都是{way}：如 {item} {amount} → {right}，公布 {part}（{basis}）",
            subject=f"{bulletin.day} {pollutant(item)}",
            count=str(len(deviating)),
            way=word,
            item=name(item),
            amount=amount(item, value),
            right=str(part + 1),
            part=str(part),
            basis=standard.source,
        )
        return
