"""Of which head a sentence speaks: the state that a reader of sentences keeps from word to word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from rules.accounts.heads import OPERATION, PARTS, PURCHASE, TOTAL, VEHICLES
from rules.accounts.prose.context import ABOVE, EARLIER, LAST, THIS, Base, Frame, Subject
from rules.accounts.prose.paragraphs import Clause, Paragraph
from rules.accounts.prose.tokens import Token, is_whole, names, tokens
from rules.amounts import Amount

_GOES_ON = re.compile("其中|分项")
_COUNTED = re.compile(r"(?:团组数?|批次)?(?:共|共计|累计|各)?\d[\d,]{0,8}(?:个|批|人|次|辆|台)")
_OTHERS = re.compile(r"(?:下属|所属|直属|二级|基层)[^,;:]{0,8}$")


class Reader:
    """Follows the subject of sentences; what is said of it is for those who inherit."""

    def __init__(self) -> None:
        self.frame, self.subject = Frame(), Subject()
        self.base: Base | None = None
        self.here: Base | None = None
        self.opened: Base | None = None
        self.clause = self.first = Clause("", 0, 0, "")
        self.parent = Paragraph("")
        self.year: int | None = None
        self.years: list[int | None] = []
        self.kind, self.kinds = "", set[str]()
        self.told_of: list[int | None] = []
        self.given: dict[str, Decimal] = {}
        self.segment = 0
        self.cars = False
        self.dangling = False

    def _begin(self, paragraph: Paragraph, sentence: list[Clause], lead: str) -> None:
        """Begin a sentence; 其中 goes on with what the last one spoke of."""
        if not (_GOES_ON.match(sentence[0].text) or self.dangling):
            self.subject = Subject([lead] if lead else [], inherited=lead != self.frame.head)
            self.year = self.year if self.parent is paragraph else self.frame.year
            self.kind, self.base = self.frame.kind, None
            self.kinds, self.years, self.cars = set(), [self.year], False
            self.told_of = []
        elif len(named := [year for year in self.years if (year or 0) > 0]) > 1:
            self.year = max(named, key=lambda year: year or 0)  # what the last sentence compared with lies before it
        self.subject.mode = ""
        self.stack: list[tuple[Subject, list[str], int | None]] = []
        self.siblings: list[str] = []
        self.among = self.early = False
        self.segment += 1
        self.first = sentence[0]
        self.previous, self.stop, self.figured = ("", ""), "", True
        self.parent, self.rest = paragraph, "".join(clause.text for clause in sentence)
        self.dangling = self.rest.endswith(("其中", "其中:"))

    def _clause(self, clause: Clause) -> None:
        listed = self.previous[1] == "head" and self.stop == "," and not self.subject.mode
        self.previous = self.previous if listed else ("", "")
        self.clause, self.stop = clause, clause.stop
        before = self.subject
        self.hanging = before.named and before.linked and not self.figured
        self.subject = Subject(before.heads, mode=before.mode, inherited=before.inherited, counted=before.counted)
        self.figured, self.year_before = False, self.year
        self.here = self.opened = None
        self.verb: int | None = None
        self.rough = self.unsure = self.complete = self.respectively = self.each = self.alias = self.whole = False
        self.turn = 0
        self.rest = self.rest[len(clause.text) :]
        for token in tokens(clause.text):
            handler: Callable[[Token], None] = getattr(self, f"_{token.kind}", self._junk)
            self.dropped = False
            handler(token)
            self.previous = (self.previous[1], "junk" if self.dropped else token.kind)
        self._end(clause)

    def _end(self, clause: Clause) -> None:
        self.cars = self.cars or "车" in clause.text
        self._settle()
        if self.complete:
            self.base = Base(THIS, "budget", known=True)
        if self.subject.year is not None and self.subject.linked and not self.subject.mode:
            self.year = self.subject.year
        if self.figured and not self.subject.named and _is_earlier(self.year, self.year_before):
            self.year = self.year_before  # （本年…，）上年14.02万元: beside the year, not from here on
        if clause.stop == ";":
            self.segment += 1
            self.subject.mode, self.siblings, self.among = "", [], False

    def _settle(self) -> None:
        """Close what was opened as a comparison: it is one when it named a year or a kind."""
        if self.opened is not None and self.opened.known:
            self.base = self.here = replace(self.opened, general=not self.subject.named)
        self.opened = None

    def _turn_to(self) -> None:
        """Take the year that opens a clause for what its change is measured against: （比）2015年预算增加."""
        subject = self.subject
        if self.opened is None and subject.year is not None and not subject.named:
            self.opened = Base(subject.year, subject.kind, known=True)
            self.year, subject.year, subject.linked = self.year_before, None, True
            self.years.pop()

    # Heads

    def _head(self, token: Token) -> None:
        subject, head = self.subject, token.head
        follow = names(self.clause.text, token)
        if _OTHERS.search(self.clause.text[: token.start]) or (head == TOTAL and self.among and TOTAL in self.given):
            subject.heads = []
            return self._junk(token)
        if self._stands_for_all(token) or not (is_whole(self.clause.text, token) and self._in_family(token)):
            return self._junk(token)
        if not follow:
            return self._mention(token)
        weak = follow == "said" or self.previous[1] in ("changed", "verb") or re.search("[费支]", token.text) is None
        if (subject.mode or subject.skip) and weak:
            return self._junk(token)
        if self.opened is not None:
            subject.heads = subject.heads if subject.named else [head]
            return None
        subject.skip = subject.skip or self.previous[1] == "changed"
        return self._name(head, token)

    def _mention(self, token: Token) -> None:
        """A head of which this clause says nothing that is understood; the next one may."""
        self._junk(token)
        if self.subject.mode:
            return
        opens = token.start == 0 or self.previous[1] in ("among", "item", "fill")
        counted = _COUNTED.match(self.clause.text, token.end) if token.head != VEHICLES else None
        if (opens and "费" in token.text) or counted is not None:
            self.subject.heads, self.first, self.subject.inherited = [token.head], self.clause, False
            self.subject.counted = counted is not None
        elif token.head not in self.subject.heads:
            self.subject.heads = []

    def _name(self, head: str, token: Token) -> None:
        subject = self.subject
        joined = self.previous == ("head", "join") or (self.previous[1] == "head" and token.start == 0)
        kin = {*subject.heads, *(above for each in subject.heads for above in ABOVE.get(each, ()))}
        nested = head == TOTAL or head in kin or set(ABOVE.get(head, ())) & set(subject.heads)
        if not (joined and subject.heads) or nested:
            subject.heads = []
            self.first = self.clause
        subject.heads = [*subject.heads, head]
        subject.linked, subject.named, subject.mode = True, True, ""
        subject.inherited = subject.counted = False
        before, after = self.clause.text[: token.start], self.clause.text[token.end :]
        self.alias = head == TOTAL and after.startswith(")") and before.endswith(("(", "称", "即", "为"))

    def _in_family(self, token: Token) -> bool:
        """Whether a label without a car in it (购置费, 运行维护费) follows one that names cars."""
        cars = {VEHICLES, PURCHASE, OPERATION}
        if token.head not in cars or "车" in token.text or token.head == VEHICLES:
            return True
        said = {*self.subject.heads, *(head for item, *_ in self.stack for head in item.heads), self.frame.head}
        return self.cars or "车" in self.clause.text[: token.start] or bool(said & cars)

    def _stands_for_all(self, token: Token) -> bool:
        """Whether a sum is said to be all for one head: 全部为公务用车运行费, （运行费）, 全部为公务接待费."""
        text = self.clause.text
        bracketed = text[: token.start].endswith("(") and text[token.end :].startswith(")")
        if not (self.whole or (bracketed and token.head == OPERATION)) or token.head not in (OPERATION, *PARTS):
            return False
        self._derive(VEHICLES if token.head == OPERATION else TOTAL, token.head)
        if self.whole and token.head == OPERATION:
            self._derive(TOTAL, OPERATION)
        return True

    def _derive(self, head: str, part: str) -> None:
        """Take the last sum of a head for the sum of a part of it."""

    def _whole(self, token: Token) -> None:
        self.whole = True

    def _meant(self, amount: Amount | None) -> list[str]:
        """The heads for which one sum stands."""
        heads = self.subject.heads
        if self.respectively:
            self.turn += 1
            return heads[self.turn - 1 : self.turn] if len(heads) > 1 else []
        if len(heads) < 2 or (self.each and (amount is None or not amount.value)):
            return heads
        return [TOTAL] if set(PARTS) <= set(heads) else []

    # What stands between

    def _open(self, token: Token) -> None:
        self.stack.append((replace(self.subject, heads=list(self.subject.heads)), list(self.siblings), self.year))
        self.subject.linked, self.subject.mode = True, ""

    def _close(self, token: Token) -> None:
        if self.stack:
            outer, self.siblings, year = self.stack.pop()
            self.year = year if self.figured or _is_earlier(self.year, year) else self.year
            if self.alias:
                outer.heads, outer.linked, outer.named = [TOTAL], True, True
            self.subject = outer
        self.alias = False

    def _among(self, token: Token) -> None:
        self.subject.mode, self.subject.linked = "", True
        self.among, self.siblings = True, []
        if self.told_of:  # what was compared with lies before it
            self.year = None if None in self.told_of else max(self.told_of, key=lambda year: year or 0)

    def _junk(self, token: Token) -> None:
        self.dropped = True
        self.opened = self.verb = None
        self.subject.linked = False

    def _item(self, token: Token) -> None:
        self.subject.linked = True

    def _join(self, token: Token) -> None:
        if self.previous[1] in ("money", "percent", "close"):
            self.subject.linked, self.subject.seen = True, False

    def _aside(self, token: Token) -> None:
        self.subject.seen = self.subject.seen or self.opened is None

    def _number(self, token: Token) -> None:
        if self.opened is None:
            self._junk(token)

    def _fill(self, token: Token) -> None:
        self.subject.seen = True
        if self.opened is not None and token.text == "同期":
            self.opened.year, self.opened.known = self.opened.year or LAST, True

    def _each(self, token: Token) -> None:
        self.each = True

    def _roughly(self, token: Token) -> None:
        self.rough = True

    def _respectively(self, token: Token) -> None:
        self.respectively = True

    def _share(self, token: Token) -> None:
        self.subject.skip = True

    _average = _differ = _level = _share

    def _usage(self, token: Token) -> None:
        self.subject.mode = self.subject.mode or "usage"

    def _none(self, token: Token) -> None:
        if self.subject.linked:
            self.siblings += self.subject.heads

    # Years and kinds

    def _year(self, token: Token) -> None:
        digits = token.text[:4]
        relative = LAST if token.text[0] in "上去" else EARLIER if token.text[0] == "往" else THIS
        year = int(digits) if digits.isdecimal() else relative
        if self.opened is not None:
            self.opened.year, self.opened.known = year, True
        elif not self.subject.mode:
            self.subject.year, self.subject.seen = year, True
            self.years.append(year)
            if token.start == 0:
                self.year = year

    def _budget(self, token: Token) -> None:
        kind = token.kind
        if self.opened is not None:
            self.opened.kind, self.opened.known = kind, True
        else:
            self.subject.kind, self.subject.seen = kind, True

    _final = _initial = _budget


def _is_earlier(year: int | None, other: int | None) -> bool:
    """Whether a year is said to be the one before, or lies before another."""
    return year == LAST or (year is not None and other is not None and THIS < year < other)
