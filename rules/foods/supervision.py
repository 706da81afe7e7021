"""What a place tells of the supervision of food: checks, campaigns, cases, and the fields of their tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.snapshot import Page, Snapshot
from rules.finding import Finding, cant_tell, failed, passed
from rules.ongoing.fields import is_whole, room
from rules.ongoing.items import MOST, Item, items, says_little, shown_by
from rules.ongoing.kinds import Kind
from rules.phrases import squeeze
from rules.records import HEADS_WITHIN, LONGEST_LABEL, Field
from rules.shown import documents
from rules.spoken import is_spoken
from rules.tables import tables_of

TOPIC = "food-supervision"
NUMBER = "决定书文号"
PAIRED_FROM = date(2016, 1, 1)  # 发改电〔2015〕557号，未核实：自此公示处罚须列决定书文号
ELEMENTS_FROM = date(2018, 3, 1)  # 食品药品安全监管信息公开管理办法（食药监法〔2017〕125号），施行日期未核实
_FOOD = re.compile(
    "食品|食药|餐饮|食用|乳制品|奶粉|肉制品|肉类|猪肉|酒类|白酒|糕点|月饼|粮食加工|食用油|调味|饮用水(?!水源)|桶装水|火锅|小作坊|小餐桌|食堂|农产品|保健食?品|添加剂|豆制品"
    "|蔬菜|水产|面粉|大米|饮料|熟食|地沟油|瘦肉精"
)
_OFFICE = re.compile("食品药品(?:和工商)?监督?管?理?局?|食药监?局?|食安[办委]")  # whose name says nothing of a page
_DONE = re.compile(
    "检|抽查|巡查|督查|排查|整治|整顿|行动|打击|治理|清查|清理|取缔|查处|处罚|案|曝光|黑名单|处置|违法|不合格|通告|召回|下架|假劣"
)
_OTHER = re.compile(
    "预算|决算|招聘|采购|招标|中标|公开(?:指南|年报|目录|制度)|基层政务公开|标准目录|办事指南|(?:权力|责任)清单|职权|流程图|裁量|条例|办法$|程序|规定$|制度$|征求意见|国家标准|企业标准"
    "|检验机构资质|水源|水质|空气|档案|知识|常识|小贴士|科普|问答|考试|竞赛|招商|许可公示|许可证(?:公告|公示|注销)"
)


def _kind(name: str, titles: str, columns: str, texts: str) -> Kind:
    return Kind(name, re.compile(titles), re.compile(columns), re.compile(texts))


KINDS = (
    _kind(
        "专项检查",
        "抽检|检查|抽查|巡查|督查|督导|排查|清查|检测|检验|抽样|飞检|双随机|量化分级",
        "检查|抽检|抽查|检验|检测",
        r"(?:检查|抽检|抽查|出动)[^。;\n]{0,24}\d+[余多]?(?:家|户|批|个|人)",
    ),
    _kind(
        "专项整治",
        "整治|整顿|专项行动|专项治理|百日行动|打击|打非|打假|严打|清理|治理|攻坚|守查保|铁拳|联合行动|专项检查",
        "整治|整顿|专项|治理",
        "专项整治|集中整治|专项行动|专项治理",
    ),
    _kind(
        "案件查处",
        "查处|处罚|立案|查获|案(?!例分析)|曝光|黑名单|核查处置|处置情况|取缔|违法|不合格|罚款|没收|销毁|召回",
        "处罚|查处|曝光|案件|黑名单|核查处置|执法|违法",
        r"(?:立案|查处|查获|罚没|罚款|没收|取缔)[^。;\n]{0,24}\d+",
    ),
)


_SPEAKS = re.compile(
    "会议|召开|部署|培训|动员|座谈|学习|(?:开展|做好|加强|进一步).{0,40}(?:通知|方案|意见)$|(?:方案|计划|要点|职责)$"
)
_COUNTED = re.compile(r"\d+[余多]?(?:家|户|批|个|人|起|件|公斤|千克|次)")


def is_talk(item: Item) -> bool:
    """Whether a page only speaks of what is to be done: a meeting, a request to others, a plan, news without a number."""
    if item.page.documents or item.page.tables:
        return False
    if _SPEAKS.search(item.called):
        return True
    return is_spoken(item.page) and _COUNTED.search(item.words) is None


def food_items(site: Snapshot) -> list[Item]:
    """The pages that tell of checks, campaigns or cases of food, by title or by the column in which they stand."""
    return items(site, TOPIC, _tells)


def _tells(page: Page, title: str) -> bool:
    if _OTHER.search(title):
        return False
    path = squeeze(">".join(page.columns))
    if _FOOD.search(title):
        return _DONE.search(title) is not None or any(kind.columns.search(path) for kind in KINDS)
    texts = (_OFFICE.sub("", squeeze(each.text[:1500])) for each in documents(page))
    is_filed = _FOOD.search(path) is not None or any(map(_FOOD.search, texts))
    return is_filed and (_DONE.search(title) is not None or re.search("抽检|整治|曝光|处罚|查处", path) is not None)


@dataclass(frozen=True)
class Form:
    """A form in which results are told: words of its titles and of the heads of its tables, its fields, and those always owed."""

    name: str
    titles: re.Pattern[str]
    heads: re.Pattern[str]
    fields: tuple[Field, ...]
    always: frozenset[str]

    def is_used_by(self, item: Item) -> bool:
        """Whether a page is called by results of this form and has a table of them, not one of sums or plans."""
        if not self.titles.search(item.called) or _SUMS.search(item.called):
            return False
        heads = " ".join(_head_cells(item.page))
        return self.heads.search(heads) is not None and _SUM_HEADS.search(heads) is None


_SUMS = re.compile("计划|方案|安排|任务|汇总|统计|分析|机构|人员|工作情况|总结|考核|名录")
_SUM_HEADS = re.compile(
    "批次数|合格率|抽检批次|抽样批次|合格批次|抽检数|抽样数|合格数|抽查数|案件数|罚款总额|户次|家次"
)

SAMPLED = Form(
    "抽检",
    re.compile("抽检|抽样|监督抽查|检验结果|检测结果"),
    re.compile("被抽|受检|被采样|样品名称|食品名称|产品名称|标称|商标|生产日期"),
    (
        Field(
            "被抽检单位",
            (
                "被抽",
                "被采样",
                "受检单位",
                "生产企业",
                "生产单位",
                "生产者",
                "经营单位",
                "经营者",
                "企业名称",
                "单位名称",
                "商户",
                "采样地点",
                "抽样地点",
                "采样单位",
                "抽样单位",
                "被检",
                "受检",
                "厂家",
                "厂名",
                "产地",
                "销售",
                "经销",
            ),
        ),
        Field(
            "食品名称",
            ("食品名称", "样品名称", "产品名称", "品名", "品种", "食品类别", "样品", "产品"),
            ("编号", "生产日期", "规格", "标准", "等级", "数量"),
        ),
        Field("生产日期或批号", ("日期", "批号", "批次", "规格"), ("抽样日期", "检验日期", "公告日期", "发布")),
        Field("检查结果", ("结果", "结论", "不合格", "合格", "判定", "检出", "实测", "项目")),
        Field("检验机构", ("检验机构", "检测机构", "承检", "检验单位", "检测单位")),
        Field("检验依据", ("依据", "执行标准", "标准值", "检验标准", "判定标准", "标准")),
    ),
    frozenset(("被抽检单位", "食品名称", "检查结果")),
)
PUNISHED = Form(
    "行政处罚",
    re.compile("处罚|案件|查处|曝光"),
    re.compile("处罚|罚款|罚没|违法|决定书"),
    (
        Field(
            "处罚对象",
            (
                "对象",
                "被处罚",
                "当事人",
                "相对人",
                "企业",
                "单位",
                "姓名",
                "名称",
                "主体",
                "经营者",
                "店名",
                "业户",
                "商户",
                "行为人",
            ),
            ("案件", "机关", "处罚机", "执法单位", "执法主体", "办案", "承办", "填报"),
        ),
        Field(
            "违法事实",
            ("违法", "违规", "事实", "案由", "行为", "案情", "案件", "问题", "情形"),
            ("企业", "单位", "编号", "文号"),
        ),
        Field("处罚依据", ("依据", "条款", "法条", "法律")),
        Field(
            "处罚内容",
            (
                "处罚种类",
                "处罚内容",
                "处罚结果",
                "处理结果",
                "处罚决定",
                "处罚措施",
                "处罚情况",
                "处罚金额",
                "罚款",
                "罚没",
                "处罚",
                "处理",
            ),
        ),
        Field("处罚时间", ("日期", "时间")),
        Field("决定书文号", ("文号", "文书号", "决定书", "案号", "编号")),
    ),
    frozenset(("处罚对象", "违法事实", "处罚内容")),
)
_IN_TEXT = {
    "检查结果": re.compile("合格"),
    "检验机构": re.compile(
        "(?:检验|检测)[^。;\n]{0,16}(?:机构|中心|公司|研究院|所)|(?:机构|中心|公司|研究院|所)[^。;\n]{0,8}(?:检验|检测)"
    ),
    "检验依据": re.compile("GB|食品安全国家标准|依据|按照.{0,30}标准"),
    "处罚依据": re.compile("《"),
    "处罚时间": re.compile(r"\d{4}[年.\-/]\d{1,2}"),
    "决定书文号": re.compile(r"[〔\[(（]20\d\d[〕\])）]"),
    "生产日期或批号": re.compile("生产日期|批号|购进日期|抽样基数|加工日期"),
}


def fields_lacking(now: Sequence[Item]) -> Iterator[Finding]:
    """The fields that tables of samples and of penalties do not have, each of a form once with the first pages."""
    found: dict[tuple[str, str, bool], list[Item]] = {}
    for each in now:
        for form in (one for one in (SAMPLED, PUNISHED) if one.is_used_by(each)):
            for name in _lacking(each, form):
                found.setdefault((form.name, name, _is_sure(each, form, name)), []).append(each)
            break
    for (form_name, name, is_sure), pages in found.items():
        note = "{count} 份{form}信息没有写明{name}，如“{title}”"
        doubted = "{count} 份{form}信息没有写明{name}，如“{title}”，请人工核实"
        values = {"count": str(len(pages)), "form": form_name, "name": name, "title": pages[0].page.title}
        cited = tuple(each.page.cite() for each in pages[:MOST])
        say, said = (failed, note) if is_sure else (cant_tell, doubted)
        yield say("no-field", *cited, note=said, subject=f"{form_name}：{name}", **values)


def _lacking(item: Item, form: Form) -> list[str]:
    """The fields that a page with a table of results lacks in heads, labels and words; none of a page in prose."""
    shown = room(item.page, form.fields)
    if not shown.has_table or not is_whole(item.page):
        return []
    names = [field.name for field in form.fields if field.name not in shown.names]
    if item.day is not None and item.day < PAIRED_FROM:
        names = [name for name in names if name != NUMBER]
    return [name for name in names if name not in _IN_TEXT or not _IN_TEXT[name].search(item.words)]


def _is_sure(item: Item, form: Form, name: str) -> bool:
    if form is PUNISHED and "处罚" not in item.called:
        return False
    return name in form.always or (item.day is not None and item.day >= ELEMENTS_FROM)


def _head_cells(page: Page) -> Iterator[str]:
    """The squeezed cells among which the heads of the tables of a page and its files stand."""
    for document in documents(page):
        for table in tables_of(document):
            yield from (squeeze(cell)[:LONGEST_LABEL] for row in table.rows[:HEADS_WITHIN] for cell in row)


def empties(now: Sequence[Item]) -> Iterator[Finding]:
    """The pages of the last months that hold nothing beside their titles."""
    for each in [one for one in now if says_little(one)][:MOST]:
        yield failed(
            "empty", each.page.cite(), note="“{title}”没有内容", subject=each.page.title, title=each.page.title
        )


def shown(found: Sequence[Item], now: Sequence[Item]) -> Finding:
    """That food is supervised, with the newest page and one of each kind."""
    day, title = shown_by(now)
    pages = [now[0], *(next(each for each in found if kind.is_shown(each)) for kind in KINDS)]
    cited = tuple(dict.fromkeys(each.page.cite() for each in pages))
    note = "近期公开 {count} 份食品监管信息，最新的是 {day} 的“{title}”"
    return passed(*cited, note=note, count=str(len(now)), day=day, title=title)
