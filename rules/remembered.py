"""Questions about a document or a place that are answered once: the answer is kept with it, and gone with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from crawler.snapshot import Document, Snapshot

D = TypeVar("D", bound=Document | Snapshot)
T = TypeVar("T")


def remembered(question: Callable[[D], T]) -> Callable[[D], T]:
    """A question that is answered once for each document or place; its answer hangs on nothing but that."""

    @wraps(question)
    def asked(document: D) -> T:
        answers = document.answers
        if question in answers:
            answer: T = answers[question]
        else:
            answers[question] = answer = question(document)
        return answer

    return asked
