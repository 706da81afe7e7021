"""The labelled pages are whole, many and fairly spread."""

from __future__ import annotations

from collections import Counter
from functools import cache

from tests.topics.labelled import SETS, TOPICS, Labelled, labelled

PAGES_OWED = (320, 160, 200)
MENTIONS_OWED = (100, 60, 60)
SOUND = dict.fromkeys(SETS, True)


@cache
def sets() -> dict[str, tuple[Labelled, ...]]:
    return {name: tuple(labelled(name)) for name in SETS}


def everything() -> list[Labelled]:
    return [each for pages in sets().values() for each in pages]


def mentions(pages: tuple[Labelled, ...]) -> int:
    return sum(each.is_mention for each in pages)


def test_every_page_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(each.id for each in everything()).items() if times > 1] == []


def test_every_page_says_something_of_its_own() -> None:
    said = Counter((each.page.title, each.page.text) for each in everything())
    assert [title for (title, text), times in said.items() if times > 1 or not text.strip()] == []


def test_labels_are_topics() -> None:
    assert {topic for each in everything() for topic in each.right} == TOPICS
    assert {each.mentions for each in everything() if each.is_mention} <= TOPICS


def test_what_is_only_mentioned_is_never_right() -> None:
    assert [each.id for each in everything() if each.mentions in each.right] == []


def test_there_are_enough_of_each_kind() -> None:
    assert {name: len(pages) >= least for (name, pages), least in zip(sets().items(), PAGES_OWED, strict=True)} == SOUND
    assert {
        name: mentions(pages) >= least for (name, pages), least in zip(sets().items(), MENTIONS_OWED, strict=True)
    } == SOUND


def test_every_topic_is_disclosed_often_enough() -> None:
    told = Counter(each.topic for each in everything() if not each.is_mention)
    assert {topic: told[topic] for topic in TOPICS if told[topic] < 10} == {}


def test_every_topic_but_lists_and_the_rest_is_also_mentioned() -> None:
    spoken_of = Counter(each.mentions for each in everything() if each.is_mention)
    assert {topic for topic in TOPICS if spoken_of[topic] < 2} <= {"column-index", "news", "other"}
