"""The short form of every proof: its goal is reached, and with the defence taken away it is not. The whole form: `make prove`."""

import pytest

from bench.proofs.proof import Size, proofs


@pytest.fixture
def proof(request):
    """A proof that can be run on this machine."""
    found = proofs()[request.param]
    if lacking := found.lacks():
        pytest.skip(f"needs {', '.join(lacking)}")
    return found


@pytest.mark.parametrize("proof", proofs(), indirect=True)
def test_the_goal_is_reached(proof, tmp_path):
    figure = proof.prove(Size.SHORT, tmp_path)
    assert figure.reached, "\n".join((figure.said, *figure.wrong[:20]))


@pytest.mark.parametrize("proof", proofs(), indirect=True)
def test_without_the_defence_it_is_not(proof, tmp_path):
    figure = proof.without(Size.SHORT, tmp_path)
    assert not figure.reached, figure.said
