"""Pages that speak of budgets and expenses and disclose none of a body's own: news, requests, rules, totals of a city, lists.

All titles and bodies are squeezed.
"""

from __future__ import annotations

import re

from rules.bodies import bare, is_body, is_place, named, owner
from rules.phrases import squeeze
from rules.titles import is_sentence

_FORM = re.compile(
    "(?:说明|情况|[^代]表|公示|公告|公开|原因|报告|信息|预算|决算|[(].{1,12}[)]|文件|资料|书|解释|\\.\\w{2,4})$"
)
_RULES = re.compile(
    "(?:办法|规定|制度|细则|规程|条例|意见|方案|规范|纪律|要点|通则|准则|倡议书|承诺书|指南|手册|标准)(?:[(].{1,10}[)]){0,4}(?:的通知|全文|解读)?(?:[(].{1,10}[)])?$"
    "|管理(?:暂行|试行|实施)?(?:办法|规定|制度)|(?:标准|事项)目录"
)
_TERMS = re.compile(
    "名词解释|什么是|何谓|解读|答记者|问答|知识|如何|怎样|怎么|为什么|图解|图说|科普|常识|释义|[?]$|一图读懂|漫画|谈|论(?!证|坛)|思考|探讨|研究(?!院|所|室|中心|会)|浅析|分析$"
)
_INSPECTED = re.compile(
    "审计(?!局|厅|署|处|科|办|所|师|中心|事务|学院|大学|分局|机关)|绩效(?!管理|办|评价中心|考核办)|检查(?!院|站|局|大队|支队|分局|总队|所|中心|委)|督查(?!局|室|办|考核)"
    "|考核(?!办|局|委|中心|领导)|整改|专项治理|清理|自查|自评|评价(?!中心)|抽查|总结|工作计划|工作要点|调研|初审|审查|审议|决议|议案|提案|建议|信访件|的申请|答复(?:[书函:]|$)|公开工作(?!说明)"
)
_OF_A_QUARTER = re.compile(r"季度|[上下]半年|月份|\d-\d{1,2}月")
_WHOLE_DOCUMENT = re.compile("(?:部门|单位|年度?)(?:预|决)算(?:公开|信息|情况|说明)*(?:及|和|与|、|暨|[(]含|含)")
_GOVERNMENT = re.compile(
    "(?:预算|决算)草案|预算(?:安排)?(?:的|和|与)?草案|预算调整|调整预算|(?<![民镇乡道])政府(?:性)?(?:总|财政)?(?:预|决)算(?!单位)|财政总(?:预|决)算|总(?:预|决)算(?:情况|报告|表|$)"
    "|预算执行(?:情况)?和其他财政|财政(?:预算)?收支(?:预算|决算|情况|执行)|政府债务|债务限额|转移支付|税收返还|一般公共预算(?:本级)?(?:收入|收支|平衡)|国有资本经营(?:预算)?收|社会保险基金|全口径预算"
    "|财政(?:预|决)算(?:执行|收支|报告|安排|的报告)|(?:财政|地方)(?:公共)?(?:预算|决算)(?:草案|报告)"
)
_TOWNSHIP = re.compile("(?:镇|乡|街道|人民政府)$")
_REQUEST = re.compile(
    "(?:认真|切实|进一步|全面|扎实|全力|抓紧|及时|继续|深入|严格)?(?:做好|印发|转发|下达|报送|开展|加强|规范|推进|布置|填报|上报|召开|举办|控制|压缩|严控|落实|组织|部署|督促|要求|切实|严禁|贯彻|深化|启动|批复|编报|抓好)"
)
_ORDERED = re.compile(f"^关于[^,]{{0,4}}?{_REQUEST.pattern}")
_ASKING = re.compile("通知$|通知[(]|的函$|通报$|批复$|请示$|令$|决定$|意见$")
_ADDRESSED = re.compile(
    "各[^,。:;\\d]{1,60}(?:[::]|单位[,:]|部门[,:])|请(?:各|认真|遵照|按)|各(?:部门|单位|地|级|县|市|区|乡)[^。]{0,24}(?:要|应|须|必须|务必|请)|现(?:将有关事项)?通知如下|遵照执行|贯彻执行|印发(?:给|你们)|抓好落实"
)
_HEADLINE = re.compile(
    r"\d(?:余|多|几)?(?:万|亿)|\d+(?:\.\d+)?%|[\d一二三两几]+成|[今去明][年]|昨|首季|首月|记者|网友|媒体|晒|账[本单]|出炉|亮相|亮(?:出|了)|瘦身|[\"!]|零增长|曝光|披露|超[过标支]|率先|首次|全部公[开布]|圆满|顺利|积极|扎实|有序|有力|稳步|成效|力争|确保|会议(?!费|室|中心)"
    r"|召开|培训(?!费|中心|学校|学院|基地|班?费)|座谈|动员|部署|举办|学习(?!中心)|接受.{0,8}监督|只减不增|公布.{0,12}(?:家|个)部门|\d+[家个](?:[^,]{0,4})?(?:部门|单位)|集中公开|工作(?:动态|简报|信息)|(?:编制|编报|公开|管理|批复|审核|布置)工作|推进|加大|加快|强化|完善|提高|走在|受到|荣获|新闻|完成|热议|热评|代表委员"
)
_TREND = re.compile("下降|减少|压缩|增长|增加|同比|上升|降低|减[少支]|缩减|节约|节省|严控")
_TOLD_BY_PRESS = re.compile(
    r"(?:本报|本网|本台|[日晚]报|新闻网|[一-龥]{2}网)讯|讯[(](?:记者|通讯员|特约|见习)|(?:通讯员|记者)[^\d,。]{1,8}[,)))报从]|记者(?:从|昨|今|获|了解|注意|发现|点击|查阅|看到|在|梳理|统计)|[新中人][华新民][社网].{0,14}(?:电|讯)|(?<![根依数证])据(?:悉|了解|报道|介绍|不完全统计|[^,。]{2,12}(?:网站|消息|透露))|获悉|见习记者"
)
_COMMENTED = re.compile(
    "网友|网民|民众|部委|中央(?:部门|本级|行政|政府部门)|有关专家|专家(?:指出|认为)|老百姓|舆论|媒体|这段文字|笔者|本文"
    "|(?:其|官方)网站(?:上)?(?:公[布开]|发布|晒)"
)
_SHAPE = re.compile(r"20\d\d|二[〇○零]|经费|预算|决算|支出|收支")
_LATELY = re.compile(
    "^(?:日前|近日|近期|昨[日天]|今[日天]|连日来|今年以来|[本当]月\\d+日|(?:20\\d\\d年)?\\d{1,2}月\\d{1,2}日(?:上午|下午|,|起|至|,))"
)
_PLACE_WORD = "(?:省|市|县|区|州|旗|盟|中央)"
_WHOLE = re.compile(
    rf"[全各]{_PLACE_WORD}|(?<![委局]){_PLACE_WORD}本?[级直](?!机关(?:工|事|后|服|幼|党|医)|属?[^,。]{{0,6}}(?:工委|党工委|幼儿园|医院|学校)|财政拨款|预算单位代码|$)(?:各|部门|单位|机关|行政|预算|财政|党政|三公|20|\d|一|[(]|和|的)"
    rf"|各(?:部门|单位|乡镇|区县|县区|市县|地区)|[我本]{_PLACE_WORD}(?!局)|所有(?:部门|单位)|(?:多|\d+)[家个](?:市|县|区|省)?[级直]?(?:部门|单位|预算单位)|{_PLACE_WORD}直(?:部门|单位|各)"
)
_OF_TREASURY = re.compile(
    rf"财政[局厅](?:关于)?(?:20\d\d年度?)?{_PLACE_WORD}本?级(?:20\d\d年度?)?(?:财政拨款|安排的?)?三公"
)
_SUMMED = re.compile(
    rf"(?:财政(?:局|厅|部门)汇总|汇总[^。]{{0,20}}{_PLACE_WORD}(?:本级|级|直))|[我全本]?{_PLACE_WORD}(?:本级|级|直)?(?:各?(?:部门|单位|行政|党政)[^。局委]{{0,50}}?)?(?:公共财政预算|财政拨款|一般公共预算|20\d\d年度?|当年|资金|安排的?|支出|用于|[,、])*三公经费[^。局]{{0,24}}\d"
    rf"|{_PLACE_WORD}本级部门(?:[(,]?包括|三公)|(?:区|市|县|州)[级直][^。,系局委厅办]{{0,10}}\d+[家个][^。,]{{0,8}}(?:部门|单位)"
)
_COLLECTIVE = re.compile(
    rf"[我全各]{_PLACE_WORD}|{_PLACE_WORD}本?级(?:各|部门|单位|机关|行政|三公|财政)|各(?:部门|单位)|{_SUMMED.pattern}"
)
_OWN = re.compile(
    "[我本](?:局|委|办|院|校|中心|站|所|馆|队|会|镇|乡|街道|处|社|厅|室|单位|部门|部|司|机关|系统|公司|庭|园|场|台|署)"
)
_SPEAKER = re.compile(
    "[我本](?:局|委|办|院|校|中心|站|所|馆|会|镇|乡|街道)|第[一1]部分:?[一-龥()]{3,30}(?<!部门)(?<!单位)概况"
)
_STATED = re.compile(
    "(?:(?:编制|填报|编报|公开)(?:单位|部门)(?:[(]?[盖公]?章?[)]?)?|(?:单位|部门)名称):(?![^。]{0,14}财政[局厅])"
)
_FOR_ALL = re.compile("财政|政府$|信息|公开|办公室$")
_SOURCE = re.compile(r"(?:来源|发布(?:机构|单位)|供稿|部门|单位):([一-龥]{3,30}?)(?=20\d\d|[^一-龥])")
_BEFORE_YEAR = re.compile(r"([一-龥]{2,20}[局委办院校所站园馆队会])20\d\d")
_ENTRY = re.compile(r"(?:20\d\d|二〇).{0,40}(?:预算|决算|三公|经费)|(?:预算|决算|三公经费).{0,30}20\d\d")
_DATED = re.compile(r"[\[(]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?$|^[\[(]?20\d\d[-/.]\d{1,2}[-/.]\d{1,2}")


