"""The ledger in words: how a case stands, what happened to it, what its last look means, what is to be done next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.ledger.cases import Case, State, What
from checker.ledger.events import LOOKS, Event, Kind
from reports.docket_view import Docket
from reports.wording import DASH, Wording, plain

STATES: Mapping[State, str] = {
    State.OPENED: "待通知",
    State.NOTIFIED: "整改中",
    State.DISPUTED: "申诉中",
    State.REPLIED: "已回复，待复查",
    State.DUE: "期限已过，待复查",
    State.OVERDUE: "逾期未整改",
    State.RECTIFIED: "已整改，销号",
    State.WITHDRAWN: "已撤销",
    State.CLOSED: "已销号",
}
SHORT: Mapping[State, str] = {**STATES, State.REPLIED: "已回复", State.DUE: "期限 已过", State.OVERDUE: "逾期"}
LOOKED: Mapping[Kind, str] = {
    Kind.UNSEEN: "未再发现，但没有证据表明已经整改（可能整页撤下，或被其他问题遮住），不予销号",
    Kind.UNKNOWN: "未能检测（打不开、读不出或无法判定），不认定已整改，也不认定仍存在",
}
OPEN: Mapping[str, str] = {
    "appeal": "申诉尚未答复",
    "conflict": "督查员意见不一",
    "changed": "裁定以后证据有变",
}
HAPPENED: Mapping[str, str] = {
    What.OPENED: "首次发现，记入台账",
    What.SEEN: "仍然存在",
    What.REOPENED: "销号后再次出现，重新记入",
    Kind.UNSEEN: "未再发现，不能认定已整改",
    Kind.UNKNOWN: "未能检测",
    Kind.RECTIFIED: "查见已整改，销号",
    Kind.WITHDRAWN: "经裁定不成立，撤销",
    Kind.NOTIFIED: "发出整改通知",
    Kind.REMINDED: "催办",
    Kind.REPLIED: "单位回复",
    Kind.ESCALATED: "逾期，进入下一步",
    Kind.CLOSED: "由人销号",
    Kind.TRANSFERRED: "转由接续的单位负责",
}
AGAIN, UNDONE = "同一月份的认定有变动，仍然存在", "撤回销号，重新打开"
NEXT: Mapping[State, str] = {
    State.OPENED: "写整改通知书：gongkai notice {id}",
    State.NOTIFIED: "等单位整改；收到回复后登记：gongkai reply {id} {number}",
    State.DISPUTED: "先答复申诉或统一意见，再看一次",
    State.REPLIED: "等下次检查复查",
    State.DUE: "等下次检查复查；收到回复后登记：gongkai reply {id} {number}",
    State.OVERDUE: "督促整改；收到回复后登记：gongkai reply {id} {number}",
}
EXPLAINED = "看单位的书面说明，可以接受的由人销号：gongkai close {number}"


def what_is_it(case: Case, wording: Wording) -> str:
    """The problem, and of what."""
    problem = wording.problem(case.matter.rule, case.matter.problem)
    subject = wording.subject(plain(case.matter.subject))
    return wording.say("{problem}：{subject}", problem=problem, subject=subject) if subject else problem


def duty(case: Case, docket: Docket, wording: Wording) -> str:
    """The indicator under which it was found last, by the name that the scheme gives it, else by that of its rule."""
    title = docket.titles.get(case.indicator)
    named = wording.say(plain(title)) if title else wording.rule_title(case.matter.rule)
    return f"{plain(case.indicator)} {named}".strip()


def seen(case: Case, wording: Wording) -> str:
    """Since when, for how long, and how many times it was opened again."""
    values = {"first": str(case.first), "last": str(case.last), "months": str(case.months)}
    words = "首次发现 {first}" if case.first == case.last else "首次发现 {first}，最近发现 {last}，连续 {months} 个月"
    told = wording.say(words, **values)
    if case.times > 1:
        again = wording.say("第 {times} 次出现，本次始于 {since}", times=str(case.times), since=str(case.since))
        told = wording.say("{told}；{again}", told=told, again=again)
    return told


def found(case: Case, wording: Wording) -> Iterator[str]:
    """The same in short lines."""
    yield wording.say("首次发现 {first}", first=str(case.first))
    if case.first != case.last:
        yield wording.say("最近发现 {last}，连续 {months} 个月", last=str(case.last), months=str(case.months))
    if case.times > 1:
        yield wording.say("第 {times} 次出现，本次始于 {since}", times=str(case.times), since=str(case.since))


def limit(case: Case, docket: Docket, wording: Wording) -> str:
    """The last day of the time set, or why there is none."""
    if case.state is State.DISPUTED and case.notified is not None:
        return wording.say("申诉或复核期间不计时")
    if case.due is not None:
        return wording.day(case.due)
    if case.notified is None:
        return wording.say("尚未通知") if case.is_open else DASH
    if (year := docket.unknown_year(case)) is not None:
        return wording.say("算不出：{year} 年的节假日安排未知", year=str(year))
    return wording.say("方案没有规定期限")


def limit_line(case: Case, docket: Docket, wording: Wording) -> str:
    """The time set as a sentence, with how far it is over."""
    told = wording.say("整改期限：{limit}", limit=limit(case, docket, wording))
    late = docket.late(case)
    return wording.say("{told}，已过 {days} 个工作日", told=told, days=str(late)) if late else told


def notes(case: Case, docket: Docket, wording: Wording) -> Iterator[str]:
    """What else must be known of an open case, and how a closed one ended."""
    say = wording.say
    if case.is_open and case.look.kind in LOOKED:
        looked = {"period": str(case.look.period), "meaning": say(LOOKED[case.look.kind])}
        yield say("{period} 的检查：{meaning}", **looked)
    if case.is_open and case.open:
        yield _reasons(case.open, wording)
    if case.is_open and case.lasting:
        yield say("已成事实，无法补救：要有书面说明，由人销号")
    if case.number in docket.moving:
        yield say("下次检查后转入本单位（原编号）")
    if case.matter.department in docket.gone:
        yield say("单位已不在名册中")
    if not case.is_open and case.ended is not None:
        yield ended(case.ended, wording)


def ended(event: Event, wording: Wording) -> str:
    """What closed a case: when, by whom, why."""
    if event.kind is Kind.CLOSED:
        values = {"day": wording.day(event.on), "by": plain(event.by), "why": plain(event.says)}
        return wording.say("{day} {by} 销号：{why}", **values)
    values = {"day": wording.day(event.on), "period": str(event.period), "what": wording.say(HAPPENED[event.kind])}
    return wording.say("{day} {period} 的检查：{what}", **values)


def doubts(event: Event, wording: Wording) -> str:
    """Why what a look says is not final, "" when it is."""
    return _reasons(event.open, wording)


def _reasons(open: tuple[str, ...], wording: Wording) -> str:
    return wording.say("；").join(wording.say(OPEN[each]) for each in open if each in OPEN)


def happened(case: Case, at: int, wording: Wording) -> str:
    """What one of a case's events was, in a few words."""
    event, what = case.history[at]
    if event.kind is Kind.REOPENED:
        return wording.say(UNDONE)
    before = any(other.kind is Kind.FOUND and other.period == event.period for other, _ in case.history[:at])
    if what == What.SEEN and before:
        return wording.say(AGAIN)
    return wording.say(HAPPENED[what])


