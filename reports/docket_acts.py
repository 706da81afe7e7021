"""What people tell the ledger: replies, cases closed and opened again."""

from __future__ import annotations

from reports.session import Session


def take_reply(session: Session) -> int:
    """Adds a department's reply."""
    raise NotImplementedError


def close_cases(session: Session) -> int:
    """Closes cases."""
    raise NotImplementedError


def reopen_cases(session: Session) -> int:
    """Opens cases again."""
    raise NotImplementedError
