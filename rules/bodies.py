"""Names of public bodies in running text, and whether two names mean the same body. All words are squeezed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = "局委办厅署院所站队会处校馆部社司镇乡园场台库组团室学庭狱联协宫街段"
_ENDS = re.compile(
    rf"(?:[{_LETTERS}]|中心|街道|政府|公司|集团|银行|政协|人大|幼儿园|基地|编制|队伍|(?:开发|高新|示范|保护|风景|集中|景|园|管理)区)$"
)
_NO_BODY = re.compile(
    "(?:社会|全部|干部|各部|内部|外部|支部|大会|会议|机会|晚会|宣传队|以上|办公|公示|团组|小组|[全各]委|主办|承办|督办|交办|现场|市场|广场|专场|平台|后台|出台|仓库|入库|科学|教学|招生|大学生|入学|开学|场所|[之有]所)$"
)
_AREA = "(?![市县区])[一-龥]{1,9}?(?:自治[区州县旗]|地区|(?<![城])市|(?<![社园景辖小林市城库校厂片新发护范])区|县|省|盟|旗|州(?!市|区|县))"
_AREAS = re.compile(rf"(?:{_AREA}){{1,3}}|[省市州县区旗](?=[一-龥]{{2}})")
_PLACE = re.compile(rf"(?:{_AREA}){{1,3}}(?:(?:人民)?政府)?")
_BEFORE = re.compile(
    "(?:现将|关于|公布|公开|公示|发布|印发|报送|批复|附件[\\d一二三四五六七八九]*[:.、]?|[(]?[一二三四五六七八九]{1,2}[)、.]|[X×]{1,4}(?:部门|单位)|\\d{1,2}[、.](?!\\d))+"
)
_REASON = re.compile("根据|按照|依据|为了?[^民]|经(?![济信贸开管发协])|由")
_CITED = re.compile("^(?:根据|按照|依据|遵照|经|为|依照)[^。]{0,90}?(?:现将|将|(?=[我本](?:局|委|办|单位|部门)))")
_YEAR = re.compile(
    r"(?:(?:19|20)\d\d(?:[-至、]20\d\d)?|二[〇○零0Oo]\w{2})(?:财政)?(?:年度?|-度?)?(?:上半年|下半年)?的?"
)
_STOP = re.compile(
    r"关于|(?:19|20)\d\d|二[〇○零0Oo][一二]|财政(?:拨款|预|决|收|资金)|公共(?:财政)?预算|一般公共|政府性基金"
    r"|部门(?=[及和预决三概整收公基汇所的二12]|本级|财政|$)|单位(?=[及和预决三概收公基的二12]|本级|财政|$)|三公|行政经费|预决算|预算(?!编|绩|评审|局|处|科)|决算(?!中心|处)|年度|[(]?本级"
    r"|收支|收入(?!调查)|支出|财务(?!局|处|科|中心)|经费|概况|公务(?=接待|用车|出国)|因公|机关(?=20|二〇|本级|三公|部门|预|决|财|[(]|$)|汇总"
    r"|[及和](?:所属|下属|直属|\d+[个家])|系统(?=20|三公|部门|预|决|$)|公开(?!办|工作|领导|中心|局)|公示|情况|基本|主要|编制(?=20|说明|情况)"
)
_BEHIND = re.compile(r"[(]([^()]{3,30})[)]$")
_OFFICE = re.compile(
    "知识产权|预警信息(?:发布)?中心|科普(?:服务)?(?:中心|基地|馆)|会议(?:服务|接待)?中心|培训(?:中心|学校|学院|基地)|预算(?:编制|编审|评审)中心"
    "|企业(?:服务|发展)?(?:局|中心|办公室)|监督检查[局所]|检查(?:站|[大支]队)|纪律检查委员会"
)
_PART = re.compile(r"(?:机关)?[(]?(?:本级|本部|机关|汇总|含下属单位|含下属|全口径)[)]?$")
_ASIDE = re.compile(r"[(][^()]{2,40}[)]?$")
_OFFICES = "局委办厅"
_JOINING = re.compile("[和与及、()]")
_SAME = tuple(
    pair.split("=")
    for pair in (
        "纪律检查委员会=纪委 监察委员会=监委 机构编制委员会=编委 人民代表大会常务委员会=人大常委会 常务委员会=常委会"
        " 委员会=委 办公室=办 办公厅=办 人民政府=政府 人民法院=法院 人民检察院=检察院 残疾人联合会=残联 妇女联合会=妇联"
        " 文学艺术界联合会=文联 科学技术协会=科协 归国华侨联合会=侨联 工商业联合会=工商联 社会科学界联合会=社科联"
    ).split()
)


def without_offices(title: str) -> str:
    """A title without those names of bodies whose words say of other titles that they disclose nothing."""
    return _OFFICE.sub("", title)


def named(words: str) -> str:
    """The body that a title or sentence names before it speaks of a year or of money; "" for none."""
    head = owner(words)
    if is_body(bare(head)):
        return head
    behind = _BEHIND.search(words)
    return behind[1] if behind and is_body(behind[1]) else ""


@lru_cache(maxsize=4096)
def owner(words: str) -> str:
    """What stands where a title names its body: a body, a place, or nothing."""
    rest = trimmed(_CITED.sub("", words))
    year = _YEAR.match(rest)
    rest = (rest[year.end() :] if year else rest)[:60]
    stop = _STOP.search(rest)
    if not stop or _REASON.match(rest):
        return ""
    head = rest[: stop.start()].strip(":,、-")
    later = _YEAR.match(rest, stop.start())
    if later and is_place(head):  # 岳阴县2015年度移民局
        after = _STOP.search(rest, later.end())
        inner = rest[later.end() : after.start()] if after else ""
        return head + inner if is_body(inner) else head
    return head + "(本级)" * rest.startswith("(本级)", stop.start())


def trimmed(words: str) -> str:
    """Words without what stands before a body's name in titles and sentences, such as 关于公布 or 现将."""
    start = _BEFORE.match(words)
    return words[start.end() :] if start else words


