"""Charts that serve a whole class of power (行政处罚流程图), and the class that an item is of.

国办发〔2013〕73号 and the cities' lists ask for a chart of each power; one chart for all powers of a class is accepted
practice, and so is one for each procedure of it (行政处罚一般程序, 简易程序), each kind (行政处罚（罚款）), or each branch of
administration (卫生行政处罚, 水行政处罚): the ministries' own procedures are called so.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rules.bodies import is_body
from rules.phrases import squeeze
from rules.powers.classes import CLASSES, class_of
from rules.powers.item import Item
from rules.powers.naming import branches
from rules.powers.naming.names import bare, core, is_office_work

_WORDS = {
    "非行政许可审批": "非行政许可(?:审批)?|非许可审批",
    "行政许可": "行政许可|许可类?",
    "行政审批": "行政审批|审批类?",
    "行政处罚": "行政处罚|行政执法处罚|执法处罚|处罚类?|罚款|没收违法所得|警告|当场处罚",
    "行政强制": "行政强制(?:措施|执行)?|强制(?:措施|执行)?类?",
    "行政征收": "行政征收|征收类?|行政事业性?收费|行政收费",
    "行政征用": "行政征用|征用类",
    "行政给付": "行政给付|给付类?",
    "行政检查": "行政(?:执法)?(?:监督)?检查|监督检查|执法检查|日常(?:监督)?检查|检查类?",
    "行政确认": "行政确认|确认类?",
    "行政奖励": "行政奖励|行政表彰|奖励类?",
    "行政裁决": "行政裁决|裁决类?",
    "行政复议": "行政复议",
    "行政指导": "行政指导",
    "行政备案": "行政备案",
    "其他权力": "(?:其他|其它)(?:行政)?(?:权力|职权|权利|类|行政行为)|(?:其他|其它)(?:行政)?类?(?:权力|职权)?(?:事项)?",
}
_KINDS = tuple(dict.fromkeys((*CLASSES, "行政征用", "行政复议", "行政指导", "行政备案")))
_AROUND = r"(?:.*[局委办厅院队站心处所])?(?:本局|我局|全局|市级|县级|区级|本级)?"
_NO_BODIES = tuple("院站心处所")
_PLACED = re.compile("[一-龥]{1,10}[省市县区州盟旗]|[本我全]")
_GENERAL = re.compile(
    "公示栏?|公开|公布|一览|目录|清单|[我本]局|[我本]委|各项|全部|所有|有关|相关|办事|业务|服务|工作|指南|权力|职权|权责|事项|部门|单位"
    "|行政|运行|名称|附件|下载|规范|阳光|说明|网上|在线|市级|县级|区级|科室?|及|和|与|的|表|图"
)
_PROCEDURE = "(?:案件)?(?:一般|普通|简易|听证|当场|适用)?(?:处罚)?(?:程序)?"
_BEHIND = (
    "(?:[(](?:[^()]{1,12})[)]|类|事项|项目|职权|权力|行为|案件|工作|实施|办理|审批|运行|外部|内部|总体|通用|一般|普通"
    "|简易|听证|当场|程序|和|及|与|、|的)*"
)
_JOINED = re.compile("[、和及与,/]")
LONGEST = 50  # characters of a name that may stand for a class of a branch
_BRANCHED = {  # the words for a class that a branch may stand before
    "行政处罚": "行政(?:执法)?处罚|执法处罚|处罚|(?:行政|违法|行政违法|治安)?案件(?:查处|办理|处理|审理|处罚)"
    "|(?:行政|违法|治安)案件|违法行为(?:查处|处罚|处理)",
    "行政强制": "行政强制(?:措施|执行)?",
    "行政征收": "行政征收|行政事业性收费",
    "行政检查": "行政(?:执法)?(?:监督)?检查|监督检查|执法检查|日常检查|执法监督",
    **{kind: kind for kind in ("行政许可", "行政审批", "行政确认", "行政给付", "行政奖励", "行政裁决", "行政征用")},
    "其他权力": "其他行政(?:权力|职权)",
}
_ON_REQUEST = ("行政许可", "行政审批", "行政确认", "行政给付", "行政奖励", "行政裁决", "行政征用", "其他权力")
_BEFORE = re.compile("(?:流程|[与和及]?(?:办理)?时限图?表?$).*$")
_ALONE = re.compile(
    r"(?:案件)?(?:一般|普通|简易|听证|当场处罚|当场)程序|当场处罚(?:程序)?|(?:行政|违法|行政违法|行政处罚|行政执法)?(?:案件|行为)(?:办理|查处|处理)(?:程序)?|(?:办理)?行政案件|办案(?:程序)?"
)
_ENFORCES = re.compile(
    "^(?!.*(?:处罚|许可|强制|征收)).*执法(?:办案|案件|工作|操作|程序|运行|行为|权力?|职权)*(?:流程|程序图)"
)
_DEED = (
    ("行政处罚", "处罚|罚款|没收|责令停产"),
    ("行政强制", "查封|扣押|强制|代履行|冻结|加处"),
    ("行政检查", "检查|巡查|稽查|抽查"),
    ("行政征收", "征收|收费$|费的?收取"),
    ("行政奖励", "奖励|表彰|表扬"),
    ("行政裁决", "裁决|仲裁"),
    ("行政给付", "给付|救助|补助|抚恤|救济|低保|补贴"),
    ("行政确认", "确认|认定|鉴定|登记"),
    ("行政许可", "许可|审批|核准|核发|批准|审核"),
)
_SAME = {"行政审批": ("行政许可", "非行政许可审批"), "行政许可": ("行政审批",), "非行政许可审批": ("行政审批",)}


@lru_cache(maxsize=20_000)
def classes_of(name: str) -> tuple[str, ...]:
    """The classes of power that a chart's name stands for as a whole: () where it names a power of its own."""
    text = _said(name)
    if _ALONE.fullmatch(text):
        return ("行政处罚",)
    if _ENFORCES.search(squeeze(name)):
        return ("行政处罚", "行政强制", "行政检查")
    parts = [part for part in _JOINED.split(re.sub("[(][^()]*[)]", "", text)) if part]
    found = [kind for part in parts for kind in _KINDS if _is_of(part, kind)]
    whole = next((kind for kind in _KINDS if _is_of(text, kind)), "")
    if whole:
        return (whole,)
    if parts and len(found) >= len(parts) > 1:
        return tuple(found)
    kind, _ = _branched(text)
    return (kind,) if kind else ()


