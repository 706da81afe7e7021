"""What a place tells of the credit of those who bid, and of the people who work for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell
from rules.published.contents import MOST, asked, fields_lacking
from rules.published.items import Item, is_news, items

TOPIC = "tender-credit"
COLUMNS = "(?:信用|诚信|不良行为|黑名单)[^>]{0,8}(?:信息|档案|公示|评价|记录|平台|建设)?$"
_TRADE = re.compile(
    "招标|投标|招投标|建筑|施工|监理|建设|工程|采购|供应商|评标|评审|造价|勘察|设计|代理|中介|承包|企业|公司|公共资源|交易"
    "|市场主体|水利|交通|公路|房地产|检测机构|注册|建造师|人员"
)
_CREDIT = re.compile(
    "信用(?:评价|等级|档案|信息|考核|记录|评分|得分|分值|排名|状况|公示|名单)|诚信(?:评价|等级|档案|信息|考核|记录|得分|综合|分"
    "|企业|排名|公示)|信用[^,。]{0,20}(?:公示|通报|结果|名单|公告)|诚信[^,。]{0,20}(?:公示|通报|结果|名单|公告)"
    "|不良(?:行为|记录|信用)|良好行为|黑名单|红名单|红黑榜|失信|(?:串通投标|围标|弄虚作假|挂靠)[^,。]{0,20}(?:公告|公示|通报|决定|处理)"
    "|(?:招标)?代理机构[^,。]{0,16}(?:名单|考核|评价|通报|公示)|评标专家[^,。]{0,16}(?:名单|考核|评价|通报|处理|公示)"
    "|从业人员[^,。]{0,16}(?:名单|信息|考核|通报|公示|记录|信用)"
)
_NOT = re.compile(
    "纳税|A级纳税|失信被执行人|食品|药品|餐饮|环保信用|环境信用|价格诚信|劳动保障|拖欠|旅游|医疗|医保|科研|教师|学生|统计失信"
    "|信用修复|信用承诺|信用联社|信用社|信用卡|诚信宣传|诚信建设|志愿|征信|办法|条例|规定|细则|制度|指南|解读|问答|标准|方案|意见"
    "|(?:关于|做好|开展|进一步|申报|组织).{0,40}(?:工作)?的?通知$|招聘"
)
_PEOPLE = re.compile(
    "从业人员|建造师|监理(?:工程)?师|造价(?:工程)?师|专家|项目经理|项目负责人|注册(?:人员|执业)|总监|执业人员|个人"
)
_UNITS = re.compile("企业|公司|单位|机构|供应商|集团|院|中心")
_FIELDS = (
    asked(
        "名称",
        "企业|单位|名称|机构|姓名|供应商|当事人|专家|人员|主体|投标人|对象",
        "公司|企业|单位|机构|院|所|集团|中心|专家|人员|负责人|[建监造].{0,3}师",
    ),
    asked(
        "信用情况",
        "信用|诚信|等级|得分|分值|评分|总分|行为|事实|结果|处理|处罚|扣分|加分|排名|名次|级别|考核|评价|原因",
        "[A-D]{1,3}级|优秀|良好|合格|分|不良|违法|违规|违反|表彰|获奖|禁止|取消|暂停|通报|记入|列入|扣|奖|荣誉|业绩|资质",
        but="代码|执法单位",
    ),
)


def credits_of(site: Snapshot) -> list[Item]:
    """The pages about the credit of bidders and of their people, the newest first."""
    return items(site, TOPIC, _is_credit, COLUMNS)


def _is_credit(item: Item) -> bool:
    if _NOT.search(item.called) or is_news(item):
        return False
    about = (
        _TRADE.search(item.called + item.path) is not None
        or re.search("招投?标|投标|建筑|施工", item.text[:3000]) is not None
    )
    filed = re.search(COLUMNS, item.path) is not None and re.search(
        "公司|企业|单位|机构|人员|名单|公示|通报", item.called
    )
    return about and bool(_CREDIT.search(item.called) or filed)


def wrong_fields(now: Sequence[Item]) -> Iterator[Finding]:
    """The fields that pages lack; people, or firms, of whom none tells are a doubt."""
    yield from fields_lacking(now, _FIELDS, 1)
    words = "".join(item.called + item.path + item.text[:20_000] for item in now)
    cited = tuple(each.page.cite() for each in now[:MOST])
    for name, told in (("招投标单位", _UNITS), ("从业人员", _PEOPLE)):
        if told.search(words) is None:
            yield cant_tell("no-field", *cited, note="没有看到{name}的信用信息，请人工核实", subject=name, name=name)
