"""What is known of a month, or of a year-end inspection, when a workbook of it comes back: its lines, with the words that they had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.appeals import Appeal
from checker.decided import is_there, most, named
from checker.decisions import Decisions
from checker.identity import Named
from checker.onsite import OnSite, Span
from checker.returns_form import DOUBTS, FOUND, WORDS, Form
from checker.returns_known import Known, KnownAppeal, KnownFinding, KnownLine, Tells
from checker.returns_words import Words
from checker.rulings import Ruling
from checker.scheme import Scheme
from checker.scoring import DOUBTFUL, Assessment, Verdict, Weighed
from checker.store import Store
from checker.visits import SiteMark
from crawler.period import Period
from crawler.reading.text import encoding
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from reports.about_sheet import digest
from reports.form import days
from reports.locale.compiled import languages
from reports.stored import Results, results_of
from reports.wording import Wording, plain
from reports.workspace import Workspace
from rules.finding import Outcome

LANGUAGES = tuple(map(Wording, languages()))
GONE = "现在没有这项检查发现"


@dataclass(frozen=True)
class Stage:
    """A stage with the results that it is judged by, all marks on site of it, and what is known of it."""

    results: Results
    rulings: Mapping[str, Sequence[Ruling]]
    marks: Sequence[SiteMark]
    appeals: Sequence[Appeal]
    known: Known

    @property
    def is_year_end(self) -> bool:
        """Whether it is a year's inspection, in which nothing is ruled on."""
        return _month(self.known.stage) is None


def stage_of(workspace: Workspace, name: str, today: date, told: Mapping[str, str]) -> Stage:
    """The stage that a workbook says it is of: a month, or a year. Raises Refusal for one that was not checked."""
    period, year = _month(name), int(name) if name.isdecimal() and len(name) == 4 else None
    if period is None and year is None:
        remedy = "请从原表格恢复“版本”这张表，或重新导出"
        raise Refusal(Fault("期别“{stage}”既不是月份也不是年份", remedy, "版本", None, {"stage": name}))
    results = results_of(workspace, period) if period else _of_year(workspace, int(name), told.get("方案摘要", ""))
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        marks = decisions.site_marks([name])
        rulings = decisions.rulings(results.period) if period else {}
        appeals = decisions.appeals(results.period) if period else []
    return Stage(results, rulings, marks, appeals, _known(workspace, name, today, results, rulings, marks, appeals))


def words() -> Words:
    """The workbook's words in the languages in which it is written."""
    return Words({word: _forms(word) for word in WORDS})


def _month(name: str) -> Period | None:
    try:
        return Period.parse(name)
    except ValueError:
        return None


def _of_year(workspace: Workspace, year: int, digest_told: str) -> Results:
    """The results of the last month of a year that was judged by the scheme which the workbook names, else of its last month."""
    path = workspace.var / "gongkai.sqlite"
    months: list[tuple[Period, Scheme | None]] = []
    if path.is_file():
        with closing(Store(path)) as store:
            months = [(each, store.scheme(each)) for each in store.periods()]
    judged = [(each, scheme) for each, scheme in months if scheme and year in (each.year, scheme.year_ended(each))]
    same = [period for period, scheme in judged if digest(scheme) == digest_told]
    found = same or [period for period, _ in judged]
    if not found:
        values = {"year": str(year)}
        raise Refusal(Fault("{year} 年还没有按本年度方案检查过的月份", "请先运行 gongkai check", "", None, values))
    return results_of(workspace, found[-1])


def _known(
    workspace: Workspace,
    name: str,
    today: date,
    results: Results,
    rulings: Mapping[str, Sequence[Ruling]],
    marks: Sequence[SiteMark],
    appeals: Sequence[Appeal],
) -> Known:
    scheme, is_year = results.scheme, _month(name) is None
    first = date(int(name), 1, 1) if is_year else results.period.first
    values = (workspace.city, name, scheme.id, digest(scheme))
    disputed = {each.finding for each in appeals}
    findings = {} if is_year else {each.name.key: each for each in _findings(results, rulings, disputed)}
    departments = {each.department.id: each.department for each in results.machine}
    answers = {answer for matter in scheme.on_site for answer in matter.answers}
    return Known(
        stage=name,
        first=first,
        today=today,
        stamps=dict(zip(("城市", "期别", "考核方案", "方案摘要"), values, strict=True)),
        departments=frozenset(departments),
        findings=findings,
        lines={each.key: each for each in _lines(results, name, first, marks)},
        appeals={each.number: _appeal(each, findings.get(each.finding), departments) for each in appeals},
        words=Words({word: _forms(word) for word in (*WORDS, *answers)}),
    )


