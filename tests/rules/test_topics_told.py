"""The labelled pages are told as what they are, disclosures from mentions, and each confidence is the sum of its reasons."""

import pytest

from bench.accuracy_topics import Told, f1
from rules.topics import reasons_of, topics_of
from rules.topics.topic import topics
from tests.topics.labelled import labelled


@pytest.fixture(scope="module")
def labels():
    return tuple(labelled("first"))


@pytest.fixture(scope="module")
def told(labels):
    return tuple(map(Told.of, labels))


def test_pages_are_told_as_what_they_are(told):
    scores = {name: score for name, (score, *_) in f1(told).items()}
    assert sum(scores.values()) / len(scores) >= 0.97
    assert {name: score for name, score in scores.items() if score < 0.93} == {}


def test_disclosures_are_told_from_mentions(told):
    apart = [page.label.id for page in told if not page.is_distinguished]
    assert len(apart) <= len(told) * 0.02, apart


def test_a_confidence_is_the_sum_of_its_reasons(labels):
    for label in labels:
        why = reasons_of(label.page)
        assert {name: sum(reason.weight for reason in why[name]) for name in why} == dict(topics_of(label.page))
        sources = {reason.source for reasons in why.values() for reason in reasons}
        assert sources <= {"title", "column", "structure", "content", "mention"}


@pytest.mark.parametrize("name", [name for name, topic in topics().items() if not topic.sought])
def test_first_words_of_patterns_are_long_enough_to_be_found(name):
    topic = topics()[name]
    patterns = (*topic.titles, *topic.sure, *topic.telling)
    assert [must for must, _ in patterns if len(must[0]) < 2] == []
