"""The short form of every proof: its goal is reached, and with the defence taken away it is not. The whole form: `make prove`."""

from pathlib import Path

import pytest

from bench.proofs.proof import Size, proofs

ROOT = Path(__file__).parents[2]
SHORT = [name for name, proof in proofs().items() if not proof.short]


@pytest.fixture
def proof(request):
    """A proof that can be run on this machine."""
    found = proofs()[request.param]
    if lacking := found.lacks(Size.SHORT):
        pytest.skip(f"needs {', '.join(lacking)}")
    return found


@pytest.mark.parametrize("proof", SHORT, indirect=True)
def test_the_goal_is_reached(proof, tmp_path):
    figure = proof.prove(Size.SHORT, tmp_path)
    assert figure.reached, "\n".join((figure.said, *figure.wrong[:20]))


@pytest.mark.parametrize("proof", SHORT, indirect=True)
def test_without_the_defence_it_is_not(proof, tmp_path):
    figure = proof.without(Size.SHORT, tmp_path)
    assert not figure.reached, figure.said


def test_what_has_no_short_form_here_has_one_among_the_tests():
    assert [name for name, proof in proofs().items() if proof.short and not (ROOT / proof.short).is_file()] == []
