"""Rows that decide on findings (检查发现、无法检测) or answer appeals (申诉)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.identity import Named
from checker.returns_form import APPEALS, BY, DOUBTS, FOUND, KEY, NEED_REASON, NUMBER, POINTS, REASON
from checker.returns_known import KnownAppeal, KnownFinding
from checker.returns_row import Row, Said
from checker.returns_values import check_name, check_remark, is_exact, number, remark, word
from checker.returns_words import one_line, person
from checker.rulings import Decision, Ruling

ZERO = Decimal(0)


@dataclass(frozen=True)
class _Word:
    """What a row says, before it is checked against what may be said."""

    decision: Decision
    points: Decimal | None
    reason: str
    by: str
    on: date

    def ruling(self, name: Named, row: Row, *, settles: bool = False) -> Ruling:
        """The ruling on that finding."""
        about = name.key, name.seen, self.decision, self.points, self.reason, self.by, self.on
        return Ruling(*about, row.written, settles)


def read_ruling(row: Row) -> Said | None:
    """What a row says of a finding; None when nothing, or when it is refused."""
    known = _finding(row)
    if known is None or not row.check_tells(known.tells):
        return None
    said = _word(row)
    if said is None:
        return None
    own = [each for each in known.words if each.by == said.by]
    if own and _same(own[-1], said, row):
        return Said(row.where, said.ruling(known.name, row), known=True)
    _check_older(row, said, own)
    if said.decision is Decision.CONFIRMED and not known.names_problem:
        row.fault(row.form.decides, "这一行没有说是哪个问题，不能“属实”", "请写“改为”和应扣的分，或“不属实”")
    _check(row, said, known.bound, row.known.first)
    return None if row.faults else Said(row.where, said.ruling(known.name, row))


def read_answer(row: Row) -> Said | None:
    """The answer that a row gives to an appeal; None when none, or when it is refused."""
    known = _appeal(row)
    if known is None or not row.check_tells(known.tells):
        return None
    said = _word(row)
    if said is None:
        return None
    ruling = said.ruling(known.name, row, settles=True)
    if known.appeal.answer is not None:
        if _same(known.appeal.answer, said, row):
            return Said(row.where, ruling, known=True, appeal=known.appeal.number)
        values = {"number": str(known.appeal.number), "on": str(known.appeal.answer.on)}
        row.fault(row.form.decides, "第 {number} 号申诉已在 {on} 答复", "请清空这一行", **values)
        return None
    _check(row, said, known.bound, known.appeal.on)
    return None if row.faults else Said(row.where, ruling, appeal=known.appeal.number)


def _finding(row: Row) -> KnownFinding | None:
    name = Named.parse(row.id)
    known = row.known.findings.get(name.key) if name else None
    if name is None or known is None:
        row.unknown()
    elif known.name.seen != name.seen:
        row.fault(KEY, "这条检查发现在导出之后重新检查过，证据已变", "请重新导出，看过新的证据再填")
    elif known.form is not row.form:
        row.fault(KEY, "这个编号不在这张表中，在“{sheet}”中", "请恢复原表格，或重新导出", sheet=known.form.sheet)
    else:
        return known
    return None


def _appeal(row: Row) -> KnownAppeal | None:
    told = row.take(NUMBER, number)
    known = row.known.appeals.get(int(told)) if told is not None and told == int(told) else None
    if known is None:
        if not row.faults:
            row.fault(NUMBER, "没有这个申诉号", "请从原表格复制申诉号，或重新导出")
        return None
    name = Named.parse(row.id)
    if name is None or name.key != known.name.key:
        values = {"number": str(known.appeal.number), "right": str(known.name)}
        row.fault(KEY, "编号与第 {number} 号申诉的不同", "应为 {right}；请恢复原表格", **values)
        return None
    if name.seen != known.name.seen:
        row.fault(KEY, "这条检查发现在导出之后重新检查过，证据已变", "请重新导出，看过新的证据再填")
        return None
    return known


def _word(row: Row) -> _Word | None:
    """What the row says, as far as it can be read; None when something cannot, which is noted."""
    written, points = row.take(row.form.decides, word), row.take(POINTS, number)
    reason, signed = row.take(REASON, remark), row.signed()
    decision = row.known.words.meant(written, row.form.decisions) if written else None
    choices = tuple(row.form.decisions)
    if written == "":
        row.fault(row.form.decides, "填了扣分或理由，却没有意见", "请选择：{choices}；或清空这一行", choices=choices)
    elif written and decision is None:
        values: dict[str, Sequence[str]] = {
            "text": one_line(row.line.cell(row.form.decides).text)[:40],
            "choices": choices,
        }
        row.fault(row.form.decides, "不认识的意见“{text}”", "请从中选择：{choices}", **values)
    if decision is None or reason is None or signed is None or row.faults:
        return None
    return _Word(row.form.decisions[decision], points, reason, *signed)


def _same(before: Ruling, said: _Word, row: Row) -> bool:
    """Whether a person said just this before; what was confirmed as a doubt is shown as upheld once it is a finding."""
    decision = before.decision
    if decision is Decision.CONFIRMED and Decision.CONFIRMED not in row.form.decisions.values():
        decision = Decision.UPHELD
    told = person(before.by), before.on, decision, one_line(before.reason), before.points
    return told == (person(said.by), said.on, said.decision, said.reason, said.points)


def _check_older(row: Row, said: _Word, own: Sequence[Ruling]) -> None:
    """Notes a word that the same person has taken back since: it is an old workbook that came back, or a date that was left."""
    later = own[-1].on if own else None
    if later and (said.on < later or any(_same(each, said, row) for each in own)):
        what, remedy = "{by}在 {later} 已有新的意见", "请清空这一行；要改回来，请写新的日期"
        row.fault(row.form.decides, what, remedy, by=said.by, later=str(later))


def _check(row: Row, said: _Word, bound: Decimal, first: date) -> None:
    """Notes all that may not be said."""
    row.check_day(said.on, first)
    row.check(BY, said.by, check_name)
    row.check(REASON, said.reason, check_remark)
    if said.decision in NEED_REASON and not said.reason:
        row.fault(REASON, "没有填理由", "撤销、不属实和改为都要写明理由")
    changed, choice = said.decision is Decision.CHANGED, _choice(row, said.decision)
    if said.points is not None and not changed:
        values = {"decision": choice, "points": plain_number(said.points)}
        row.fault(POINTS, "意见是“{decision}”，却填了扣分 {points}", "要改扣分请选“改为”，否则请清空", **values)
    elif changed and said.points is None:
        row.fault(POINTS, "意见是“改为”，没有填改为多少分", "请填改为扣多少分，从 0 到 {most}", most=most_of(bound))
    elif said.points is not None and said.points > bound:
        values = {"points": plain_number(said.points), "most": most_of(bound)}
        row.fault(POINTS, "改为扣 {points} 分，最多 {most} 分", "请填 0 到 {most} 之间的数", **values)
    elif said.points is not None and not is_exact(said.points):
        row.fault(POINTS, "扣分 {points} 多于两位小数", "请最多写两位小数", points=plain_number(said.points))


def _choice(row: Row, decision: Decision) -> str:
    return next(word for word, meant in row.form.decisions.items() if meant is decision)


def plain_number(value: Decimal) -> str:
    """A number without zeros behind."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def most_of(bound: Decimal) -> str:
    """The most that may be written, with two decimals at most."""
    return plain_number(bound.quantize(Decimal("0.01"), "ROUND_DOWN"))


READERS = {FOUND: read_ruling, DOUBTS: read_ruling, APPEALS: read_answer}
