"""Names of items and of charts, in the form in which they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from rules.flowcharts import is_office_work
from rules.phrases import squeeze, unnumbered
from rules.powers.naming.abbreviated import written_out

__all__ = [
    "alternatives",
    "bare",
    "bracketed",
    "core",
    "essence",
    "flat",
    "is_office_work",
    "letters",
    "tokens",
    "topic",
]

_CHART = re.compile(
    r"(?:行政)?(?:权力|职权|权利)?(?:外部|内部)?(?:运行|行使)?(?:办理|(?<!行政)(?<!许可)(?:审批|服务|执法|管理)|工作|操作|办事|权力|业务|实施)?(?:运行)?(?:外部|内部)?(?:流程(?:示意)?图?表?|程序图)"
    r"|廉政风险(?:防控|点)?图?|示意图|汇编|汇总|大全|[(][^()]*(?:时限|期限|工作日|\d日|外部|内部|适用|即办|附后|修订|20\d\d年)[^()]*[)]"
)
_PLACE = re.compile(r"^(?:附?图|附表|附件|流程图)[\d一二三四五六七八九十]{1,3}(?:[-.]\d{1,2})?[:、.]?")
_COUNTED = re.compile(  # 01采矿权登记, 02-划拨审批, 3采矿权登记; but 35千伏, 2类, 12周岁
    r"^(?:0\d{0,2}(?!\.\d)|\d{1,3}(?=[-_—])(?:[-_—]\d{1,3}(?!\d))*|\d{1,2}(?=[一-龥])(?![千万百亿年月日类级人个项种层米吨元号次岁度届期小天周平公座伏瓦亩台辆家股以至大时点分秒名块方立楼县区市省部条款项厘毫克升兆多余批比]))[-_—.]*(?=[一-龥《(])"
)
_FILE = re.compile(
    r"\.(?:docx?|docm|wps|rtf|pdf|ofd|xlsx?|et|pptx?|jpe?g|png|gif|bmp|webp|tiff?|rar|zip|7z|html?)$", re.I
)
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{1,60})[)\]】〕]")
_CODE = re.compile(r"(?<![A-Za-z\d])(?:[A-Za-z]{1,6}[-_.]?\d[\d._-]*|\d{2,}(?:[-_.]\d+)+|\d{4,})(?![A-Za-z\d年])")
_BODY = re.compile(
    r"^(?:[一-龥]{0,8}?(?:省|(?<!城)市|县|(?<!社)区|州|盟|旗)){1,2}[一-龥]{1,14}?(?:局|委员会|办公室|办公厅|厅|支队|大队|委)(?:关于|的)?(?=[一-龥]{4})"
)
_FILLER = re.compile(
    r"^(?:关于|对于|对)|事项|项目|工作|的|行为|进行|予以|给予|行政(?=审批|许可|处罚|确认|检查|强制|给付|征收|奖励|裁决)"
    r"|(?<=[证书照])(?:的?(?:核发|颁发|发放|审批|办理|审核发放|审核|许可|核准))+$|(?:办理|审批|核准|核发|发放|颁发|审核|许可证?)+$"
)
_WORDS = {
    "建筑工程": "建设工程",
    "其它": "其他",
    "权利": "权力",
    "帐": "账",
    "旅客运输": "客运",
    "货物运输": "货运",
    "再生育子女": "再生育",
    "预先核准": "预核准",
    "砍伐": "采伐",
    "备案登记": "备案",
    "登记备案": "备案",
    "占用征收": "征占用",
    "占用征用": "征占用",
    "征收占用": "征占用",
    "征用占用": "征占用",
    "占用、征收": "征占用",
    "征收、占用": "征占用",
    "占用、征用": "征占用",
    "征用、占用": "征占用",
    "征、占用": "征占用",
    "年度检查": "年检",
    "年度检验": "年检",
    "年度审验": "年审",
}
_TRADE = re.compile(r"经营[(](零售|批发)[)]")
_WITHIN = re.compile(
    "^(?:(?:市|县|区|本|省)级)?权限(?:范围)?[内的]+|^(?:市|县|区|本)级(?:权限)?(?!政府|以[上下])|^(?:辖区|我市|全市|我县|我区|本市)内?"
)
_GRANT = re.compile("(?<=许可)证?(?:的?(?:核发|发放|颁发|办理|审批|审核|核准|换发))+$")
_PLAIN = re.compile(
    "许可证?|(?<![听论公认保验见])证[书照]?|核发|发放|颁发|办理|审批|审核|核准|行政|事项|项目|工作|或者?|[的对、,/()和及与]"
)


@lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """A name without numbering, quotation marks, brackets about time limits, and the words for a chart."""
    text = _FILE.sub("", name.strip()[:300])
    return _CHART.sub("", _COUNTED.sub("", unnumbered(_PLACE.sub("", squeeze(text))))).strip("-—_:、,。/\\·.")


def spelt(name: str) -> str:
    """A name without its numbering and the mere word for a chart: 备案审批流程图 may be the chart of a 备案审批."""
    text = _COUNTED.sub("", unnumbered(_PLACE.sub("", squeeze(_FILE.sub("", name.strip()[:300])))))
    return re.sub(r"(?:运行)?(?:流程(?:示意)?图?表?|程序图)(?:[(][^()]*[)])*$", "", text)


def bracketed(name: str) -> tuple[str, ...]:
    """What stands in the brackets of a bare name."""
    return tuple(_BRACKETS.findall(bare(name)))


@lru_cache(maxsize=20_000)
def core(name: str) -> str:
    """A bare name without brackets, codes and the body in front: what the power is called."""
    text = written_out(_CODE.sub("", _BRACKETS.sub("", _TRADE.sub(r"\1", bare(name)))).strip("-—_:、,。/\\·."))
    for written, common in _WORDS.items():
        text = text.replace(written, common)
    rest = _WITHIN.sub("", _BODY.sub("", text, count=1))
    return rest if len(rest) >= 2 else text


@lru_cache(maxsize=20_000)
def essence(name: str) -> str:
    """The core of a name without words that every office adds or leaves out: 的, 事项, 核发, 审批 at its end."""
    text = core(name)
    rest = _FILLER.sub("", text)
    return rest if len(rest) >= 3 else _GRANT.sub("", text)


@lru_cache(maxsize=20_000)
def letters(name: str) -> str:
    """The characters of a name with what stands in its brackets, sorted, without the words for a grant: the same in any order."""
    return "".join(sorted(topic(name)))


@lru_cache(maxsize=20_000)
def topic(name: str) -> str:
    """The characters of a name with what stands in its brackets, without the words for a grant."""
    return _PLAIN.sub("", core(name) + "".join(bracketed(name)))


def tokens(name: str) -> frozenset[str]:
    """The codes that stand in a name, as `A01` or `1101-002`."""
    return frozenset(code.upper() for code in _CODE.findall(squeeze(name)))


@lru_cache(maxsize=20_000)
def flat(name: str) -> str:
    """The core of a name with what stands in its brackets behind it."""
    return core(name) + "".join(bracketed(name))


LONGEST = 60  # characters of a name that names several items
_LISTED = re.compile("[、,/]|和|及|与|或")


@lru_cache(maxsize=20_000)
def alternatives(name: str) -> tuple[str, ...]:
    """The several items that one chart's name names (A、B许可), each with the words that they share; () where it names one."""
    within = next((part for part in bracketed(name) if len(_LISTED.split(part)) > 1), "")
    if within:
        text = core(name)
        return tuple(text + part for part in _LISTED.split(within) if part)
    within = next(iter(bracketed(name)), "")
    if 2 <= len(within) <= 4 and set(within) & set(core(name)[:-2]):  # 婚姻登记（结婚） is 结婚登记
        return (within + core(name)[-2:],)
    parts = [part for part in _LISTED.split(core(name)) if part] if len(core(name)) <= LONGEST else []
    if not 2 <= len(parts) <= 12:
        return ()
    found = {part: None for part in parts if len(part) >= 4}
    last, first = parts[-1], parts[0]
    for part in parts[:-1]:
        for at in range(1, len(last)):
            found.setdefault(part + last[at:])
    for part in parts[1:]:
        for at in range(2, len(first)):
            found.setdefault(first[:at] + part)
    return tuple(found)
