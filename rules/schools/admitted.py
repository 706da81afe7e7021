"""What a place tells of the admissions of a year: how many, by which rules, and who was admitted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from crawler.snapshot import Snapshot
from rules.dates import plain_years
from rules.finding import Finding, cant_tell, failed
from rules.published.contents import MOST
from rules.published.items import NEWS, Item, items

TOPIC = "admissions"
_ADMITS = re.compile(
    "招生[^,。]{0,24}(?:方案|计划|简章|章程|办法|意见|公告|通告|通知|政策|范围|片区|区域|服务区|名单|结果|信息|安排|问答|规定"
    "|工作|公示|细则|录取|划片|入学)|(?:公布|关于|年)[^,。]{0,30}招生"
    "|入学[^,。]{0,16}(?:公告|通告|通知|方案|办法|政策|登记|报名|意见|公示|服务区|安排|名单)|录取(?:分数|最低|结果|名单|工作|控制"
    "|信息|情况|公告)|学区(?:划分|范围|调整)|划片(?:范围|入学|招生|方案)|片区划分"
    "|分数线|派位|摇号|新生名单|招生$|中考(?:中招)?[^,。]{0,16}(?:方案|意见|政策|计划)|中招|小升初|幼升小|新生[^,。]{0,8}(?:报名|登记)|入园[^,。]{0,12}(?:公告|报名|方案|通知)"
)
_NOT = re.compile(
    "招聘|教师资格|公务员|招生办(?:公室)?(?:主任|电话|$)|处分|违规招生|自学考试|成人高考|研究生|培训班|招飞|征兵|驾校|驾驶|党校"
    "|军校|老年大学|招标|采购|预算|决算|检查|督[查导]|整治|举报|表彰|责任状|停车|摇号购|购房|车牌|保障房|公租房|公共租赁|限价"
    "|棚改"
)
COLUMNS = "招生|入学|中考"
_FILED = re.compile("通知|公[告示]|通告|方案|计划|简章|章程|意见|办法|政策|结果|名单|安排")
_TELLS = re.compile("招生|录取|入学")
POLICY = "招生政策"
PLAN = "招生计划"
RESULT = "招生结果"
_IN_TITLE = {
    POLICY: re.compile(
        "方案|办法|意见|政策|简章|章程|公告|通告|通知|范围|片区|学区|划片|规定|细则|入学|安排|服务区|问答|工作"
    ),
    PLAN: re.compile("计划|招生(?:人数|名额|规模)|学位"),
    RESULT: re.compile("录取|名单|结果|分数线|派位|摇号结果"),
}
_IN_TEXT = {
    POLICY: re.compile(
        "招生(?:对象|范围|原则|办法|条件|方式|程序)|报名(?:条件|时间|办法|地点|手续)|入学(?:条件|办法|方式)|户籍|就近入学|划片"
        "|服务区|学区"
    ),
    PLAN: re.compile(
        "招生计划|计划招生|招生(?:人数|名额|班数)|拟招|计划数|(?:招收|招生)[^。;]{0,16}\\d+[名人个]|\\d+个教学班|学位数"
    ),
    RESULT: re.compile("录取(?:结果|名单|分数线|最低)|最低录取|被录取|录取考生"),
}
RESULT_FROM = 10  # month from which the admissions of a year are over


def admissions(site: Snapshot) -> list[Item]:
    """The pages about the admission of pupils and students, the newest first."""
    return items(site, TOPIC, _is_admission, COLUMNS)


def _is_admission(item: Item) -> bool:
    is_filed = re.search(COLUMNS, item.path) and _FILED.search(item.called) and _TELLS.search(item.text[:3000])
    if not (_ADMITS.search(item.called) or is_filed) or _NOT.search(item.called):
        return False
    return not (NEWS.search(item.called) and not re.search("方案|计划|公告|通告|简章|办法", item.called))


def of_year(found: Sequence[Item], year: int) -> list[Item]:
    """The pages of a year: named after it, or posted in it where they name none."""
    return [each for each in found if year in years(each)]


def years(item: Item) -> frozenset[int]:
    """The years that a page on admissions or on fees of schools is of: those of its title, else that of its posting."""
    title = plain_years(item.called)
    named = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", title)}
    if not named and item.page.published is not None:
        named = {item.page.published.year}
    return frozenset(named)


def due_year(last: date, owed_from: int) -> int:
    """The year of which something is owed by a day, when it is owed from a month of each year on."""
    return last.year if last.month >= owed_from else last.year - 1


def told(item: Item) -> frozenset[str]:
    """What a page tells of: policy, plan, result."""
    by_title = {name for name, words in _IN_TITLE.items() if words.search(item.called)}
    return frozenset(by_title | {name for name, words in _IN_TEXT.items() if words.search(item.text[:20_000])})


def parts_lacking(now: Sequence[Item], last: date, due: int) -> Iterator[Finding]:
    """The parts that no page of the year tells; a result only once the admissions are over, and then as a doubt."""
    there = frozenset(name for each in now for name in told(each))
    cited = tuple(each.page.cite() for each in now[:MOST])
    is_over = due < last.year or last.month >= RESULT_FROM
    for name in (POLICY, PLAN, *([RESULT] if is_over else [])):
        if name in there:
            continue
        note, values = "{year} 年的招生信息中没有看到{name}", {"year": str(due), "name": name}
        sure = name != RESULT and all(each.is_read for each in now)
        yield (failed if sure else cant_tell)("no-field", *cited, note=note, subject=name, **values)
