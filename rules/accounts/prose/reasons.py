"""Reasons for changes: which heads a sentence explains, the ones that it names or those whose change was told before."""

from __future__ import annotations

import re

from rules.accounts.prose.subjects import Reader
from rules.accounts.prose.tokens import DOMESTIC, FOREIGN, Token

_TITLE = re.compile("等?(?:情况)?(?:的)?(?:说明|分析)")
_LEADING = re.compile("由于|因|随着|受|鉴于")
_SHORTEST = 2


class Reasoner(Reader):
    """A reader that knows what is `explained`; `pending` are changes without a reason so far, each with its segment."""

    def __init__(self) -> None:
        super().__init__()
        self.explained: set[str] = set()
        self.pending: list[tuple[int, str]] = []
        self.fresh = True

    def _await(self, heads: list[str]) -> None:
        """A change waits for its reason."""
        if not heads:
            return
        if self.early:
            self.explained.update(heads)
        if self.fresh:
            self.pending, self.fresh = [], False
        self.pending += [(self.segment, head) for head in heads if head not in (DOMESTIC, FOREIGN)]

    def _reason(self, token: Token) -> None:
        self._settle()
        subject = self.subject
        after = self.clause.text[token.end :] + self.rest
        title = _TITLE.match(after)
        if title is not None and len(after) - title.end() > _SHORTEST:
            self.explained.update(subject.heads)
        if title is not None or (len(after) < _SHORTEST and not (self.clause.stop == "" and after == "")):
            return
        if _LEADING.match(token.text) and not self.pending and "原因" not in token.text and token.start == 0:
            self.early, subject.linked = True, False
            return
        subject.mode = "reason"
        here = [head for segment, head in self.pending if segment == self.segment]
        if "原因" in token.text and (subject.named or not self.pending):
            here = subject.heads
        elif not here:
            here = [head for _, head in self.pending]
        self.explained.update(here)
        self.pending = [(segment, head) for segment, head in self.pending if head not in here]
