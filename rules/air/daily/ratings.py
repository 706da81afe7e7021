"""Whether words go with numbers: grade, level and colour with the index, the primary pollutant with the partial indexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules.air.bulletin import Bulletin
from rules.air.daily.numbers import cited, of_area
from rules.air.daily.printed import basis
from rules.air.daily.reckoning import View, sums, views
from rules.air.index import CLEAN, pollutant
from rules.air.standards import ROMAN, Grade, Standard, standards
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze

LEVELLED = "标准"  # 达到二级标准 is no level of the index
LEVEL, WORD, COLOUR = "level", "word", "colour"


def indexes(bulletin: Bulletin, standard: Standard) -> tuple[int, ...]:
    """The index as stated, and where the numbers surely give another, that."""
    if bulletin.index is None:
        return ()
    found = views(bulletin, standard)
    if not found or any(view.low <= bulletin.index <= view.high for view in found):
        return (bulletin.index,)
    if found[0].lacking and any(view.low < bulletin.index for view in found):
        return (bulletin.index,)
    return (bulletin.index, *(end for view in found for end in (view.low, view.high)))


def wrong_grade(bulletin: Bulletin, standard: Standard) -> Iterator[Finding]:
    """A finding when the word, the level or the colour belongs to another range of the index."""
    grades = [standard.grade(each) for each in indexes(bulletin, standard)]
    if not grades:
        return
    faults = min((_faults(bulletin, grade) for grade in grades), key=len)
    if not faults:
        return
    only_level = faults == [LEVEL] and (LEVELLED in squeeze(bulletin.quote) or not bulletin.quote)
    say = cant_tell if only_level else failed
    yield say(
        "wrong-grade",
        cited(bulletin),
        note="{area}{index} {stated} 应为 {right}，公布的是 {said}（{basis}）",
        subject=str(bulletin.day),
        area=of_area(bulletin),
        index=standard.name,
        stated=str(bulletin.index),
        right=_words(grades[0]),
        said=_said(bulletin),
        basis=basis(standard),
    )


def _faults(bulletin: Bulletin, grade: Grade) -> list[str]:
    found = []
    if bulletin.grade in _known() and bulletin.grade not in (*grade.words, *grade.loose):
        found.append(WORD)
    if bulletin.level is not None and not _is_level(bulletin, grade):
        found.append(LEVEL)
    colour = squeeze(bulletin.colour).removesuffix("色")
    if (
        colour
        and grade.colour
        and colour not in (grade.colour, grade.colour[0] if grade.colour == "褐红" else grade.colour)
    ):
        found.append(COLOUR)
    return found


def _is_level(bulletin: Bulletin, grade: Grade) -> bool:
    return bulletin.level == grade.level and bulletin.sub in ("", grade.sub)


def _known() -> frozenset[str]:
    """Every word that any standard knows; what else a page calls its air is no grade."""
    return frozenset(word for each in standards() for grade in each.grades for word in (*grade.words, *grade.loose))


def _words(grade: Grade) -> str:
    colour = f"、{grade.colour}色" if grade.colour else ""
    return f"{ROMAN[grade.level]}{grade.sub} 级、{grade.words[0]}{colour}"


def _said(bulletin: Bulletin) -> str:
    level = (
        f"{ROMAN[bulletin.level]}{bulletin.sub} 级" if bulletin.level in range(1, len(ROMAN)) and bulletin.level else ""
    )
    return "、".join(each for each in (level, bulletin.grade, bulletin.colour) if each)


def wrong_primary(bulletin: Bulletin, standard: Standard, filled: bool) -> Iterator[Finding]:
    """A finding when a primary pollutant is named that is none, or none where there is one.

    `filled` says that other bulletins of the place name theirs, so that a blank is a gap of this one. One of several that
    share the greatest partial index is a doubt.
    """
    possible = indexes(bulletin, standard)
    if not possible or len({each > CLEAN for each in possible}) > 1:
        return
    named = tuple(pollutant(each) for each in bulletin.primary or ())
    seen = views(bulletin, standard)
    found = [view for view in seen if bulletin.index is not None and view.low <= bulletin.index <= view.high] or seen
    if possible[0] <= CLEAN:
        if named:
            yield _primary(
                bulletin, standard, "{area}指数 {stated} 不超过 50，没有首要污染物，公布的是 {said}（{basis}）", named
            )
        return
    if not named:
        if filled or bulletin.primary is not None:
            yield _primary(bulletin, standard, "{area}指数 {stated} 超过 50，没有写明首要污染物（{basis}）", named)
        return
    known = {pollutant(item) for view in found for item in view.spans}
    first = frozenset(each for view in found for each in view.first)
    strangers = [each for each in named if each in known and each not in first]
    if strangers:
        note = "{area}{sums}；首要污染物应为 {right}，公布的是 {said}（{basis}）"
        yield _primary(
            bulletin, standard, note, named, sums=sums(bulletin, found[0]), right="、".join(sorted(found[0].first))
        )
        return
    tied = _tied(bulletin, found)
    if tied > set(named):
        values = {"right": "、".join(sorted(tied))}
        note = "{area}{right} 的分指数并列最大，公布的首要污染物只有 {said}（{basis}）"
        yield _primary(bulletin, standard, note, named, sure=False, **values)


def _tied(bulletin: Bulletin, found: Sequence[View]) -> set[str]:
    """Pollutants that surely share the greatest partial index: as stated, else by concentrations that leave no room."""
    stated = {item: part for item, part in bulletin.partials().items() if item != "O3:1h"}
    if len(stated) > 1:
        return {pollutant(item) for item, part in stated.items() if part == max(stated.values())}
    exact = [
        {pollutant(i) for i, (low, high) in view.spans.items() if low == high == view.high == view.low}
        for view in found
    ]
    return set.intersection(*exact) if exact else set()


def _primary(
    bulletin: Bulletin, standard: Standard, note: str, named: tuple[str, ...], sure: bool = True, **more: str
) -> Finding:
    values = {
        "area": of_area(bulletin),
        "stated": str(bulletin.index),
        "said": "、".join(named),
        "basis": basis(standard),
    }
    say = failed if sure else cant_tell
    return say("wrong-primary", cited(bulletin), note=note, subject=str(bulletin.day), **(values | more))
