"""To be written."""

from __future__ import annotations

from reports.session import Session


def show_retention(session: Session) -> int:
    """To be written."""
    raise NotImplementedError