def _forms(word: str) -> frozenset[str]:
    return frozenset(wording.say(word) for wording in LANGUAGES)


def _told(*texts: str) -> frozenset[str]:
    """Texts as a cell holds them that was written by `plain` and read back."""
    return frozenset(encoding.clean(plain(text)) for text in texts)


def _findings(results: Results, rulings: Mapping[str, Sequence[Ruling]], disputed: set[str]) -> Iterator[KnownFinding]:
    """Every finding that stands on a sheet, or was ruled on or disputed when it looked otherwise."""
    for assessment in results.machine:
        for verdict in assessment.verdicts:
            indicator = results.scheme.indicator(verdict.indicator)
            for name, item in named(assessment, verdict):
                words = tuple(rulings.get(name.key, ()))
                is_said = bool(words) or name.key in disputed
                if is_there(item) and (item.finding.outcome in (Outcome.FAILED, *DOUBTFUL) or is_said):
                    form = DOUBTS if item.finding.outcome in DOUBTFUL else FOUND
                    tells, bound = _tells(form, assessment, verdict, item), most(indicator, verdict, item)
                    yield KnownFinding(name, form, bound, tells, bool(item.finding.problem), words)


def _tells(form: Form, assessment: Assessment, verdict: Verdict, item: Weighed) -> Tells:
    finding, department = item.finding, assessment.department
    cited = finding.evidence[0] if finding.evidence else None
    problems = [wording.problem(verdict.rule, finding.problem) if finding.problem else "" for wording in LANGUAGES]
    titles = [wording.rule_title(verdict.rule) for wording in LANGUAGES]
    notes = _told(*(wording.finding(finding) for wording in LANGUAGES))
    told = {
        "单位编号": _told(department.id),
        "单位": _told(department.name),
        "指标": _told(verdict.indicator),
        "位置": _told(*(wording.place(finding.place) for wording in LANGUAGES)),
        "对象": _told(finding.subject),
        "证据网址": _told(cited.url if cited else ""),
    }
    if form is DOUBTS:
        outcomes = _told(*(wording.outcome(finding.outcome) for wording in LANGUAGES))
        return {
            **told,
            "结果": outcomes,
            "可能的问题": _told(*(problems if finding.problem else titles)),
            "原因": notes,
        }
    return {**told, "问题": _told(*problems), "说明": notes, "原文": _told(cited.quote if cited else "")}


def _appeal(appeal: Appeal, finding: KnownFinding | None, departments: Mapping[str, Department]) -> KnownAppeal:
    """An appeal as its row tells it; of a finding that is gone, that it is."""
    name = finding.name if finding else Named(appeal.finding, appeal.seen)
    department = departments.get(name.department)
    tells = {
        "申诉号": _told(str(appeal.number)),
        "单位编号": _told(name.department),
        "单位": _told(department.name if department else ""),
        "指标": _told(name.indicator),
        "申诉理由": _told(appeal.says),
    }
    if finding is None:
        gone = {"问题": _told(*(wording.say(GONE) for wording in LANGUAGES)), "对象": _told("")}
        return KnownAppeal(appeal, name, Decimal(0), {**tells, **gone})
    about = finding.tells.get("问题") or finding.tells.get("可能的问题", frozenset())
    more = {"对象": finding.tells["对象"], **({"问题": about} if any(about) else {})}
    return KnownAppeal(appeal, name, finding.bound, {**tells, **more})


def _lines(results: Results, stage: str, first: date, marks: Sequence[SiteMark]) -> Iterator[KnownLine]:
    """The lines of the on-site form, with all marks that they had."""
    said: dict[str, list[SiteMark]] = {}
    for each in marks:
        said.setdefault(each.key, []).append(each)
    for assessment in results.machine:
        department = assessment.department
        for matter in results.scheme.on_site:
            for span in _spans(matter, stage, results.period) if matter.binds(department.kinds) else ():
                key = matter.key(department.id, span)
                tells = _line_tells(department, matter, span)
                yield KnownLine(key, stage, matter, min(first, span.first), tells, tuple(said.get(key, ())))


def _spans(matter: OnSite, stage: str, period: Period) -> Iterable[Span]:
    return matter.year_end(int(stage)) if _month(stage) is None else matter.spans(period)


def _line_tells(department: Department, matter: OnSite, span: Span) -> Tells:
    def said(text: str) -> frozenset[str]:
        return _told(*(wording.say(plain(text)) for wording in LANGUAGES))

    return {
        "单位编号": _told(department.id),
        "单位": _told(department.name),
        "事项": said(matter.title),
        "登载处": said(matter.where),
        "应查日期": _told(*(days(span, wording) for wording in LANGUAGES)),
        "查什么": said(matter.asks),
    }
