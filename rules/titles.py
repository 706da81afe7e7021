"""What a page calls itself: its title, else the lines with which its text opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rules.bodies import is_body, named
from rules.phrases import squeeze, unnumbered

MONEY = re.compile("三公|预算|决算|预决算|行政经费|接待费|公务用车|部门收支|收支总表")
_GRANTED = re.compile("^[^,]{0,16}财政[局厅]关于(?:批复|下达|核定)(.{4,60}?(?:预算|决算).{0,12}?)的?(?:通知|批复|函)$")
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇○零0Oo][一二][一二三四五六七八九〇○零0Oo]")
_TRADITIONAL = str.maketrans(
    "經費預決總購運維護國務車單萬億項數區縣鎮鄉門關於說況財撥執報會減較與為產業農環輛團組價審計學"
    "醫衛園館場東廣廳隊處際開啟編製統計劃績評檢閱辦廠協調質標類規範實績節約歲員額據時間號發佈佔無這個",
    "经费预决总购运维护国务车单万亿项数区县镇乡门关于说况财拨执报会减较与为产业农环辆团组价审计学"
    "医卫园馆场东广厅队处际开启编制统计划绩评检阅办厂协调质标类规范实绩节约岁员额据时间号发布占无这个",
)
_SOUND = re.compile("[(][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǘǚǜ]{1,6}[)]")
_PATH = re.compile(
    "^(?:当前|您?(?:当前|现在)?的?(?:所在)?)位置|^您?(?:当前|现在)(?:的|所在)?位置|^(?:网站)?首页.{0,60}?[>»›]|^(?:[^>»›]{1,16}(?:>{1,3}|»|›)){2}"
    r"|^[一-龥]{2,10}(?:[-–—/_][一-龥]{2,10}){2,5}$"
)
_LABEL = (
    "(?:监督)?索引号|信息索取号|发(?:布|文)(?:机构|机关|单位|部门|日期|时间|字号|文号)|(?:公开|成文|生成|生效|废止|上载|印发|失效)(?:日期|时间)"
    "|公开(?:目录|形式|方式|时限|范围|类别|属性)|(?:主题|组配|信息|公文)(?:分类|目录|类别)|(?:信息|稿件|文章)?来源|文号|文种|主题词|主题|所属(?:主题|目录)"
    "|关键[词字]|浏览|阅读|点击|访问|字[号体]|作者|(?:责任)?编辑|有效性|时效性?|归档时间|保密审查|部门主要负责人审签|打印|分享|收藏|扫一扫|日期|时间|体裁|摘要|服务对象"
)
_METADATA = re.compile(f"^[【\\[(|-]*(?:{_LABEL})")
_NAMED = re.compile(r"(?:标题|信息名称|文件名称)[:|]+([^|:]{6,80})")
_DAY = re.compile(r"[\[(]?(?:(?:19|20)\d\d|二[〇○零0Oo][一二].)[年./-][\d一二三四五六七八九十]{1,3}(?:[月./-].{0,16})?")
_CODE = re.compile("(?=.*[/_A-Za-z-])[0-9A-Za-z_/.-]{5,}")
_FURNITURE = re.compile(
    "欢迎|无障碍|长者模式|登录|注册|设为首页|加入收藏|选择语言|分享到|网站地图|手机版|繁体|简体|English|智能问答|搜索|热线|电话|邮箱|[【\\[]字"
    "|^(?:详细信息|信息正文|正文|公开具体内容|政府信息公开|信息公开|政务公开|重点领域信息公开|通知公告|下载|附件[\\d一二三四五六七八九十]*:?|公开方式.*|预?决?算?[\\d]+表|公开\\d+表|无标题文档)$"
    "|(?:政府网|门户网站|信息网|政务网|网站)$"
)
_COLUMN = re.compile(
    "(?:财政)?(?:部门|单位|财政|资金|财务)?(?:预算|决算|预决算)?(?:和|及|与|、)?(?:部门)?(?:三公经费)?(?:预决算|预算|决算|信息|公开|专栏|栏目|情况|目录)*"
)
_BEGUN = re.compile(
    r"目录[:\d.…]*$|第[一1]部分|第[一1]章|[一1][、.]|[(]一[)]|(?:金额)?单位[:(]|(?:编制|填报|编报)(?:单位|部门)|(?:部门|单位)(?:名称)?:|项目$|[(]?\d{1,3}[、.)](?!\d)|[(]?-?[\d,.]+%?$"
)
_FURTHER = re.compile("第?[二三四五六七八九十]{1,2}(?:[、.]|部分)|[(][二三四五六七八九]{1,2}[)]")
_CUT = re.compile(r"目录|第一部分|第一章|[一1]、|(?:金额)?单位:|[。;]|如下")
_TAIL = re.compile(".{0,12}(?:说明|情况|表|公开|报告|公示|公告|预算|决算)")
_NOW = re.compile("^[^。]{0,120}?现将(?=.{0,60}(?:公[布开示告]|说明|报告))")
_AMOUNT = re.compile(r"\d(?:万|千|亿)?元")
_LINES, _WIDE, SENTENCE = 40, 4000, 150


def simplified(text: str) -> str:
    """Squeezed text in simplified characters, without the sounds that some copies print behind a character."""
    plain = squeeze.__wrapped__(text)
    return _SOUND.sub("", plain.translate(_TRADITIONAL)) if "經" in plain or "預" in plain or "決" in plain else plain


def title_of(title: str, text: str) -> str:
    """The squeezed words by which a page is called: its title when it tells of money, else its opening lines when they do."""
    own = granted(simplified(title))
    says_nothing = _COLUMN.fullmatch(own) is not None or _FURNITURE.search(own) is not None
    if MONEY.search(own) and not says_nothing:
        return own
    opening = opening_title(text)
    titled = _YEAR.search(opening) is not None and not is_sentence(opening)
    return opening if not own or (MONEY.search(opening) and (says_nothing or titled)) else own


def granted(called: str) -> str:
    """What a treasury's notice grants to one body (市财政局关于批复市教育局2013年部门预算的通知); any other title as it is."""
    found = _GRANTED.search(called) if "财政" in called else None
    return found[1] if found and named(found[1]) else called


