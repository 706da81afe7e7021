"""The letter to a department (整改通知书): what was found, what is asked, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checker.ledger.cases import Case
from checker.scheme import Scheme
from crawler.period import Period
from crawler.roster import Department
from reports.letters.words import ZH, counted, cut, day, duty, evidence, listed, month, numbered, ordinals, what
from reports.notices_due import NOTIFIED, Due, Sort, Told
from reports.wording import plain
from rules.workdays import Calendar

LABELS: Mapping[Sort, str] = {
    Sort.FRESH: "新发现",
    Sort.LASTING: "需书面说明",
    Sort.AGAIN: "回复后仍存在",
    Sort.OVERDUE: "逾期催办",
    Sort.DISPUTED: "申诉或复核中，不计时限",
    Sort.UNCHECKED: "未能复查，不计时限",
}
Fields = dict[str, Any]
HEADS = frozenset("kind city office contact number date month title draft".split())
NAMES = HEADS | frozenset(
    "step id department copies fresh_by_title earliest steps rows form ordinals asked "
    "fresh lasting again overdue disputed unchecked cases "
    "fresh_groups lasting_groups again_groups overdue_groups disputed_groups unchecked_groups "
    "case sort indicator place problem subject what duty basis proofs evidence url fetched quote where since seen months times "
    "history within due deadline notified replied reply late".split()
)


@dataclass(frozen=True)
class Terms:
    """The time given to put a case right: so many workdays, and the last of them, None where none is set or it is not known."""

    within: int
    due: date | None


@dataclass(frozen=True)
class Frame:
    """What all letters of a run share: office, contact, month, day, calendar, the scheme of the month."""

    city: str
    office: str
    contact: str
    period: Period
    on: date
    calendar: Calendar
    scheme: Scheme

    def fields(self, number: str) -> Fields:
        """The fields that every template has."""
        return {
            "city": plain(self.city),
            "office": self.office,
            "contact": self.contact,
            "number": number,
            "date": day(self.on),
            "month": month(self.period),
        }


def terms(told: Told, department: Department | None, frame: Frame) -> Terms:
    """The time that the scheme gives for a case, whatever its indicator is called by now."""
    matter = told.case.matter
    same = [each for each in frame.scheme.indicators if each.rule == matter.rule]
    kinds = department.kinds if department else frozenset()
    same.sort(key=lambda each: (each.id != told.case.indicator, matter.place not in each.places, not each.binds(kinds)))
    within = same[0].rectify_in if same else 0
    return Terms(within, frame.calendar.after(frame.on, within) if within else None)


def notice(due: Due, department: Department, parent: str, frame: Frame, number: str = "") -> Fields:
    """The fields of the letter to a department; `parent` is the body above it, "" for none, `number` is "" in a draft."""
    rows = {sort: [_row(each, department, frame, due.steps) for each in due.of(sort)] for sort in Sort}
    asked = [row for sort in (*NOTIFIED, Sort.AGAIN, Sort.OVERDUE) for row in rows[sort]]
    apart = [row for sort in (Sort.DISPUTED, Sort.UNCHECKED) for row in rows[sort]]
    step = _furthest([row["step"] for row in rows[Sort.OVERDUE]], frame.scheme)
    titles = Counter(row["title"] for row in rows[Sort.FRESH])
    return {
        **frame.fields(number),
        **{str(sort): found for sort, found in rows.items()},
        **{f"{sort}_groups": _groups(found) for sort, found in rows.items()},
        "kind": "notice",
        "title": _title(rows, step),
        "step": step,
        "id": department.id,
        "department": plain(department.name),
        "copies": plain(parent),
        "fresh_by_title": f"检查发现{counted(titles, '条')}" if titles else "",
        "earliest": _earliest(due, department, frame),
        "steps": listed(f"逾期{each.after}个工作日{each.name}" for each in frame.scheme.escalation),
        "rows": asked + apart,
        "form": asked,
        "ordinals": ordinals([*(str(sort) for sort in Sort if rows[sort]), "asked"]),
    }


def _title(rows: Mapping[Sort, list[Fields]], step: str) -> str:
    is_new = any(rows[sort] for sort in NOTIFIED)
    return f"政务公开{'整改' if is_new else '整改催办'}通知书" + (f"（{step}）" if step else "")


def _furthest(steps: list[str], scheme: Scheme) -> str:
    """The furthest of some steps, as the scheme orders them."""
    names = [each.name for each in scheme.escalation]
    known = [names.index(step) for step in steps if step in names]
    return names[max(known)] if known else ""


def _row(told: Told, department: Department, frame: Frame, steps: Mapping[int, str]) -> Fields:
    """One case: what it is, what proves it, what is asked, and what was said of it before."""
    case, matter, judged = told.case, told.case.matter, told.judgement
    proofs, shown = evidence(case.seen.evidence)
    asks, basis = duty(matter.rule, frame.period)
    given = terms(told, department, frame) if told.sort in NOTIFIED else Terms(0, case.due)
    return {
        "case": str(case.number),
        "sort": _label(told, steps),
        "indicator": case.indicator,
        "title": plain(judged.verdict.title) if judged else ZH.rule_title(matter.rule),
        "place": ZH.place(matter.place),
        "problem": ZH.problem(matter.rule, matter.problem),
        "subject": cut(matter.subject),
        "what": what(matter, judged.item if judged else None),
        "duty": plain(asks),
        "basis": plain(basis),
        "proofs": proofs,
        "evidence": shown,
        "since": month(case.since),
        "seen": month(case.seen.period),
        "months": str(case.months),
        "times": str(case.times),
        "history": _history(case),
        "lasting": case.lasting,
        "within": str(given.within or ""),
        "due": day(given.due),
        "deadline": _deadline(told, given, frame),
        **_before(case, frame, steps),
    }


def _label(told: Told, steps: Mapping[int, str]) -> str:
    step = steps.get(told.case.number, told.case.step) if told.sort is Sort.OVERDUE else ""
    again = told.sort is Sort.FRESH and told.case.times > 1
    return f"{'再次出现' if again else LABELS[told.sort]}" + (f"（{step}）" if step else "")


def _before(case: Case, frame: Frame, steps: Mapping[int, str]) -> Fields:
    """What earlier letters and replies said of it, and how late it is."""
    late = frame.calendar.between(case.due, frame.on) if case.due else None
    return {
        "number": plain(case.notified.paper) if case.notified else "",
        "notified": day(case.notified.on) if case.notified else "",
        "replied": day(case.replied.on) if case.replied else "",
        "reply": cut(case.replied.says) if case.replied else "",
        "late": str(late) if late else "",
        "step": steps.get(case.number, case.step),
    }


def _history(case: Case) -> str:
    told = [f"第{case.times}次出现"] if case.times > 1 else []
    if case.since != case.seen.period:
        told.append(f"{month(case.since)}起已有{case.months}次检查发现")
    return "，".join(told)


def _deadline(told: Told, given: Terms, frame: Frame) -> str:
    """The time given, in words."""
    if told.sort in (Sort.DISPUTED, Sort.UNCHECKED):
        return ""
    if told.sort not in NOTIFIED:
        return f"原定{day(given.due)}" if given.due else ""
    verb = "书面说明" if told.sort is Sort.LASTING else "改正"
    if not given.within:
        return f"请及时{verb}（考核方案没有规定时限）"
    return f"{given.within}个工作日内{verb}，{_last(given, frame)}"


def _last(given: Terms, frame: Frame) -> str:
    """The last day in words; where it cannot be known, why."""
    if given.due:
        return f"至{day(given.due)}"
    unknown = next(year for year in range(frame.on.year, frame.on.year + 9) if not frame.calendar.is_known(year))
    return f"{unknown}年的节假日安排尚不知道，届满日期不能算出"


SHARED = ("deadline", "within", "number", "notified", "due", "late", "seen", "replied", "step", "lasting")


def _groups(rows: list[Fields]) -> list[Fields]:
    """Cases of which a letter says the same, the shortest time first: `cases` has their numbers, the other fields are theirs."""
    found: dict[tuple[str, ...], list[Fields]] = {}
    for row in sorted(rows, key=lambda each: int(each["within"] or 10**6)):
        found.setdefault(tuple(str(row[name]) for name in SHARED), []).append(row)
    return [{"cases": numbered(group), **{name: group[0][name] for name in SHARED}} for group in found.values()]


def _earliest(due: Due, department: Department, frame: Frame) -> str:
    """The first of the days until which something is asked; empty where none is known."""
    days = [terms(each, department, frame).due for each in due.of(*NOTIFIED)]
    return day(min((each for each in days if each), default=None))
