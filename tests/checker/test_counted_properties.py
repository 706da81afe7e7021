"""What holds of every count, however many channels show a piece, in whatever months and order.

A city's pieces are made up first; items are what its sites show of them. The count must be the number of pieces that any
month could see.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from checker.counted.counting import count, level_of
from checker.counted.value import Level, Looked, Seen
from crawler.period import Period
from crawler.snapshot import Place
from tests.checker.counted_made import BODIES, PROSE, item
from tests.tries import tries

YEAR = 2013
MONTHS = tuple(Period(YEAR, month) for month in range(1, 13))
OWNERS = ("czj", "mzj", "fly", "tlx", "lhz", "gsgs")
SERIES = ("空气质量日报", "招标公告", "关于开展救助工作的通知", "工作简报")
FRAMES = (
    "{text}",
    "当前位置：首页>新闻\n{title}\n{text}\n【关闭】",
    "发布日期：2013-07-02 浏览次数：9\n{text}\n附件下载",
)


@dataclass(frozen=True)
class Piece:
    """What a body publishes: the number makes its words its own."""

    number: int
    owner: str
    title: str
    day: date

    def item(self, place: Place, frame: int, later: int, where: str):
        """How a site shows it."""
        text = FRAMES[frame].format(
            title=self.title, text=f"{PROSE}第{self.number}项，{self.day.day}月{self.number % 28 + 1}日前完成。"
        )
        day = self.day + timedelta(days=later)
        url = f"http://{place}/{self.owner}/{self.number}/{frame}/{where}"
        shown = item(self.title, text, day, department=self.owner, place=place, url=url)
        return replace(shown, body=self.owner) if place is Place.PORTAL else shown


@st.composite
def pieces(draw):
    found = draw(
        st.lists(
            st.tuples(st.sampled_from(OWNERS), st.sampled_from(SERIES), st.integers(1, 360)), min_size=1, max_size=6
        )
    )
    return [
        Piece(n, owner, title, date(YEAR, 1, 1) + timedelta(days=day)) for n, (owner, title, day) in enumerate(found)
    ]


@st.composite
def worlds(draw):
    """Pieces, and what the months showed of each: at least its own site, with the first day."""
    made = draw(pieces())
    shown: list[Seen] = []
    for piece in made:
        seen = draw(st.sets(st.sampled_from(MONTHS), min_size=1, max_size=3))
        shown.append(Seen(piece.item(Place.OWN, 0, 0, "a"), tuple(sorted(seen))))
        for n in range(draw(st.integers(0, 3))):
            place, frame = draw(st.sampled_from(Place)), draw(st.integers(0, 2))
            other = piece.item(place, frame, draw(st.integers(0, 4)), f"b{n}")
            shown.append(Seen(other, tuple(sorted(draw(st.sets(st.sampled_from(MONTHS), min_size=1, max_size=3))))))
    return made, shown


def looked():
    return [Looked(month, id, Place.OWN) for month in MONTHS for id in OWNERS]


def total(shown):
    return count(YEAR, shown, looked(), BODIES)


@tries(20)
@given(worlds())
def test_each_piece_counts_once_for_its_body_in_the_month_of_its_first_day(world):
    made, shown = world
    found = total(shown)
    true = sorted((each.owner, Period.containing(each.day)) for each in made)
    assert sorted((each.body, each.period) for each in found.pieces) == true


@tries(10)
@given(worlds(), st.randoms(use_true_random=False))
def test_order_is_nothing(world, chance):
    _, shown = world
    mixed = list(shown)
    chance.shuffle(mixed)
    assert total(mixed) == total(shown)


@tries(10)
@given(worlds(), st.integers(0, 2), st.sampled_from(Place), st.integers(0, 9))
def test_another_channel_never_raises_the_count(world, frame, place, later):
    made, shown = world
    more = [Seen(each.item(place, frame, later, "more"), (MONTHS[-1],)) for each in made]
    assert total([*shown, *more]).numbers == total(shown).numbers


@tries(10)
@given(worlds(), st.sampled_from(MONTHS))
def test_another_month_never_lowers_it(world, left_out):
    """Without a month there is less, or as much; what it alone showed is what is missing."""
    _, shown = world
    fewer = [Seen(each.item, rest) for each in shown if (rest := tuple(m for m in each.periods if m != left_out))]
    assert total(fewer).total <= total(shown).total


@tries(10)
@given(worlds())
def test_levels_and_months_sum_to_the_year(world):
    found = total(world[1])
    assert sum(map(found.of_level, Level)) == sum(map(found.of_month, found.months)) == found.total
    assert sum(found.by_body.values()) == found.total
    for level in Level:
        bodies = sum(number for id, number in found.by_body.items() if level_of(id, BODIES) is level)
        assert bodies == found.of_level(level)


@tries(10)
@given(worlds())
def test_a_year_in_two_parts_is_no_more_than_the_year(world):
    """Counting each month by itself counts what two months show twice: the year is never more than that, nor less than any."""
    _, shown = world
    alone = [total([Seen(each.item, (month,)) for each in shown if month in each.periods]).total for month in MONTHS]
    assert max(alone) <= total(shown).total <= sum(alone)
