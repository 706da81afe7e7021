"""Words that say that there was nothing: in titles and sentences as officials write them, and what takes such words back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.dates import plain_years

MOST = 4000  # characters of a text that are looked at
_TIME = (
    r"(?:20\d\d年?度?|第?[一二三四1-4]季度|[上下]半年|前[一二三]个?季度|\d{1,2}月?份?[-至到—~]\d{1,2}月份?|\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?"
    r"|\d{1,2}日|[本当上][年月季]度?|今年以?来?|全年|近期|目前|现阶段|截[至止]|年|[-—至到自从起底初末止])"
)
_NAMING = "(?:(?![无未没不零](?!锡|为[县市]|央区))[一-龥])"
_BODY = (
    r"(?:(?:我|本|全|该)(?:局|委|办公室|办|厅|院|校|镇|乡|县|区|市|省|单位|部门|机关|中心|公司|所|站|处|街道|级|系统|辖区|行政区域?|地区?)"
    rf"|{_NAMING}{{2,20}}?(?:局|委员会|委|办公室|办|厅|人民政府|政府|镇|乡|街道|中心|支队|大队|所|站|学院|院|校|公司))"
)
_SCOPE = r"(?:范围内|区域内|辖区内?|期间|以来|以内|之内|境内|[内的在,、:()])"
_LINK = (
    r"(?:关于|情况说明:|说明如下:|说明:|经(?:核[实查]|查[实证]?|研究|梳理|自查|统计|调查|排查|审核|了解|汇总|清理)后?|故而?|因此|因而|所以|由于|因为?|鉴于|现|且|同时|也|均|都|并|仍|还|其中|以上|[该此本]栏目|相关栏目"
    r"|(?:一|二|三|四|五|六|\d)[、.])"
)
_NOT_NIL = (
    "锡市|为[县市]|证|照|偿|主(?!动)|障碍|公害|效|关|故|线|力|人(?!事)|资质|牌|烟|籍|形|息|法(?!规)|论|条件|纸化|害|党派"
    "|理由|菌|尘|废|缝|疑|锁|缘|期|业|名|需|须|违|空白|延时"
)
_VERBS = (
    "曾?(?:发生|产生|制[定发订]|出台|印发|发布|开展|实施|组织|进行|作出|做出|收到|接到|受理|办理|查处|立案|处罚|涉及|安排|设立|设置|收取|征收|启动|发现"
    "|出现|新增|下达|批准|审批|核准|举行|举办|承接|承担|采购|招标|有)"
)
_NEGATION = rf"(?:(?:暂时?|尚|均|都|并|也|还|目前|从)*(?:没有|无(?!{_NOT_NIL})|未{_VERBS}|不(?:涉及|存在|产生|发生|承担|具[有备]|收取)))"
_OBJECT = r"(?P<object>[^,;:!?]{0,48})"
_LEAD = rf"(?>(?:{_TIME}|{_SCOPE}|{_LINK}|{_BODY})*)"  # never takes words back: no name is long to look through
_AHEAD = re.compile(rf"^{_LEAD}{_NEGATION}(?:过|任何)?{_OBJECT}$")
_ABOUT_OTHERS = "投标|供应商|申请人|报名|应聘|企业|公司|当事人|候选|评标|公示期|该[店厂户场]|被"
_FILLED = re.compile(
    rf"^{_LEAD}(?![对将给如若凡应不])(?:(?!{_ABOUT_OTHERS})[一-龥\d]){{0,16}}?(?<![有绝全毫]){_NEGATION}(?:过|任何)?{_OBJECT}$"
)
_BEHIND = re.compile(
    rf"^{_LEAD}(?P<object>[一-龥、]{{2,30}}?)(?:数|件数|数量)?(?:均|都|暂|尚|目前)*(?:为零|为0|为空|无|0[件起宗项条次]|零[件起宗项条次]|未(?:发生|产生|出现)|没有(?:发生|产生)?)(?:的)?$"
)
_BRACKETED = re.compile(
    rf"^{_LEAD}(?P<object>[^,;:()]{{2,40}}?)[(](?:本[月季年]度?|近期|目前|此项)?(?:暂)?无[)](?:的?情?况?说明)?$"
)
_COLON = re.compile(":(?=(?:暂?无|没有|0[件起宗项条]|零)(?:$|[,;。]))")
_ZERO = re.compile(rf"^{_LEAD}(?P<object>[^,;:]{{2,30}}?)(?:实行)?零报告")
_SAYS = re.compile(
    "(?:情况|有关|相关)*的?(?:情况)?(?:的)?(?:特此)?(?:说明|声明|报告单|公示|公告|报告)?(?:[(].{0,12}[)])?$"
)
_PROMISE = re.compile(
    "正在?(?:抓紧|积极|加紧)?(?:整理|完善|编制|审[核批]|报批|更新|汇总|收集|统计|录入|调整|升级)|(?:整理|完善|更新|升级|改版)(?:之)?中(?!心)"
    "|(?:将于|将在|拟于|预计|近期将?|尽快|待[^,;]{2,24}后)[^,;]{0,20}(?:公[开布示]|发布|更新|补[充录]|完善|上[传网])|敬请期待|补[录发]"
    "|^(?:[该本此]|当前|栏目|网站|网页|页面|专栏|频道|内容|信息|目前|现|尚|仍|还)*"
    "(?:正在?(?:抓紧|积极|加紧)?(?:建设|筹建|制作|维护)|(?:建设|筹建|制作|维护)中).{0,2}$"
)
_CONDITION = re.compile("如[有遇产发果]|若|一旦|今后|以后|届时|(?:产生|发生|出台|制定|有)[^,]{0,8}[后时]")
_UNPUBLISHED = re.compile(
    "(?:未能?|没有|不能|暂不|无法|来不及|没)(?:及时|按[时期要求规定]{1,4}|予以|进行|对外|主动|向社会|在网上|全部|完全)*(?:公开|公布|公示|更新|上传|上报|录入|报送|挂网)"
    "|(?:未能?|没有)(?:及时|按[时期])"
)
_SECRET = re.compile("国家秘密|商业秘密|涉密|个人隐私|不予公开|不宜公开|不便公开|依申请公开")
_ELSEWHERE = re.compile(
    "(?:统一|集中|另行?|均|已)?(?:在|由|至|到)[^,;]{2,30}(?:统一|集中)?(?:公[开布示]|发布|查[询看阅])"
)
_STANDING = re.compile("(?:若|如|凡)[^;]{0,20}未(?:公[开布示]|发布|更新)[^;]{0,20}(?:表明|表示|视为|即|则)")
_PART = re.compile(
    "除[^,;]{1,24}外|其[他它余]|重大(?!建设项目|项目|(?:行政)?决策)|较大|特大|及以上|以上|典型|严重|煤矿|非煤|农机|道路交通|消防|特种设备|烟花爆竹|危化|危险化学品|大额|个别|部分|规模以"
)
_OTHERS = re.compile("(?:企业|公司|经营户|个人|当事人|人员|项目)的?(?:行政)?(?:处罚|查处|处理|通报|曝光)")
_LONGEST = 100  # characters of a clause or a title
_SENTENCE = re.compile(r"[。;；\n!！?？]")


@dataclass(frozen=True)
class Nil:
    """One place that says that there was nothing: of what, and the whole sentence; `is_part` where only of a part of it."""

    object: str
    sentence: str
    is_part: bool = False


def nil_title(title: str) -> Nil | None:
    """What a squeezed title says that there was none of: 关于2013年上半年无行政处罚情况的说明, 行政处罚零报告."""
    plain = plain_years(title)
    return _first(
        plain, (plain, _ZERO), (plain, _BRACKETED), *((_SAYS.sub("", plain), each) for each in (_AHEAD, _BEHIND))
    )


def nils(text: str) -> Iterator[Nil]:
    """What the sentences of a text say that there was none of, in order; a clause that is only a condition says nothing."""
    for sentence in _SENTENCE.split(text[:MOST]):
        plain = plain_years(sentence)
        if _STANDING.search(plain):
            yield Nil(plain, plain, is_part=True)
            continue
        for clause in re.split("[,:]", _COLON.sub("", plain)):
            if _CONDITION.search(clause) or _UNPUBLISHED.search(clause):
                continue
            found = _first(plain, *((clause, each) for each in (_ZERO, _BRACKETED, _AHEAD, _BEHIND, _FILLED)))
            if found is not None:
                yield found


def _first(sentence: str, *tries: tuple[str, re.Pattern[str]]) -> Nil | None:
    for words, pattern in tries:
        found = pattern.match(words) if len(words) <= _LONGEST else None
        if found and not _OTHERS.search(found["object"]):
            return Nil(found["object"], sentence, _PART.search(sentence) is not None)
    return None


def promises(text: str) -> bool:
    """Whether a text puts its reader off: what is missing is being made, or will be shown; not where it says that nothing is yet."""
    clauses = (plain_years(clause) for clause in re.split("[。;；\n,，]", text[:MOST]))
    return any(_PROMISE.search(clause) and not _CONDITION.search(clause) for clause in clauses)


def stands(text: str) -> bool:
    """Whether a text says for all time what it means that nothing stands there."""
    return any(_STANDING.search(plain_years(sentence)) for sentence in _SENTENCE.split(text[:MOST]))


def withholds(text: str) -> bool:
    """Whether a text says that there is something, but not shown here: late, secret, or elsewhere."""
    plain = plain_years(text[:MOST])
    return any(pattern.search(plain) for pattern in (_UNPUBLISHED, _SECRET, _ELSEWHERE))
