"""The heads of the three public expenses, by the names of the finance ministry's tables.

因公出国（境）费, 公务接待费, 公务用车购置及运行维护费; the last is divided into 购置费 and
运行维护费, which budgets of 2014 and later must show apart (国办发〔2013〕73号). Beside them
the counts that final accounts of 2016 and later state, and meetings and training.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rules.accounts.value import MEETINGS, TRAINING
from rules.phrases import squeeze, unnumbered

TOTAL, ABROAD, RECEPTION, VEHICLES = "total", "abroad", "reception", "vehicles"
PURCHASE, OPERATION = "vehicle_purchase", "vehicle_operation"
PARTS = (ABROAD, RECEPTION, VEHICLES)
NAMES: Mapping[str, str] = {
    TOTAL: "合计",
    ABROAD: "因公出国（境）费",
    RECEPTION: "公务接待费",
    VEHICLES: "公务用车购置及运行维护费",
    PURCHASE: "公务用车购置费",
    OPERATION: "公务用车运行维护费",
}
_LONGEST_LABEL = 30
_BRACKETED = re.compile(r"\((?:[\d一二三四五六七八九十+=\-、]{1,16}|(?:人民币)?[百千万亿]{0,2}元)\)")
_SCOPE = re.compile(
    r"(?:19|20)\d\d(?:年度?|-)?|[本当今上去]年度?|全年|年初|一般公共预算|公共财政预算|公共预算|财政拨款|拨款|经费支出(?=合计)|全口径|部门|本级"
)
_KINDS = r"(?:预算|决算|支出|安排|费用|经费|金额|执行)*"
_TOTAL = re.compile(
    rf"(?:三公经费|三公)?{_KINDS}(?:合计|总计|总额|总数|小计|共计)(?:数|金额|额)?|(?:三公经费|三公消费)(?:总|数|额)*{_KINDS}(?:总?[数额])?"
)
_NO_HEAD = re.compile(
    r"团组|批次|批数|人次|人数|人员|次数|保有|购置(?:数(?!额)|量|台数|辆数)|[(](?:[个人辆台批次]|人次|批次)[)]|[辆台]数|车辆情况"
    r"|原因|说明|情况|明细|报表|表$|占|比重|培训|会议|差旅|机关运行|网络|系统|信息|设备|办公|国?\(?境?\)?外.{0,2}接待|国内接待|外事|外宾"
    r"|接待[办处站局室中]|其他|租[用车]|改革|补[贴助]|交通补|编制|执法执勤|特种|离退休|人均|车均|司机"
)
_BOUGHT, _RUN = re.compile(r"购[置买车]|新购"), re.compile(r"运行|维护|运维|燃修|维修")
_VEHICLES = re.compile(
    r"(?:一般)?(?:公务用?车|公车|公用车|用车|车辆|小汽?车)(?:辆|车辆)?(?:费用?|经费|支出|使用费)?(?:合计|小计)?"
)
_RUN_ALONE = re.compile(r"(?:运行|运转)(?:[及和与]?(?:维护|维修|保养))?(?:费用?|经费|支出)?(?:支出)?|运维费用?")
_BOUGHT_ALONE = re.compile(r"购置(?:费用?|经费|支出)(?:支出)?|新?购车(?:费用?|经费|支出)?")
_BOTH_ALONE = re.compile(r"购置[及和与、]?运行(?:[及和与]?维护)?(?:费用?|经费|支出)?")
_FOREIGN = re.compile(r"国?\(?境\)?外|外事|外宾|国外")


def plain_label(label: str) -> str:
    """A squeezed label without numbering, 其中, units and formulas in brackets."""
    text = unnumbered(label)
    for _ in range(3):
        shorter = unnumbered(re.sub(r"^其中[:、,]?", "", text))
        if shorter == text:
            break
        text = shorter
    return _BRACKETED.sub("", text).strip("、:,.;-_")


@lru_cache(maxsize=16384)
def head_of(label: str) -> str:
    """Which head a label names, or ""; a count of journeys, guests or cars names none."""
    text = plain_label(label)
    if not text or len(text) > _LONGEST_LABEL or _NO_HEAD.search(text) or re.search("[。;]", text):
        return ""
    text = re.sub(r"[():、,]", "", text)
    text = re.sub(r"^三公(?:经费)?(?:中的?|[-_之])", "", text)
    if "出国" in text or "出境" in text:
        return ABROAD
    if "接待" in text or "招待" in text:
        return RECEPTION
    return _vehicle_head(text) or (TOTAL if _TOTAL.fullmatch(_SCOPE.sub("", text)) else "")


def is_total_of_three(label: str) -> bool:
    """Whether a label says that its sum is of the three public expenses and of nothing else."""
    return "三公" in squeeze(label)


def _vehicle_head(text: str) -> str:
    if _BOTH_ALONE.fullmatch(text):
        return VEHICLES
    if "车" not in text:
        return PURCHASE if _BOUGHT_ALONE.fullmatch(text) else OPERATION if _RUN_ALONE.fullmatch(text) else ""
    bought, run = _BOUGHT.search(text), _RUN.search(text)
    if run and not bought:
        return VEHICLES if re.search("用车[及和与]运行", text) else OPERATION
    if bought:
        return VEHICLES if run else PURCHASE
    return VEHICLES if _VEHICLES.fullmatch(_SCOPE.sub("", text)) else ""


def deepest(labels: Iterable[str]) -> str:
    """The head that nested labels name together, outermost first: 公务用车 with 小计 is the vehicles' total."""
    heads = [head for head in map(head_of, dict.fromkeys(labels)) if head]
    if not heads:
        return ""
    inner = [head for head in heads if head != TOTAL]
    return inner[-1] if heads[-1] == TOTAL and inner else heads[-1]


def count_of(labels: Iterable[str]) -> str:
    """Which count (a name of COUNTS) nested labels name together, or ""; what concerns foreign guests only is none."""
    return _count_of(tuple(labels))


@lru_cache(maxsize=16384)
def _count_of(labels: tuple[str, ...]) -> str:
    parts = [plain_label(label) for label in labels]
    text = "/".join(part for part in parts if len(part) <= _LONGEST_LABEL)
    about_guests = "接待" in text
    if about_guests and _FOREIGN.search(text):
        return ""
    if re.search("批次|批数|次数", text) and about_guests:
        return "batches"
    if re.search("人次|人数|人员数", text):
        return "guests" if about_guests else "persons" if re.search("出国|出境|团组", text) else ""
    if "团组" in text:
        return "groups"
    if re.search("保有|实有", text) and re.search("车|^(?:年末)?保有[量数]", text):
        return "held"
    bought = re.search(r"(?:购置|新购)(?:车辆)?(?:数量?(?!额)|量|台数|辆数)|(?:购置|新购).{0,6}[(][辆台][)]", text)
    return "bought" if bought and "费" not in text.split("/")[-1] else ""


def other_of(labels: Iterable[str]) -> str:
    """MEETINGS or TRAINING when nested labels name the cost of these, else ""."""
    for label in reversed(list(labels)):
        text = _SCOPE.sub("", re.sub("[()]", "", plain_label(label)))
        match = re.fullmatch(rf"(会议|培训)(?:费用?|经费|支出){_KINDS}(?:[数额]|合计|小计)?", text)
        if match:
            return MEETINGS if match[1] == "会议" else TRAINING
    return ""
