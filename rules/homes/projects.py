"""What a place tells of the homes that are being built, project by project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from crawler.snapshot import Page, Snapshot
from rules.homes.words import COUNT, HOMES
from rules.ongoing.fields import all_records, room
from rules.ongoing.items import Item, items
from rules.phrases import squeeze
from rules.records import Field
from rules.shown import documents, whole_text
from rules.tables import tables_of

TOPIC = "housing-projects"
NAME, ADDRESS, BEGUN, DONE = "项目名称", "建设地址", "开工情况", "竣工情况"
FIELDS = (
    Field(
        NAME,
        ("项目", "工程名称", "小区", "楼盘", "安置点", "地块名称", "片区"),
        ("单位", "负责", "类别", "类型", "个数", "投资", "总数"),
    ),
    Field(
        ADDRESS,
        ("地址", "地点", "位置", "坐落", "座落", "选址", "区位", "所在地", "建设地", "四至", "地段", "路段"),
        ("联系", "单位地址", "办公"),
    ),
    Field(BEGUN, ("开工", "动工", "开建", "建设起止", "建设工期", "施工时间", "进度", "进展", "起止")),
    Field(
        DONE,
        ("竣工", "建成", "完工", "交付", "完成", "进度", "进展", "封顶", "建设状态", "起止", "工期", "入住", "验收"),
    ),
)
_TELLS = re.compile("项目|开工|竣工|建成|进展|进度|完成|建设情况|建设信息|在建|续建|工程名单|台账|房源建设")
_OTHER = re.compile(
    "招标|中标|采购|申请|配租|摇号|选房|轮候|公示名单|资格|补贴发放|办法|规定|细则|解读|问答|预算|决算|资金|环评|环境影响|征收(?:决定|补偿|公告)|补偿方案|听证"
    "|基层政务公开|标准目录|准入|退出|审核|租金|会议|召开|培训|调研|座谈|考核|信访|满意度|规划许可|用地许可|施工许可|勘察|价格|收费"
)
_PLAN_ONLY = re.compile("(?:计划|任务|目标)(?:表|的通知|的公告|公示)?$")
_IN_TEXT = {
    NAME: re.compile(
        "[一-龥]{2,}(?:小区|花园|家园|公寓|佳苑|新村|新城|嘉园|雅苑|新居|安置区|安置房|片区|项目|地块|棚户区)"
    ),
    ADDRESS: re.compile(
        r"位于|坐落|座落|地处|选址|地块|地址:|以[东南西北]|[东南西北][侧临至]|(?:路|街|大道|巷)(?:与|\d|[东南西北]|[^。]{0,8}[号口])|[镇乡村](?:[^。]{0,6}(?:建设|新建))"
    ),
    BEGUN: re.compile("开工|动工|开建|施工|奠基|开始建设|在建|建设中"),
    DONE: re.compile("竣工|建成|完工|封顶|交付|主体|入住|验收|工程量|基础(?:施工|工程)|装修|收尾|工期"),
}
_IN_NAME = re.compile("[路街巷号镇乡村]|地块|[东南西北]侧")
_AREA_HEAD = re.compile(
    "(?:所[在属])(?:区|县|市)|(?:所[在属])?(?:区县|县区|区域|县[(]?市?[)]?[、]?区?|市县|乡镇|街道|社区|片区|辖区|行政区)(?:名称)?"
)
_PROJECTS = re.compile(
    r"(?:共|计|共计|涉及|实施|包括)(?:有|建设|实施)?(\d{1,4})个项目|项目(?:共|共计|合计)?(\d{1,4})个"
)


def projects(site: Snapshot) -> list[Item]:
    """The pages that tell of projects, the newest first; plans that name no project are none of them."""
    return items(site, TOPIC, _tells)


def _tells(page: Page, title: str) -> bool:
    if _OTHER.search(title):
        return False
    path = squeeze(">".join(page.columns))
    about = HOMES.search(title) is not None
    if about and _TELLS.search(title) and not _PLAN_ONLY.search(title):
        return True
    if not about and not HOMES.search(path):
        return False
    shown = room(page, FIELDS)
    if shown.has_table and NAME in shown.names:
        return bool(shown.names & {ADDRESS, BEGUN, DONE})
    is_card = {NAME, ADDRESS} <= shown.names and bool(shown.names & {BEGUN, DONE})
    is_filed = re.search("项目|开工|竣工|建设", squeeze(page.columns[-1]) if page.columns else "") is not None
    return is_card or (is_filed and COUNT.search(whole_text(page)) is not None)


@lru_cache(maxsize=256)
def told_by(page: Page) -> frozenset[str]:
    """The fields that a page tells: in its heads and labels, in its title, and in sentences where it has no table of them."""
    shown = room(page, FIELDS)
    text, title = whole_text(page), squeeze(page.title)
    names = set(shown.names)
    if not shown.has_table:
        names |= {name for name, words in _IN_TEXT.items() if words.search(text)}
    for name, words in ((BEGUN, "开工|在建|新建"), (DONE, "竣工|基本建成|完工")):
        if re.search(words, title):
            names.add(name)
    if re.search(r"进[展度]|完成情况|建设情况", title) and re.search("开工|建成|竣工|施工|主体|封顶", text):
        names |= {BEGUN, DONE}
    return frozenset(names)


def lacking(now: Sequence[Item], before: Sequence[Item]) -> Iterator[tuple[str, bool]]:
    """The fields that none of the newest pages tells, each with whether an older page tells it."""
    told: frozenset[str] = frozenset().union(*(told_by(each.page) for each in now))
    older: frozenset[str] = frozenset().union(*(told_by(each.page) for each in before))
    for field in FIELDS:
        if field.name not in told:
            yield field.name, field.name in older


def hints_at_places(now: Sequence[Item]) -> bool:
    """Whether names of projects or heads such as 区县 may tell where projects stand though no head asks for an address."""
    for each in now:
        for told in all_records(each.page, FIELDS):
            names = [row.told(NAME) for row in told.rows if row.told(NAME)]
            if names and sum(_IN_NAME.search(name) is not None for name in names) * 2 > len(names):
                return True
        for table in (table for document in documents(each.page) for table in tables_of(document)):
            if any(_AREA_HEAD.fullmatch(squeeze(cell)) for row in table.rows[:4] for cell in row):
                return True
    return False


def stated_projects(text: str) -> int | None:
    """How many projects a text says that it names, when it says one number only."""
    found = {int(one or other) for one, other in _PROJECTS.findall(text[:20_000])}
    return found.pop() if len(found) == 1 else None
