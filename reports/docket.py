"""To be written."""

from __future__ import annotations

from reports.session import Session


def show_ledger(session: Session) -> int:
    """To be written."""
    raise NotImplementedError
