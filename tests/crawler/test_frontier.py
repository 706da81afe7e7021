"""The frontier that is kept is the one in memory, whatever happened to it."""

import tempfile
from datetime import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crawler.archive import Archive
from crawler.families import Kind, Lead
from crawler.frontier import Frontier, Row
from crawler.keeping import Keeper, Step
from crawler.period import CHINA, Period
from crawler.promise import LISTED, STEP, TURN, Move
from tests.tries import tries

MONTH = Period(2013, 7)
MOVES = (Move(TURN - STEP, TURN, LISTED - TURN), Move(LISTED - STEP, LISTED, TURN - LISTED))
KEYS = st.integers(0, 12).map(lambda n: f"a.cn/{n}")
ROWS = st.builds(
    lambda key, label, promise, around, hop, kind: Row(
        key, Lead(f"http://{key}", label, kind, hop=hop), "http://a.cn/", 2, promise, around
    ),
    KEYS,
    st.sampled_from(["", "三公经费", "下一页"]),
    st.integers(1, 9999),
    st.sampled_from(["x", "y"]),
    st.booleans(),
    st.sampled_from(Kind),
)
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), ROWS),
        st.tuples(st.just("done"), st.booleans()),
        st.tuples(st.just("move"), st.tuples(st.sampled_from(["x", "y"]), st.sampled_from(MOVES))),
        st.tuples(st.just("know"), ROWS),
        st.tuples(st.just("take"), st.none()),
    ),
    max_size=40,
)


def act(frontier, action, value):
    if action == "add" and (frontier.waiting(value.key) or not frontier.has(value.key)):
        frontier.add(value)
    elif action == "done" and (row := frontier.next()):
        frontier.done(row, later=value)
    elif action == "move":
        frontier.move(*value)
    elif action == "know":
        frontier.know(value)


def order(frontier):
    """What is left, best first: everything about each address that matters later."""
    return [(row.key, row.lead, row.promise, row.depth, row.around) for row in frontier.rest()]


@tries(12)
@given(ACTIONS)
def test_a_resumed_frontier_is_the_one_that_was_left(actions):
    frontier = Frontier()
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
        keeper = Keeper(archive, MONTH, "test")
        keeper.begin("czj", "http://a.cn/", datetime(2013, 7, 5, tzinfo=CHINA))
        for action, value in actions:
            if action == "take":
                keeper.apply(Step("czj", changes=frontier.take()))
            else:
                act(frontier, action, value)
        keeper.apply(Step("czj", changes=frontier.take()))
        keeper.flush()
        standing = keeper.standing("czj")
        keeper.close()
    again = Frontier(standing.rows, standing.met, standing.fetched)
    assert sorted(order(again)) == sorted(order(frontier))
    assert [row[2:4] for row in order(again)] == [row[2:4] for row in order(frontier)]
    assert (again.fetched, len(again), again.has_later) == (frontier.fetched, len(frontier), frontier.has_later)
    assert all(again.has(key) == frontier.has(key) for key in (f"a.cn/{n}" for n in range(13)))


def test_the_best_goes_first_then_the_shallow_then_the_early():
    frontier = Frontier()
    for key, depth, promise in (("d", 3, 5), ("a", 1, 9), ("c", 2, 5), ("b", 2, 5), ("e", 1, 1)):
        frontier.add(Row(key, Lead(f"http://{key}"), "", depth, promise))
    seen = []
    while row := frontier.next():
        seen.append(row.key)
        frontier.done(row)
    assert seen == ["a", "c", "b", "d", "e"]
