"""Budgets and final accounts as bodies publish them: which document it is, its figures, whether they hold."""
