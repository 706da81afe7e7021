"""What kind of text a page is when it is no disclosure: news, a request to others, a rule, advice, a paper on the work done.

All words are squeezed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rules.bodies import without_offices

MENTION = re.compile(
    r"召开|会议|培训|部署|推进|督查|督办|调研|学习|座谈|启动|举办|印发|转发|力争|加强|做好|要求|下降|减少|压缩|同比|新闻|动员"
    r"|全市[^,。]{0,12}(?:完成|公开)|各单位|各部门|(?:关于|公开).{0,20}(?:工作)?的?通知"
)
FORM = re.compile(r"流程图?(?:[(].*[)])?(?:\.\w+)?$|(?:清单|目录|名单|一览表|情况表|预算表|决算表|日报)$")
DECIDED = re.compile(  # a notice that itself tells what changed, and asks nobody for anything
    "(?:取消|下放|承接|调整|新增)[^,。]{0,30}(?:审批|许可|职权|权力)[^,。]{0,8}(?:项目|事项|目录|清单)(?:目录)?的(?:通知|通告|公告|决定)$"
    "|(?:公布|发布)[^,。]{0,60}(?:清单|目录|结果|数据|名单)(?:[(][^()]{1,20}[)])?的(?:通知|通告|公告|决定)$"
)
NEWS_COLUMN = re.compile(r"动态|要闻|新闻|资讯|快讯")
_BEHIND = re.compile(
    r"(?:\([^()]{0,40}\)|[\[【〔][^()\[\]【】〔〕]{0,30}[\]】〕]|\.[a-z]{3,4}|[-—_|]{1,3}[^-—_|]{2,16}(?:网|局|委|政府|厅|办)|\d++)+$"
)
_PAPER = re.compile(  # what ends so names a document and is no headline
    "(?:公告|公示|通告|通报|报告书?|情况|名单|[表册]|目录|清单|结果|信息|决定书?|公报|年报|周报|月报|季报|日报|说明|记录|实录|台账"
    "|方案|计划|通知书?|批复|意见|办法|启事"
    "|规定|条例|细则|制度|标准|指南|流程图?|案例|案件|简章|须知|成绩|安排|一览|数据|函|解读|图解|答复|预告|任免|任职|文件|建议|申请"
    "|承诺书?|许可证?|信箱|意见箱|访谈|公开)$"
)
_FIRM = re.compile("(?:公告|公示|通告|名单|一览表|目录|清单|决定书?|通知|公报|解读|简章|情况的?通报)$")
_SAID = re.compile(  # who does what, as newspapers say
    "^[^:,关公]{1,12}(?:局|办|委|街道|镇|乡|社区|村|中心|学校|医院|支队|大队|法院|[县市区]):[^:]{4,}|"
    "^(?!关于)[^,:关]{1,16}?(?:局|办|委|厅|部门?|政府|公室|会|院|中心|[县市区镇乡]|所|站|队|长)(?:[^,关]{0,10}?)(?:通报|检查|督查"
    "|督导|召开|举行|举办|开展|部署|组织|赴|调研|约谈|推进|出台|启动|加强|强化|规范(?!$)|做好|深入|积极|扎实|严|落实|全面|多措|研究"
    "|审议|到|为|让|走|推行|查获|捣毁|取缔|查扣|破获|妥善|宣判|宣传|推出)"
)
_HEADLINE = re.compile(
    "召开|举行|举办|(?<!公)开展|组织|深入|调研|督导|督查|督办|视察|走访|慰问|部署|推进|启动|圆满|顺利|荣获|莅临|带队|率队|一行|参加"
    "|出席|强调|要求(?!$)|力争|力推|全力|扎实|积极|切实"
    "|有序|稳步|喜[获迎]|学习|座谈|动员|培训[班会]|传达|贯彻|落实|签约|揭牌|奠基|出台|下发|晒出?|亮[剑出相]|率先|首[次个家批]|突破"
    "|助力|护航|保驾|严[把查打守厉控]|筑牢|守护|多措并举|[三四五六]举措"
    "|成效|提升|加大|加强|加快|强化|狠抓|抓好|做好|完善|深化|优化|创新|打造|织密|压实|拧紧|聚焦|发力|出重拳|出实招|集中|全面|全市上下"
    "|再[获上添]|获[评得奖]|受[到好]|赴|来我?[市县区局]"
    "|我[市县区局省镇]|[市县区]长(?!信箱)|书记(?!信箱)|[!]|走进|查获|捣毁|持续|好转|向好|今起|上涨|下跌|首例|妥善|接受|约谈|掀起|迎来|正式|完成|竣工(?!项目|验收|信息)|(?<!公)开工(?!项目"
    "|情况|信息|计划)|入住|圆了?|惠及|热线|做客|上线|垫底|榜首|领跑|跻身|全部(?:公布|公开|完成|到位)|将[于在实]|拟[将投建]|有望|迎检|检查$|通过(?:验收|评审|审核|省|国家)|验收$|执法(?:"
    "行动|检查)$|排查$|整治(?:行动|工作)?$|工作$|活动$|会议?$|班$|大会|\\d+%"
)
_ASKED = re.compile("(?:通知|通报|意见|函|倡议书|紧急通知|通知书|提示函|要点)$")
_ASKING = re.compile(
    "做好|加强|开展|报送|组织|规范|进一步|推进|落实|严禁|严格|转发|切实|深入|填报|上报|督查|检查|排查|整治|参加|举办|召开|征求|征集"
    "|申报|编制|开通|启用|学习|贯彻|推荐|评选|培训|布置"
    "|强化|完善|建立|深化|健全|动员|上传|清理|修订|更新|自查|整改|考核|安排|工作|制定|成立|试点|管理|使用|印发|贯彻执行|有关问题|有关事项"
)
_TELLS = re.compile(
    "公布|公示|公告|发布|任免|任职|免职|任命|取消|停征|免征|减免|降低|调整|核定|制定.{0,12}(?:价|标准)|下达.{0,20}计划|招生|录取|招聘"
    "|录用|审批|批准|收费|价格|认定|命名|挂牌督办|处罚|征收"
)
_ADDRESSED = re.compile(
    "(?:^|\x1e)(?:各(?!投标|供应商|潜在|考生|位家长|竞买)|[市县区省]直|有关|全[市县区]各|机关|局属|直属)[^:。\x1e]{1,80}:|请(?:各[^人]|认真|遵照|按)|(?:有关问题|现(?:将有关事项)?)通知如"
    "下|遵照执行|贯彻执行|认真组织|抓好落实"
)
_ANNOUNCED = re.compile(
    "现将.{0,80}?(?:公告|公示|公布|通告|公开|通报|发布|予以公|说明|报告)|(?:公告|公示|公布|通告|发布|公开|通报)如下|特此(?:公告|公示"
    "|通告|公布)|(?:现予|予以)(?:公告|公示|公布|公开|通报)|公示期|公告期|异议|如下:"
)
_RULE = re.compile(
    "(?:办法|规定|条例|细则|制度|规程|规划|方案|预案|要点|规范|章程|规则|准则|守则|纲要|指引|若干意见|实施意见|指导意见|工作意见|管理意"
    "见|要求|禁令|法律法规|安全法|条例全文|(?:招标投标|政府采购|食品安全|药品管理|价格|土地管理|教育|行政处罚|行政许可|行政复议|预算|公务员|保护|防治|促进)法|机制|举措|行动|措施|政策|裁量[^,]{0,6}|技术规[定范]|(?:任务|目标|责任)(?:分解|分工)[表方案]*|(?:抽检|抽样|监测|宣传|培训)计划|范本|模板|格式|样本)$|^《[^》]+》$"
    "|(?:印发|转发|批转|关于)[^,]{0,60}(?:办法|规定|条例|细则|制度|规程|规划|方案|预案|要点|规范|规则|纲要|意见|措施|政策|格式|模板|范本)(?:[(][^()]{1"
    ",12}[)])*的?(?:通知|公告|令|决定)$"
)
_ADVICE = re.compile(
    "常识|知识|科普|贴士|友情提示|谨防|该怎么|怎么写|消费(?:提示|警示|指引|陷阱)|风险(?:提示|警示)|安全(?:提示|提醒)|预警|温馨|提醒|怎样|如何|怎么|什么是|何为"
    "|为什么|为何|哪些|多少钱|(?<![学生名试理办])须知$|词儿|那些事|那点事|手册$|摘要$|术语|百问|百科|课堂|谣言|真相|辟谣|教你|注意事项|小心|当心|[?]$|[吗呢]$|解析|评析|以案[释说]|浅[谈析议]|漫谈|探讨|思考|研究$|论文"
    "|心得|宣传(?:手册|资料|标语)|标语|答题|试题|题库|范文"
)
_BLANK = re.compile(
    "(?:申请|登记|审批|备案|报名|推荐|申报)表(?:[(].{0,12}[)])?$|式样|样式|样表|范本|模板|样本|样例|空表(?!说明)|空白表?|文书格式|填[报写表](?:说明|要求|须知)|(?:申请|登记|抽取|报名|审批)单$|(?:申请|登记|备案|报名)表下载"
)
_DATELINE = re.compile(r"(?:本报|本网|本台|新华社|中新社|人民网)[^,。]{0,14}(?:电|讯)[(,:]?|讯[(](?:记者|通讯员)")
_STUDY = re.compile(
    "本文(?:主要|认为|从|以|将|试|拟)|关键词|论文|参考文献|笔者认为|学术界|[^,。]{2,14}是指|是行政机关[^,。]{0,12}(?:作出|对)"
    "|应当(?:载明|公开)的?(?:下列|核心)"
)
_ARTICLES = re.compile("第一[条章]|[1一]?[、.]?总则")
_MADE = re.compile("制定本(?:办法|预案|规定|细则|制度|规则|条例|规程|规范)")
_WORK = re.compile(
    "征集.{0,20}(?:选题|话题|线索|素材)|编制要求|年审通知|年检通知|(?:提案|建议|议案)(?:办理)?(?:的?(?:答复|复函)|办理(?:情况|结果))|第\\d+号(?:提案|建议|议案)|国民经济和社会发展|政府工作报告|(?:预算|计划)草案"
    "|工作(?:总结|计划|要点|思路|打算|汇报|报告|简报|信息|回顾|进展|动态)|(?:总结|讲话|致辞|述职|经验|汇报|自查报告|调研报告|简报|纪要"
    "|大事记|倡议书?|责任书|承诺书|领导小组|职责|简介|概况|领导班子|领导成员|领导分工|班子成员|内设机构|机构设置)$|的讲话|会议纪要"
)
_TOLD = re.compile(
    r"(?:本报|本网|本台|[日晚]报|新闻网|融媒)[^,。]{0,6}讯|讯[(](?:记者|通讯员|特约)|[(](?:通讯员|记者|本报)[^()]{1,24}[)]|记者(?:从"
    r"|昨|今|获|了解|注意|发现|看到|在|日前|近日)|[新中人][华新民][社网].{0,14}(?:电|讯)|(?<![根依数证])据(?:悉|了解|报道|介绍)|获悉"
    r"|笔者|取得[^,。]{0,8}成效|多措并举|抢抓|喜讯|上下联动|圆满完成"
)
_LATELY = re.compile(
    r"^(?:[^,。]{0,40},)?[^,。:]{0,24}?(?:日前|近日|近期|连日来|今年以来|昨[日天]|今[日天]|近段时间|近年来|一直以来|入[春夏秋冬]以来|自[^,。]{2,20}以来)"
    r"|^(?:20\d\d年)?\d{1,2}月\d{1,2}日(?:至\d{1,2}[月日]\d{0,2}日?)?(?:(?:上|下|中)午|晚|,?[^。]{2,40}"
    "(?:召开|举行|举办|带队|赴|深入|到|来到|走进|查获|捣毁|持续|好转|向好|今起|上涨|下跌|首例|妥善|出席|参加|发布|通报|表示|介绍|启动|座谈|视察|调研|强调))"
)
_SINCE = re.compile(r"(?:今年|去年|本月|上半年|[一二三四]季度|截[至止]|\d{1,2}月|春节|国庆|“)")
_NOUN = re.compile(  # what ends so names a thing
    "(?:职责|职能|机构|简介|介绍|概况|分工|名录|成员|电话|地址|时间|流程|图|设置|规划|建议|草案|目标|专栏|网站|景点|文化|特产|历史|地理|气候|规则|法|令|志|书"
    "|政策|条件|材料|程序|期限|依据|标准|调整|提纲|大纲|试题|专题|稿|录|证|单|费|价|数|号|期|预报|展望|日历)$"
)


class Genre(NamedTuple):
    """The kind of a text that is no disclosure: the topic that it is then, what kind of one, and the words that show it."""

    topic: str
    kind: str
    words: str


def is_mention(title: str) -> bool:
    """Whether a squeezed title only speaks about a topic: a meeting, a request, a trend, and not a chart, a list or a decision."""
    if DECIDED.search(title) and not re.search("做好|印发|转发|开展|部署|加强|推进|督查|督办", title):
        return False
    return MENTION.search(title) is not None and FORM.search(title) is None


def genre_of(name: str, lead: str, parts: str, tabled: bool) -> Genre | None:
    """The kind of a page that is called so, whose text begins with `lead`; None for what may be a disclosure.

    A text with tables is no report of what happened lately.
    """
    bare = _BEHIND.sub("", name[:200]) or name[:200]
    if (found := _DATELINE.search(parts[:300])) and not _FIRM.search(bare):
        return Genre("news", "press", found[0])
    if found := _BLANK.search(name):
        return Genre("other", "form", found[0])
    if (found := _SAID.search(bare)) and not _FIRM.search(bare):
        return Genre("news", "headline", found[0][-8:])
    if (
        _ARTICLES.match(bare)
        or _ARTICLES.match(lead)
        or (not bare and (_ARTICLES.match(parts) or _MADE.search(parts[:600])))
    ):
        return Genre("other", "rule", lead[:3])
    press = "" if tabled else lead
    named = _named(bare) or _studied(bare, parts[:400]) or _asked(bare, parts[:800])
    return named or _headed(bare) or _told(bare, press, parts[:900])


def _named(bare: str) -> Genre | None:
    for kind, pattern in (("advice", _ADVICE), ("rule", _RULE), ("work", _WORK)):
        if found := pattern.search(without_offices(bare) if kind == "advice" else bare):
            return Genre("other", kind, found[0])
    return None


def _studied(bare: str, body: str) -> Genre | None:
    """An essay or explanation that no form of document is called."""
    if (_PAPER.search(bare) and "研究" not in bare) or "解读" in bare:
        return None
    found = _STUDY.search(body)
    return Genre("other", "study", found[0]) if found and bare else None


def _asked(bare: str, body: str) -> Genre | None:
    """A request to others: its title asks, or its text addresses those who are asked."""
    if not _ASKED.search(bare):
        return None
    asking = _ASKING.search(bare)
    tells = _TELLS.search(bare)
    if tells and not (asking and asking.start() < tells.start()):
        return None
    addressed = _ADDRESSED.search(body)
    if bare.endswith("通报") and not addressed:
        return None
    if asking and (tells is not None or addressed or not _ANNOUNCED.search(body)):
        return Genre("other", "asking", asking[0])
    return Genre("other", "asking", addressed[0].strip("\x1e")[:12]) if addressed else None


def _headed(bare: str) -> Genre | None:
    if _PAPER.search(bare):
        return None
    found = _HEADLINE.search(bare)
    return Genre("news", "headline", found[0]) if found else None


def _told(bare: str, lead: str, body: str) -> Genre | None:
    """A text that reports: by its press words, or because it begins with a day on which something happened."""
    if found := _TOLD.search(body[:500]):
        return None if bare and _PAPER.search(bare) and _ANNOUNCED.search(body) else Genre("news", "press", found[0])
    if bare and (_PAPER.search(bare) or _NOUN.search(bare) or "预告" in bare):
        return None
    lately = _LATELY.search(lead)
    if lately and not _ANNOUNCED.search(body):
        return Genre("news", "report", lately[0][-8:])
    return None


def is_newsy(name: str, lead: str) -> bool:
    """Whether a page that shows nothing else is rather news: its title is no name of a document or thing, or something happened."""
    bare = _BEHIND.sub("", name[:200]) or name[:200]
    if _PAPER.search(bare) or _NOUN.search(bare):
        return False
    if len(bare) > 8:
        return True
    return _LATELY.search(lead) is not None or _SINCE.match(lead) is not None


def is_paper(name: str) -> bool:
    """Whether a title names a notice, a list or a decision."""
    return _FIRM.search(_BEHIND.sub("", name[:200])) is not None
