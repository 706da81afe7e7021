"""The sample city's papers about powers, without any rule: both places agree, nothing is missing, and what is wrong shows."""

import io
import re
import zipfile
from functools import cache
from html import unescape

import pytest

from crawler.period import Period
from crawler.reading import read
from reports.samplecity.bodies import bodies
from reports.samplecity.boxes import boxes
from reports.samplecity.city import City
from reports.samplecity.duties import items
from reports.samplecity.faults import has_limits
from reports.samplecity.flowcharts import lacking
from reports.samplecity.guides import SEVEN, WORDS
from reports.samplecity.powertruth import CHANGE, CHART, GUIDE, LIST, SAID
from reports.samplecity.register import ADDED, ADJUSTED, REMOVED, changes
from reports.samplecity.shelf import Shelf
from reports.samplecity.sites import Month, Powers, power_papers
from reports.samplecity.standing import standing

JULY = Period(2013, 7)
MONTHS = [(1, JULY), (2, Period(2013, 12)), (3, Period(2015, 9)), (5, Period(2020, 2))]
NAMED = {
    LIST: re.compile("清单|职权目录"),
    CHART: re.compile("流程图"),
    GUIDE: re.compile("(?:办事|服务|办理)指南"),
    CHANGE: re.compile("取消|下放|调整|新增"),
}


@cache
def month(seed, period):
    return Month(seed, False, period, bodies(seed, full=False))


@cache
def every(seed, period, slot):
    """Every article about the powers of a department at a place."""
    body = next(each for each in month(seed, period).departments if each.id == slot[0])
    shelf = Shelf(seed, body.id, body.name, slot[1], ("权力",), body.name, named=True)
    return tuple(power_papers(month(seed, period), Powers(shelf, shelf, shelf, shelf)))


@cache
def papers(seed, period, slot, rule):
    """The articles of a place about one of the rules."""
    found = [each for each in every(seed, period, slot) if NAMED[rule].search(each.title) and "公文" not in each.title]
    return tuple(each for each in found if rule in (CHART, CHANGE) or "流程图" not in each.title)


def words(article):
    """Everything that a person reads on an article's page and in its files."""
    text = unescape(re.sub("<[^>]+>", "\n", article.html))
    return "\n".join((article.title, text, *(written(file) for file in article.attachments)))


def written(file):
    if file.body is None or file.media_type == "image/png":
        return file.label
    if file.media_type == "application/zip":
        return "\n".join(zipfile.ZipFile(io.BytesIO(file.body)).namelist())
    reading = read(file.body, url=f"http://sample.example/{file.name}", content_type=file.media_type, name=file.name)
    return f"{file.label}\n{reading.text}"


@cache
def shown(seed, period, slot, rule):
    """The words of all papers of a place about a rule, without spaces and line ends."""
    return re.sub(r"\s", "", "\n".join(map(words, papers(seed, period, slot, rule))))


def slots(seed, period):
    return list(month(seed, period).powers.items())


def faulty(seed, period, kinds):
    """The places with such a fault planted in some month of a year: period, place, plan."""
    for first in range(12):
        when = period.shift(first)
        for slot, plan in slots(seed, when):
            for fault in (plan.listed, plan.charted, plan.guided):
                if fault is not None and fault.kind in kinds:
                    yield when, slot, plan, fault


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_a_list_without_a_fault_names_every_item_once_and_says_what_its_year_asks(seed, period):
    seen = 0
    for slot, plan in slots(seed, period):
        if plan.listed is not None:
            continue
        text = shown(seed, period, slot, LIST)
        for power in plan.standing.listed.powers:
            assert text.count(power.name) in (1, 2), (slot, power.name)  # twice where a page is named after its item
            assert power.code in text
            assert power.basis in text
            assert power.kind in text
        assert period < Period(2015, 4) or all(word in text for word in ("流程图", "电话：", "责任", "追究责任"))
        seen += 1
    assert seen > 6


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_both_places_list_the_same_but_for_what_is_planted(seed, period):
    for body in {body for body, _ in month(seed, period).powers}:
        plans = [month(seed, period).powers[body, place] for place in ("own", "portal")]
        own, portal = (plan.standing.listed.powers for plan in plans)
        assert own == portal
        if all(plan.listed is None for plan in plans):
            names = {power.name for power in own}
            for place in ("own", "portal"):
                assert all(name in shown(seed, period, (body, place), LIST) for name in names)


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_what_may_be_done_has_a_chart_and_what_is_applied_for_a_guide(seed, period):
    for slot, plan in slots(seed, period):
        charts, guides = shown(seed, period, slot, CHART), shown(seed, period, slot, GUIDE)
        open_ = {lapse.change.item.name for lapse in plan.lapses if lapse.kind == "chart" and lapse.is_seen(period)}
        for power in plan.standing.listed.powers:
            if plan.charted is None and power.name not in open_:
                assert power.name in charts or (power.kind == "行政处罚" and "行政处罚" in charts), (slot, power.name)
            if plan.guided is None and power.is_approval:
                assert guides.count(power.name) > 1
                assert power.basis in guides


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_what_is_gone_stands_in_no_paper(seed, period):
    for slot, plan in slots(seed, period):
        held = {power.name for power in plan.standing.listed.powers}
        late = {lapse.change.item.name for lapse in plan.lapses if period < lapse.end}
        gone = {change.item.name for change, _ in plan.standing.notices if change.kind in REMOVED} - held - late
        for rule in (LIST, CHART, GUIDE):
            assert not [name for name in gone if name in shown(seed, period, slot, rule)]
        notices = shown(seed, period, slot, CHANGE)
        assert all(name in notices for name in gone)


