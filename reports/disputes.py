"""Appeals (申诉) on the command line: what a department files, what it is answered."""

from __future__ import annotations

import re
import unicodedata
from contextlib import closing
from decimal import Decimal

from rich.text import Text

from checker.appeals import Appeal
from checker.decided import decided, most
from checker.decisions import Decisions
from checker.marks import mark
from checker.rulings import Decision, Ruling
from checker.scoring import Assessment
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from reports.disputes_kept import LONGEST, keep, said_by, told
from reports.disputes_list import show_appeals
from reports.disputes_named import Disputed, cost, described, findings_by_key, month_of, pointed
from reports.disputes_told import decision
from reports.keeping import bring_up
from reports.session import Session, Usage
from reports.stored import Results, results_of
from reports.wording import Wording
from reports.workspace import Workspace

__all__ = ["answer_appeal", "file_appeal", "show_appeals"]

DONE = 0
POINTS = re.compile(r"\d{1,4}(\.\d{1,4})?")


def file_appeal(session: Session) -> int:
    """Records what a department says against a finding, with its files, and tells the number.

    Raises Usage for words that mean no finding that can be disputed, Refusal for a file that cannot be had or for a
    second appeal while the first waits; then nothing is recorded.
    """
    options, workspace = session.options, session.workspace()
    says, by = said_by(options.reason, "--reason", LONGEST), said_by(options.by, "--by", 100)
    period = _month(session)
    with workspace.lock(session.options.command):
        results = results_of(workspace, period)
        wanted = session.department([each.department for each in results.assessments], options.department)
        chosen = next(each for each in results.assessments if each.department.id == wanted.id)
        about = pointed(results, chosen, options.finding, session.wording)
        with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
            _refuse_second(decisions.appeals(period), about, session.wording)
            handed = keep(workspace.var / "appeals", options.evidence)
            filed = decisions.appeal(about.name.key, about.name.seen, says, by, session.today, handed)
        bring_up(session, workspace, period)
    _tell_filed(session, filed, about)
    return DONE


def answer_appeal(session: Session) -> int:
    """Records the answer to an appeal, which settles what was decided on the finding, and tells the mark before and after.

    Raises Usage for a number that no appeal has or for points that do not go with the decision, Refusal for an appeal that
    has its answer and for points out of bounds; then nothing is recorded.
    """
    options, workspace = session.options, session.workspace()
    why, by = said_by(options.reason, "--reason", LONGEST), said_by(options.by, "--by", 100)
    said = Decision(options.decision)
    points = _points(said, options.points)
    with workspace.lock(session.options.command):
        appeal = _numbered(workspace, options.number, session.wording)
        results = results_of(workspace, Period.parse(appeal.finding.partition("/")[0]))
        about = findings_by_key(results).get(appeal.finding)
        _refuse_points(points, about, session.wording)
        seen = about.name.seen if about else appeal.seen
        source = f"appeal {appeal.number}"
        ruling = Ruling(appeal.finding, seen, said, points, why, by, session.today, source, settles=True)
        with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
            decisions.answer(appeal, ruling)
        bring_up(session, workspace, results.period)
    _tell_answered(session, workspace, appeal, ruling, results, about)
    return DONE


def _month(session: Session) -> Period:
    """The month of --period, else the one that the finding's name says, else the usual one. Raises Usage where two differ."""
    named, asked = month_of(session.options.finding), session.options.period
    if named is not None and asked is not None and named != asked:
        raise Usage("这个编号是 {named} 的，不是 {asked} 的，请改 --period", named=str(named), asked=str(asked))
    return named or session.period


def _points(said: Decision, text: str | None) -> Decimal | None:
    """The points of a changed finding. Raises Usage when they do not go with the decision, or are none."""
    if said is not Decision.CHANGED:
        if text is not None:
            raise Usage("--points 只和 --decision changed 一起用")
        return None
    if text is None:
        raise Usage("--decision changed 还要用 --points 写明改为扣多少分")
    typed = unicodedata.normalize("NFKC", text).strip()
    if not POINTS.fullmatch(typed):
        raise Usage("“{text}”不是分数，请写 0 或正数，例如 0.5", text=told(text))
    return Decimal(typed)


def _refuse_second(appeals: list[Appeal], about: Disputed, wording: Wording) -> None:
    for each in appeals:
        if each.finding == about.name.key and each.answer is None:
            values = {"number": str(each.number), "on": wording.day(each.on), "by": each.by}
            what = "这条检查发现已有申诉 {number}（{by}，{on}），还没有答复"
            raise Refusal(Fault(what, "请等它答复以后再申诉", str(about.name), None, values))