def mere_mention(called: str, body: str, text: str, discloses: bool) -> str:
    """What a page is that only speaks of the subject: `news`, `other` or `column-index`; "" when it may disclose.

    `discloses` says that the text lists heads with amounts; then a title such as 关于公开…的通知 does no harm.
    """
    if is_list(text):
        return "column-index"
    own = speaks_for_itself(called, body)
    if is_sentence(called):
        return _told_in_passing(called, body, own)
    words = called.replace(named(called) or " ", "", 1)
    if _is_about_others(words, discloses and own):
        return "other"
    if _GOVERNMENT.search(words) and (not own_title(called) or _TOWNSHIP.search(named(called))):
        return "other"
    if _is_request(words, body) and not (discloses and own):
        return "news"
    if _is_news(called, words, body) and not (discloses and own and _FORM.search(words)):
        return "news"
    return ""


def _told_in_passing(called: str, body: str, own: bool) -> str:
    """The same of a page without a title, by its first sentence."""
    if not own and (_GOVERNMENT.search(called) or _INSPECTED.search(called)):
        return "other"
    lead = body[:600]
    if _TOLD_BY_PRESS.search(lead) or _LATELY.search(called) or _COMMENTED.search(lead):
        return "news"
    reported = re.search("[今去]年", called) is not None and not _OWN.search(lead)
    return "news" if reported or (not own and _ADDRESSED.search(body[:200]) is not None) else ""