def test_a_guide_without_a_fault_has_every_element_of_its_year():
    for seed, period in MONTHS:
        more = ("办理地点", "办理时间", "联系电话") if period >= Period(2019, 5) else ()
        for slot, plan in slots(seed, period):
            if plan.guided is not None:
                continue
            text = shown(seed, period, slot, GUIDE)
            count = sum(power.is_approval for power in plan.standing.guided.powers)
            for element in (*SEVEN, *more):
                assert max(text.count(word) for word in WORDS[element]) >= count


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_faults_of_a_list_can_be_seen_in_it(seed):
    for when, slot, plan, fault in faulty(seed, Period(2015, 7), ("missing", "no-field", "duplicate", "places-differ")):
        if fault is not plan.listed:
            continue
        text, name = shown(seed, when, slot, LIST), fault.subject
        if fault.kind == "missing":
            assert not text
        elif fault.kind == "duplicate":
            assert text.count(name) == 2
        elif fault.kind == "places-differ":
            other = slot[0], "portal" if slot[1] == "own" else "own"
            assert name not in text
            assert name in shown(seed, when, other, LIST)
        else:
            told = {"编码": "code", "依据": "basis", "监督方式": "telephone"}[name]
            assert not any(getattr(power, told) in text for power in plan.standing.listed.powers)


def test_an_abolished_class_is_planted_only_after_its_end():
    before = list(faulty(1, Period(2014, 6), ("abolished-class",)))
    after = [(seed, *each) for seed in (1, 2, 3) for each in faulty(seed, Period(2015, 6), ("abolished-class",))]
    assert not before
    assert after
    for seed, when, slot, _, fault in after:
        assert "非行政许可审批" in shown(seed, when, slot, LIST)
        assert fault.subject in shown(seed, when, slot, LIST)


@pytest.mark.parametrize("seed", [1, 2])
def test_faults_of_charts_can_be_seen_in_them(seed):
    for when, slot, plan, fault in faulty(seed, JULY, ("no-step", "limit-differs")):
        if fault is not plan.charted:
            continue
        charts = papers(seed, when, slot, CHART)
        text = shown(seed, when, slot, CHART)
        power = plan.standing.charted.named(fault.subject)
        if fault.kind == "limit-differs":
            assert has_limits(seed, slot)
            limits = [re.sub(r"\s", "", line) for a in charts for line in words(a).splitlines() if power.name in line]
            assert limits
            assert not any(f"承诺办结时限{power.promised}个工作日" in line for line in limits)
        else:
            least = min(text.count(step) for step in ("申请", "受理", "决定", "送达"))
            assert any(text.count(step) <= least for step in lacking(seed, power.name))


@pytest.mark.parametrize("seed", [1, 2])
def test_faults_of_guides_can_be_seen_in_them(seed):
    for when, slot, plan, fault in faulty(seed, JULY, ("missing", "no-element", "none")):
        if fault is not plan.guided:
            continue
        text, (item, _, element) = shown(seed, when, slot, GUIDE), fault.subject.partition("：")
        if fault.kind == "none":
            assert not text
        elif fault.kind == "missing":
            assert item not in text
        else:
            text = text.replace("无数量限制", "")
            assert max(text.count(word) for word in WORDS[element]) < max(text.count(word) for word in WORDS["事项"])


