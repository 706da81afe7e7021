"""A month of bulletins that are right raises nothing, in whatever form; one planted fault raises exactly its problem."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.air.index import index
from rules.air.standards import possible
from tests.rules.air_made import failures, found, months, said
from tests.tries import tries


@tries(12)
@given(months())
def test_right_bulletins_raise_nothing_in_any_form(month):
    diary = found(*month)
    assert failures(diary) == set()
    for finding in diary.findings:
        assert str(finding)
        assert finding.problem in ("no-field", "frozen")
    assert {day.state for day in diary.days.values()} == {"there"}


PLANTS = {}


def plant(function):
    PLANTS[function.__name__.replace("_", "-")] = function
    return function


@plant
def missing_day(bulletins, at, draw):
    day = bulletins.pop(at).day
    return {("missing-day", str(day))}


@plant
def no_index(bulletins, at, draw):
    bulletins[at] = replace(bulletins[at], index=None, printed="")
    return {("no-index", str(bulletins[at].day))}


@plant
def wrong_index(bulletins, at, draw):
    whole = bulletins[at].index
    other = draw(st.integers(0, 500).filter(lambda value: abs(value - whole) > 12))
    bulletins[at] = replace(bulletins[at], index=other, printed=str(other))
    return {("wrong-index", str(bulletins[at].day))}


@plant
def wrong_partial(bulletins, at, draw):
    bulletin = bulletins[at]
    item = draw(st.sampled_from(sorted(bulletin.measured)))
    part = bulletin.measured[item].partial
    other = draw(st.integers(0, 500).filter(lambda value: abs(value - part) > 12))
    bulletins[at] = replace(
        bulletin, measured={**bulletin.measured, item: replace(bulletin.measured[item], partial=other)}
    )
    return {("wrong-partial", f"{bulletin.day} {item.partition(':')[0]}")}


@plant
def wrong_grade(bulletins, at, draw):
    bulletin = bulletins[at]
    right = possible(bulletin.day)[0].grade(bulletin.index)
    words = [g.words[0] for g in possible(bulletin.day)[0].grades if g.words[0] not in (*right.words, *right.loose)]
    bulletins[at] = replace(bulletin, grade=draw(st.sampled_from(words)))
    return {("wrong-grade", str(bulletin.day))}


@plant
def wrong_primary(bulletins, at, draw):
    bulletin = bulletins[at]
    others = sorted({item.partition(":")[0] for item in bulletin.measured} - set(bulletin.primary or ()))
    first = index(possible(bulletin.day)[0], bulletin.concentrations())
    near = (
        {i.partition(":")[0] for i, part in first.partials.items() if part > first.value - 12}
        if bulletin.index > 50
        else set()
    )
    chosen = [each for each in others if each not in near]
    bulletins[at] = replace(bulletin, primary=(draw(st.sampled_from(chosen)),) if chosen else ())
    return {("wrong-primary", str(bulletin.day))} if chosen or bulletin.index > 50 else set()


@plant
def doubled_day(bulletins, at, draw):
    bulletin = bulletins[at]
    other = said(
        bulletin.day,
        {item: str(each.value + 300) for item, each in bulletin.measured.items()},
        form=("primary", "level", "grade"),
    )
    bulletins.append(replace(other, source=replace(other.source, url=other.source.url + "?2")))
    return {("doubled-day", str(bulletin.day))} if other.index != bulletin.index else set()


@plant
def late(bulletins, at, draw):
    bulletin = bulletins[at]
    bulletins[at] = replace(bulletin, posted=bulletin.day + timedelta(days=draw(st.integers(2, 20))))
    return {("late", str(bulletin.day))}


@plant
def unit_slip(bulletins, at, draw):
    bulletin = bulletins[at]
    measured = {
        item: each
        if item.startswith("CO")
        else replace(each, printed=f"{each.value.scaleb(-3):f}", value=each.value.scaleb(-3), unit="µg")
        for item, each in bulletin.measured.items()
    }
    bulletins[at] = replace(bulletin, measured=measured)
    return {("unit-slip", str(bulletin.day))} if bulletin.index > 20 else set()


@pytest.mark.parametrize("name", sorted(PLANTS))
@tries(4)
@given(data=st.data())
def test_one_planted_fault_raises_exactly_its_problem(name, data):
    period, bulletins = data.draw(months(need=("values", "partials", "grade")))
    at = data.draw(st.integers(1, len(bulletins) - 2))
    expected = PLANTS[name](bulletins, at, data.draw)
    if expected:
        failed = failures(found(period, bulletins))
        assert failed <= expected if name == "wrong-primary" else failed == expected  # one that may be so is a doubt
