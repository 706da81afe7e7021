"""Scores, verdicts and assessments: pure arithmetic, Decimal only."""