def is_sentence(called: str) -> bool:
    """Whether a page has no title but only a first sentence, which ends with its full stop."""
    return called.endswith("。")


@lru_cache(maxsize=4096)  # every rule asks this of every page of a place
def opening_title(text: str) -> str:
    """The title with which a text opens, squeezed: what stands after breadcrumbs, metadata, days and menus; "" for none."""
    shown: list[str] = []
    for line in map(_announced, _told(text)):
        if named := _NAMED.search(line):
            return named[1]
        if _is_furniture(line):
            continue
        if _FURTHER.match(line):
            break
        begun = _BEGUN.match(line) is not None and not (_YEAR.match(line) and MONEY.search(line))
        if not begun and _is_title(line):
            shown.append(line)
            continue
        if not any(_is_telling(each) or (len(each) > 7 and not is_body(each)) for each in shown):
            shown += _first_words(line)
        break
    return _joined(shown)


def _told(text: str) -> Iterator[str]:
    for number, line in enumerate(text[:_WIDE].splitlines()):
        if number > _LINES * 3:
            return
        plain = simplified(line).strip("|-—_=#.")
        if plain:
            yield plain


def _announced(line: str) -> str:
    """What a line announces, without the reasons before it: 按照…，现将某局2013年决算公布如下."""
    return _NOW.sub("", line) if "现将" in line else line


def _is_furniture(line: str) -> bool:
    if len(line) > 300:
        return False
    return bool(
        _PATH.search(line)
        or _METADATA.match(line)
        or _DAY.fullmatch(line)
        or _CODE.fullmatch(line)
        or (len(line) < 60 and _FURNITURE.search(line))
    )


def _is_title(line: str) -> bool:
    return 2 < len(line) <= 70 and not re.search("[。;!?]|,.*,|:.", line)


def _is_telling(line: str) -> bool:
    return MONEY.search(line) is not None and not _COLUMN.fullmatch(line)


def _first_words(line: str) -> list[str]:
    """The heading within a line that goes on: what stands before its first stop; a sentence keeps its full stop."""
    begun = _BEGUN.match(line) is not None
    plain = unnumbered(line) if begun else line
    cut = _CUT.search(plain[:90], 4)
    if begun and cut and cut[0] in "。;":
        return []
    words = plain[: cut.start()].rstrip(":") if cut else plain if len(plain) <= 70 else ""
    if not cut or cut[0] in "。;," or _AMOUNT.search(words):
        words = re.split("[。;]", plain[:SENTENCE], maxsplit=1)[0]
        words += "。" if "," in words or _AMOUNT.search(words) else ""
    return [words] if MONEY.search(words) else []


def _joined(shown: list[str]) -> str:
    """One title of the lines shown: the first that tells of money, with the body's name above and its end below."""
    at = next((n for n, line in enumerate(shown) if _is_telling(line)), None)
    if at is None:
        bare = next((n for n, line in enumerate(shown) if MONEY.search(line)), 0)
        over = "".join(shown[max(0, bare - 2) : bare])
        if _YEAR.search(over):
            return over + shown[bare]
        return "".join(shown[: 1 if shown and len(shown[0]) > 7 else 2])
    short = _YEAR.search(shown[at]) is None or len(shown[at]) < 14
    above = at > 0 and is_body(shown[at - 1]) and not named(shown[at])
    first = max(0, at - 2) if short else at - 1 if above else at
    last = at + 1
    if last < len(shown) and not _YEAR.search(shown[last]) and _TAIL.fullmatch(shown[last]):
        last += 1
    return "".join(_distinct(shown[first:last]))


def _distinct(lines: Iterable[str]) -> Iterator[str]:
    seen = ""
    for line in lines:
        if line not in seen:
            seen += line
            yield line
