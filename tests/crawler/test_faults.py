"""No fault of the catalogue is forgotten."""

from tests.crawler import faults, test_faults_http, test_faults_network, test_faults_scope


def numbers(module):
    """The faults that a file's tests name: in the name of a test, or in the rows that it is given."""
    for name, test in vars(module).items():
        if name.startswith("test_"):
            rows = [
                str(each)
                for mark in getattr(test, "pytestmark", ())
                if mark.name == "parametrize"
                for each in named(mark)
            ]
            yield from (
                int(each[1:3])
                for each in (name.removeprefix("test_"), *rows)
                if each[:1] == "f" and each[1:3].isdigit()
            )


def named(mark):
    """The names of the rows of a parametrized test."""
    return mark.kwargs.get("ids") or [getattr(each, "id", each) for each in mark.args[1]]


def test_every_fault_has_a_test_or_a_written_reason():
    modules = (test_faults_network, test_faults_http, test_faults_scope)
    tested = {number for module in modules for number in numbers(module)}
    assert tested | set(faults.FAULTS_WITHOUT_TEST) == set(range(1, 60))
    assert not tested & set(faults.FAULTS_WITHOUT_TEST)
    assert set(faults.PARTS_WITHOUT_TEST) <= tested