def about(event: Event, wording: Wording) -> str:
    """Of which month's check an event is a part, or about which it speaks."""
    words = "{period} 的检查" if event.kind in LOOKS else "关于 {period} 的检查"
    return wording.say(words, period=str(event.period))


def details(event: Event, docket: Docket, wording: Wording) -> Iterator[str]:
    """What an event says beyond what it was: its paper, its time, its words."""
    say = wording.say
    if event.kind in (Kind.NOTIFIED, Kind.REMINDED):
        yield plain(event.paper)
        yield _time_set(event, wording)
    elif event.kind is Kind.TRANSFERRED:
        yield say("转给 {name}", name=plain(docket.name(event.paper)))
    elif event.kind is Kind.ESCALATED:
        yield say(plain(event.paper))
    if event.says:
        yield say("{by}：{words}", by=plain(event.by), words=plain(event.says))
    elif event.by:
        yield say("经办：{by}", by=plain(event.by))
    if event.kind in LOOKS:
        yield doubts(event, wording)


def _time_set(event: Event, wording: Wording) -> str:
    if not event.within:
        return wording.say("没有规定期限") if event.kind is Kind.NOTIFIED else ""
    values = {"days": str(event.within), "due": wording.day(event.due)}
    if event.due is None:
        return wording.say("{days} 个工作日（当时节假日安排未知，没有推算到哪一天）", days=values["days"])
    return wording.say("{days} 个工作日，到 {due}", **values)


def next_step(case: Case, wording: Wording) -> str:
    """What is to be done about an open case, "" for one that is closed."""
    if case.lasting and case.state is State.REPLIED:
        return wording.say(EXPLAINED, number=str(case.number))
    words = NEXT.get(case.state)
    return wording.say(words, id=case.matter.department, number=str(case.number)) if words else ""
