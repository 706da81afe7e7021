"""What a place tells of the money of schools: what they charge, and what they receive and spend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell
from rules.published.contents import MOST, Asked, asked, fields_lacking
from rules.published.items import NEWS, Item, items
from rules.schools.admitted import years

TOPIC = "school-finances"
COLUMNS = "教育收费|学校收费|收费信息|收费公示|财务公开|财务信息|财务[、及和]|教育经费"
_SCHOOL = "教育|学校|中小学|小学|中学|高中|初中|幼儿园|学院|大学|职[业教]|技校|办学|教体|[一二三四五六七八九十\\d]中|学生|学期|学年"
_CHARGES = re.compile(
    f"(?:{_SCHOOL})[^,。]{{0,24}}收费|收费[^,。]{{0,20}}(?:{_SCHOOL})|学杂?费|住宿费|保[教育]费|伙食费|课本费|教辅|收费公示"
    f"|收费(?:项目|标准|目录|一览)"
)
_FINANCES = re.compile(
    f"教育(?:事业)?经费|(?:{_SCHOOL})[^,。]{{0,20}}(?:财务|经费|预算|决算|收支)|财务(?:公开|信息|收支|报表|公示|情况)|(?:义务教育"
    f"|公用)[^,。]{{0,10}}经费|经费[^,。]{{0,12}}(?:公[示开告]|使用|安排|收支)|收支情况"
)
_NOT = re.compile(
    "乱收费|违规|检查|督[查导]|专项治理|治理工作|整治|举报|处分|招标|采购|招聘|培训机构|表彰|自查|责任状|公务员|考试报名费|会计"
    "|部门[^,。]{0,8}[预决]算|三公|党费|工会|办法|制度|规定|(?:关于|做好|开展|进一步).{0,24}(?:规范|加强|治理).{0,30}(?:通知|意见)$"
)
CHARGES, FINANCES = "教育收费", "财务信息"
_CHARGE_FIELDS: Sequence[Asked] = (
    asked(
        "收费项目",
        "收费项目|项目|名称|类别",
        "学费|住宿费|保教费|保育|课本费|作业本|伙食费|教辅|校服|书费|服务性收费|代收费|收费项目",
    ),
    asked("收费标准", "标准|金额|收费额", r"\d(?:\.\d+)?元|元[/每]|免收|不收|免费", but="依据|文号"),
    asked("收费依据", "依据|文号|文件|批准", r"依据|根据|按照|[〔\[(【][12]\d{3}[〕\])】]|第\d+号|文件"),
)
_FINANCE_FIELDS: Sequence[Asked] = (
    asked("收入", "收入|拨款|来源", "收入|拨款|拨付|投入|下达|安排"),
    asked("支出", "支出|使用", "支出|使用|用于|开支"),
)


def charges(site: Snapshot) -> list[Item]:
    """The pages that tell what schools charge, the newest first."""
    return items(site, TOPIC, lambda item: _is_about(item, _CHARGES), COLUMNS)


def finances(site: Snapshot) -> list[Item]:
    """The pages that tell what schools receive and spend, the newest first."""
    return items(site, TOPIC, lambda item: _is_about(item, _FINANCES) and not _CHARGES.search(item.called), COLUMNS)


def _is_about(item: Item, words: re.Pattern[str]) -> bool:
    if not words.search(item.called) or _NOT.search(item.called):
        return False
    return not (NEWS.search(item.called) and not re.search("公示|公告|一览|表", item.called))


def years_of(item: Item) -> frozenset[int]:
    """The years that a page is of: those of its title, and that of its posting, as accounts come a year later."""
    posted = item.page.published
    return years(item) | ({posted.year} if posted is not None else set())


def parts_lacking(site: Snapshot, now: Sequence[Item]) -> Iterator[Finding]:
    """The field that no page tells of what it is about; a part of which there is no page at all is a doubt."""
    charged, spent = charges(site), finances(site)
    for name, pages, fields in ((CHARGES, charged, _CHARGE_FIELDS), (FINANCES, spent, _FINANCE_FIELDS)):
        of_year = [each for each in now if each in pages]
        if not of_year:
            cited = tuple(each.page.cite() for each in now[:MOST])
            yield cant_tell("no-field", *cited, note="没有看到当年的{name}，请人工核实", subject=name, name=name)
            continue
        lacking = [list(fields_lacking([each], fields, 1)) for each in of_year if each.text]
        if len(lacking) == len(of_year) and all(lacking):
            yield from lacking[0]
