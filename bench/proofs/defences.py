"""The defences that a negative control takes away, by name. Loaded in every process of a crawl that is begun for a proof."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import Any

FORBID = "GONGKAI_PROOF_WITHOUT"


def forgetful() -> None:
    """Whoever goes on after a kill knows the addresses, but neither what a host said nor what had come already."""
    from crawler import keeping, laid_by

    known = keeping.standing

    def standing(*given: Any) -> Any:
        return replace(known(*given), heard={}, nowhere="")

    keeping.standing = standing
    laid_by.LaidBy.take = lambda *_: None


def hasty() -> None:
    """Pauses and wishes to be left alone are heard, and not kept."""
    from crawler.politeness import Pace

    Pace.hold = lambda *_: None


def roomy() -> None:
    """As many addresses of a site wait, and are remembered, as it has."""
    from crawler import frontier

    frontier.MOST_OPEN = frontier.MOST_MET = sys.maxsize


DEFENCES = {"forgetful": forgetful, "hasty": hasty, "roomy": roomy}


if name := os.environ.get(FORBID):
    DEFENCES[name]()