def _numbered(workspace: Workspace, number: int, wording: Wording) -> Appeal:
    """The appeal of that number, which waits for its answer. Raises Usage and Refusal."""
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        appeals = {each.number: each for each in decisions.appeals()}
    appeal = appeals.get(number)
    if appeal is None:
        waiting = [str(each.number) for each in appeals.values() if each.answer is None]
        raise Usage("没有申诉 {number}，等待答复的有：{waiting}", number=str(number), waiting=waiting or "—")
    if appeal.answer is not None:
        answer = appeal.answer
        values = {"number": str(number), "by": answer.by, "on": wording.day(answer.on)}
        values["decision"] = decision(answer, wording)
        remedy = "答复只能有一次；单位不服可以再申诉，督查员的意见可以导入"
        raise Refusal(Fault("申诉 {number} 已由 {by} 于 {on} 答复：{decision}", remedy, "", None, values))
    return appeal


def _refuse_points(points: Decimal | None, about: Disputed | None, wording: Wording) -> None:
    """Refuses a price that is above what the finding can cost, or one for a finding that is gone."""
    if points is None:
        return
    if about is None:
        raise Refusal(Fault("这条检查发现重新检查后已经没有了，不能改分", "请维持或撤销"))
    bound = most(about.indicator, about.verdict, about.item)
    if points > bound:
        values = {"points": f"{points.normalize():f}", "most": f"{bound.normalize():f}"}
        values["finding"] = described(about, wording)
        what = "改为扣 {points} 分，超过了这条检查发现至多可扣的 {most} 分（{finding}）"
        raise Refusal(Fault(what, "请写 0 到 {most} 之间的数", str(about.name), None, values))


def _tell_filed(session: Session, filed: Appeal, about: Disputed) -> None:
    wording = session.wording
    said = wording.say("已登记申诉 {number}", number=str(filed.number))
    finding = f"{about.assessment.department.name}　{about.name.indicator} {wording.say(about.verdict.title)}"
    _print(session, f"{said}　{finding}　{described(about, wording)}")
    _print(session, wording.say("编号 {name}", name=str(about.name)))
    for handed in filed.evidence:
        _print(session, f"{wording.say('证据')}　{handed.name}　SHA-256 {handed.sha256}")
    session.say("在答复以前，这一项和单位的成绩是暂定的。答复：gongkai answer {number}", number=str(filed.number))


def _tell_answered(
    session: Session,
    workspace: Workspace,
    appeal: Appeal,
    ruling: Ruling,
    results: Results,
    about: Disputed | None,
) -> None:
    wording = session.wording
    values = {"number": str(appeal.number), "decision": decision(ruling, wording)}
    _print(session, wording.say("已答复申诉 {number}：{decision}", **values))
    if about is None:
        _print(session, wording.say("这条检查发现重新检查后已经没有了，成绩不变"))
        return
    after = _again(workspace, results, about.assessment)
    changed = next(each for each in findings_by_key(after).values() if each.name.key == appeal.finding)
    before, now = cost(about.item, wording), cost(changed.item, wording)
    _print(session, f"{about.assessment.department.name}　{described(about, wording)} → {now}" if before != now else
           f"{about.assessment.department.name}　{described(about, wording)}")  # fmt: skip
    marks = (_mark(about.assessment, results, wording), _mark(after.assessments[0], results, wording))
    _print(session, wording.say("{period} 网上成绩（百分制）：{before} → {after}",
                                period=str(results.period), before=marks[0], after=marks[1]))  # fmt: skip


def _again(workspace: Workspace, results: Results, assessment: Assessment) -> Results:
    """The results of one department alone as they are now."""
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        rulings, appeals = decisions.rulings(results.period), decisions.appeals(results.period)
    machine = tuple(each for each in results.machine if each.department.id == assessment.department.id)
    return Results(results.period, results.scheme, machine, decided(machine, results.scheme, rulings, appeals))


def _mark(assessment: Assessment, results: Results, wording: Wording) -> str:
    said = wording.mark(mark(assessment, results.scheme).total)
    return wording.say("{mark}（暂定）", mark=said) if assessment.provisional else said


def _print(session: Session, line: str) -> None:
    session.out.print(Text(told(line)), soft_wrap=True)