def is_someone_elses(called: str, body: str, issuer: str = "") -> bool:
    """Whether the figures are those of a whole city, county or district, and not of one body such as the issuer."""
    head = owner(called)
    if is_sentence(called):
        return not is_body(bare(head)) and _COLLECTIVE.search(called) is not None and not _OWN.search(body[:600])
    if _WHOLE.search(called):
        if re.search("汇总|批复|各(?:部门|单位)", called) or _OF_TREASURY.search(called):
            return True
        return not (is_body(bare(head)) or _SPEAKER.search(body[:1500]) or _states_body(body))
    if is_body(bare(head)):
        return False
    if is_place(head) or head.endswith(("汇总", "全市", "全县")):
        owned = _OWN.search(body[:1500]) is not None or _states_body(body) or _names_one(body)
        return not (owned or (is_body(issuer) and not _FOR_ALL.search(issuer)))
    return _SUMMED.search(body[:500]) is not None and not speaks_for_itself(called, body[:600])


def lists_bodies(text: str) -> bool:
    """Whether a text is a table in which each of several bodies has its own row of figures."""
    cells = [squeeze(cell) for cell in re.split(r"[\t\n|]", text[:8000])]
    figures = sum(re.fullmatch(r"-?[\d,.]+", cell) is not None for cell in cells)
    return figures >= 9 and len({cell for cell in cells if is_body(cell)}) >= 3


