"""Which proofs fit into so many minutes."""

from bench.proofs.proof import Proof
from bench.prove import chosen

MINUTES = 12


def test_what_cannot_be_run_here_takes_no_time_from_the_others(monkeypatch):
    monkeypatch.setattr(Proof, "lacks", lambda self, size: ())
    fitting, left = chosen([], MINUTES)
    monkeypatch.setattr(Proof, "lacks", lambda self, size: ("a suite",))
    told, _ = chosen([], MINUTES)
    assert 0 < sum(each.minutes for each in fitting) <= MINUTES < sum(each.minutes for each in told)
    assert {each.name for each in fitting} < {each.name for each in told}
    assert left
    assert not any(each.quiet for each in told)
