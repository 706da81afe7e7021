"""Nobody is accused wrongly and no sure fault is missed in the sets of samples that are mended."""

import pytest

from tests.duties.judged import samples

LIVELIHOOD = ("livelihood", "livelihood-again", "livelihood-third", "livelihood-fourth")
SETS = ("first", "second", "third", "fourth", "fifth", *LIVELIHOOD)
MENDED = tuple((name, "") for name in SETS)  # set, rule; "" for every rule
SAMPLES = [each for set_name, rule in MENDED for each in samples(set_name, rule)]
OFTEN = 3  # each of so many is judged by a test, all by the proofs
PARAMETERS = [
    pytest.param(
        each,
        id=f"{each.folder.parent.name}/{each.folder.name}",
        marks=[] if number % OFTEN == 0 else [pytest.mark.proof],
    )
    for number, each in enumerate(SAMPLES)
]


@pytest.mark.parametrize("sample", PARAMETERS)
def test_a_sample_is_judged_as_an_official_would(sample):
    assert [(finding.problem, finding.subject, str(finding)) for finding in sample.accused()] == []
    assert sample.missed() == []
