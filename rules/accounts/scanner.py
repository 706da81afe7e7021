"""Sentences read word by word: which head a sum, a change or a reason belongs to.

A sum belongs to a head when nothing but words of accounting stand between them; whatever else stands there breaks the
link, and the sum is left alone. So a sentence in an unknown form gives no figure rather than a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from rules.accounts.heads import OPERATION, PARTS, PURCHASE, TOTAL, VEHICLES
from rules.accounts.numerals import money
from rules.accounts.prose import Clause, Paragraph
from rules.accounts.tokens import DOMESTIC, FOREIGN, Token, is_whole, names, tokens
from rules.amounts import Amount

ABOVE = {PURCHASE: (VEHICLES, TOTAL), OPERATION: (VEHICLES, TOTAL), **{part: (TOTAL,) for part in PARTS}}
_EXACTLY = ("一致", "相同", "不变", "相等")
_LEADING = ("由于", "因为", "因", "随着", "受", "鉴于")
LAST, THIS, EARLIER = -1, 0, -9


@dataclass(frozen=True)
class Statement:
    """One thing said of a head. `year` is a year, LAST, THIS or None; `kind` budget, final or "".

    A figure has an `amount`; a change (`of_change`) an amount, a percentage or `same`, against the year and kind
    that it is compared with.
    """

    head: str
    quote: str
    year: int | None = None
    kind: str = ""
    city: bool = False
    amount: Amount | None = None
    of_change: bool = False
    percent: Decimal | None = None
    same: bool = False


@dataclass
class Frame:
    """What a heading or a paragraph sets for the sentences below it."""

    head: str = ""
    year: int | None = None
    kind: str = ""
    city: bool = False


@dataclass
class _Subject:
    """Of what the words speak; kept aside while a bracket is open."""

    heads: list[str] = field(default_factory=list)
    linked: bool = True
    named: bool = False
    seen: bool = False
    mode: str = ""
    year: int | None = None
    kind: str = ""
    skip: bool = False


@dataclass
class _Base:
    """What a change is measured against."""

    year: int | None = None
    kind: str = ""
    known: bool = False
    general: bool = False


class Scanner:
    """Reads the sentences of one text in order; `statements` and `explained` are what it found."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.explained: set[str] = set()
        self.frame = Frame()
        self.pending: list[str] = []
        self.fresh = True

    def paragraph(self, paragraph: Paragraph) -> None:
        """Read a paragraph."""
        self.fresh = True
        lead = self.frame.head
        for number, sentence in enumerate(paragraph.sentences()):
            before = len(self.statements)
            self._sentence(paragraph, sentence, lead)
            if number == 0:
                heads = list(dict.fromkeys(each.head for each in self.statements[before:]))
                lead = heads[0] if heads and (len(heads) == 1 or heads[0] == TOTAL) else lead

    def _sentence(self, paragraph: Paragraph, sentence: list[Clause], lead: str) -> None:
        opening = sentence[0].text if sentence else ""
        if not (opening.startswith(("其中", "分项")) and hasattr(self, "subject")):
            self.subject = _Subject([lead] if lead else [])
            self.year, self.kind = self.frame.year, self.frame.kind
            self.base: _Base | None = None
        self.subject.mode = ""
        self.stack: list[tuple[_Subject, list[str]]] = []
        self.siblings: list[str] = []
        self.among = self.early = False
        self.first = sentence[0] if sentence else None
        self.previous, self.stop = ("", ""), ""
        self.parent, self.rest = paragraph, "".join(clause.text for clause in sentence)
        for clause in sentence:
            self._clause(clause)

    def _clause(self, clause: Clause) -> None:
        listed = self.previous[1] == "head" and self.stop == "," and not self.subject.mode
        self.previous = self.previous if listed else ("", "")
        self.clause, self.stop = clause, clause.stop
        subject = self.subject
        subject.linked, subject.named, subject.seen, subject.skip = True, False, False, False
        subject.year, subject.kind = None, ""
        self.here: _Base | None = None
        self.opened: _Base | None = None
        self.verb: int | None = None
        self.rough = self.unsure = self.complete = self.respectively = self.each = self.alias = False
        self.turn = 0
        self.rest = self.rest[len(clause.text) :]
        for token in tokens(clause.text):
            handler: Callable[[Token], None] = getattr(self, f"_{token.kind}", self._junk)
            self.dropped = False
            handler(token)
            self.previous = (self.previous[1], "junk" if self.dropped else token.kind)
        self._close_clause()

    def _close_clause(self) -> None:
        if self.opened is not None:
            self._settle()
        if self.complete:
            self.base = _Base(THIS, "budget", known=True)
        subject = self.subject
        if subject.year is not None and subject.linked and not subject.mode:
            self.year = subject.year
        if self.clause.stop == ";":
            subject.mode, self.siblings, self.among = "", [], False

    # What is spoken of

    def _head(self, token: Token) -> None:
        subject, head = self.subject, token.head
        follow = names(self.clause.text, token)
        if not is_whole(self.clause.text, token) or not self._in_family(token):
            return self._junk(token)
        if not follow:
            self._junk(token)
            if not subject.mode and "费" in token.text and (token.start == 0 or self.previous[1] in ("among", "item", "fill")):
                subject.heads, self.first = [head], self.clause
            return None
        if (subject.mode or subject.skip) and (follow != "sum" or self.previous[1] in ("changed", "verb")):
            return self._junk(token)
        if self.opened is not None:
            if not subject.named:
                subject.heads = [head]
            return None
        if self.previous[1] == "changed":
            subject.skip = True
        self._name(head, token)
        return None

    def _name(self, head: str, token: Token) -> None:
        subject = self.subject
        joined = self.previous == ("head", "join") or (self.previous[1] == "head" and token.start == 0)
        kin = {*subject.heads, *(above for each in subject.heads for above in ABOVE.get(each, ()))}
        if not (joined and subject.heads) or head == TOTAL or head in kin or set(ABOVE.get(head, ())) & set(subject.heads):
            subject.heads = []
            self.first = self.clause
        subject.heads = [*subject.heads, head]
        subject.linked, subject.named, subject.mode = True, True, ""
        before = self.clause.text[: token.start]
        self.alias = head == TOTAL and self.clause.text[token.end :].startswith(")") and before.endswith(("(", "称", "即", "为"))

    def _in_family(self, token: Token) -> bool:
        """Whether a label without a car in it (购置费, 运行维护费) follows one that names cars."""
        cars = {VEHICLES, PURCHASE, OPERATION}
        if token.head not in cars or "车" in token.text:
            return True
        if token.head == VEHICLES or "车" in self.clause.text[: token.start]:
            return True
        said = {*self.subject.heads, *(head for item, _ in self.stack for head in item.heads), self.frame.head}
        return bool(said & cars)

    def _open(self, token: Token) -> None:
        self.stack.append((replace(self.subject, heads=list(self.subject.heads)), list(self.siblings)))
        self.subject.linked, self.subject.mode = True, ""

    def _close(self, token: Token) -> None:
        if self.stack:
            outer, self.siblings = self.stack.pop()
            if self.alias:
                outer.heads, outer.linked, outer.named = [TOTAL], True, True
            self.subject = outer
        self.alias = False

    def _among(self, token: Token) -> None:
        self.subject.mode, self.subject.linked = "", True
        self.among, self.siblings = True, []

    def _junk(self, token: Token) -> None:
        self.dropped = True
        self.opened = None
        self.verb = None
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

    def _respectively(self, token: Token) -> None:
        self.respectively = True

    def _share(self, token: Token) -> None:
        self.subject.skip = True

    _average = _differ = _level = _share

    def _usage(self, token: Token) -> None:
        self.subject.mode = self.subject.mode or "usage"

    # Years and kinds

    def _year(self, token: Token) -> None:
        digits = token.text[:4]
        relative = LAST if token.text[0] in "上去" else EARLIER if token.text[0] == "往" else THIS
        self._dated(int(digits) if digits.isdigit() else relative)

    def _dated(self, year: int) -> None:
        if self.opened is not None:
            self.opened.year, self.opened.known = year, True
        elif not self.subject.mode:
            self.subject.year, self.subject.seen = year, True

    def _budget(self, token: Token) -> None:
        self._kinded("budget")

    def _initial(self, token: Token) -> None:
        self._kinded("initial")

    def _roughly(self, token: Token) -> None:
        self.rough = True

    def _none(self, token: Token) -> None:
        if self.subject.linked:
            self.siblings += self.subject.heads

    def _final(self, token: Token) -> None:
        self._kinded("final")

    def _kinded(self, kind: str) -> None:
        if self.opened is not None:
            self.opened.kind, self.opened.known = kind, True
        else:
            self.subject.kind, self.subject.seen = kind, True

    # Comparisons

    def _versus(self, token: Token) -> None:
        self.opened = _Base()

    def _yearly(self, token: Token) -> None:
        self.base = self.here = _Base(LAST, known=True)

    def _against(self, token: Token) -> None:
        if self.opened is None and self.subject.year is not None and not self.subject.named:
            self.opened = _Base(self.subject.year, self.subject.kind, known=True)
            self.subject.year, self.subject.linked = None, True
        self._settle()

    def _settle(self) -> None:
        if self.opened is not None and self.opened.known:
            self.base = self.here = replace(self.opened, general=not self.subject.named)
        self.opened = None

    def _complete(self, token: Token) -> None:
        self.complete = True

    def _verb(self, token: Token) -> None:
        self._settle()
        up = token.text[0] in "增上提升多" or token.text.startswith("调增")
        self.unsure = "(" in token.text or "/" in token.text or "或" in token.text
        self.verb = 1 if up else -1

    def _signed(self, token: Token) -> None:
        self._settle()
        self.verb, self.unsure = 1, not self.clause.text[token.end :].startswith(("-", "+"))

    def _changed(self, token: Token) -> None:
        self._settle()
        if not self.subject.mode and self.subject.linked:
            self._await(self.subject.heads)

    def _same(self, token: Token) -> None:
        self._settle()
        base = self.here or self.base
        if base is None and token.text.endswith(_EXACTLY):
            return self._junk(token)
        return self._change(None, None, same=not self.rough)

    # Sums

    def _money(self, token: Token) -> None:
        amount = money(token.text)
        if amount is None or self.subject.skip:
            return
        if self.opened is not None:
            self._compared(amount)
        elif self.complete:
            self.complete = False
            self._record(amount, self.subject.year, "budget", self.subject.heads[-1:])
            self.base = _Base(THIS, "budget", known=True)
        elif self.verb is not None:
            self._change(amount, None)
        else:
            self._figure(amount)

    def _percent(self, token: Token) -> None:
        self.complete, complete = False, self.complete
        if complete:
            self.base = _Base(THIS, "budget", known=True)
        elif self.verb is not None and not self.subject.skip and self.opened is None:
            self._change(None, Decimal(token.text.rstrip("%")))

    def _compared(self, amount: Amount) -> None:
        base = self.opened
        if base is not None and base.known and len(self.subject.heads) == 1:
            self._record(amount, base.year, base.kind, self.subject.heads)

    def _figure(self, amount: Amount) -> None:
        subject = self.subject
        dated = subject.year is not None or subject.kind
        told = subject.linked and (subject.named or (subject.seen and not subject.mode and (dated or not self.among)))
        if not told or not subject.heads:
            if not subject.mode and not subject.linked:
                subject.heads, subject.linked = [], False
            return
        heads = self._meant(amount)
        self.year = subject.year if subject.year is not None else self.year
        self.kind = subject.kind or self.kind
        self._record(amount, self.year, self.kind, heads)
        self.siblings += heads
        if self.base is not None and not self.base.general:
            self.base = None
        subject.seen = False

    def _meant(self, amount: Amount | None) -> list[str]:
        """The heads for which one sum stands."""
        heads = self.subject.heads
        if self.respectively and len(heads) > 1:
            self.turn += 1
            return heads[self.turn - 1 : self.turn]
        if len(heads) < 2 or (self.each and (amount is None or not amount.value)):
            return heads
        return [TOTAL] if set(PARTS) <= set(heads) else []

    def _record(self, amount: Amount, year: int | None, kind: str, heads: list[str]) -> None:
        for head in heads:
            self.statements.append(Statement(head, self._quote(), year, kind, self.frame.city, amount))

    def _change(self, amount: Amount | None, percent: Decimal | None, *, same: bool = False) -> None:
        subject, base, sign = self.subject, self.here or self.base, self.verb or 0
        if not self.respectively:
            self.verb = None
        if not subject.linked or subject.skip or (subject.mode and self.here is None):
            return
        plain = amount is None and percent is None
        heads = subject.heads if plain else self._meant(amount)
        others = {each for each in self.siblings if each not in (*heads, *(a for h in heads for a in ABOVE.get(h, ())))}
        value = amount.value if amount else percent
        if not heads or (others and not subject.named) or (self.unsure and value):
            return
        base = base or _Base(LAST)
        if amount is not None:
            amount = replace(amount, value=_signed(amount.value, sign))
        if percent is not None:
            percent = _signed(percent, sign)
        for head in heads:
            said = Statement(head, self._quote(), base.year, base.kind, self.frame.city, amount, True, percent, same)
            self.statements.append(said)
            self.siblings = [each for each in self.siblings if each != head]
        self._await(heads)

    def _quote(self) -> str:
        return self.parent.quote(self.first or self.clause, self.clause)

    # Reasons

    def _await(self, heads: list[str]) -> None:
        """A change waits for its reason."""
        if self.early:
            self.explained.update(heads)
        if self.fresh:
            self.pending, self.fresh = [], False
        self.pending += [head for head in heads if head not in (DOMESTIC, FOREIGN)]

    def _reason(self, token: Token) -> None:
        self._settle()
        subject = self.subject
        after = self.clause.text[token.end :] + self.rest
        if len(after) < 3 and not (self.clause.stop == "" and after == ""):
            return
        leading = token.text.startswith(_LEADING) and not self.pending and "原因" not in token.text
        if leading and token.start == 0:
            self.early = True
            subject.linked = False
            return
        asked = subject.named and "原因" in token.text
        self.explained.update(subject.heads if asked or not self.pending else self.pending)
        self.pending = [] if not asked else [each for each in self.pending if each not in subject.heads]
        subject.mode = "reason"


def _signed(value: Decimal, sign: int) -> Decimal:
    return -abs(value) if sign < 0 else value
