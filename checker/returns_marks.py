"""Rows of the on-site form (实地检查): an answer of the matter, or a number, or that it could not be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.returns_form import BY, NOTE, RESULT, SCORE, SEEN, UNSEEN
from checker.returns_known import KnownLine
from checker.returns_row import Row, Said
from checker.returns_rulings import most_of, plain_number
from checker.returns_values import check_name, check_remark, is_exact, number, remark, word
from checker.returns_words import one_line, person
from checker.visits import SiteMark


@dataclass(frozen=True)
class _Mark:
    """What a row says; `typed` is a number that a person wrote into it."""

    answer: str
    typed: Decimal | None
    seen: str
    note: str
    by: str
    on: date

    def mark(self, known: KnownLine, row: Row) -> SiteMark:
        """The mark for that line."""
        full, answers = known.matter.points, known.matter.answers
        points = None if self.answer == UNSEEN else answers[self.answer] if answers else self.typed
        told = known.key, known.stage, self.answer, points, full, self.seen, self.note, self.by, self.on
        return SiteMark(*told, row.written)


def read_mark(row: Row) -> Said | None:
    """What a row says of what was looked at; None when nothing, or when it is refused."""
    known = row.known.lines.get(row.id)
    if known is None:
        row.unknown()
        return None
    if not row.check_tells(known.tells):
        return None
    said = _word(row, known)
    if said is None or not _is_marked(row, said, known):
        return None
    mark = said.mark(known, row)
    own = [each for each in known.words if each.by == said.by]
    if own and _same(own[-1], mark):
        return Said(row.where, mark, known=True)
    _check_older(row, mark, own)
    row.check_day(said.on, known.first)
    row.check(BY, said.by, check_name)
    row.check(SEEN, said.seen, check_remark)
    row.check(NOTE, said.note, check_remark)
    return None if row.faults else Said(row.where, mark)


def _word(row: Row, known: KnownLine) -> _Mark | None:
    written, seen, note, signed = row.take(RESULT, word), row.take(SEEN, remark), row.take(NOTE, remark), row.signed()
    own_formula = bool(known.matter.answers) and row.line.cell(SCORE).formula
    typed = None if own_formula else row.take(SCORE, number)
    answers = (*known.matter.answers, UNSEEN)
    answer = row.known.words.meant(written, answers) if written else ""
    if answer is None:
        values = {"text": one_line(row.line.cell(RESULT).text)[:40], "choices": answers}
        row.fault(RESULT, "不认识的结果“{text}”", "请从中选择：{choices}", **values)
    if answer is None or seen is None or note is None or signed is None or row.faults:
        return None
    return _Mark(answer, typed, seen, note, *signed)


def _is_marked(row: Row, said: _Mark, known: KnownLine) -> bool:
    """Whether the row gives one mark and no other; what is wrong with it is noted."""
    full, answers = known.matter.points, known.matter.answers
    typed = "" if said.typed is None else plain_number(said.typed)
    if said.answer == UNSEEN and said.typed is not None:
        row.fault(SCORE, "结果是“无法查看”，却填了得分 {points}", "请清空其中一个", points=typed)
    elif answers and not said.answer:
        row.fault(RESULT, "这一项按答案打分，没有填结果", "请从中选择：{choices}", choices=(*answers, UNSEEN))
    elif answers and said.typed is not None and said.typed != answers.get(said.answer):
        values = {"answer": said.answer, "worth": plain_number(answers[said.answer]), "points": typed}
        row.fault(SCORE, "“{answer}”得 {worth} 分，却填了 {points} 分", "请改结果，或清空得分", **values)
    elif not answers and not said.answer and said.typed is None:
        row.fault(SCORE, "没有填得分", "请填 0 到 {most} 之间的数；看不到的选“无法查看”", most=most_of(full))
    elif not answers and said.typed is not None and said.typed > full:
        row.fault(SCORE, "得分 {points}，满分 {most} 分", "请填 0 到 {most} 之间的数", points=typed, most=most_of(full))
    elif not answers and said.typed is not None and not is_exact(said.typed):
        row.fault(SCORE, "得分 {points} 多于两位小数", "请最多写两位小数", points=typed)
    return not row.faults


def _same(before: SiteMark, mark: SiteMark) -> bool:
    return _told(before) == _told(mark)


def _told(mark: SiteMark) -> tuple[object, ...]:
    return person(mark.by), mark.on, mark.answer, mark.points, one_line(mark.seen), one_line(mark.note)


def _check_older(row: Row, mark: SiteMark, own: Sequence[SiteMark]) -> None:
    later = own[-1].on if own else None
    if later and (mark.on < later or any(_same(each, mark) for each in own)):
        what, remedy = "{by}在 {later} 已有新的意见", "请清空这一行；要改回来，请写新的日期"
        row.fault(row.form.decides, what, remedy, by=mark.by, later=str(later))
