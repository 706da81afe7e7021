"""Sentences read word by word: which head a sum, a change or a reason belongs to.

A sum belongs to a head when nothing but words of accounting stand between them; whatever else stands there breaks the
link, and the sum is left alone. So a sentence in an unknown form gives no figure rather than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from rules.accounts.heads import ABROAD, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.prose.context import ABOVE, LAST, THIS, Base, Subject
from rules.accounts.prose.numerals import money
from rules.accounts.prose.paragraphs import Clause, Paragraph
from rules.accounts.prose.reasons import Reasoner
from rules.accounts.prose.scope import of_the_city
from rules.accounts.prose.statement import Statement
from rules.accounts.prose.tokens import Token
from rules.amounts import Amount

_TOPIC = re.compile("三公|出[国境访]|[接招]待|车|会议费|培训费|购置|运行|^(?:其中|分项|主要是|由于|因|[合共总]计|以上)")
_ELSEWHERE = re.compile(
    "(?:(?!三公|出国|接待|车|原因).){0,24}(?:政府采购|机关运行经费|公用经费|商品和服务支出|基本支出|项目支出|绩效|国有资产)(?!.{0,80}三公)"
)
_NOTE = re.compile(
    r"(?:说明|备注|附?注)?[:.]?(?:(?:20\d\d年度?|本年度?|今年)(?:预算|决算)?数?)?(?:比|较|与)(?:上一?年|去年|20\d\d年)"
    r"|(?:情况)?(?:说明|备注|附?注)[:.](?:总额)?(?:减少|增加|下降|增长)(?:了)?\d"
)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年度?(?:年初)?(?:预算|决算)数?")
_TOGETHER = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.])?(?:以上|上述|[三各]项)?(?:支出|经费|费用)?(?:总?合计|共计|总计)(?:支出|预算|为|安排|:)*"
)
_SPENT = re.compile("(?:实际|本年|全年)?(?:支出|开支)(?:了|为|数|共|:)*")
_EXACTLY = re.compile("一致|相同|不变|相等")


class Scanner(Reasoner):
    """Reads the paragraphs of one text in order; `statements` and `explained` are what it found."""

    def __init__(self, *, about: bool = False, bare: bool = False) -> None:
        super().__init__()
        self.about, self.bare = about, bare
        self.statements: list[Statement] = []
        self.told: dict[str, Decimal] = {}
        self.moved = 0
        self.city = False

    def paragraph(self, paragraph: Paragraph) -> None:
        """Read a paragraph; its first sentence may set the head for those that name none."""
        self.fresh = True
        self.given = {}
        lead = self.frame.head
        for number, sentence in enumerate(paragraph.sentences):
            before = len(self.statements)
            self._sentence(paragraph, sentence, lead)
            if len(sentence) == 1 and len(self.statements) == before and self.subject.named and self.subject.heads:
                lead = self.subject.heads[-1]
                self.frame = replace(self.frame, head=lead)
            elif number == 0:
                heads = list(dict.fromkeys(each.head for each in self.statements[before:]))
                lead = heads[0] if heads and (len(heads) == 1 or heads[0] == TOTAL) else lead

    def _sentence(self, paragraph: Paragraph, sentence: list[Clause], lead: str) -> None:
        text = "".join(clause.text for clause in sentence)
        lead = lead or (TOTAL if self.about and _NOTE.match(text) else "")
        topical = lead or _TOPIC.search(text) or (self.pending and "原因" in text)
        if _ELSEWHERE.match(text) or not topical:
            self.subject, self.dangling = Subject(), False
        elif text:
            self._begin(paragraph, sentence, lead)
            self.city = of_the_city(self.rest, city=self.city)
            for clause in sentence:
                self._clause(clause)

    # Comparisons

    def _versus(self, token: Token) -> None:
        if self.opened is not None and self.opened.known:
            self._settle()
        else:
            self.opened = Base()

    def _yearly(self, token: Token) -> None:
        self.opened = Base(LAST, known=True)

    def _against(self, token: Token) -> None:
        self._turn_to()
        self._settle()

    def _complete(self, token: Token) -> None:
        self.complete = True

    def _verb(self, token: Token) -> None:
        if _YEAR_ALONE.fullmatch(self.clause.text[: token.start]):
            self._turn_to()
        self._settle()
        up = token.text[0] in "增上提升多" or token.text.startswith("调增")
        self.unsure = any(mark in token.text for mark in "(/或约近")
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
        if (self.here or self.base) is None and _EXACTLY.search(token.text):
            self._junk(token)
        else:
            self._change(None, None, same=not self.rough)

    # Sums

    def _money(self, token: Token) -> None:
        amount = money(token.text)
        if amount is not None:
            self._sum(amount, token)

    def _number(self, token: Token) -> None:
        if self.bare and token.end == len(self.clause.text) and self.stop in ",;。" and self.stop:
            self._sum(Amount(Decimal(token.text.replace(",", "")), raw=token.text), token)
        else:
            super()._number(token)

    def _sum(self, amount: Amount, token: Token) -> None:
        if self.subject.skip:
            return
        if self.opened is not None:
            self._compared(amount, self.opened)
        elif self.complete:
            self.complete = False
            self._record(amount, self.subject.year, "budget", self.subject.heads[-1:])
            self.base = Base(THIS, "budget", known=True)
        elif self.verb is not None:
            self._change(amount, None)
        else:
            self._figure(amount, token)

    def _blank(self, token: Token) -> None:
        subject = self.subject
        told = subject.named and subject.linked and not subject.skip and self.opened is None
        if told and self.previous[1] not in ("open", "changed") and len(subject.heads) == 1:
            self._record(None, subject.year or self.year, subject.kind or self.kind, subject.heads)

    def _percent(self, token: Token) -> None:
        self.complete, complete = False, self.complete
        if complete:
            self.base = Base(THIS, "budget", known=True)
        elif self.previous == ("money", "open") and self.moved and self.clause.text[token.end :].startswith(")"):
            self.verb, self.subject.linked = self.moved, True
            self._change(None, Decimal(token.text.rstrip("%")))
        elif self.verb is not None and not self.subject.skip and self.opened is None:
            self._change(None, Decimal(token.text.rstrip("%")))

    def _compared(self, amount: Amount, base: Base) -> None:
        if base.known and len(self.subject.heads) == 1:
            self._record(amount, base.year, base.kind, self.subject.heads)

    def _figure(self, amount: Amount, token: Token) -> None:
        subject = self.subject
        if self._is_spent_of(token):
            self._record(amount, self.year, "final", subject.heads)
            return
        dated = subject.year is not None or bool(subject.kind)
        part = self.among and subject.named and not dated and len(subject.heads) == 1 and subject.heads[0] in self.given
        if part or not ((subject.named or self._goes_on(token)) and subject.linked and subject.heads):
            self._add_up(amount, token)
            if not subject.mode and not subject.linked:
                subject.heads = []
            return
        heads = self._meant(amount)
        self.year = subject.year if subject.year is not None else self.year
        self._record(amount, self.year, self._kind_of(heads), heads)
        self.told_of.append(self.year)
        subject.counted, self.figured = False, True
        self.siblings += heads
        self.given.update(dict.fromkeys(heads, amount.value))
        self.told.update(dict.fromkeys(heads, amount.value))
        if self.base is not None and not self.base.general:
            self.base = None
        subject.seen = False

    def _is_spent_of(self, token: Token) -> bool:
        """Whether a sum is what was spent (支出5万元) of the budget of the same head that was told just before it."""
        plan = [each.head for each in self.statements[-1:] if not each.of_change and each.kind in ("budget", "initial")]
        return plan == self.subject.heads != [] and bool(_SPENT.fullmatch(self.clause.text[: token.start]))

    def _goes_on(self, token: Token) -> bool:
        """Whether a sum without a head of its own is another of the head before it."""
        subject = self.subject
        dated, kinded = subject.year is not None, bool(subject.kind)
        again = (self.among and not subject.counted) or any(head in self.given for head in subject.heads)
        if subject.mode or not (subject.seen or (self.hanging and token.start == 0)):
            return False
        return dated and kinded if subject.inherited else dated or kinded or not again

    def _kind_of(self, heads: list[str]) -> str:
        """Of what kind a sum is: as its clause says, else as the sum before it; of a head told twice, the spending."""
        if not set(heads) & set(self.given):
            self.kind = "final" if "final" in self.kinds else "" if "" in self.kinds else self.kind
            self.kinds = set()
        self.kind = self.subject.kind or self.kind
        self.kinds.add(self.kind)
        return self.kind

    def _add_up(self, amount: Amount, token: Token) -> None:
        """A sum said to be all together (合计) is the total when it is the sum of what the paragraph, or the text, has told."""
        is_said = _TOGETHER.fullmatch(self.clause.text[: token.start]) is not None
        for given in (self.given, {} if TOTAL in self.told else self.told) if is_said else ():
            cars = given.get(VEHICLES, given.get(PURCHASE, Decimal(0)) + given.get(OPERATION, Decimal(0)))
            if len(given) > 1 and amount.value == sum(
                (given.get(head, Decimal(0)) for head in (ABROAD, RECEPTION)), cars
            ):
                self._record(amount, self.year, self.kind, [TOTAL])
                break

    def _record(self, amount: Amount | None, year: int | None, kind: str, heads: list[str]) -> None:
        for head in heads:
            self.statements.append(Statement(head, self._quote(), year, kind, self.city, amount))

    def _derive(self, head: str, part: str) -> None:
        said = next((each for each in reversed(self.statements) if not each.of_change), None)
        if said is not None and said.head == head:
            self.statements.append(replace(said, head=part, quote=self._quote()))

    def _change(self, amount: Amount | None, percent: Decimal | None, *, same: bool = False) -> None:
        sign = self.moved = self.verb or 0
        if not self.respectively:
            self.verb = None
        heads = self._changing(amount, percent)
        base = self.here or self.base or Base(LAST)
        for head in heads:
            self.statements.append(
                Statement(
                    head,
                    self._quote(),
                    base.year,
                    base.kind,
                    self.city,
                    amount and replace(amount, value=_signed(amount.value, sign)),
                    True,
                    None if percent is None else _signed(percent, sign),
                    same,
                    self._changed_year(),
                )
            )
        self.siblings = [each for each in self.siblings if each not in heads]
        self.subject.mode = "" if heads and self.here is not None else self.subject.mode  # the reason before it is over
        self._await(heads)

    def _changed_year(self) -> int | None:
        """The year that changed: named in the clause, else the latest of which the sentence told."""
        if self.subject.year is not None:
            return self.subject.year
        named = [year for year in self.years if year is not None]
        if None in self.told_of and len(self.told_of) > 1:
            return None  # a sum of the document's own year, then last year's
        return THIS if THIS in named else max(named, default=None)

    def _changing(self, amount: Amount | None, percent: Decimal | None) -> list[str]:
        """The heads whose change is told; none when it may be that of another head of the same list."""
        subject = self.subject
        if not subject.linked or subject.skip or (subject.mode and self.here is None):
            return []
        value = amount.value if amount else percent
        if (self.unsure and value) or (subject.counted and amount is None):
            return []
        heads = subject.heads if value is None else self._meant(amount)
        own = {*heads, *(above for head in heads for above in ABOVE.get(head, ()))}
        others = {head for head in set(self.siblings) - own if self.given.get(head) != 0}
        return heads if subject.named or not others else []

    def _quote(self) -> str:
        return self.parent.quote(self.first, self.clause)


def _signed(value: Decimal, sign: int) -> Decimal:
    return -abs(value) if sign < 0 else value
