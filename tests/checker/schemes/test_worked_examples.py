"""Real scoring documents, worked out by hand: findings in, marks out; and nothing is lost on the way through the store."""

from contextlib import closing
from pathlib import Path

import pytest

from checker.decided import Decided, decided
from checker.decisions import Decisions
from checker.marks import grade, mark
from checker.scheme import Scheme
from checker.store import Store
from reports.standing import standings
from tests.checker.schemes.example import Example, read_example

HERE = Path(__file__).parent
FOLDERS = sorted(path.name for path in HERE.iterdir() if (path / "scheme.toml").is_file())
UNSAID = {
    "lost": {},
    "open": {},
    "inapplicable": [],
    "bonus": 0,
    "bonus_open": 0,
    "vetoes": [],
    "may_veto": [],
    "provisional": False,
}


def outcome(result: Decided, scheme: Scheme) -> dict[str, dict]:
    """What came out, in the words of marks.toml."""
    found = {}
    for standing in standings(result.assessments, scheme):
        assessment, marked = standing.assessment, mark(standing.assessment, scheme)
        scores = {each.indicator: each.score for each in assessment.verdicts}
        lost = {id: score.assessable - score.earned for id, score in scores.items()}
        doubt = {id: score.possible - score.assessable for id, score in scores.items()}
        given = grade(marked.total, scheme, vetoed=bool(marked.vetoes))
        found[assessment.department.id] = {
            "lost": {id: points for id, points in lost.items() if points},
            "open": {id: points for id, points in doubt.items() if points},
            "inapplicable": [each.indicator for each in assessment.verdicts if each.outcome == "inapplicable"],
            "total": "" if marked.total is None else marked.total,
            "grade": given.name if given else "",
            "rank": standing.rank or "",
            "bonus": marked.bonus,
            "bonus_open": marked.bonus_open,
            "vetoes": list(marked.vetoes),
            "may_veto": list(marked.may_veto),
            "provisional": assessment.provisional,
        }
    return found


def expected(example: Example) -> dict[str, dict]:
    return {id: UNSAID | said for id, said in example.marks.items()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_marks_are_those_worked_out_by_hand(folder):
    example = read_example(HERE / folder)
    result = decided(example.assessments, example.scheme, example.rulings, example.appeals)
    assert not result.orphans
    assert outcome(result, example.scheme) == expected(example)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_store_loses_nothing(folder, tmp_path):
    example = read_example(HERE / folder)
    path = tmp_path / "x.sqlite"
    with closing(Store(path)) as store, closing(Decisions(path)) as decisions:
        store.save(example.period, example.assessments, example.scheme)
        decisions.receive([], [word for words in example.rulings.values() for word in words], [])
        for each in example.appeals:
            decisions.appeal(each.finding, each.seen, each.says, each.by, each.on, each.evidence)
    with closing(Store(path)) as store, closing(Decisions(path)) as decisions:
        found, scheme = store.assessments(example.period), store.scheme(example.period)
        rulings, appeals = decisions.rulings(example.period), decisions.appeals(example.period)
    assert tuple(found) == example.assessments
    assert scheme == example.scheme
    assert rulings == example.rulings
    assert outcome(decided(found, scheme, rulings, appeals), scheme) == expected(example)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_document_is_cited(folder):
    for name in ("scheme.toml", "marks.toml"):
        assert "http" in (HERE / folder / name).read_text("utf-8"), name
