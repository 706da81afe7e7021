"""Whether what was read is what the label says: names, steps and classes, as a person would grant it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

CHART = re.compile(r"(?:行政)?(?:权力|职权)?(?:运行|操作|办理|审批)?流程图?|廉政风险防控图|示意图")
NEAR = 0.8  # of recognised words; the same share of typed ones is never reached by another step


def plain(text: str) -> str:
    """Only the characters and figures of a text, in their common width."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()


def bared(name: str) -> str:
    """A chart's name without the words for a chart, its limits, number and ending."""
    return CHART.sub("", plain(re.sub(r"[(（][^()（）]*(?:时限|工作日)[^()（）]*[)）]|\.\w{2,4}$|^\d+[.、]", "", name)))


def is_named(said: str, true: str) -> bool:
    """Whether a chart's name is that of the label, whatever words for a chart, limits and numbers stand around it."""
    cut = [bared(each) for each in (said, true)]
    own, other = (each or plain(text) for each, text in zip(cut, (said, true), strict=True))
    if own == other:
        return True
    return SequenceMatcher(None, own, other).ratio() >= 0.9 or (len(other) >= 4 and own.endswith(other))


def has_step(steps: Iterable[str], step: str) -> bool:
    """Whether one of the steps read is this one; two characters of a long one may be recognised wrongly."""
    true = plain(step)
    for each in map(plain, steps):
        if each == true or (len(true) >= 4 and SequenceMatcher(None, each, true).ratio() >= NEAR):
            return True
        if len(true) >= 6 and true in each:
            return True
    return False


def same_class(said: str, true: str) -> bool:
    """Whether two words mean the same class of power."""
    cut = [
        re.sub("类$|事项$|^其他.*|权力$", lambda found: "其他" if found[0].startswith("其他") else "", each)
        for each in (said, true)
    ]
    return cut[0] == cut[1]
