"""What a mayor needs first: how the month went, who stands first and last, who rose and fell, what is most often wrong, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.ledger.cases import State
from reports.docket_view import Docket
from reports.history import Past
from reports.site.compared import changes, mark_change, marks, mean, small_percent
from reports.site.trend import composition
from reports.site.values import Data, Month
from reports.standing import Standing, shown
from reports.wording import DASH, Wording, plain

MOST = 5
MOST_PROBLEMS = 10


def lead(month: Month) -> Iterator[str]:
    """The month in a few sentences."""
    say, mark, standings = month.wording.say, month.wording.mark, list(month.standings.values())
    found = marks(standings)
    if found:
        told = {"mean": mark(mean(found)), "most": mark(max(found)), "least": mark(min(found))}
        yield say(
            "检查了 {all} 个单位，{compared} 个可以比较：平均成绩 {mean} 分，最高 {most}，最低 {least}。",
            all=str(len(standings)),
            compared=str(len(found)),
            **told,
        )
    else:
        yield say("检查了 {all} 个单位，没有一个的内容够评定成绩。", all=str(len(standings)))
    yield from _against_last(month)
    shares = composition(standings)
    if shares and shares[2]:
        share, open_ = small_percent(shares[2] / 100), sum(each.assessment.provisional for each in standings)
        yield say(
            "有 {share} 的分值没能评定，既不得分也不扣分；{count} 个单位的成绩因此暂定。", share=share, count=str(open_)
        )


def _against_last(month: Month) -> Iterator[str]:
    say, last = month.wording.say, month.before
    if last is None:
        yield say("上个月没有可比的结果。")
        return
    by = [each for _, _, each in changes(month)]
    average = mean(by)
    if average is None:
        yield say("没有一个单位两个月都能比较。")
        return
    yield say(
        "{count} 个单位与 {month} 可比：{up} 个上升，{down} 个下降，平均变化 {by} 分。",
        month=str(last.period),
        count=str(len(by)),
        up=str(sum(each > 0 for each in by)),
        down=str(sum(each < 0 for each in by)),
        by=signed(average, month.wording),
    )


def signed(by: Decimal, wording: Wording) -> str:
    """A change with its sign; none without."""
    told = wording.mark(abs(by))
    return told if not Decimal(told) else f"{'+' if by > 0 else '−'}{told}"


def groups(month: Month) -> list[Data]:
    """Each group of those who compete with each other: how many, and their mean, best and last."""
    return [_group(name, members, month.wording) for name, members in shown(list(month.standings.values()))]


def _group(name: str, members: Sequence[Standing], wording: Wording) -> Data:
    compared = [each for each in members if each.is_rankable]
    return {
        "name": wording.say(name),
        "all": len(members),
        "compared": len(compared),
        "mean": wording.mark(mean(marks(compared))),
        "most": _named(compared[0], wording) if compared else None,
        "least": _named(compared[-1], wording) if len(compared) > 1 else None,
        "provisional": sum(each.assessment.provisional for each in members),
    }


def _named(each: Standing, wording: Wording) -> Data:
    department = each.assessment.department
    return {
        "id": department.id,
        "name": plain(department.name),
        "mark": wording.mark(each.mark.total),
        "change": None,
        "provisional": each.assessment.provisional,
        "was_provisional": False,
    }


def extremes(month: Month) -> list[Data]:
    """Both ends of the largest group, and whose mark rose or fell most in the city; how many equals of the last are left out is told."""
    say = month.wording.say
    name, members = max(shown(list(month.standings.values())), key=lambda each: len(each[1]))
    compared = [Moved(each) for each in members if each.is_rankable]
    moved = sorted((Moved(*each) for each in changes(month)), key=lambda each: -each.by)
    most = min(MOST, len(compared) // 2)
    lists = (
        (say("{group}：成绩最高", group=say(name)), compared, most),
        (say("{group}：成绩最低", group=say(name)), compared[::-1], most),
        (say("比上月上升最多"), [each for each in moved if each.by > 0], MOST),
        (say("比上月下降最多"), [each for each in moved[::-1] if each.by < 0], MOST),
    )
    return [_card(title, found, most, month.wording) for title, found, most in lists if found[:most]]


@dataclass(frozen=True)
class Moved:
    """Where a department stands, and where it did, and by how much its mark changed; nothing before for one that is only shown."""

    now: Standing
    then: Standing | None = None
    by: Decimal = Decimal(0)

    @property
    def key(self) -> Decimal | None:
        """What it is listed by."""
        return self.by if self.then else self.now.mark.total


def _card(title: str, found: Sequence[Moved], most: int, wording: Wording) -> Data:
    equals = sum(each.key == found[most - 1].key for each in found[most:])
    return {"title": title, "rows": [_moved(each, wording) for each in found[:most]], "equals": equals}


def _moved(each: Moved, wording: Wording) -> Data:
    told = _named(each.now, wording)
    if each.then is None:
        return told
    return {**told, "was_provisional": each.then.assessment.provisional, "change": mark_change(each.by, wording)}


def problems(month: Month) -> list[Data]:
    """The commonest problems by how many departments have them, and how many had them the month before."""
    found, last = _whose(month.standings), month.before
    then = _whose(last.standings) if last else {}
    ordered = sorted(found.items(), key=lambda each: (-len(set(each[1])), -len(each[1]), each[0]))
    return [
        {
            "rule": rule,
            "title": month.wording.rule_title(rule),
            "words": month.wording.problem(rule, problem),
            "departments": len(set(whose)),
            "before": str(len(set(then.get((rule, problem), ())))) if last and _was_asked(last, rule) else DASH,
            "count": len(whose),
        }
        for (rule, problem), whose in ordered[:MOST_PROBLEMS]
    ]


def _was_asked(last: Past, rule: str) -> bool:
    return any(each.rule == rule for each in last.results.scheme.indicators)


def _whose(standings: Mapping[str, Standing]) -> dict[tuple[str, str], list[str]]:
    """By rule and problem the departments that have it, as often as they do."""
    found: dict[tuple[str, str], list[str]] = {}
    for id, each in standings.items():
        for verdict in each.assessment.verdicts:
            for item in verdict.problems:
                if item.finding.problem:
                    found.setdefault((verdict.rule, item.finding.problem), []).append(id)
    return found


def overdue(docket: Docket) -> list[Data]:
    """The departments with overdue cases, the most first: how many, and how many workdays the longest of them is beyond its time."""
    rows = []
    for department, cases in docket.by_department():
        late = [docket.late(case) for case in cases if case.state is State.OVERDUE]
        if late:
            known = [each for each in late if each is not None]
            longest = str(max(known)) if len(known) == len(late) else "?"
            rows.append({"id": department.id, "name": plain(department.name), "count": len(late), "longest": longest})
    return sorted(rows, key=lambda each: -each["count"])
