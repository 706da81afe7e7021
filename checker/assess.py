"""Runs the rules that a department owes, place by place."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from checker.explained import settle
from checker.indicator import Indicator
from checker.patience import TookTooLong, within
from checker.scheme import Scheme
from checker.scoring import Assessment, Verdict, weigh
from crawler.health import hindrance, weakness
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place, Snapshot, Unreached
from rules.accounts.judging.collected import Collected, collected
from rules.finding import Finding, Outcome, inapplicable, untested
from rules.rule import Rule
from rules.topics import column_words

RECOGNISED = "依据的文字由图像识别得出，须由人对照原件核实"
RECOGNISED_SO = "依据的文字由图像识别得出，须由人对照原件核实：{found}"
TOO_LONG = "检查用时过长，未得出结果，请报告"
PATIENCE = 60_000  # milliseconds of the processor for one rule in one place; the dearest takes 3,000 for a whole city (docs/performance.md)
log = logging.getLogger(__name__)
T = TypeVar("T")


def assess(snapshot: Snapshot, scheme: Scheme, catalogue: Mapping[str, Rule]) -> Assessment:
    """The assessment of one department's month: every indicator that binds it, each place by itself.

    A place that could not be judged is untested before any rule runs; of a column that could not, nothing is found wrong.
    """
    owed = (indicator for indicator in scheme.indicators if indicator.binds(snapshot.department.kinds))
    verdicts = (_verdict(catalogue[indicator.rule], indicator, snapshot) for indicator in owed)
    return Assessment(snapshot.department, snapshot.period, scheme.id, tuple(verdicts))


def unassessed(department: Department, period: Period, scheme: Scheme) -> Assessment:
    """The assessment of a body whose judging ended the process that judged it, each time that it was tried: nothing was tested."""
    owed = (indicator for indicator in scheme.indicators if indicator.binds(department.kinds))
    found = untested("", note="检查这个单位的程序中途停止（例如内存不够），请报告")
    verdicts = (weigh(each, {place: (replace(found, place=place),) for place in each.places}) for each in owed)
    return Assessment(department, period, scheme.id, tuple(verdicts))


def _verdict(rule: Rule, indicator: Indicator, snapshot: Snapshot) -> Verdict:
    findings = {place: judge(rule, indicator, snapshot, place) for place in indicator.places}
    return weigh(indicator, findings)


def judge(rule: Rule, indicator: Indicator, snapshot: Snapshot, place: Place) -> tuple[Finding, ...]:
    """What an indicator's rule finds in one place; a place that could not be judged is untested before the rule runs."""
    site = snapshot.of_portal() if indicator.whole else snapshot.at(place)
    if site is None:
        found = [inapplicable("整个门户网站由类别为 portal 的单位负责")]
    elif place is Place.OWN and not snapshot.department.home:
        found = [inapplicable("本单位没有自己的网站")]
    elif not rule.of_visit and (lost := hindrance(site)) is not None:
        found = [_unjudged(lost)]
    else:
        found = [_looked_at(each) for each in _run(rule, indicator, replace(site, elsewhere=_other(snapshot, place)))]
        weak = weakness(site, column_words(rule.reads))
        found = _doubted(found, weak) if weak else found
    return tuple(replace(finding, place=place) for finding in found)


def _doubted(found: list[Finding], weak: Unreached) -> list[Finding]:
    """What stays of findings in columns that could not be read well enough: nothing is said to be wrong there."""
    failed = any(finding.outcome is Outcome.FAILED for finding in found)
    return [each for each in found if each.outcome is not Outcome.FAILED] + ([_unjudged(weak)] if failed else [])


def _looked_at(finding: Finding) -> Finding:
    """A failure that rests on words recognised in a picture is left to a person."""
    if finding.outcome is not Outcome.FAILED or all(cited.read_by != "ocr" for cited in finding.evidence):
        return finding
    found = str(finding) or finding.subject
    note = RECOGNISED_SO if found else RECOGNISED
    return replace(finding, outcome=Outcome.CANT_TELL, note=note, values={**finding.values, "found": found})


def _other(snapshot: Snapshot, place: Place) -> Snapshot | None:
    other = snapshot.at(Place.PORTAL if place is Place.OWN else Place.OWN)
    return None if hindrance(other) else other


def _unjudged(lost: Unreached) -> Finding:
    return untested("", lost.cite(), note="网站未能检测：{reason}", reason=lost.reason)


def _run(rule: Rule, indicator: Indicator, site: Snapshot) -> list[Finding]:
    found = answered(
        lambda: list(settle(site, rule, indicator, rule(site, **indicator.dials))), f"rule {rule.id}", site
    )
    if isinstance(found, TookTooLong):
        return [untested("", note=TOO_LONG)]
    if isinstance(found, Exception):
        return [untested("", note="规则出错（{error}），请报告", error=type(found).__name__)]
    return found


def is_cut_off(assessment: Assessment) -> bool:
    """Whether a rule took too long: on a faster machine the same evidence may say more."""
    return any(item.finding.note == TOO_LONG for verdict in assessment.verdicts for item in verdict.weighed)


def figures_of(snapshot: Snapshot) -> tuple[Collected, ...]:
    """The figures of money that one body shows, for the city's table; none where collecting them failed."""
    found = answered(lambda: collected(snapshot), "collecting figures", snapshot)
    return () if isinstance(found, Exception) else found


def answered(ask: Callable[[], T], what: str, site: Snapshot) -> T | Exception:
    """What a question about a place answers, or the error of ours in which it ended; TookTooLong where it did not end in time."""
    try:
        with within(PATIENCE):
            return ask()
    except Exception as error:  # a rule's bug must not cost a department a mark, nor stop the others
        log.exception("%s failed on %s %s", what, site.department.id, site.place)
        return error
