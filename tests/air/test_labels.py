"""The labelled samples fit together: what they say of days and faults is of their month, and every file of theirs is read."""

from __future__ import annotations

from collections import Counter
from datetime import date

from rules.rule import catalogue
from tests.air.samples import SETS, samples

ALL = list(samples(*SETS, "last"))


def test_what_is_labelled_is_a_problem_of_the_rule_and_of_the_month() -> None:
    for sample in ALL:
        problems = catalogue()[sample.rule].problems
        for label in (*sample.told.get("finding", []), *sample.told.get("may", [])):
            assert label["problem"] in problems, (sample.name, label)
            if sample.rule == "air-quality-daily" and label["subject"][:4].isdigit():
                assert date.fromisoformat(label["subject"].partition(" ")[0]) in sample.period, sample.name
        assert all(day["for"] in sample.period for day in sample.told.get("day", [])), sample.name


def test_there_are_enough_of_each_kind() -> None:
    kinds = Counter((sample.path.parent.name, sample.rule) for sample in ALL)
    assert kinds["bulletins", "air-quality-daily"] >= 110
    assert kinds["held", "air-quality-daily"] >= 50
    assert {sample.path.parent.name for sample in ALL} == {*SETS, "last"}


def test_pages_and_files_are_read() -> None:
    for sample in ALL[::7]:
        for page in sample.snapshot.pages:
            assert page.text.strip()
            assert all(document.text or document.reading.width for document in page.documents)
