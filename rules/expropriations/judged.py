"""What is found of the projects for which land or houses are taken: elements, fields, and time for opinions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.snapshot import Snapshot
from rules.expropriations.naming import SHORTEST
from rules.expropriations.notices import DECIDED, HOUSE, LAND, PAID, PLANNED, STANDARD, TOPIC, Notice
from rules.expropriations.projects import Project, grouped
from rules.expropriations.terms import HOUSES_FROM, LAND_FROM, LEAST, days_given
from rules.finding import Finding, cant_tell, failed, untested
from rules.published import presence
from rules.published.contents import MOST, asked, fields_lacking
from rules.published.items import months_before

PLAN, RATES, PAYMENT = "补偿方案", "补偿标准", "补偿结果"
PLAN_WITHIN = timedelta(days=65)  # 《征用土地公告办法》第七条：征收土地公告后45日内公告补偿安置方案；另加公布所需
PAID_WITHIN = timedelta(days=180)  # after a decision, when something may have been paid
_PLAN = re.compile("补偿(?:与|和|、)?(?:安置)?方案|补偿安置|安置方案|征补方案")
_RATES = re.compile(
    r"\d(?:\.\d+)?万?元/|元[/每](?:亩|公顷|平方米|平米|㎡|m2|人|株|户|月)|每(?:亩|公顷|平方米|平米|人|户)[^,。;]{0,16}(?:\d|[一二三四五六七八九十百千万]元)"
    r"|补偿(?:费)?标准|补偿(?:倍数|价)|补偿(?:金额|总?额)(?=[(:为|\d])|单价|年产值的?\d+倍"
    r"|(?:补偿|补助)费?(?:[(]万?元[)]|(?:总计|共计|合计|为|:)?\d[\d.,]*万?元)"
    r"|区片(?:综合地)?价|统一年产值|评估(?:确定|价格|机构)|市场价格"
)
_POSTED = re.compile("(?:现场|张贴|公告栏|公示栏|村务公开)[^。;]{0,16}(?:张贴|公布|公告|公示)?")
_HOUSE_FIELDS = (
    asked("征收范围", "范围|四至", "范围|四至|东[至起临]|位于|坐落|红线|征收[^,。]{2,30}(?:房屋|区域)"),
    asked("复议诉讼权利", "复议|诉讼|救济", "复议|诉讼"),
)
_LAND_FIELDS = (
    asked(
        "批准文号",
        "文号|批准|批复",
        r"[〔\[(【﹝][12]\d{3}[〕\])】﹞][^,。]{0,8}\d+号|国土资函|国函|省政府[^。]{0,20}批准",
    ),
    asked("面积", "面积", "公顷|亩|平方米|㎡|面积"),
)


def projects(found: Sequence[Notice]) -> list[Project]:
    """The projects that notices tell of; standards for the whole city are none of them."""
    return grouped(
        [each for each in found if each.step != STANDARD and not each.is_nil and "补偿决定" not in each.called]
    )


def current(found: Sequence[Project], last: date, months: int) -> list[Project]:
    """The projects of which something was told in so many months."""
    first = months_before(last, months)
    return [each for each in found if any(one.day is None or one.day > first for one in each.notices)]


def elements_lacking(site: Snapshot, project: Project, found: Sequence[Notice]) -> Iterator[Finding]:
    """The elements of a project that are due and that none of its notices tells."""
    of_it = [each for each in found if each in project.notices or _names(each, project)]
    text = "".join(each.called + each.text for each in of_it)
    for element in (PLAN, RATES, PAYMENT):
        if _is_due(element, project, site.period.last) and not _is_told(element, of_it, text, found):
            yield _lacking(site, element, project, of_it, found)


def _names(notice: Notice, project: Project) -> bool:
    return len(project.name) > SHORTEST and project.name in notice.text


def _is_due(element: str, project: Project, last: date) -> bool:
    """Whether a step was told of after which the element must have come."""
    decided = [last - each.day for each in project.notices if each.step == DECIDED and each.day is not None]
    if element == PAYMENT:
        return any(age > PAID_WITHIN for age in decided)
    if element == PLAN:
        return any(age > PLAN_WITHIN for age in decided) or any(each.step == PAID for each in project.notices)
    return any(age > PLAN_WITHIN for age in decided) or any(each.step == PLANNED for each in project.notices)


def _is_told(element: str, of_it: Sequence[Notice], text: str, found: Sequence[Notice]) -> bool:
    if element == PAYMENT:
        return any(each.step == PAID for each in of_it)
    if element == PLAN:
        return any(each.step == PLANNED for each in of_it) or (
            _PLAN.search(text) is not None and _RATES.search(text) is not None
        )
    return _RATES.search(text) is not None or any(each.step == STANDARD for each in found)


def _lacking(
    site: Snapshot, element: str, project: Project, of_it: Sequence[Notice], found: Sequence[Notice]
) -> Finding:
    """How sure it is that an element is lacking: what is told to the persons, on the spot or elsewhere is left to a person."""
    name = project.name or project.notices[0].page.title
    subject, cited = f"{name} {element}", tuple(each.page.cite() for each in of_it[:MOST])
    lost, out = presence.barrier(site, TOPIC), presence.linked_out(site, TOPIC)
    values = {"name": name, "element": element}
    unread = next((each for each in of_it if not each.is_read), None)
    if lost is not None:
        return presence.untold("no-element", lost, subject)
    if out is not None:
        note = "没有看到“{name}”的{element}，可能登载在其他网站，请人工查看：{url}"
        return cant_tell("no-element", out[0], note=note, subject=subject, url=out[1], **values)
    if element == PAYMENT:
        note = "没有看到“{name}”的{element}，可能只向被征收人公布，请人工核实"
        return cant_tell("no-element", *cited, note=note, subject=subject, **values)
    before = element == PLAN and not any(each.step == DECIDED for each in project.notices)
    nameless = before or not project.name or any(not each.project and each.step == PLANNED for each in found)
    if (nameless and unread is None) or any(_POSTED.search(each.text) for each in of_it):
        note = "没有看到“{name}”的{element}，可能在现场或另行公布，请人工核实"
        return cant_tell("no-element", *cited, note=note, subject=subject, **values)
    if unread is not None:
        note = "“{name}”的{element}可能在没有读到的附件或图片里，请人工查看"
        return untested("no-element", unread.page.cite(), note=note, subject=subject, **values)
    return failed("no-element", *cited, note="没有公开“{name}”的{element}", subject=subject, **values)


def short_notice(project: Project) -> Iterator[Finding]:
    """A finding for a project on whose plan opinions were asked for less than thirty days."""
    for each in project.notices:
        owed = HOUSES_FROM if each.kind == HOUSE else LAND_FROM if each.kind == LAND else None
        if owed is None or each.day is None or each.day < owed or re.search("再次|第[二三]次|修改后", each.called):
            continue
        if each.step != PLANNED or not (each.is_draft or each.kind == LAND):
            continue
        given = days_given(each.page.text)
        if given is not None and given < LEAST:
            note = "“{title}”征求意见（公告）只有 {days} 日，少于30日"
            values = {"title": each.page.title, "days": str(given)}
            name = project.name or each.page.title
            yield failed("short-notice", each.page.cite("意见"), note=note, subject=name, **values)


def wrong_fields(now: Sequence[Notice]) -> Iterator[Finding]:
    """The fields that decisions on houses and notices of land lack."""
    decided = [each for each in now if each.step == DECIDED and re.search("批复|批准|许可", each.called) is None]
    houses = [
        each
        for each in decided
        if each.kind == HOUSE and (each.day or date.max) >= HOUSES_FROM and "决定" in each.called
    ]
    land = [each for each in decided if each.kind == LAND and "公告" in each.called]
    yield from fields_lacking(houses, _HOUSE_FIELDS, 1)
    yield from fields_lacking([each for each in land if len(each.text) > 60], _LAND_FIELDS, 1)
