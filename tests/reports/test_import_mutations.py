"""A few of the workbooks of bench/import_mutations.py: taken in as they read, or refused; and the bench can tell a misreading."""

import random

import pytest

from bench.import_mutations import Base, base, body, made, name, run, tried
from bench.import_mutations_changes import MUTATIONS, Case, fill
from bench.import_mutations_program import Program
from bench.import_mutations_reader import FORM, complaints, expected

FILES, PROOF = 10, 60


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Base:
    return base(tmp_path_factory.mktemp("mutations"), seed=1, resaved=False)


def untouched(whole: Base) -> tuple[Case, object]:
    book, original = whole.books["exported"]
    case = Case(book.copy({*FORM}), random.Random(7), whole.city)
    fill(case)
    return case, expected(case.book, original, whole.city)


@pytest.mark.xdist_group("mutations")
def test_a_changed_workbook_is_taken_in_as_it_reads_or_refused_and_a_sloppy_importer_misreads_it(whole, tmp_path):
    results = list(run(whole, tmp_path, range(FILES), 1))
    assert [(result.told, result.wrong) for result in results if result.wrong] == []
    assert {result.answer for result in results} == {"taken", "refused"}
    assert sum(result.sloppy for result in results) > FILES // 4


@pytest.mark.xdist_group("mutations")
def test_what_is_filled_in_and_not_changed_is_read_by_everyone(whole, tmp_path):
    case, wanted = untouched(whole)
    assert len(wanted.said) > 10
    assert wanted.refuse == []
    file = body(case)
    assert list(complaints(wanted, whole.sloppy.take(file), whole.before)) == []
    with Program(whole.city, tmp_path) as program:
        answer = program.take([(name(case, 1), file)])
        assert (answer.outcome, list(complaints(wanted, answer.said, whole.before))) == ("taken", [])


@pytest.mark.xdist_group("mutations")
def test_the_bench_tells_what_is_misread_lost_or_taken_without_being_sure(whole):
    _, wanted = untouched(whole)
    took = [said for found in wanted.said.values() for said in found[0]]
    assert "lost" in next(complaints(wanted, took[1:], whole.before))
    other = next(said for said in took if said.id != took[0].id and said.sheet == took[0].sheet)
    swapped = [type(other)(**{**vars(took[0]), "id": other.id}), *took[1:]]
    assert "a person reads" in next(complaints(wanted, swapped, whole.before))
    wanted.refuse.append("nobody can be sure")
    assert "taken in" in next(complaints(wanted, took, whole.before))


def test_every_change_has_a_name_that_the_table_shows_and_says_how_plain_it_is():
    assert len(MUTATIONS) > 80
    assert all(each.name and each.stage in range(4) for each in MUTATIONS.values())


@pytest.mark.proof
@pytest.mark.xdist_group("mutations")
def test_more_changed_workbooks_are_taken_in_as_they_read_or_refused(whole, tmp_path):
    with Program(whole.city, tmp_path) as program:
        wrong = [result for number in range(PROOF) if (result := tried(whole, program, 3, number)).wrong]
    assert [(result.told, result.wrong) for result in wrong] == []


def test_a_number_always_gives_the_same_file(whole):
    for number in range(3):
        assert body(made(whole, 1, number)[0]) == body(made(whole, 1, number)[0])
