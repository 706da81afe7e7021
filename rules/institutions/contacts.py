"""The contact data that a text tells: which of them there are, which only hold a place, and their values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rules.phrases import squeeze

LOCAL = 7  # last digits by which numbers are compared: codes and the first of eight digits are written or not
NEAR = 120  # characters before a number within which it is said whose it is
MOST = 60_000  # characters of a text that are read
_PLACE_END = "路|街|道|巷|弄|号|楼|室|镇|乡|村|院|厦|广场|中心|大厅|办公室|窗口|[市县区州旗](?![:，,。])"
_NUMBER = r"(?:[(]?0\d{2,3}[)]?[-—–~]{0,2}[2-9]\d{6,7}|(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d.])[2-9]\d{6,7}(?![\d年.]))"
PLAIN_PHONE = re.compile(_NUMBER)
_CODED = r"[(]?0\d{2,3}[)]?[-—–~]{1,2}[2-9]\d{6,7}"
EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,40}@[A-Za-z0-9][\w-]{0,40}(?:\.[\w-]{1,20}){1,4}", re.ASCII)
_MAIL = (  # also where a sign stands for @, against those who collect addresses
    rf"{EMAIL.pattern}|email\W{{0,3}}protected"
    r"|(?:邮箱|信箱|邮件|E-?mail)[^\n。;,]{0,8}?:?[A-Za-z0-9][\w.+-]{0,40}\s?(?:#|[\[(【{](?:@|at|AT|#)[\])】}]|_at_)\s?[A-Za-z0-9][\w-]{0,40}(?:\.[\w-]{1,20}){1,4}"
)
_WEB = r"https?://|www\.|网址|网上(?:申请|提交|受理|公开|提出)|在线(?:申请|提交|受理)|门户网站|官网|互联网"

# Of each element the words by which it is told, in squeezed lines.
ELEMENTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "机构名称": re.compile(
            "(?:受理|工作|承办|主管|公开|负责)(?:的)?(?:机构|部门|单位|机关|科室|处室)|单位名称|机构名称"
        ),
        "办公地址": re.compile(
            r"(?<!网站)(?<!邮箱)(?<!邮件)(?<!下载)(?<!网络)(?:地址|地点|场所|位于|坐落)(?:是|为|在|设在|于)?[:]?\n?"
            rf"[^。;:\n]{{0,40}}?(?:{_PLACE_END})|(?:地址|地点)(?:为|是)?:(?:\n(?![^\n:]{{2,8}}:))?[^。;:\n]{{4,40}}|(?:路|街|大道|巷)(?:\d|[一二三四五六七八九十]){{1,5}}号"
        ),
        "办公时间": re.compile(
            r"(?:办公|工作|受理|接待|上班|服务|开放|接收|咨询|查阅|公开)(?:的)?时间(?:是|为)?[:]?\n?[^。;:\n]{0,20}?(?:\d|工作日|工作时间|上班|法定|周|星期|上午|全天|节假日|[一二三四五六七八九十])"
            r"|(?:周|星期)一(?:至|到|[-—~])|\d{1,2}[:点时]\d{2}分?[-—–~至到]+(?:下午|次日)?\d{1,2}[:点时]|(?:法定|正常|每个?|均为|为)工作日|工作日(?:上午|内?办公|8|9)"
        ),
        "联系电话": re.compile(
            rf"(?:电话|热线|联系方式|联系人|致电|拨打|Tel)[^\d\n。;]{{0,16}}(?:\n[^\d\n。;:]{{0,6}}[:]?)?(?:{_NUMBER}|12345|400-?\d{{3}})|(?<!传真)(?<!传真:)(?<!传真号码:){_CODED}",
            re.IGNORECASE,
        ),
        "传真号码": re.compile(
            rf"(?:传真|(?i:fax))[^\d\n。;:]{{0,14}}[:]?\n?(?:{_NUMBER})|传真[)]?[:]?[(]?(?:同|与)|传真[^\n。;]{{0,6}}电话[)]?[:]"
        ),
        "电子邮箱": re.compile(_MAIL),
        "互联网联系方式": re.compile(f"{_MAIL}|{_WEB}"),
        "申请渠道": re.compile(
            "(?:当面|现场|信函|邮寄|邮政|寄送|网上|在线|互联网|电子邮件|电子邮箱|传真|书面)[^。\n]{0,40}申请|申请[^。\n]{0,60}(?:当面|现场|信函|邮寄|邮政|寄送|网上|在线|互联网|电子邮件|传真|书面)"
            "|申请(?:方式|渠道|途径)"
        ),
        "监督投诉": re.compile(
            "监督|投诉|举报|行政复议|行政诉讼|申诉|(?:不履行|未依法|不依法|侵犯)[^。\n]{0,40}(?:可以?|向)[^。\n]{0,40}反映"
        ),
        "受理机构": re.compile(
            "(?:受理|承办|工作|接收|办理)(?:的)?(?:机构|部门|单位|机关|科室|处室|窗口|地点|点)|(?:向|到|至|由|寄往|寄至)[^。\n]{2,30}(?:局|委|办|室|科|中心|政府|机关|处|窗口)[^。\n]{0,16}(?:提出|提交|申请|递交|受理|办理)"
            "|收(?:件|信)(?:人|单位)"
        ),
        "递交方式": re.compile(
            rf"(?:通[信讯]|邮寄|办公|受理|联系|收件|现场|详细)?(?:地址|地点)[:为]?(?:\n(?![^\n:]{{2,8}}:))?[^。;:\n]{{2,40}}|{_MAIL}|传真[^\d\n。;:]{{0,14}}[:]?\n?(?:{_NUMBER})|(?:在线|网上)(?:提交|申请|填写)"
        ),
        "答复期限": re.compile(
            "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})个?(?:工作日|日|天)[^。\n]{0,16}(?:答复|回复|办理|处理|给予|作出|提供|告知)|(?:答复|回复|办理|处理)[^。\n]{0,30}?(?:\\d{1,2}|[一二三四五六七八九十]{1,3})个?工作日|当场(?:予以)?答复"
        ),
    }
)
# Labels behind which a placeholder is one: the element and its labels.
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "办公地址": "(?<!网站)(?<!邮箱)(?<!邮件)(?:地址|地点)",
        "联系电话": "(?<!投诉)(?<!举报)(?<!监督)(?:电话|热线)",
        "传真号码": "传真(?:号码)?",
        "电子邮箱": "(?:邮箱|邮件|E-?mail)(?:地址)?",
        "邮政编码": "邮(?:政编码|编)",
        "办公时间": "(?:办公|工作|受理)时间",
        "监督投诉": "(?:投诉|举报|监督)(?:电话|热线)",
        "机构名称": "(?:受理|工作|承办)机构(?:名称)?",
    }
)
_HOLDER = (
    r"[^\n。;,、:]{0,16}?(?:(?<![A-Za-z])[Xx×╳]{2,}(?![A-Za-z])|[_＿﹍]{3,}|[?]{3,}|…{2,}|某某|[某X×](?=[市县区路街局号])"
    r"|此处填写|待补充|待填写|待定|填写[^\n。]{0,8}[)]"
    r"|(?<!\d)0{3,4}-?0{5,8}(?!\d)|(?<!\d)0{6,12}(?!\d)|(?<!\d)(?:0\d{2,3}-)?12345678?(?!\d))"
)
_NONE_OF_IT = MappingProxyType(  # where a body says that it has no such thing
    {
        "传真号码": re.compile(
            "传真(?:号码|电话)?[:]?(?:暂?无|没有)(?![\\w一-龥])|(?:暂?无|没有|未设|未开通|不设)(?:有|置)?传真(?!过)"
        )
    }
)
PLACEHOLDERS = MappingProxyType(
    {name: re.compile(f"{label}[^:\n。;,]{{0,6}}[:为]\n?{_HOLDER}", re.IGNORECASE) for name, label in _LABELS.items()}
)
_STARRED = re.compile(r"(?:地址|电话|传真|邮箱|邮编)[^\n。;]{0,30}?\*{2,}")
_STREET = re.compile(
    r"((?:(?![省市县区镇乡路街巷在于]|地址|(?<=地)址)[一-龥]){1,8}(?:大道|大街|路|街|巷))(?:[东西南北中]段)?(\d{1,4})号"
)
_POSTCODE = re.compile(r"邮(?:政编码|编)(?:是|为)?[:]?\n?(\d{6})(?!\d)")
_OTHER_LINE = re.compile(
    "传真|监督|投诉|举报|手机|复议|查阅|档案馆|图书馆|政务(?:服务)?(?:中心|大厅)|技术支持|网站(?:维护|管理)"
)
_COMPLAINTS, _CALLS = (
    re.compile("监督|投诉|举报|复议"),
    re.compile("(?:咨询|联系|受理|办公)(?:和|与|及|、|投诉|监督|举报){0,3}(?:电话|热线|方式)"),
)
_LABEL = re.compile(
    "(?:投诉|举报|监督|联系|咨询|办公|通[信讯]|邮寄|受理|接待|查阅|详细|手机|传真|监督投诉|投诉举报)?(?:电话|热线|传真|地址|地点|邮政编码|邮编|邮箱|时间|网址|联系人)"
)
_PHONE_LABEL = re.compile("电话|热线|联系方式|Tel", re.IGNORECASE)


def lines(text: str) -> str:
    """A text with each line squeezed, as far as it is read at all."""
    return "\n".join(line for each in text[:MOST].splitlines() if (line := squeeze(each)))


def tells(text: str, element: str) -> bool:
    """Whether squeezed lines tell an element; a number for complaints alone is none for calls."""
    if element == "联系电话":
        text = "\n".join(part for part in _parts(text) if not _COMPLAINTS.search(part) or _CALLS.search(part))
    return ELEMENTS[element].search(text) is not None


def denies(text: str, element: str) -> bool:
    """Whether squeezed lines say that the body has no such thing as an element."""
    pattern = _NONE_OF_IT.get(element)
    return pattern is not None and pattern.search(text) is not None


def placeholders(text: str) -> dict[str, str]:
    """The elements of squeezed lines in whose place stands what only holds it, each with its words."""
    found = ((name, pattern.search(text)) for name, pattern in PLACEHOLDERS.items())
    return {name: match[0].replace("\n", " ") for name, match in found if match is not None}


def starred(text: str) -> str:
    """Words of a raw text in which stars stand for a part of an address or a number; "" for none."""
    match = _STARRED.search(text[:MOST])
    return match[0].strip() if match else ""


def phones(text: str) -> frozenset[str]:
    """The last digits of the numbers that squeezed lines give for calls in general: none for faxes or complaints."""
    told = (part for part in _parts(text) if _PHONE_LABEL.search(part) and not _OTHER_LINE.search(part))
    return frozenset(re.sub(r"\D", "", match[0])[-LOCAL:] for part in told for match in PLAIN_PHONE.finditer(part))


def _parts(text: str) -> Iterator[str]:
    """The sentences of squeezed lines, cut again before each label that follows a number."""
    for clause in re.split(r"[\n。;]", text):
        figures = [match.start() for match in re.finditer(r"\d", clause)]
        start = 0
        for match in _LABEL.finditer(clause):
            if bisect_left(figures, start) < bisect_left(figures, match.start()):
                yield clause[start : match.start()]
                start = match.start()
        yield clause[start:]


def receives(text: str, value: str) -> bool:
    """Whether squeezed lines give a number or a street for those who receive applications."""
    plain = re.sub("[-—–~()]", "", text)
    places = [match.start() for match in re.finditer(re.escape(value), plain)]
    return any("受理" in plain[max(0, place - NEAR) : place] for place in places)


def postcodes(text: str) -> frozenset[str]:
    """The postal codes that squeezed lines give."""
    return frozenset(_POSTCODE.findall(text))


def streets(text: str) -> frozenset[tuple[str, str]]:
    """The streets with the numbers of houses that squeezed lines name, of the body itself."""
    told = (part for part in _parts(text) if not _OTHER_LINE.search(part))
    return frozenset((match[1][-4:], match[2]) for part in told for match in _STREET.finditer(part))
