"""Entered once by the process from which those that judge are made: what each would otherwise load for itself."""

from __future__ import annotations

from reports import judging_processes
from rules.recalled import recalled
from rules.rule import catalogue

__all__ = ["judging_processes"]
catalogue()
recalled()