def _said(name: str) -> str:
    """What a name says before the word for a chart."""
    return _BEFORE.sub("", bare(name)) or _BEFORE.sub("", squeeze(name))


@lru_cache(maxsize=20_000)
def branch_of(name: str) -> str:
    """The branch of administration before the class that a chart stands for (卫生 in 卫生行政处罚流程图), or ""."""
    text = _said(name)
    is_plain = _ALONE.fullmatch(text) or _ENFORCES.search(squeeze(name)) or any(_is_of(text, kind) for kind in _KINDS)
    return "" if is_plain else _branched(text)[1]


def _branched(text: str) -> tuple[str, str]:
    """(class, branch) of a name that is a branch and a class and nothing else; ("", "") of any other."""
    if len(text) > LONGEST or not re.search("行政|处罚|案件|违法|检查|监督", text):
        return "", ""
    for kind, form in _forms().items():
        if found := form.fullmatch(text):
            return kind, found["branch"]
    return "", ""


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    around = f"{_AROUND}(?P<branch>{branches.pattern()}){_PROCEDURE}"
    return {kind: re.compile(f"{around}(?:{words}){_BEHIND}") for kind, words in _BRANCHED.items()}


@cache
def _unknown() -> dict[str, re.Pattern[str]]:
    around = f"(?P<branch>.{{1,{branches.LONGEST}}}?){_PROCEDURE}"
    return {kind: re.compile(f"{around}(?:{words}){_BEHIND}") for kind, words in _BRANCHED.items()}


@lru_cache(maxsize=20_000)
def perhaps_of(name: str) -> tuple[str, str]:
    """(class, branch) of a chart that may stand for a class of a branch that is not known (渣土行政处罚); ("", "") of others."""
    text = core(re.sub("流程.*$", "", squeeze(name)))
    if len(text) > LONGEST or classes_of(name):
        return "", ""
    for kind, form in _unknown().items():
        if (found := form.fullmatch(text)) and branches.may_be_branch(found["branch"]):
            return kind, found["branch"]
    return "", ""


def is_of_requests(classes: tuple[str, ...]) -> bool:
    """Whether the powers of these classes are used on request, so that one of them may itself be called 植物检疫行政许可."""
    return any(each in _ON_REQUEST for each in classes)


def names_a_power(name: str) -> bool:
    """Whether a chart's name names one power: not a class of them, nor the office's own work, nor a body and nothing else."""
    text = core(name)
    said = len(text) >= 3 and len(_GENERAL.sub("", text)) >= 2
    return said and not classes_of(name) and not is_office_work(name) and not is_body(text)


def tells(name: str) -> bool:
    """Whether a name tells of what a chart is: of a power, a class, or the office's own work."""
    return names_a_power(name) or bool(classes_of(name)) or is_office_work(name)


def _is_of(text: str, kind: str) -> bool:
    """Whether a text is a class and what may stand around it; 收购站许可 and 娱乐场所审批 are no class of a body's."""
    words = _WORDS.get(kind, kind)
    whole = re.fullmatch(f"(?P<body>{_AROUND}){_PROCEDURE}(?P<kind>{words}){_BEHIND}", text)
    if whole is None or whole["body"][-1:] not in _NO_BODIES or "行政" in whole["kind"]:
        return whole is not None
    return _PLACED.match(whole["body"]) is not None


def kind_of(item: Item) -> str:
    """The class of an item as its list says it; where it says none, as its name tells; "" where neither does."""
    if known := class_of(item.kind):
        return known
    stated = squeeze(item.kind)
    for kind in sorted(_KINDS, key=len, reverse=True):  # 非行政许可审批 goes before the 行政许可 within it
        if kind in stated or (kind[2:] in stated and kind not in ("其他权力", "行政审批", "非行政许可审批")):
            return kind
    if stated:
        return next((kind for kind in _KINDS if kind[:2] == stated[:2] == "其他"), "")
    name = bare(item.name)
    return max(
        ((name.rfind(word), kind) for kind, words in _DEED for word in re.findall(words, name)), default=(-1, "")
    )[1]


def serves(classes: tuple[str, ...], kind: str) -> bool:
    """Whether a chart for these classes serves an item of a class; 行政审批 stands for 行政许可 too, and is stood for by it."""
    return bool(kind) and any(kind == each or kind in _SAME.get(each, ()) for each in classes)