def test_what_was_not_done_about_a_change_can_be_seen_and_is_put_right():
    seen = set()
    for seed, when in ((seed, JULY.shift(months)) for seed in (1, 2, 3) for months in range(12)):
        for slot, plan in slots(seed, when):
            for lapse in (each for each in plan.lapses if each.is_seen(when)):
                name, held = lapse.change.item.name, lapse.change.kind not in REMOVED
                after = standing(seed, *slot, lapse.end)
                if lapse.kind == "notice":
                    assert lapse.change not in dict(plan.standing.notices)
                    assert lapse.change in dict(after.notices)
                    assert dict(after.notices)[lapse.change] > lapse.change.noticed(slot[1])
                else:
                    paper, then = (getattr(each, f"{lapse.kind}ed") for each in (plan.standing, after))
                    assert (name in {power.name for power in paper.powers}) is not held
                    assert (name in {power.name for power in then.powers}) is held
                seen.add(lapse.kind)
    assert seen == {"notice", "list", "chart"}


def test_one_month_after_another_changes_lists_only_by_what_was_decided():
    for seed in (1, 2):
        for months in range(12):
            when = JULY.shift(months)
            for body, place in month(seed, when).powers:
                if month(seed, when).rota.is_still(body):
                    continue
                before, after = (standing(seed, body, place, each).listed.powers for each in (when, when.shift(1)))
                moved = {power.name for power in set(before) ^ set(after)}
                assert moved <= {change.item.name for change in changes(seed, body, when.shift(1))}


def test_every_sort_of_change_comes_and_no_department_runs_dry():
    kinds = {change.kind for seed in (1, 2) for body in ("hbj", "zjj", "gtj") for change in changes(seed, body, JULY)}
    assert kinds >= {ADDED, ADJUSTED, *REMOVED} - {"取消"} or kinds >= {ADDED, ADJUSTED, *REMOVED} - {"下放"}
    for body in ("hbj", "jtj", "mzj"):
        powers = standing(1, body, "own", Period(2026, 3)).listed.powers
        assert sum(power.is_approval for power in powers) >= 3
        assert {name for name, kind in items(body) if kind != "行政许可"} <= {power.name for power in powers}


def test_every_problem_of_powers_comes_round():
    seen = {
        (planted.rule, planted.problem)
        for seed in (1, 2, 3)
        for months in range(6)
        for planted in City(seed).truth(JULY.shift(months))
        if planted.outcome == "failed" and planted.rule in SAID
    }
    lists = {"missing", "broken", "no-field", "blank-field", "duplicate", "places-differ"}
    assert {problem for rule, problem in seen if rule == LIST} == lists
    charts = {"no-chart", "uncovered", "dead-chart", "orphan-chart", "no-step", "limit-differs", "places-differ"}
    assert {problem for rule, problem in seen if rule == CHART} == charts
    assert {problem for rule, problem in seen if rule == GUIDE} == {"missing", "no-element", "limit-differs"}
    assert {problem for rule, problem in seen if rule == CHANGE} == {
        "unpublished",
        "late",
        "list-behind",
        "chart-behind",
    }


def test_boxes_stand_in_a_file_in_another_order_than_on_paper():
    steps = ("申请", "受理", "审查", "决定", "制证送达", "办结归档")
    for old in (True, False):
        made = boxes("排污许可证核发流程图", steps, old=old)
        inside = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
        assert sorted(steps, key=inside.index) != list(steps)
        reading = read(made, url="http://sample.example/a.docx", content_type="", name="a.docx")
        assert tuple(box.text for box in reading.boxes) == steps


def test_every_form_of_list_is_there():
    used = set()
    for seed in range(1, 8):
        for slot, plan in slots(seed, JULY):
            if plan.listed is None and papers(seed, JULY, slot, LIST):
                first, *more = papers(seed, JULY, slot, LIST)
                suffix = first.attachments[0].name.rsplit(".", 1)[1] if first.attachments else ""
                used.add(suffix or ("each" if more else "headed" if "colspan" in first.html else first.html[:6]))
    assert used >= {"xls", "xlsx", "docx", "pdf", "each", "headed", "<table"}