def speaks_for_itself(called: str, body: str) -> bool:
    """Whether a page speaks in the name of one body: 我局, 本单位, or by its name."""
    return own_title(called) or _OWN.search(body[:3000]) is not None or _states_body(body)


def own_title(called: str) -> bool:
    """Whether a title names one body as the owner of what follows."""
    return bool(named(called))


def _states_body(body: str) -> bool:
    return _STATED.search(body[:1500]) is not None


def _names_one(body: str) -> bool:
    """Whether the first lines name one body, other than the treasury, as the source or the owner."""
    found = _SOURCE.findall(body[:400]) + _BEFORE_YEAR.findall(body[:400])
    return any(is_body(name) and not _FOR_ALL.search(name) for name in found)


def is_list(text: str) -> bool:
    """Whether a text is a list of titles, most with a day or a year, and no document itself."""
    lines = [line.strip() for line in text[:6000].splitlines() if line.strip()]
    if len(lines) < 5:
        return False
    entries = sum(len(line) < 80 and _is_entry(line) for line in lines)
    long = sum(len(line) > 80 for line in lines)
    return entries >= 5 and entries * 2 >= len(lines) and long * 5 <= len(lines)


def _is_entry(line: str) -> bool:
    if re.search("[。;；:：]|万元|^[(（]?[一二三四五六七八九十]{1,2}[)）、]|^第.部分", line):
        return False
    return _ENTRY.search(line) is not None or _DATED.search(line) is not None


def _is_about_others(words: str, discloses: bool) -> bool:
    if _RULES.search(words) or (_TERMS.search(words) and not discloses):
        return True
    if _OF_A_QUARTER.search(words) and not re.search("三公|[预决]算", words):
        return True
    return _INSPECTED.search(words) is not None and not _WHOLE_DOCUMENT.search(words)


def _is_request(words: str, body: str) -> bool:
    """Whether a page asks others to do something: by its title, or by whom it addresses."""
    asks = _ASKING.search(words) is not None
    if _ORDERED.search(words) or (_REQUEST.search(words) and (asks or not _FORM.search(words))):
        return True
    return asks and (not body or _ADDRESSED.search(body[:800]) is not None)


def _is_news(called: str, words: str, body: str) -> bool:
    if _HEADLINE.search(words) or (_TREND.search(words) and not _FORM.search(words)):
        return True
    lead = body[:600]
    shaped = _SHAPE.search(words) or _FORM.search(words) or not words
    if not own_title(called) and (_COMMENTED.search(lead) or not shaped):
        return True
    return _TOLD_BY_PRESS.search(lead) is not None or _LATELY.search(_after(called, lead)) is not None


def _after(called: str, lead: str) -> str:
    """The text after the title that it repeats."""
    at = lead.find(called[:30]) if called else -1
    return lead[at + len(called) :] if 0 <= at < 60 else lead