def is_body(name: str) -> bool:
    """Whether words are the name of a body, and of nothing else."""
    return (
        2 < len(name) <= 40
        and _ENDS.search(name) is not None
        and not _NO_BODY.search(name)
        and not re.search("[,。:;>|]", name)
        and not is_place(name)
    )


def is_place(name: str) -> bool:
    """Whether words are the name of a place only: a city, a county, a district, or its government as a whole."""
    return _PLACE.fullmatch(name) is not None


def bare(name: str) -> str:
    """A name without what says which part of the body is meant, such as 本级 or 机关, and without a second name."""
    cut = _PART.sub("", name)
    second = _ASIDE.sub("", cut)
    return second if _ENDS.search(second) else cut


def means(name: str, names: Iterable[str]) -> bool:
    """Whether a name means the body that has these names: with or without its city, in full or shortened."""
    area, core = _parted(bare(name))
    known = [_parted(other) for other in names if other]
    areas = [other for other, _ in known if len(other) > 1]
    if area and areas and not any(_near(area, other) for other in areas):
        return False
    stems = [_JOINING.sub("", other[:-1]) for other in areas]  # 宁和环保局: the city without its 市
    cores = {core, *(core[len(stem) :] for stem in stems if core.startswith(stem))}
    return any(core == other or _shortens(core, other) for core in cores for _, other in known)


def may_mean(name: str, names: Iterable[str]) -> bool:
    """Whether a name that does not mean the body of these names may be an earlier or a looser name of it."""
    area, core = _parted(bare(name))
    known = [_parted(other) for other in names if other]
    areas = [other for other, _ in known if len(other) > 1]
    if area and areas and not any(_near(area, other) for other in areas):
        return False
    return len(core) < 3 or any(_alike(core, other) for _, other in known)


def _alike(core: str, other: str) -> bool:
    """林业局 and 林业委, 卫生局 and 卫生计划生育委, 图书馆 and 少儿图书馆; never 林业局 and 林业局木材检查站."""
    if core.endswith(other) or other.endswith(core):
        return True
    if core[-1] not in _OFFICES or other[-1] not in _OFFICES or re.search(f"[{_OFFICES}]", core[:-1]):
        return False
    short, full = sorted((core[:-1], other[:-1]), key=len)
    letters = iter(full)
    return short[:1] == full[:1] and all(letter in letters for letter in short)


def _parted(name: str) -> tuple[str, str]:
    """The area and the rest of a name, the rest in the form in which names are compared."""
    for spelled, short in _SAME:
        name = name.replace(spelled, short)
    name = re.sub("^(?:中国共产党|中共)", "", name)
    name = re.sub(r"^(?:中国共产主义青年团|共青团|团)(.*?)委$", r"\1团委", name)
    found = _AREAS.match(name)
    area = found[0] if found else ""
    if area and len(name) - len(area) < 2:  # 宁和市委: the letter before belongs to the name
        area = area[:-1]
    return area, _JOINING.sub("", name[len(area) :])


def _near(area: str, other: str) -> bool:
    """Whether two areas may be one: with or without the province, 楚雄州 for 楚雄彝族自治州."""
    if area.endswith(other) or other.endswith(area):
        return True
    return area[:2] == other[:2] and area[-1] == other[-1]


def _shortens(short: str, full: str) -> bool:
    """Whether the letters of a short name stand in the full name in this order: 人社局, 人力资源社会保障局."""
    if len(short) < 3 or len(short) >= len(full) or short[-1] != full[-1]:
        return False
    if short[0] != full[0] and (len(short) < 4 or short[-2:] != full[-2:]):
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)
