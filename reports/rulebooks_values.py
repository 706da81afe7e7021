"""Rulebooks as plain values: each fact under its name, for comparing two of them and for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from checker.indicator import Indicator, Sort, Standing, Veto
from checker.matrix import Matrix
from checker.onsite import OnSite
from checker.scheme import Scheme
from checker.scoring import ZERO
from reports.rulebooks_words import figure

WHOLE = ""  # the subject of what holds for the scheme as a whole


@dataclass(frozen=True)
class Fact:
    """One fact of a scheme: of the whole or of one indicator or matter, named as the file names it."""

    subject: str
    name: str
    value: str
    standing: Standing | None = None


def facts(scheme: Scheme) -> Iterator[Fact]:
    """Everything that a scheme says, in its order."""
    yield Fact(WHOLE, "title", scheme.title)
    yield Fact(WHOLE, "year", str(scheme.year))
    yield Fact(WHOLE, "source", scheme.source)
    for cell in fields(Matrix):
        yield Fact(WHOLE, f"matrix.{cell.name}", figure(getattr(scheme.matrix, cell.name)), standing(scheme, "matrix"))
    yield Fact(WHOLE, "marginals", "80/20 70/30", standing(scheme, "marginals"))
    yield Fact(WHOLE, "inapplicable", str(scheme.sharing), standing(scheme, "inapplicable"))
    for grade in scheme.grades:
        yield Fact(WHOLE, f"grades.{grade.name}", figure(grade.at_least), standing(scheme, "grades"))
    yield Fact(WHOLE, "bonus_above", figure(scheme.bonus_above), standing(scheme, "bonus_above"))
    yield Fact(WHOLE, "at_most", figure(scheme.at_most), standing(scheme, "at_most"))
    for step in scheme.escalation:
        yield Fact(WHOLE, f"escalation.{step.name}", str(step.after), standing(scheme, "escalation"))
    yield Fact(WHOLE, "year_end_crawl", str(scheme.year_end_period), standing(scheme, "year_end_crawl"))
    for indicator in scheme.indicators:
        yield from of_indicator(indicator)
    for matter in scheme.on_site:
        yield from of_matter(matter)


def standing(scheme: Scheme, name: str) -> Standing:
    """How sure a number of the scheme as a whole is."""
    if name in scheme.stated:
        return Standing.STATED
    return Standing.UNVERIFIED if name in scheme.unverified else Standing.PROPOSED


def of_indicator(each: Indicator) -> Iterator[Fact]:
    """What a scheme says of one indicator."""
    for name, text in (
        ("title", each.title),
        ("sort", str(each.sort)),
        ("group", each.group),
        ("rule", each.rule),
        ("places", " ".join(each.places)),
        ("applies_to", " ".join(sorted(each.applies_to))),
        ("whole", "true" if each.whole else ""),
        ("source", each.source),
    ):
        yield Fact(each.id, name, text)
    numbers = {
        **({"points": figure(each.points)} if each.sort is not Sort.VETO else {}),
        "rectify_in": str(each.rectify_in),
        **({"veto": "; ".join(map(_veto, each.veto))} if each.veto else {}),
        **{f"dials.{name}": str(value) for name, value in each.dials.items()},
        **{f"deduct.{name}": _price(each, name) for name in each.deduct},
        **{f"explained.{name}": figure(value) for name, value in each.explained.items()},
    }
    for name, value in numbers.items():
        yield Fact(each.id, name, value, each.standing(name))


def _veto(veto: Veto) -> str:
    return f"{' '.join(sorted(veto.problems))} >= {veto.count}"


def _price(indicator: Indicator, name: str) -> str:
    price = indicator.deduct[name]
    each, most = figure(price.each), figure(price.at_most)
    return each if each == most else f"{each} <= {most}"


def of_matter(each: OnSite) -> Iterator[Fact]:
    """What a scheme says of one matter that inspectors look at."""
    for name, text in (
        ("title", each.title),
        ("where", each.where),
        ("asks", each.asks),
        ("applies_to", " ".join(sorted(each.applies_to))),
        ("source", each.source),
    ):
        yield Fact(each.id, name, text)
    numbers = {"cycle": each.cycle, "points": figure(each.points)}
    numbers |= {f"answers.{name}": figure(worth) for name, worth in each.answers.items()}
    for name, value in numbers.items():
        yield Fact(each.id, name, value, each.standing(name))


def tally(scheme: Scheme) -> Mapping[Standing, int]:
    """How many of a scheme's numbers are how sure."""
    return Counter(fact.standing for fact in facts(scheme) if fact.standing is not None)


def summary(scheme: Scheme) -> dict[str, Any]:
    """What a list says of a scheme, as JSON."""
    sorts = Counter(each.sort for each in scheme.indicators)
    counts = tally(scheme)
    return {
        "id": scheme.id,
        "title": scheme.title,
        "year": scheme.year,
        "indicators": len(scheme.indicators),
        "points": figure(sum(scheme.group_points().values(), ZERO)),
        **{str(sort): sorts[sort] for sort in Sort},
        "on_site": len(scheme.on_site),
        **{str(each): counts.get(each, 0) for each in Standing},
    }


def whole(scheme: Scheme) -> dict[str, Any]:
    """A scheme with everything that it says, as JSON: each fact with its standing where it is a number."""
    found: dict[str, dict[str, Any]] = {}
    for fact in facts(scheme):
        said = fact.value if fact.standing is None else {"value": fact.value, "standing": str(fact.standing)}
        found.setdefault(fact.subject, {})[fact.name] = said
    return {
        **summary(scheme),
        "scheme": found.pop(WHOLE),
        "indicator": [{"id": each.id, **found[each.id]} for each in scheme.indicators],
        "matters": [{"id": each.id, **found[each.id]} for each in scheme.on_site],
    }
