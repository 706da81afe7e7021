"""The arithmetic of a mark, line by line: from what findings cost to the mark of the month."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.decided import scale
from checker.indicator import Indicator, Sort
from checker.marks import Mark, group_scores, mark
from checker.scheme import FULL, Scheme, Sharing
from checker.scoring import ZERO, Assessment, Verdict, Weighed
from crawler.snapshot import Place
from reports.wording import Wording
from rules.finding import Outcome

FEW, MANY = 2, 4  # decimals: of what is exact with so few, and of what is not


def amount(value: Decimal) -> str:
    """A number as it is, or about what it is: 0.5, 12, ≈33.3333."""
    for places in (FEW, MANY):
        rounded = round(value, places)
        if rounded == value:
            return f"{rounded.normalize():f}"
    return f"≈{round(value, MANY):f}"


def verdict_sums(verdict: Verdict, indicator: Indicator, wording: Wording) -> Iterator[str]:
    """How the findings of a verdict come to its points, place by place and together."""
    if verdict.sort is Sort.VETO:
        told = "已触发" if verdict.vetoes else "存疑，如果属实就会触发" if verdict.may_veto else "没有触发"
        yield wording.say("单项否决：{told}", told=wording.say(told))
        return
    score, factor = verdict.score, scale(indicator, verdict)
    for place in indicator.places:
        items = [item for item in verdict.weighed if item.finding.place is place]
        if items:
            yield _place(place, items, indicator.share * factor, wording)
    lost = sum((item.deducted for item in verdict.weighed), ZERO)
    yield wording.say(
        "应得 {possible} − 不能评定 {doubt} ＝ 可评 {assessable}；可评 − 扣分 {lost} ＝ 得分 {earned}",
        possible=wording.mark(score.possible),
        doubt=wording.mark(score.possible - score.assessable),
        assessable=wording.mark(score.assessable),
        lost=wording.mark(lost),
        earned=wording.mark(score.earned if score.assessable else None),
    )


def _place(place: Place, items: list[Weighed], share: Decimal, wording: Wording) -> str:
    if all(item.finding.outcome is Outcome.INAPPLICABLE for item in items):
        return wording.say("{place}：不适用，分值并入另一处", place=wording.place(place))
    lost, doubt = sum((each.deducted for each in items), ZERO), sum((each.doubted for each in items), ZERO)
    values = {"share": share, "lost": lost, "doubt": doubt, "earned": share - lost - doubt}
    told = {name: amount(value) for name, value in values.items()}
    return wording.say("{place}：分值 {share} − 扣分 {lost} − 不能评定 {doubt} ＝ {earned}",
                       place=wording.place(place), **told)  # fmt: skip


def factor_of(assessment: Assessment, scheme: Scheme, verdict: Verdict) -> Decimal:
    """By how much a verdict's points count in a mark out of 100, when what does not apply is shared out; 0 for one without points."""
    if verdict.sort is not Sort.DEDUCT or not verdict.score.possible:
        return ZERO
    if scheme.sharing is Sharing.SCALE:
        return FULL / assessment.score.possible
    weights, groups = scheme.group_points(), group_scores(assessment, scheme)
    group = scheme.indicator(verdict.indicator).group
    alive = sum((weights[each] for each in groups), ZERO)
    return FULL * weights[group] / alive / groups[group].possible


def share_line(assessment: Assessment, scheme: Scheme, verdict: Verdict, wording: Wording) -> Iterator[str]:
    """What a verdict brings to the month's mark."""
    factor = factor_of(assessment, scheme, verdict)
    if factor:
        yield wording.say(
            "折合百分制：× {factor}，应得 {possible}，可评 {assessable}，得分 {earned}",
            factor=amount(factor),
            possible=amount(verdict.score.possible * factor),
            assessable=amount(verdict.score.assessable * factor),
            earned=amount(verdict.score.earned * factor),
        )


def month_sums(assessment: Assessment, scheme: Scheme, wording: Wording) -> Iterator[str]:
    """From the points of all indicators to the printed mark of the month."""
    result = mark(assessment, scheme)
    whole = assessment.score
    owed = sum(verdict.sort is Sort.DEDUCT and bool(verdict.score.possible) for verdict in assessment.verdicts)
    yield wording.say(
        "{count} 项适用的指标：应得 {possible}，可评 {assessable}，得分 {earned}",
        count=str(owed),
        possible=amount(whole.possible),
        assessable=amount(whole.assessable),
        earned=amount(whole.earned),
    )
    yield from _sharing(assessment, scheme, result, wording)
    rate = result.score.rate
    if rate is None:
        yield wording.say("没有可以评定的分值，本月没有成绩")
        return
    values = {"earned": result.score.earned, "assessable": result.score.assessable, "mark": rate * FULL}
    told = {name: amount(value) for name, value in values.items()}
    yield wording.say("得分 {earned} ÷ 可评 {assessable} × 100 ＝ {mark}", **told)
    yield from _bonus(assessment, scheme, result, wording)
    yield from _last(assessment, result, wording)


def _sharing(assessment: Assessment, scheme: Scheme, result: Mark, wording: Wording) -> Iterator[str]:
    score = result.score
    told = {"possible": amount(score.possible), "assessable": amount(score.assessable), "earned": amount(score.earned)}
    if scheme.sharing is Sharing.SCALE:
        if assessment.score.possible:
            factor = amount(FULL / assessment.score.possible)
            said = "不适用的分值按比例分摊：× {factor}，应得 {possible}，可评 {assessable}，得分 {earned}"
            yield wording.say(said, factor=factor, **told)
        return
    weights, groups = scheme.group_points(), group_scores(assessment, scheme)
    alive = sum((weights[group] for group in groups), ZERO)
    for group, each in groups.items():
        points = FULL * weights[group] / alive
        values = {
            "possible": points,
            "assessable": each.out_of(points).assessable,
            "earned": each.out_of(points).earned,
        }
        shown = {name: amount(value) for name, value in values.items()}
        said = "{group}：× {factor}，应得 {possible}，可评 {assessable}，得分 {earned}"
        yield wording.say(said, group=group, factor=amount(points / each.possible), **shown)
    yield wording.say("不适用的分值留在本组：应得 {possible}，可评 {assessable}，得分 {earned}", **told)


def _bonus(assessment: Assessment, scheme: Scheme, result: Mark, wording: Wording) -> Iterator[str]:
    earned = [verdict for verdict in assessment.verdicts if verdict.sort is Sort.BONUS and verdict.score.earned]
    if not earned or result.vetoes:
        return
    if result.bonus:
        ids = wording.listed(verdict.indicator for verdict in earned)
        yield wording.say("加分 {bonus}（{ids}）", bonus=amount(result.bonus), ids=ids)
        if (result.score.rate or ZERO) * FULL + result.bonus > result.at_most:
            yield wording.say("加分以后至多 {most} 分", most=amount(result.at_most))
    else:
        yield wording.say("加分不计：成绩没有超过 {above} 分", above=amount(scheme.bonus_above))


def _last(assessment: Assessment, result: Mark, wording: Wording) -> Iterator[str]:
    if result.vetoes:
        yield wording.say("单项否决（{ids}）：成绩为 0", ids=result.vetoes)
    said = wording.say("本月网上成绩 {mark}（两位小数，四舍五入）", mark=wording.mark(result.total))
    yield said + (wording.say("，暂定") if assessment.provisional else "")
