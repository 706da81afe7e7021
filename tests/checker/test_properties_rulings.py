"""What holds of people's words on a finding, whoever says what in whichever order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from checker.decided import decided, named
from checker.marks import mark
from checker.rulings import Conflict, Decision, Ruling, effective
from tests.checker.worlds import BODY, GRAVE, judged, worlds
from tests.tries import tries

PEOPLE = ("甲", "乙", "丙")
sayings = st.sampled_from(
    [(Decision.UPHELD, None), (Decision.REVOKED, None), (Decision.CHANGED, Decimal(0)), (Decision.CHANGED, Decimal(1))]
)


def word(by: str, says: tuple, settles: bool, finding: str = "") -> Ruling:
    return Ruling(finding, "", *says, "", by, date(2013, 8, 1), "", settles)


words = st.lists(st.builds(word, st.sampled_from(PEOPLE), sayings, st.just(value=False)), max_size=6)


def says(given: list[Ruling]):
    """What counts: nothing, what the ruling says, or that people differ and how."""
    found = effective(given)
    if isinstance(found, Conflict):
        return {(each.by, each.says) for each in found.rulings}
    return found and found.says


def last(given: list[Ruling]) -> dict[str, tuple]:
    return {each.by: each.says for each in given}


@tries(30)
@given(words)
def test_people_who_differ_are_a_conflict_and_nobody_counts(given):
    different = set(last(given).values())
    expected = set(last(given).items()) if len(different) > 1 else next(iter(different), None)
    assert says(given) == expected


@tries(30)
@given(words, st.randoms(use_true_random=False))
def test_who_spoke_first_is_nothing(given, chance):
    people = chance.sample(PEOPLE, len(PEOPLE))
    assert says([each for by in people for each in given if each.by == by]) == says(given)


@tries(30)
@given(words, words, st.sampled_from(PEOPLE), sayings)
def test_who_settles_has_the_word_until_someone_speaks_again(before, after, by, said):
    settled = word(by, said, settles=True)
    assert says([*before, settled]) == said
    assert says([*before, settled, *after]) == says([settled, *after])


@tries(30)
@given(words)
def test_what_is_said_twice_is_said_once(given):
    assume(given)
    assert says([*given, given[-1]]) == says(given)


@tries(15)
@given(worlds(), st.randoms(use_true_random=False), words)
def test_rulings_touch_their_own_finding_alone_and_a_conflict_touches_no_mark(world, chance, given):
    assume(given and world.spots(*GRAVE))
    mine = judged(world)
    other = replace(mine, department=replace(BODY, id="b"))
    names = [name for verdict in mine.verdicts for name, item in named(mine, verdict) if item.finding.outcome in GRAVE]
    name = chance.choice(names)
    said = {name.key: [replace(each, finding=name.key, seen=name.seen) for each in given]}
    result = decided([mine, other], world.scheme, said)
    again = decided([other, mine], world.scheme, said)
    assert result.assessments == again.assessments[::-1]
    assert result.assessments[1] == other
    assert not result.orphans
    if isinstance(effective(given), Conflict):
        assert mark(result.assessments[0], world.scheme) == mark(mine, world.scheme)
        assert result.assessments[0].provisional
        assert len(result.conflicts) == 1
    ruled = [item for verdict in result.assessments[0].verdicts for item in verdict.weighed if item.ruling]
    assert len(ruled) == (not isinstance(effective(given), Conflict))
    without = [each.score for each in mine.verdicts if each.indicator != name.indicator]
    assert [each.score for each in result.assessments[0].verdicts if each.indicator != name.indicator] == without
