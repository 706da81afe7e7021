"""The words of a rulebook: how sure a number is, who owes, what a dial turns, how often, at what price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from checker.indicator import Deduction, Indicator, Sort, Standing
from checker.onsite import OnSite
from checker.scheme import Sharing
from reports.wording import DASH, Wording, plain

STANDINGS: Mapping[Standing, str] = {
    Standing.STATED: "明文",
    Standing.UNVERIFIED: "未核实",
    Standing.PROPOSED: "建议",
}
SHORT: Mapping[Standing, str] = {
    Standing.STATED: "【明】",
    Standing.UNVERIFIED: "【未】",
    Standing.PROPOSED: "【建】",
}
SORTS: Mapping[Sort, str] = {Sort.DEDUCT: "扣分指标", Sort.VETO: "单项否决指标", Sort.BONUS: "加分指标"}
SHARINGS: Mapping[Sharing, str] = {
    Sharing.SCALE: "其余各项按同一比例放大",
    Sharing.SPREAD: "留给同一个一级指标的其余各项",
}
KIND_WORDS: Mapping[str, str] = {
    "department": "部门",
    "subordinate": "所属单位",
    "county": "县（市）区",
    "township": "乡镇（街道）",
    "enterprise": "公共企事业单位",
    "office": "政务公开主管单位",
    "budget-unit": "预算单位",
    "approving": "审批单位",
    "enforcing": "执法单位",
    "ecology": "环境保护",
    "housing": "住房保障",
    "food": "食品药品监管",
    "safety": "安全生产监管",
    "land": "征地拆迁",
    "price": "价格和收费",
    "bidding": "招投标",
    "education": "教育",
    "portal": "门户网站主办单位",
}
CYCLE_WORDS: Mapping[str, str] = {
    "weekly": "每周",
    "monthly": "每月",
    "quarterly": "每季",
    "yearly": "每年",
    "year-end": "年终",
}
DIAL_WORDS: Mapping[str, str] = {
    "areas": "应有的栏目",
    "clicks": "至多点击次数",
    "news_days": "动态要闻几天内更新",
    "notice_months": "通知公告几个月内更新",
    "owed": "应公布哪几种",
    "owed_from": "从几月起检查",
    "per_year": "一年至少几次",
    "publish_by": "最迟公开日",
    "publish_within": "几天内公开",
    "quiet_months": "几个月内须有更新",
    "systems": "应有的制度",
    "within_days": "几天之内",
    "yearly_months": "一年一更的几个月内更新",
}
TEXT_WORDS: Mapping[str, str] = {
    "title": "名称",
    "year": "年度",
    "rule": "规则",
    "sort": "种类",
    "group": "一级指标",
    "points": "分值",
    "places": "检查位置",
    "applies_to": "适用",
    "whole": "整个门户",
    "rectify_in": "整改期限（工作日）",
    "source": "依据",
    "veto": "否决条件",
    "where": "登载处",
    "cycle": "周期",
    "asks": "查什么",
    "deduct": "扣分",
    "explained": "有情况说明时扣分",
    "dials": "参数",
    "answers": "答案",
    "matrix": "权重矩阵",
    "grades": "等次",
    "inapplicable": "不适用的分",
    "bonus_above": "计加分的起点",
    "at_most": "加分后的上限",
    "year_end_crawl": "年终网上检查的月份",
    "escalation": "逾期后的步骤（工作日）",
    "standing": "数的来历",
    "marginals": "边际",
}
CELLS: Mapping[str, str] = {
    "daily_online": "日常·网上",
    "daily_on_site": "日常·实地",
    "year_end_online": "年终·网上",
    "year_end_on_site": "年终·实地",
}


def figure(value: Decimal) -> str:
    """A number of a scheme as it is written: no more digits than it has."""
    return f"{value.normalize():f}"


def sure(text: str, standing: Standing, wording: Wording) -> str:
    """A number with the sign that says how sure it is."""
    return f"{text}{wording.say(SHORT[standing])}"


def price(deduction: Deduction, wording: Wording) -> str:
    """What a problem costs: once, or each with a cap."""
    if deduction.each == deduction.at_most:
        return figure(deduction.each)
    return wording.say("每处 {each}、至多 {most}", each=figure(deduction.each), most=figure(deduction.at_most))


def kinds(names: Iterable[str], wording: Wording) -> str:
    """Who owes something, in words."""
    return wording.listed(wording.say(KIND_WORDS.get(name, name)) for name in sorted(names))


def own(text: str, wording: Wording) -> str:
    """A text that a scheme brings along: in English where it is one of ours, never obeyed by a terminal."""
    return plain(wording.say(text)) if text else DASH


def dial(name: str, value: object, wording: Wording) -> str:
    """A dial in words, with the name by which a scheme sets it."""
    words = wording.say(DIAL_WORDS[name]) if name in DIAL_WORDS else ""
    return f"{words} {name} = {plain(str(value)) or DASH}".strip()


def vetoes(indicator: Indicator, wording: Wording) -> str:
    """What vetoes: so many findings of these problems."""
    return wording.joined(
        wording.say(
            "{problems} 合计 {count} 处以上",
            problems=wording.listed(wording.problem(indicator.rule, name) for name in sorted(each.problems)),
            count=str(each.count),
        )
        for each in indicator.veto
    )


def answers(matter: OnSite, wording: Wording) -> str:
    """What an inspector may answer and what it is worth, or that a number is asked."""
    if not matter.answers:
        return wording.say("打分，从 0 到 {points}", points=figure(matter.points))
    return "　".join(
        f"{own(answer, wording)} {sure(figure(worth), matter.standing(f'answers.{answer}'), wording)}"
        for answer, worth in matter.answers.items()
    )
