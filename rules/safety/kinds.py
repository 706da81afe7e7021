"""The seven kinds of information about safety at work, and the pages that show them."""

from __future__ import annotations

import re

from crawler.snapshot import Page, Snapshot
from rules.ongoing.items import Item, items, says_little
from rules.ongoing.kinds import Kind
from rules.phrases import squeeze
from rules.safety.accidents import accidents

TOPIC = "safety-supervision"
ACCIDENTS = "事故信息"
_BODY = re.compile("安全生产|安监|应急管理|应急局|安全监督")
_SAFETY = re.compile(
    "安全(?:生产|监管|监察|许可|培训|检查|隐患|评价|设施)|生产安全|危险化学品|危化|烟花爆竹|矿山|特种作业|职业卫生|职业病|隐患|事故|安监|应急"
)
_LAW = re.compile("(?:条例|办法|规定|细则|规程|[^方司执]法)(?:[(].{0,20}[)])?$")
_OTHER = re.compile(
    "预算|决算|三公|党[委组建员支风课史]|廉[政洁]|招聘|录用|任免|工资|采购|招标|中标|公开(?:指南|年报|年度报告|目录|制度)|年度报告|食品|道路施工|志愿|文明|扶贫|脱贫|帮扶"
)


def _kind(name: str, titles: str, columns: str, texts: str = "") -> Kind:
    by_news = name == "监察"  # what inspectors did is news
    but = None if name in ("政策法规", "规划计划", "行政执法依据") else _LAW
    return Kind(name, re.compile(titles), re.compile(columns), re.compile(texts) if texts else None, by_news, but)


KINDS = (
    _kind(
        "政策法规",
        r"法律|法规|条例|[管实监暂处]\S{0,8}办法|规定|规章|规范性文件|规程|国家标准|行业标准|安全生产法|令第?\d+号|的?(?:实施)?意见$|〔20\d\d〕",
        "政策|法规|法律|规章|文件|标准",
        "根据.{0,30}(?:条例|办法|安全生产法)",
    ),
    _kind("规划计划", "规划|计划|工作要点|工作思路|工作安排|工作总结|实施方案", "规划|计划|总结"),
    _kind(
        "行政许可",
        "许可|行政审批|审批|备案(?:公[示告]|信息|结果)|安全设施.{0,8}审查|三同时|换证|延期|注销.{0,10}证",
        "许可|审批|办事|双公示",
    ),
    _kind(
        "培训颁证",
        "培训|考核|考试|取证|持证|资格证|合格证|操作证|发证|颁证|复审|证书",
        "培训|考试|颁证|发证|考核",
        "(?:特种作业|主要负责人|安全管理人员|从业人员).{0,20}(?:培训|考核|取证)",
    ),
    _kind(
        "行政执法依据",
        "执法依据|处罚依据|(?:实施|法律)依据|权力(?:清单|事项|目录|运行)|权责|责任清单|职权|裁量|执法(?:主体|流程|程序|目录|清单|事项|资格|人员)|处罚(?:事项|流程|程序|目录)|流程图",
        "执法依据|依据|权力|权责|职权|裁量|流程图",
        "(?:处罚|执法|法律)依据",
    ),
    _kind(
        "监察",
        "监察|检查|抽查|隐患|整治|督查|督导|巡查|查处|执法(?!依据|主体|流程|资格)|行政处罚|打非治违|双随机|专项行动|约谈|重大危险源|曝光|挂牌督办",
        "监察|监管|检查|执法(?!依据)|处罚|隐患|督查|整治|曝光",
        "(?:执法检查|监督检查|监察).{0,30}(?:家|次|条|项|处)",
    ),
    _kind(
        ACCIDENTS,
        "事故(?!应急|预案|隐患|防范|风险)|未发生.{0,12}事故|安全生产(?:形势|月报|统计|情况通报)",
        "事故|安全生产(?:形势|月报|统计)|通报",
        r"(?:发生|未发生|没有发生).{0,16}事故",
    ),
)


def safety_items(site: Snapshot) -> list[Item]:
    """The pages of any of the kinds, the newest first; of a body for safety every page is about it, of others those that say so."""
    names = squeeze("".join((site.department.name, *site.department.aliases)))
    own = {page.url for page in site.pages} if _BODY.search(names) else set()

    def tells(page: Page, title: str) -> bool:
        item = Item(page, title)
        if _OTHER.search(title) or not any(kind.is_named(item) for kind in KINDS):
            return False
        return page.url in own or _SAFETY.search(title + item.path) is not None

    return items(site, TOPIC, tells)


def accidents_told(site: Snapshot) -> list[Item]:
    """The pages that tell of accidents, or that there were none, under whatever title, the newest first."""
    return [each.item for each in accidents(site) if not says_little(each.item)]
