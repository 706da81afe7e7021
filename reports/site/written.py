"""Writes the web report of a month."""

from __future__ import annotations

from reports.session import Session


def write_report(session: Session) -> int:
    """Writes the report to --output or var/report."""
    raise NotImplementedError
