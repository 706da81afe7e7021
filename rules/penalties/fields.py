"""What must be told of a penalty, by the day on which it is published; what is lacking or left empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rules.finding import Finding, cant_tell, failed
from rules.penalties.results import is_nil, is_statistics
from rules.published.contents import Asked, asked, fields_lacking, tables
from rules.published.items import Item
from rules.records import Record

PAIRED_FROM = date(
    2016, 1, 1
)  # 发改电〔2015〕557号（行政许可和行政处罚等信用信息公示工作方案，未核对）：自此须列决定书文号
FEW_ROWS = 2
_WHOM = re.compile("某|[×xX*＊]|公司|厂|店|部|医院|酒店|中心|学校|合作社|企业|当事人|超市|市场|户主|个体")
_DECIDED = re.compile("罚款|警告|没收|责令|吊销|暂扣|拘留|停业")
FEWEST = 3  # fields that a page must tell before a missing one is sure
_DAY = r"(?:20\d\d|二[〇○零O0][一二][一二三四五六七八九〇○零O0])[年./-][\d一二三四五六七八九十]{1,2}[月./-]"
OBJECT = asked(
    "处罚对象",
    "当事人|相对人|被处罚|被罚|处罚对象|单位名称|企业名称|违法主体|违法单位|违法企业|处罚单位|违法当事人|名称|姓名|主体|案件名称|案由"
    "|单位|对象|违法当事|违法人员|违法者|违章人|违章者|行为人|处罚者|被执行人|驾驶人|驾驶员|号牌|车牌|车号|车主|船名|业主|业户|经营者|经营户|商户|摊主",
    "当事人|被处罚|相对人|处罚对象|违法(?:主体|单位|企业)|你(?:单位|公司|厂|店|于)|(?:公司|厂|店|经营部|医院|酒店|中心)",
    but="法定代表|负责人|机关|执法单位|实施单位|依据|作出|承办|办案|填报|报送|来源单位|监督单位|执行单位|决定单位|单位:|金额单位|计量单位",
)
FACT = asked(
    "违法事实",
    "违法事实|事由|案由|违法行为|违规|案件名称|处罚名称|违法情况|违法类型|主要事实|事实|案情|违法内容|违章",
    "违法|违反|违规|违章|发现|存在|实施了|排放|查实|未经|未按|无证|超标|案由|经查|查明|涉嫌|擅自|不合格|因|未|超|行为|使用|销售|生产|经营|运输",
)
BASIS = asked(
    "处罚依据",
    "依据|法律|法规|条款|违反条",
    "依据|根据|《?[^,。《》]{2,24}(?:法|条例|规定|办法)》?第[一二三四五六七八九十百零\\d]+条|按照",
)
RESULT = asked(
    "处罚结果",
    "处罚结果|处罚内容|处罚决定|处罚种类|处罚情况|处罚金额|罚款|处理结果|处理决定|处理情况|处罚意见|处罚类别|处罚措施|结果|罚没|内容",
    "罚款|没收|警告|吊销|责令|暂扣|拘留|处罚如下|决定处|予以处罚|处以|\\d元",
    but="文号|日期|时间|机关|依据|名称|决定书",
)
TIME = asked(
    "处罚时间",
    "处罚时间|处罚日期|决定日期|决定时间|作出日期|日期|时间|结案",
    _DAY + "|20\\d\\d年",
    but="更新|有效期|截止|公示|发布|公开|履行|缴款|立案|期限",
)
NUMBER = asked(
    "决定书文号",
    "文号|决定书号|处罚书号|案号|编号|字号",
    r"[〔\[(【﹝]20\d\d[〕\])】﹞][^,。]{0,8}\d+号|20\d\d[^,。]{0,10}第?\d+号|文号",
)
BEFORE: Sequence[Asked] = (OBJECT, FACT, BASIS, RESULT, TIME)


def owed(day: date | None) -> Sequence[Asked]:
    """The fields that are owed of a penalty published on a day."""
    return (*BEFORE, NUMBER) if day is not None and day >= PAIRED_FROM else BEFORE


def wrong_fields(now: Iterable[Item]) -> Iterator[Finding]:
    """The fields that items lack, each told once, and those that their rows leave empty."""
    items = [each for each in now if not is_nil(each) and (not is_statistics(each) or _lists_cases(each))]
    lacking: dict[str, Finding] = {}
    for item in items:
        asked_for = owed(item.day)
        fields = [each for each in asked_for if not _is_in_title(each, item)]
        in_title = len(asked_for) - len(fields) if _lists_cases(item) else 0
        for finding in fields_lacking([item], fields, FEWEST - in_title):
            lacking.setdefault(finding.subject, finding)
    yield from lacking.values()
    if OBJECT.name not in lacking:
        yield from _nobody_named(items)
    for item in items:
        yield from _blanks(item)


def _lists_cases(item: Item) -> bool:
    """Whether an item that is called like statistics lists penalties one by one: whose, and what was decided, in words."""
    for listed in tables(item, owed(item.day)):
        if {OBJECT.name, RESULT.name} <= listed.heads and listed.heads & {FACT.name, TIME.name}:
            return any(row.told(OBJECT.name) and _DECIDED.search(row.told(RESULT.name)) for row in listed.rows)
    return False


def _nobody_named(items: Iterable[Item]) -> Iterator[Finding]:
    """A doubt for the first list whose rows tell of several penalties and in none of them of whom."""
    for item in items:
        for listed in tables(item, owed(item.day)) if item.is_read else ():
            cells = " ".join(value for row in listed.rows for value in row.values.values())
            is_list = len(listed.rows) >= FEW_ROWS and len(listed.heads) >= FEWEST
            if is_list and OBJECT.name not in listed.heads and not _WHOM.search(cells):
                note = "“{title}”没有列明处罚对象，请人工核实"
                yield cant_tell("no-field", item.page.cite(), note=note, subject=OBJECT.name, title=item.page.title)
                return


def _is_in_title(field: Asked, item: Item) -> bool:
    """Whether the title of a list names the time of its penalties, or that of a decision its number."""
    if field is TIME:
        return TIME.words.search(item.called) is not None or "月" in item.called
    return field is NUMBER and NUMBER.words.search(item.called) is not None


def _blanks(item: Item) -> Iterator[Finding]:
    fields = owed(item.day)
    for listed in tables(item, fields) if item.is_read else ():
        rows = [row for row in listed.rows if _is_full(row, fields)]
        for each in fields:
            empty = [row for row in rows if each.name in row.values and not row.told(each.name)]
            if not empty:
                continue
            say = failed if len(empty) * 2 <= len(rows) or len(rows) == 1 else cant_tell
            cited = listed.document.cite(item.page.title, empty[0].where)
            values = {"count": str(len(empty)), "name": each.name, "title": item.page.title}
            subject = f"{item.page.title}：{each.name}"
            yield say("blank-field", cited, note="“{title}”有 {count} 行没有填写{name}", subject=subject, **values)


def _is_full(row: Record, fields: Sequence[Asked]) -> bool:
    """Whether a row tells of a penalty of its own: its object, and more than half of what it has room for."""
    there = [each.name for each in fields if each.name in row.values]
    return bool(row.told(OBJECT.name)) and sum(bool(row.told(name)) for name in there) * 2 > len(there)
